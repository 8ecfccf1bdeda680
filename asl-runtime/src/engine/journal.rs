//! Every event goes through here: it is numbered, and handed on if someone records.

use std::sync::Arc;

use super::execution::{ExecutionId, Executions};
use crate::history::{Details, Event, EventType, Recorder};
use crate::time::Timestamp;

/// Numbers the events of all executions.
pub(super) struct Journal {
    recorder: Option<Arc<dyn Recorder>>,
    /// The time of the step that is being made.
    pub(super) now: Timestamp,
}

impl Journal {
    pub(super) fn new(recorder: Option<Arc<dyn Recorder>>, now: Timestamp) -> Self {
        Self { recorder, now }
    }

    /// Adds an event to an execution and gives its id. `details` is asked for only if someone records.
    pub(super) fn add<'a>(
        &self,
        executions: &mut Executions,
        execution: ExecutionId,
        previous: u64,
        event_type: EventType,
        details: impl FnOnce() -> Details<'a>,
    ) -> u64 {
        let Some(execution) = executions.get_mut(execution) else { return 0 };
        execution.last_event += 1;
        if let Some(recorder) = &self.recorder {
            recorder.record(&Event {
                execution: &execution.identity.context,
                id: execution.last_event,
                previous,
                time: self.now,
                event_type,
                details: details(),
            });
        }
        execution.last_event
    }
}
