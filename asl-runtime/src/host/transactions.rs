//! Ends of attempts that are written together with rows of the application's own.

use serde_json::Value;

use super::attempt::Envelope;
use super::durable::Step;
use super::in_process::{Driver, envelope};
use crate::data::lambda;
use crate::engine::{AttemptId, Ended};
use crate::error::TaskError;
use crate::program::Failure;
use crate::store::StoreError;
use crate::transaction::HandlerWrites;

/// What the handler of an attempt left to be written with its end.
pub(super) struct Writes {
    attempt: AttemptId,
    writes: HandlerWrites,
}

impl Driver {
    /// Takes those out of what has ended that are to write something: each of them has a step of its own.
    pub(super) fn set_writes_apart(&mut self) {
        let Self { ended, contexts, writes, .. } = self;
        ended.retain(|(attempt, ended)| {
            let left = match ended {
                Ended::Answered(_) => contexts.take_writes(*attempt),
                Ended::Failed(_) | Ended::Refused(_) | Ended::Dropped => None,
            };
            let has_left = left.is_some();
            writes.extend(left.map(|writes| Writes { attempt: *attempt, writes }));
            !has_left
        });
    }

    /// Begins the step with what waits longest to be written. Gives it, so that it can be written again if the step is
    /// not; its error is kept as that of any other handler.
    pub(super) async fn write_next(
        &mut self,
        step: &mut dyn Step,
        unwritten: &mut Vec<(AttemptId, Ended)>,
    ) -> Result<Option<Writes>, StoreError> {
        while let Some(next) = self.writes.pop_front() {
            // It may have been stopped, or its time may be up, since its handler ended.
            let Some(task) = self.engine.task_at_work(next.attempt) else {
                self.end(next.attempt, Ended::Dropped);
                continue;
            };
            let writes = next.writes.within(self.engine.attempt_span(next.attempt));
            let output = step.begin(&writes).await?.map(|output| {
                match self.blueprint.task(task).map(|task| envelope(task, &self.blueprint)) {
                    Some(Envelope::Lambda) => lambda::envelope(output),
                    Some(Envelope::Plain) | None => output,
                }
            });
            match self.accepted(next.attempt, output) {
                Ok(output) => {
                    self.end(next.attempt, Ended::Answered(output.into()));
                    return Ok(Some(next));
                }
                Err(failure) => {
                    step.take_back();
                    let ended = Ended::Failed(failure);
                    unwritten.push((next.attempt, ended.clone()));
                    self.end(next.attempt, ended);
                }
            }
        }
        Ok(None)
    }

    fn end(&mut self, attempt: AttemptId, ended: Ended) {
        self.contexts.handler_ended(attempt);
        self.engine.attempt_ended(attempt, ended);
    }

    /// With an output that is too big the attempt fails, and has written nothing.
    fn accepted(&self, attempt: AttemptId, output: Result<Value, TaskError>) -> Result<Value, Failure> {
        let output = output.map_err(Failure::from)?;
        match self.engine.refuses(attempt, &output) {
            Some(failure) => Err(failure),
            None => Ok(output),
        }
    }
}
