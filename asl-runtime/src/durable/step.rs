//! What a step of an execution changes, as the store writes it.

use super::session::Session;
use crate::engine::{self, Action, Changes, Engine, Outcome};
use crate::history::{EventDetails, HistoryEvent};
use crate::host::AtWork;
use crate::store::{
    ChildChanges, Closing, Commit, EventRow, ExecutionState, SlotKind, SlotRow, Status, TokenRow,
};
use crate::time::Timestamp;

impl Session {
    /// Everything that a step changes.
    pub(super) fn step(
        &mut self,
        engine: &mut Engine,
        actions: &[Action],
        at_work: AtWork,
        outcome: Option<&Outcome>,
    ) -> Option<Commit> {
        let changes = engine.take_changes();
        let Changes {
            frames,
            gone,
            mut slots,
            results,
            forgotten,
            entered,
            mut children,
            starting,
            progress,
            next_due,
        } = changes;
        children.started.append(&mut self.starting.started);
        children.awaited.append(&mut self.starting.awaited);
        self.start_map_children(starting, &mut children);
        let next_due = match (outcome, at_work) {
            (Some(_), _) => None,
            // Whoever finds it left alone has to see what became of that.
            (None, AtWork::Something) => progress.last_time,
            (None, AtWork::Nothing) => next_due,
        };
        // What is due at once is that already.
        let is_due = |due: Option<Timestamp>| due.is_some() && due <= progress.last_time;
        let next_due = if is_due(next_due) && is_due(self.stored_due) { self.stored_due } else { next_due };
        let events = self.events.take();
        for (frame, event) in entered {
            slots.extend(input_of(&events, event).map(|json| SlotRow {
                frame,
                kind: SlotKind::Input,
                json: Some(json),
            }));
        }
        let (tokens, closed) = self.tokens_of(actions);
        let is_nothing = frames.is_empty()
            && gone.is_empty()
            && events.is_empty()
            && closed.is_empty()
            && children == ChildChanges::default()
            && self.consumed.is_empty()
            && next_due == self.stored_due
            && outcome.is_none();
        if is_nothing {
            return None;
        }
        let hide = |json: String| self.shared.setup.tokens.hide(json);
        let mut state = ExecutionState {
            status: Status::Running,
            output: None,
            error: None,
            cause: None,
            stop_time: outcome.and(progress.last_time),
            next_due,
            progress,
        };
        match outcome {
            None => {}
            Some(Outcome::Succeeded(output)) => {
                state.status = Status::Succeeded;
                state.output = Some(hide(output.to_string()));
            }
            Some(Outcome::Failed(failure)) => {
                state.status = Status::Failed;
                state.error = failure.error().map(str::to_owned);
                state.cause = failure.cause().map(|cause| hide(cause.to_owned()));
            }
            Some(Outcome::TimedOut) => state.status = Status::TimedOut,
            Some(Outcome::Aborted { error, cause }) => {
                state.status = Status::Aborted;
                (state.error, state.cause) = (error.clone(), cause.clone());
            }
        }
        let slots = slots.into_iter().map(|mut row| {
            row.json = row.json.map(hide);
            row
        });
        let results = results.into_iter().map(|mut row| {
            row.json = hide(row.json);
            row
        });
        let rows = events.iter().map(|event| self.row(event)).collect();
        self.untold = events;
        Some(Commit {
            execution: self.key,
            fence: self.fence,
            version: self.version,
            state,
            frames,
            gone,
            slots: slots.collect(),
            results: results.collect(),
            forgotten,
            events: rows,
            tokens,
            closed,
            consumed: std::mem::take(&mut self.consumed),
            children,
        })
    }

    fn row(&self, event: &HistoryEvent) -> EventRow {
        let mut bare = event.clone();
        let data = bare.details.take_data().map(|json| self.shared.setup.tokens.hide(json));
        EventRow {
            id: event.id,
            previous: event.previous_event_id,
            time: event.timestamp,
            event_type: event.event_type.to_string(),
            // Writing JSON into a text can't fail.
            json: self.shared.setup.tokens.hide(serde_json::to_string(&bare).unwrap_or_default()),
            data,
        }
    }

    /// Gives out the token of an attempt that starts, if it has one.
    pub(super) fn give_out(&mut self, start: &engine::Start) {
        let locator = start.token.as_ref().and_then(|token| self.shared.setup.tokens.locator(token));
        let Some(locator) = locator else { return };
        self.tokens.insert(locator, start.attempt);
        self.given.push(TokenRow {
            locator,
            attempt: start.attempt.number,
            frame: start.attempt.frame.serial(),
            state: start.state.to_owned(),
            resource: self.blueprint.task(start.call.task).map_or("", |task| task.resource).to_owned(),
            since: self.shared.setup.clock.now(),
            offer: None,
        });
    }

    /// Tokens that are given out, and those that are done with.
    fn tokens_of(&mut self, actions: &[Action]) -> (Vec<TokenRow>, Vec<Closing>) {
        let (mut given, mut closed) = (std::mem::take(&mut self.given), Vec::new());
        for action in actions {
            match action {
                Action::Start(start) => {
                    self.give_out(start);
                    given.append(&mut self.given);
                }
                Action::Offer(offer) => {
                    let Some(locator) = self.shared.setup.tokens.locator(&offer.token) else { continue };
                    self.tokens.insert(locator, offer.attempt);
                    given.push(TokenRow {
                        locator,
                        attempt: offer.attempt.number,
                        frame: offer.attempt.frame.serial(),
                        state: offer.state.to_owned(),
                        resource: self.blueprint.task(offer.task).map_or("", |task| task.resource).to_owned(),
                        since: self.shared.setup.clock.now(),
                        offer: Some(self.shared.setup.tokens.hide(offer.input.clone())),
                    });
                }
                Action::Cancel { token: Some(token), .. } | Action::Close { token, .. } => {
                    let Some(locator) = self.shared.setup.tokens.locator(token) else { continue };
                    self.tokens.remove(&locator);
                    closed.push(match self.answered.remove(&locator) {
                        true => Closing::Answered(locator),
                        false => Closing::Void(locator),
                    });
                }
                Action::Cancel { token: None, .. }
                | Action::Read { .. }
                | Action::Export { .. }
                | Action::Gather { .. } => {}
            }
        }
        (given, closed)
    }
}

/// The raw input with which a state was entered, if it was in this step.
fn input_of(events: &[HistoryEvent], id: u64) -> Option<String> {
    let entered = events.iter().find(|event| event.id == id)?;
    match &entered.details {
        details @ EventDetails::StateEntered { .. } => details.clone().take_data(),
        _ => None,
    }
}
