//! The end of frames and executions.

use super::action::{Action, Outcome};
use super::execution::{Execution, ExecutionId};
use super::frame::{EndedChild, FrameId, Phase};
use super::input::Engine;
use crate::history::{Details, EventType};
#[cfg(feature = "durable")]
use crate::program::WorkflowKind;
use crate::program::{Failure, StateData};
use crate::trace::End;

impl Engine {
    /// A frame has come to the end of its machine, or has failed for good.
    pub(super) fn finish(&mut self, id: FrameId, result: Result<StateData, Failure>) {
        let Some(frame) = self.frames.get(id) else { return };
        let execution = frame.execution;
        if self.executions.get(execution).is_some_and(|execution| execution.root == Some(id)) {
            let previous = frame.last_event;
            let outcome = match result {
                Ok(output) => Outcome::Succeeded(output),
                Err(failure) => Outcome::Failed(failure),
            };
            return self.end_execution(execution, outcome, previous);
        }
        match result {
            Ok(output) => {
                let Some(child) = EndedChild::of(frame) else { return };
                self.child_succeeded(id, child, output.into_json());
            }
            Err(failure) => {
                let Some(frame) = self.frames.remove(id) else { return };
                let Some(child) = EndedChild::of(&frame) else { return };
                self.child_failed(child, failure);
                #[cfg(feature = "durable")]
                self.salvage(id, *frame);
            }
        }
    }

    /// An error that nothing catches ends the execution, however deep it came up (ERR-20).
    pub(super) fn fail_execution(&mut self, id: FrameId, failure: Failure) {
        self.end_span(id, End::Failed(failure.name()));
        let Some(frame) = self.frames.get(id) else { return };
        self.end_execution(frame.execution, Outcome::Failed(failure), frame.last_event);
    }

    /// Ends executions whose history is full: events that were to come are not there, so nothing can go on (HIST-5).
    pub(super) fn end_full_executions(&mut self) {
        while let Some(id) = self.journal.next_full() {
            self.end_execution(id, self.out_of_room(id), 0);
        }
    }

    fn out_of_room(&self, id: ExecutionId) -> Outcome<StateData> {
        let most = self.executions.get(id).and_then(|execution| execution.most_events).unwrap_or_default();
        let cause = format!("The execution reached the maximum number of history events ({most}).");
        Outcome::Failed(Failure::runtime(cause))
    }

    /// Ends an execution: whatever it was doing is cut off without a word (HIST-51 to HIST-53).
    pub(super) fn end_execution(&mut self, id: ExecutionId, outcome: Outcome<StateData>, previous: u64) {
        let (outcome, previous) = if self.journal.forget_full(id) {
            let last_event = self.executions.get(id).map_or(0, |execution| execution.last_event);
            (self.out_of_room(id), last_event)
        } else {
            (outcome, previous)
        };
        let event = match &outcome {
            Outcome::Succeeded(_) => EventType::ExecutionSucceeded,
            Outcome::Failed(_) => EventType::ExecutionFailed,
            Outcome::TimedOut => EventType::ExecutionTimedOut,
            Outcome::Aborted { .. } => EventType::ExecutionAborted,
        };
        let details = || match &outcome {
            Outcome::Succeeded(output) => Details::Output(output.json()),
            Outcome::Failed(failure) => Details::Failure { error: failure.error(), cause: failure.cause() },
            Outcome::TimedOut => Details::Failure { error: Some("States.Timeout"), cause: None },
            Outcome::Aborted { error, cause } => {
                Details::Failure { error: error.as_deref(), cause: cause.as_deref() }
            }
        };
        self.journal.add(&mut self.executions, id, previous, event, details);
        if let Some(execution) = self.executions.get_mut(id) {
            execution.span.end(match &outcome {
                Outcome::Succeeded(_) => End::Succeeded,
                Outcome::Failed(failure) => End::Failed(failure.name()),
                Outcome::TimedOut => End::Failed("States.Timeout"),
                Outcome::Aborted { .. } => End::Aborted,
            });
        }
        if id == ExecutionId::ROOT {
            return self.end(outcome);
        }
        let Some(Execution { identity, root, timer, .. }) = self.executions.remove(id) else { return };
        if let Some(timer) = timer {
            self.timers.clear(timer);
        }
        let Some(root) = root else { return };
        let frame = self.frames.get(root);
        let (parent, permit) = (frame.and_then(|frame| frame.parent), frame.and_then(|frame| frame.permit));
        self.discard(root);
        if let Some(parent) = parent {
            self.child_execution_ended(parent, permit, identity, outcome.into_json());
        }
    }

    /// Ends the outermost execution, and with it all others.
    fn end(&mut self, outcome: Outcome<StateData>) {
        if self.outcome.is_some() {
            return;
        }
        self.abandon_all_map_runs();
        for frame in self.frames.iter_mut() {
            frame.span.end(End::Aborted);
            if let Phase::Running(attempt) = &mut frame.phase {
                attempt.span.end(End::Aborted);
                self.actions.push(Action::Cancel { attempt: attempt.id, token: attempt.token.clone() });
            }
        }
        // What failed keeps its frames in the store: a redrive goes on from them.
        #[cfg(feature = "durable")]
        match (&outcome, self.kind) {
            (Outcome::Succeeded(_), _) | (_, WorkflowKind::Express) => self.frames.note_all_gone(),
            (_, WorkflowKind::Standard) => self.leave_to_redrive(),
        }
        self.frames.clear();
        for execution in self.executions.iter_mut() {
            execution.span.end(End::Aborted);
        }
        self.queue.clear();
        self.timers.clear_all();
        self.outcome = Some(outcome);
    }
}
