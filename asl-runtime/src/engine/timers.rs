//! When something is due. The host needs to know the nearest only.

use std::collections::BTreeMap;

use super::execution::ExecutionId;
use super::frame::FrameId;
use crate::time::Timestamp;

/// Names a timer; timers of one instant fire in the order in which they were set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TimerId {
    due: Timestamp,
    serial: u64,
}

#[cfg(feature = "durable")]
impl TimerId {
    /// When it is due.
    pub(super) fn due(self) -> Timestamp {
        self.due
    }
}

/// What a timer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Timer {
    /// A Wait is over.
    Wait(FrameId),
    /// A retry is due.
    Retry(FrameId),
    /// `TimeoutSeconds` of a task (TIME-1).
    TaskTimeout(FrameId),
    /// `HeartbeatSeconds` of a task (TIME-4).
    Heartbeat(FrameId),
    /// The longest that an execution lasts (TIME-7, TIME-9).
    Execution(ExecutionId),
}

/// All timers that are set.
#[derive(Debug, Default)]
pub(super) struct Timers {
    queue: BTreeMap<TimerId, Timer>,
    serial: u64,
}

impl Timers {
    pub(super) fn set(&mut self, due: Timestamp, timer: Timer) -> TimerId {
        self.serial += 1;
        let id = TimerId { due, serial: self.serial };
        self.queue.insert(id, timer);
        id
    }

    pub(super) fn clear(&mut self, id: TimerId) {
        self.queue.remove(&id);
    }

    pub(super) fn next_due(&self) -> Option<Timestamp> {
        self.queue.keys().next().map(|id| id.due)
    }

    pub(super) fn pop_due(&mut self, now: Timestamp) -> Option<Timer> {
        let first = self.queue.first_entry()?;
        if first.key().due > now { None } else { Some(first.remove()) }
    }

    pub(super) fn clear_all(&mut self) {
        self.queue.clear();
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.queue.len()
    }
}
