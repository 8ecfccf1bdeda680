//! What a Parallel or a Map holds while its children run: counts and results, never the children.

use serde_json::Value;

use super::distributed::ExitFollows;
use super::export::kept;
use super::frame::{EndedChild, FrameId, Origin, Phase};
use super::input::Engine;
use super::map::MapRun;
use super::outputs::Outputs;
use super::running::Running;
use crate::history::{Details, EventType};
use crate::map_runs::MapRunStatus;
use crate::program::Failure;

/// The children of a state that joins them.
#[derive(Debug)]
pub(super) struct Join {
    pub(super) work: Work,
    /// Those that run, by branch or item.
    pub(super) running: Running,
    /// The outputs of those that have ended.
    pub(super) outputs: Outputs,
    /// The event that what follows is caused by.
    pub(super) last_event: u64,
    /// The event that it was started by: no other join of the frame has it.
    #[cfg(feature = "durable")]
    pub(super) started: u64,
}

/// What is joined.
#[derive(Debug)]
pub(super) enum Work {
    /// Branches.
    Branches,
    /// Items.
    Items(Box<MapRun>),
}

impl Join {
    fn is_done(&self) -> bool {
        let started = match &self.work {
            Work::Branches => true,
            Work::Items(map) => map.is_exhausted() && map.is_idle(),
        };
        started && self.running.is_empty()
    }
}

impl Engine {
    pub(super) fn join(&self, id: FrameId) -> Option<&Join> {
        match &self.frames.get(id)?.phase {
            Phase::Joining(join) => Some(join),
            _ => None,
        }
    }

    pub(super) fn join_mut(&mut self, id: FrameId) -> Option<&mut Join> {
        match &mut self.frames.get_mut(id)?.phase {
            Phase::Joining(join) => Some(join),
            _ => None,
        }
    }

    /// A branch or an item within the execution has ended.
    pub(super) fn child_succeeded(&mut self, id: FrameId, child: EndedChild, output: Value) {
        let parent = child.parent;
        let phase = self.frames.get_mut(parent.frame).map(|frame| &mut frame.phase);
        let Some(Phase::Joining(join)) = phase else { return self.frames.end_child(id) };
        join.running.remove(parent.index);
        #[cfg(feature = "durable")]
        if let Some(keeper) = &mut self.keeper {
            keeper.keep_result(parent, join.started, &output);
        }
        join.outputs.keep(parent.index, output);
        match &join.work {
            Work::Branches => {
                join.last_event = child.last_event;
                self.frames.end_child(id);
            }
            Work::Items(_) => {
                self.iteration_succeeded(child);
                if self.start_in_place(id, child) {
                    return;
                }
                self.frames.end_child(id);
                self.item_ended(parent.frame, child.permit, child.last_event);
            }
        }
        self.complete_if_done(parent.frame);
    }

    fn iteration_succeeded(&mut self, child: EndedChild) {
        let parent = child.parent;
        let Some(frame) = self.frames.get_mut(parent.frame) else { return };
        let Phase::Joining(join) = &mut frame.phase else { return };
        let name = super::run::state(self.info, frame.at).map_or("", |state| state.name);
        let details = || Details::Iteration { name, index: parent.index };
        let event = EventType::MapIterationSucceeded;
        join.last_event =
            self.journal.add(&mut self.executions, frame.execution, child.last_event, event, details);
    }

    /// Completes a join when nothing of it is left to run, or to write.
    pub(super) fn complete_if_done(&mut self, id: FrameId) {
        if self.join(id).is_some_and(Join::is_done) && !self.waits_for_export(id) {
            self.complete_join(id, None);
        }
    }

    /// Completes a join, with a result in the place of the children's if there is one.
    pub(super) fn complete_join(&mut self, id: FrameId, result: Option<Value>) {
        self.map_run_ended(id, MapRunStatus::Succeeded);
        let Some(frame) = self.frames.get_mut(id) else { return };
        let Phase::Joining(join) = &mut frame.phase else { return };
        let result = result.unwrap_or_else(|| {
            let transformation = match &join.work {
                Work::Branches => None,
                Work::Items(map) => map.distributed.as_ref().and_then(|run| run.transformation()),
            };
            Value::Array(kept(std::mem::take(&mut join.outputs), transformation))
        });
        let last_event = join.last_event;
        let map_run = match &join.work {
            Work::Branches => None,
            Work::Items(map) => Some(map.distributed.as_ref().map(|run| (run.run_event, run.exit_follows))),
        };
        let execution = frame.execution;
        let mut add = |previous, event| {
            self.journal.add(&mut self.executions, execution, previous, event, || Details::None)
        };
        frame.last_event = match map_run {
            // State…Succeeded and the state's exit have one predecessor (HIST-40, HIST-42).
            None => {
                add(last_event, EventType::ParallelStateSucceeded);
                last_event
            }
            Some(None) => {
                add(last_event, EventType::MapStateSucceeded);
                last_event
            }
            Some(Some((run_started, exit_follows))) => {
                let run_succeeded = add(run_started, EventType::MapRunSucceeded);
                add(run_succeeded, EventType::MapStateSucceeded);
                match exit_follows {
                    ExitFollows::Start => run_started,
                    ExitFollows::End => run_succeeded,
                }
            }
        };
        self.resume_first(id, Phase::Completed(result.into()));
    }

    /// A branch or an item within the execution has failed for good: the others are closed (PAR-4, MAP-11).
    pub(super) fn child_failed(&mut self, child: EndedChild, failure: Failure) {
        let parent = child.parent;
        let Some(frame) = self.frames.get_mut(parent.frame) else { return };
        let Phase::Joining(join) = &mut frame.phase else { return };
        join.running.remove(parent.index);
        let cause = child.last_event;
        if let Work::Items(_) = join.work {
            let name = super::run::state(self.info, frame.at).map_or("", |state| state.name);
            let details = || Details::Iteration { name, index: parent.index };
            let event = EventType::MapIterationFailed;
            self.journal.add(&mut self.executions, frame.execution, cause, event, details);
            if let Some(permit) = child.permit {
                self.permits.item_ended(permit);
            }
        }
        // A task that failed is a state in flight like its siblings; a Fail state is not (HIST-41).
        if super::run::state(self.info, child.at).is_some_and(|state| state.task.is_some()) {
            let event = EventType::TaskStateAborted;
            self.journal.add(&mut self.executions, child.execution, cause, event, || Details::None);
        }
        self.fail_join(parent.frame, failure, cause);
    }

    /// Closes all children of a join, and fails its state by the event `cause`.
    pub(super) fn fail_join(&mut self, id: FrameId, failure: Failure, cause: u64) {
        self.abort_children(id, cause);
        if let Some(frame) = self.frames.get_mut(id) {
            frame.last_event = cause;
        }
        self.resume_first(id, Phase::Failed(failure, Origin::Children));
    }
}
