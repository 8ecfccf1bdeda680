//! Tasks whose child executions a store runs (feature `durable`): the child's end ends the state (TASK-14).

use serde_json::Value;

use super::action::AttemptId;
use super::at_work::{Attempt, Handover};
use super::frame::{FrameId, Phase};
use super::input::Engine;
use super::join::Work;
use crate::program::{Failure, StateData, TaskId};
use crate::store::{ChildAddress, Fate, Released};

/// What in an execution waits for a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Waiter {
    /// A task.
    Task(AttemptId, TaskId),
    /// A map run.
    MapRun(FrameId),
    /// Nothing any more.
    Nobody,
}

impl Engine {
    /// A task's child is started by the step that starts the attempt. From now on nothing is at work here.
    pub(crate) fn child_started(&mut self, id: AttemptId, answer: &Value) {
        self.task_submitted(id, answer);
        if let Some(attempt) = self.attempt_mut(id) {
            attempt.handover = Handover::Child;
            // Nobody but the child ends it.
            attempt.token = None;
        }
    }

    /// A task's child has ended.
    pub(crate) fn child_ended(&mut self, id: AttemptId, result: Result<Value, Failure>) {
        let waits = self.attempt_mut(id).is_some_and(|attempt| matches!(attempt.handover, Handover::Child));
        if waits {
            self.release_child(address(id), Fate::Kept);
            self.task_ended(id, result.map(StateData::Own));
        }
    }

    /// Who waits for a child.
    pub(crate) fn waiter(&self, address: ChildAddress) -> Waiter {
        let Some(id) = self.frame_numbered(address.frame) else { return Waiter::Nobody };
        match self.frames.get(id).map(|frame| &frame.phase) {
            Some(Phase::Running(attempt)) if waits(attempt) && attempt.id.number == address.attempt => {
                Waiter::Task(attempt.id, attempt.task)
            }
            Some(Phase::Joining(join)) => match &join.work {
                Work::Items(map) => match &map.distributed {
                    Some(run) if run.number == address.attempt => Waiter::MapRun(id),
                    _ => Waiter::Nobody,
                },
                Work::Branches => Waiter::Nobody,
            },
            _ => Waiter::Nobody,
        }
    }

    /// The frame with a number.
    fn frame_numbered(&self, number: u64) -> Option<FrameId> {
        self.frames.ids().find(|id| id.serial() == number)
    }

    /// A child is waited for no more.
    pub(super) fn release_child(&mut self, address: ChildAddress, fate: Fate) {
        if let Some(keeper) = &mut self.keeper {
            keeper.children.released.push(Released { address, fate });
        }
    }

    /// An attempt is cut off: if a child works on it, that stops too (PAR-4). False if there is no child.
    pub(super) fn stop_child_of(&mut self, id: AttemptId, handover: &Handover) -> bool {
        let waits = matches!(handover, Handover::Child);
        if waits {
            self.release_child(address(id), Fate::Stopped);
        }
        waits
    }
}

fn waits(attempt: &Attempt) -> bool {
    matches!(attempt.handover, Handover::Child)
}

fn address(id: AttemptId) -> ChildAddress {
    ChildAddress { frame: id.frame.serial(), attempt: id.number, index: 0 }
}
