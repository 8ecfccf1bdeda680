//! What a step of an execution changes, as the store writes it.

use std::sync::Arc;

use super::session::Session;
use crate::engine::{self, Action, AttemptId, Changes, Engine, Outcome};
use crate::history::{EventDetails, HistoryEvent};
use crate::host::AtWork;
use crate::program::TaskId;
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
        let shared = Arc::clone(&self.shared);
        let hide = |json: String| shared.setup.tokens.hide(json);
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
        let rows = events.into_iter().map(|event| self.row(event)).collect();
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

    /// The row of an event. Its data is kept apart; the event is told when the step is written, if somebody listens.
    fn row(&mut self, mut event: HistoryEvent) -> EventRow {
        let tokens = &self.shared.setup.tokens;
        let data = event.details.take_data();
        let row = EventRow {
            id: event.id,
            previous: event.previous_event_id,
            time: event.timestamp,
            event_type: event.event_type.name().into(),
            json: tokens.hide(json(&event)),
            data: None,
        };
        if self.shared.setup.observer.is_some() {
            if let Some(data) = &data {
                event.details.put_data(data.clone());
            }
            self.untold.push(event);
        }
        EventRow { data: data.map(|data| tokens.hide(data)), ..row }
    }

    /// Gives out the token of an attempt that starts, if it has one.
    pub(super) fn give_out(&mut self, start: &engine::Start) {
        if let Some(token) = &start.token {
            self.give(token, start.attempt, start.state, start.call.task, None);
        }
    }

    fn give(&mut self, token: &str, attempt: AttemptId, state: &str, task: TaskId, offer: Option<String>) {
        let Some(locator) = self.shared.setup.tokens.locator(token) else { return };
        self.tokens.insert(locator, attempt);
        self.given.push(TokenRow {
            locator,
            attempt: attempt.number,
            frame: attempt.frame.serial(),
            state: state.to_owned(),
            resource: self.blueprint.task(task).map_or("", |task| task.resource).to_owned(),
            since: self.shared.setup.clock.now(),
            offer,
        });
    }

    /// Tokens that are given out, and those that are done with.
    fn tokens_of(&mut self, actions: &[Action]) -> (Vec<TokenRow>, Vec<Closing>) {
        let mut closed = Vec::new();
        for action in actions {
            match action {
                Action::Start(start) => self.give_out(start),
                Action::Offer(offer) => {
                    let input = self.shared.setup.tokens.hide(offer.input.clone());
                    self.give(&offer.token, offer.attempt, offer.state, offer.task, Some(input));
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
        (std::mem::take(&mut self.given), closed)
    }
}

/// The raw input with which a state was entered, if it was in this step.
fn input_of(events: &[HistoryEvent], id: u64) -> Option<String> {
    match &events.iter().find(|event| event.id == id)?.details {
        EventDetails::StateEntered { input, .. } => input.as_ref().map(|input| input.text.clone()),
        _ => None,
    }
}

/// The JSON of an event without its data: most are not longer than this.
pub(super) fn json(event: &HistoryEvent) -> String {
    let mut json = Vec::with_capacity(256);
    // Writing JSON into memory can't fail, and it is UTF-8.
    let written = serde_json::to_writer(&mut json, event);
    String::from_utf8(json).ok().filter(|_| written.is_ok()).unwrap_or_default()
}
