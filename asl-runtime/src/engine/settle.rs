//! What becomes of a failure: Retry, Catch, or the end of the frame.

use super::frame::{FrameId, Origin, Phase};
use super::input::Engine;
use super::timers::Timer;
use crate::history::{Details, EventType};
use crate::program::{Delay, Failure, FailureKind, Recovery, StateData, StateKind};
use crate::trace::End;

impl Engine {
    /// A state failed.
    pub(super) fn fail(&mut self, id: FrameId, failure: Failure, origin: Origin) {
        let failure = self.told(id, failure);
        if !failure.is_catchable() {
            return self.fail_execution(id, failure);
        }
        let kind = self.frames.get(id).and_then(|frame| self.state_of(frame)).map(|state| state.kind);
        let recovery = match kind {
            Some(StateKind::Task | StateKind::Parallel | StateKind::Map) => {
                self.step(id, None, |program, at, step| program.recover(at, step, &failure))
            }
            _ => Some(Ok(Recovery::Uncaught)),
        };
        match recovery {
            None => {}
            Some(Ok(Recovery::Retry(retry))) => {
                #[cfg(feature = "durable")]
                self.forget_salvage();
                let Some(frame) = self.frames.get_mut(id) else { return };
                frame.retries.count(retry.retrier);
                frame.phase = if retry.delay.is_zero() {
                    Phase::Preparing
                } else {
                    let due = self.journal.now.saturating_add(retry.delay);
                    Phase::RetryWaiting(self.timers.set(due, Timer::Retry(id)), due)
                };
            }
            Some(Ok(Recovery::Caught(transition))) => {
                #[cfg(feature = "durable")]
                self.forget_salvage();
                self.close_failed(id, kind, origin);
                self.end_span(id, End::Caught(failure.name()));
                self.follow(id, transition);
            }
            Some(Ok(Recovery::Uncaught)) => {
                self.close_failed(id, kind, origin);
                self.end_span(id, End::Failed(failure.name()));
                self.finish(id, Err(failure));
            }
            // The catcher's own failure is not caught by its state (CATCH-7).
            Some(Err(failure)) => {
                let failure = self.told(id, failure);
                if !failure.is_catchable() {
                    return self.fail_execution(id, failure);
                }
                self.close_failed(id, kind, origin);
                self.end_span(id, End::Failed(failure.name()));
                self.finish(id, Err(failure));
            }
        }
    }

    /// Ends the span of a frame's state.
    pub(super) fn end_span(&mut self, id: FrameId, end: End<'_>) {
        if let Some(frame) = self.frames.get_mut(id) {
            frame.span.end(end);
        }
    }

    /// The failure as everybody else sees it, and for one of JSONata its event.
    fn told(&mut self, id: FrameId, failure: Failure) -> Failure {
        let mut failure = self.explained(id, failure);
        let Some(evaluation) = failure.take_evaluation() else { return failure };
        let Some(frame) = self.frames.get_mut(id) else { return failure };
        let Some(state) = super::run::state(self.info, frame.at) else { return failure };
        // It stands beside the Entered event, but for a Wait, where it follows it (HIST-50).
        let previous = match state.kind {
            StateKind::Wait => frame.entered_event,
            _ => frame.entered_after,
        };
        let details = || Details::EvaluationFailed {
            error: failure.error(),
            cause: failure.cause(),
            location: evaluation.location.as_deref(),
            state: state.name,
        };
        let event = EventType::EvaluationFailed;
        frame.last_event = self.journal.add(&mut self.executions, frame.execution, previous, event, details);
        failure
    }

    /// The end of a Parallel or Map whose failure is not retried (HIST-31, HIST-41, HIST-44). Once it has
    /// succeeded, it does not fail any more.
    fn close_failed(&mut self, id: FrameId, kind: Option<StateKind>, origin: Origin) {
        let event = match kind {
            Some(StateKind::Parallel) if origin != Origin::Output => EventType::ParallelStateFailed,
            Some(StateKind::Map) if origin != Origin::Output => EventType::MapStateFailed,
            _ => return,
        };
        let Some(frame) = self.frames.get_mut(id) else { return };
        frame.last_event =
            self.journal
                .add(&mut self.executions, frame.execution, frame.last_event, event, || Details::None);
    }

    /// The failure with the place where it came up before its cause (ERR-23). Once told, it is like any other.
    fn explained(&self, id: FrameId, failure: Failure) -> Failure {
        let kind = match failure.kind() {
            FailureKind::Runtime => FailureKind::Runtime,
            FailureKind::Interpreter => FailureKind::Reported,
            // The service leaves the causes of DataLimit as they are.
            _ => return failure,
        };
        let Some(frame) = self.frames.get(id) else { return failure };
        let name = self.state_of(frame).map_or("", |state| state.name);
        let entered = frame.entered_event;
        failure
            .prefixed(&format!(
                "An error occurred while executing the state '{name}' (entered at the event id #{entered}). "
            ))
            .of_kind(kind)
    }

    /// A Wait.
    pub(super) fn wait(&mut self, id: FrameId, delay: Delay) {
        let now = self.journal.now;
        let due = match delay {
            Delay::For(duration) => now.saturating_add(duration),
            Delay::Until(due) => due,
        };
        let Some(frame) = self.frames.get_mut(id) else { return };
        frame.phase = if due <= now {
            Phase::Completed(StateData::default())
        } else {
            Phase::Waiting(self.timers.set(due, Timer::Wait(id)), due)
        };
    }
}
