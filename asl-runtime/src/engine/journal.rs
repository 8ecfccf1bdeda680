//! Every event goes through here: it is numbered, and handed on if someone records.

use std::sync::Arc;

use super::execution::{Execution, ExecutionId, Executions};
use crate::history::{Details, Event, EventType, Recorder};
use crate::time::Timestamp;

/// Numbers the events of all executions.
pub(super) struct Journal {
    recorder: Option<Arc<dyn Recorder>>,
    /// Executions that have no room for another event than that of their end (HIST-5).
    full: Vec<ExecutionId>,
    /// The time of the step that is being made.
    pub(super) now: Timestamp,
}

impl Journal {
    pub(super) fn new(recorder: Option<Arc<dyn Recorder>>, now: Timestamp) -> Self {
        Self { recorder, full: Vec::new(), now }
    }

    /// Adds an event to an execution and gives its id. `details` is asked for only if someone records. Where there
    /// is no room for it, nothing is added, and what caused it stays the last event.
    pub(super) fn add<'a>(
        &mut self,
        executions: &mut Executions,
        execution: ExecutionId,
        previous: u64,
        event_type: EventType,
        details: impl FnOnce() -> Details<'a>,
    ) -> u64 {
        let Some(found) = executions.get_mut(execution) else { return 0 };
        self.add_to(found, execution, previous, event_type, details)
    }

    /// The same for an execution that is at hand.
    #[inline]
    pub(super) fn add_to<'a>(
        &mut self,
        execution: &mut Execution,
        id: ExecutionId,
        previous: u64,
        event_type: EventType,
        details: impl FnOnce() -> Details<'a>,
    ) -> u64 {
        if !execution.has_room(event_type) {
            self.note_full(id);
            return previous;
        }
        execution.last_event += 1;
        if let Some(recorder) = &self.recorder {
            record(&**recorder, execution, previous, self.now, event_type, details());
        }
        execution.last_event
    }

    #[cold]
    fn note_full(&mut self, id: ExecutionId) {
        if !self.full.contains(&id) {
            self.full.push(id);
        }
    }

    /// An execution that can't go on for want of room.
    pub(super) fn next_full(&self) -> Option<ExecutionId> {
        self.full.last().copied()
    }

    /// Forgets whether an execution had room, and tells it.
    pub(super) fn forget_full(&mut self, execution: ExecutionId) -> bool {
        let before = self.full.len();
        self.full.retain(|full| *full != execution);
        self.full.len() < before
    }
}

/// Tells a recorder of an execution's last event. Most executions have none, so it stands aside.
#[inline(never)]
fn record(
    recorder: &dyn Recorder,
    execution: &Execution,
    previous: u64,
    time: Timestamp,
    event_type: EventType,
    details: Details<'_>,
) {
    let (context, id) = (&execution.identity.context, execution.last_event);
    recorder.record(&Event { execution: context, id, previous, time, event_type, details });
}
