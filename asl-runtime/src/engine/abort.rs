//! Closing frames, without recursion however deep they nest.

use super::action::Action;
use super::execution::ExecutionId;
use super::frame::{Frame, FrameId, Phase};
use super::input::Engine;
use super::join::{Join, Work};
use super::permit::PermitId;
use crate::history::{Details, EventType};
use crate::trace::End;

/// Where a walk through a tree of frames goes next.
enum Visit {
    Frame(FrameId, Option<Iteration>),
    /// All below a frame is closed; now it is itself.
    Closed {
        event: Option<(ExecutionId, EventType)>,
        permit: Option<PermitId>,
    },
}

/// The iteration that a frame stands for.
#[derive(Clone, Copy)]
struct Iteration {
    map: &'static str,
    index: usize,
}

impl Engine {
    /// Closes all children of a join; each leaves an event that `cause` is the reason of (HIST-41, HIST-44).
    pub(super) fn abort_children(&mut self, id: FrameId, cause: u64) {
        let Some(frame) = self.frames.get_mut(id) else { return };
        let execution = frame.execution;
        let phase = std::mem::replace(&mut frame.phase, Phase::Busy);
        let map = super::run::state(self.info, frame.at).map_or("", |state| state.name);
        let mut visits = Vec::new();
        if let Phase::Joining(join) = &phase {
            push_children(join, map, &mut visits);
        }
        self.close(visits, Some((execution, cause)));
        #[cfg(feature = "durable")]
        self.salvage_join(id, phase);
    }

    /// Closes the child executions of a map run; the Map goes on waiting.
    pub(super) fn stop_children(&mut self, id: FrameId) {
        let Some(join) = self.join_mut(id) else { return };
        let mut visits = Vec::new();
        push_children(join, "", &mut visits);
        join.running.clear();
        self.close(visits, None);
    }

    /// Closes a frame and all below it without events.
    pub(super) fn discard(&mut self, id: FrameId) {
        self.close(vec![Visit::Frame(id, None)], None);
    }

    /// Events are written for frames of the execution given; those of other executions are cut off silently.
    fn close(&mut self, mut visits: Vec<Visit>, told: Option<(ExecutionId, u64)>) {
        while let Some(visit) = visits.pop() {
            match visit {
                Visit::Frame(id, iteration) => {
                    let Some(mut frame) = self.frames.remove(id) else { continue };
                    frame.span.end(End::Aborted);
                    if let Phase::Running(attempt) = &mut frame.phase {
                        attempt.span.end(End::Aborted);
                    }
                    self.close_frame(id, &mut frame, iteration, told, &mut visits);
                    #[cfg(feature = "durable")]
                    if told.is_some() {
                        self.salvage(id, *frame);
                    }
                }
                Visit::Closed { event, permit } => {
                    if let Some((execution, event)) = event
                        && let Some((_, cause)) = told
                    {
                        self.journal.add(&mut self.executions, execution, cause, event, || Details::None);
                    }
                    if let Some(permit) = permit {
                        self.permits.item_ended(permit);
                    }
                }
            }
        }
    }

    fn close_frame(
        &mut self,
        id: FrameId,
        frame: &mut Frame,
        iteration: Option<Iteration>,
        told: Option<(ExecutionId, u64)>,
        visits: &mut Vec<Visit>,
    ) {
        let state = super::run::state(self.info, frame.at);
        let mut event = None;
        if let Some((execution, cause)) = told
            && execution == frame.execution
        {
            if let Some(Iteration { map, index }) = iteration {
                let details = || Details::Iteration { name: map, index };
                self.journal.add(
                    &mut self.executions,
                    execution,
                    cause,
                    EventType::MapIterationAborted,
                    details,
                );
            }
            // What has not been entered has nothing to abort.
            let entered = !matches!(frame.phase, Phase::Entering);
            event = state.filter(|_| entered).and_then(|state| EventType::aborted(state.kind));
        }
        visits.push(Visit::Closed {
            event: event.map(|event| (frame.execution, event)),
            permit: frame.permit.filter(|_| iteration.is_some()),
        });
        match &mut frame.phase {
            Phase::Running(attempt) => {
                #[cfg(feature = "durable")]
                self.stop_child_of(attempt.id, &attempt.handover);
                if attempt.handover.is_at_work() {
                    self.permits.stopping(attempt.id, frame.permit);
                }
                let heartbeat = attempt.heartbeat.as_ref().map(|heartbeat| heartbeat.timer);
                for timer in [attempt.timeout, heartbeat].into_iter().flatten() {
                    self.timers.clear(timer);
                }
                self.actions.push(Action::Cancel { attempt: attempt.id, token: attempt.token.clone() });
            }
            Phase::Waiting(timer, _) | Phase::RetryWaiting(timer, _) => self.timers.clear(*timer),
            Phase::Joining(join) => {
                self.abandon_map_run(frame.at, join);
                push_children(join, state.map_or("", |state| state.name), visits);
            }
            _ => {}
        }
        if self.executions.get(frame.execution).is_some_and(|execution| execution.root == Some(id)) {
            self.forget_execution(frame.execution);
        }
    }

    /// An execution whose outermost frame was closed from outside.
    fn forget_execution(&mut self, id: ExecutionId) {
        let Some(mut execution) = self.executions.remove(id) else { return };
        execution.span.end(End::Aborted);
        if let Some(timer) = execution.timer {
            self.timers.clear(timer);
        }
    }
}

/// The children of a frame, so that the first is visited first.
fn push_children(join: &Join, map: &'static str, visits: &mut Vec<Visit>) {
    let is_map = matches!(join.work, Work::Items(_));
    visits.extend(
        join.running
            .iter()
            .rev()
            .map(|(index, child)| Visit::Frame(child, is_map.then_some(Iteration { map, index }))),
    );
}
