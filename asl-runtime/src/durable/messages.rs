//! What the step of an execution hears: the messages of its inbox.

use serde_json::Value;

use super::patience::Patience;
use super::session::Session;
use crate::engine::Engine;
use crate::error::TaskError;
use crate::host::Heard;
use crate::map_runs::MapRunUpdate;
use crate::program::Failure;
use crate::store::{Answer, InboxMessage, InboxRow, MESSAGES, StoreError};

impl Session {
    /// Hands in what has come since, as far as there may be anything.
    pub(super) async fn fetch_messages(&mut self, engine: &mut Engine) -> Result<Heard, StoreError> {
        let loaded = std::mem::take(&mut self.loaded);
        // A sign of life that was accepted is to count before the time of silence is up.
        let is_due = engine.next_due().is_some_and(|due| due <= self.shared.setup.clock.now());
        let rows = match self.nudge.take() || (is_due && !self.tokens.is_empty()) {
            true => self.inbox().await?,
            false => loaded,
        };
        // There may be more than were given.
        let mut heard = if rows.len() >= MESSAGES { Heard::Some } else { Heard::All };
        let before = self.seen;
        for row in rows {
            if row.number <= self.seen {
                continue;
            }
            if matches!(row.message, InboxMessage::Stop { .. }) && self.seen != before {
                // What was said before it is to have its effect first.
                heard = Heard::Some;
                break;
            }
            self.seen = row.number;
            self.consumed.push(row.number);
            match row.message {
                InboxMessage::Stop { error, cause } => engine.stop(error, cause),
                // It was loaded with that.
                InboxMessage::Redrive => {}
                InboxMessage::Answered { locator, answer, .. } => {
                    self.answered.insert(locator);
                    let Some(attempt) = self.tokens.get(&locator) else { continue };
                    engine.token_answered(*attempt, self.answer(answer)?);
                }
                InboxMessage::UpdateMapRun { update } => {
                    let json: Value = serde_json::from_str(&update).unwrap_or_default();
                    let (map_run, update) = MapRunUpdate::from_json(&json).ok_or_else(|| {
                        StoreError::Corrupt(format!("`{update}` is no update of a map run"))
                    })?;
                    // It may have ended since it was asked for.
                    let _ = engine.update_map_run(map_run, update);
                }
                InboxMessage::Taken { locator, worker, .. } => {
                    if let Some(attempt) = self.tokens.get(&locator) {
                        engine.taken(*attempt, worker.as_deref());
                    }
                }
                InboxMessage::ChildEnded { address, child } => {
                    // Where another process has driven it, its span is still here.
                    self.shared.child_spans.forget(std::iter::once(child.arn.clone()));
                    self.child_ended(engine, address, &child)?;
                }
                InboxMessage::Heartbeat { locator, .. } => {
                    if let Some(attempt) = self.tokens.get(&locator) {
                        engine.heartbeat(*attempt);
                    }
                }
            }
        }
        if heard == Heard::Some {
            self.nudge.tell();
        }
        Ok(heard)
    }

    fn answer(&self, answer: Answer) -> Result<Result<Value, Failure>, StoreError> {
        Ok(match answer {
            Answer::Success(json) => {
                let json = self.shared.setup.tokens.reveal(json);
                let output = crate::json::read(&json);
                Ok(output.map_err(|error| StoreError::Corrupt(format!("an answer is no JSON: {error}")))?)
            }
            Answer::Failure { error, cause } => {
                Err(Failure::from(TaskError::from_parts(error.map(Into::into), cause.map(Into::into))))
            }
        })
    }

    async fn inbox(&self) -> Result<Vec<InboxRow>, StoreError> {
        Patience::new(&self.shared).ask(|| self.shared.setup.store.inbox(self.key)).await
    }
}
