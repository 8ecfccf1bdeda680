//! Tasks that are scheduled and wait for leave to start (feature `durable`): a million executions do not start a
//! million handlers.

use std::collections::VecDeque;

use super::frame::{FrameId, Phase};
use super::input::Engine;
use crate::program::TaskId;

impl Engine {
    /// From now on tasks start when [`Self::start_held`] says so.
    pub(crate) fn hold_tasks(&mut self) {
        self.held.get_or_insert_default();
    }

    /// Its task is scheduled, and waits.
    pub(super) fn hold(&mut self, id: FrameId) {
        if let Some(held) = &mut self.held {
            held.push_back(id);
        }
    }

    /// Whether any task waits.
    pub(crate) fn is_holding(&self) -> bool {
        self.held.as_ref().is_some_and(|held| !held.is_empty())
    }

    /// The task that has waited longest.
    pub(crate) fn next_held(&mut self) -> Option<(FrameId, TaskId)> {
        loop {
            let id = self.held.as_mut()?.pop_front()?;
            // It may have been closed since.
            if let Some(Phase::Starting(start)) = self.frames.get(id).map(|frame| &frame.phase) {
                return Some((id, start.call.task));
            }
        }
    }

    /// It has to wait on.
    pub(crate) fn hold_again(&mut self, waiting: VecDeque<FrameId>) {
        if let Some(held) = &mut self.held {
            held.extend(waiting);
        }
    }

    /// Starts a task that waited.
    pub(crate) fn start_held(&mut self, id: FrameId) {
        let Some(frame) = self.frames.get_mut(id) else { return };
        match std::mem::replace(&mut frame.phase, Phase::Busy) {
            Phase::Starting(start) => self.start_task(id, start),
            other => frame.phase = other,
        }
    }
}
