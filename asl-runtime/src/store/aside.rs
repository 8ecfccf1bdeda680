//! Executions that can't be read.

use super::{Description, EventRow, ExecutionKey, ExecutionState, Status};
use crate::time::Timestamp;

/// An execution that was set aside by the worker, since what is kept of it can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The execution; input, output, error and cause are left empty.
    pub execution: Description,
    /// What can't be read.
    pub reason: String,
}

/// Executions that were set aside, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsidePage {
    /// Those of the page.
    pub executions: Vec<SetAside>,
    /// Where the next page begins, if there are more.
    pub next: Option<ExecutionKey>,
}

/// How an execution ends that was set aside: as one that was stopped (API-12).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsideEnd {
    /// When.
    pub time: Timestamp,
    /// As the caller gave it.
    pub error: Option<String>,
    /// As the caller gave it.
    pub cause: Option<String>,
    /// The last event of its history, where that is kept; its id is the one behind the last that is there.
    pub event: Option<EventRow>,
}

impl AsideEnd {
    /// What becomes of an execution.
    pub(super) fn of(&self, execution: &ExecutionState) -> ExecutionState {
        let mut state = ExecutionState {
            status: Status::Aborted,
            error: self.error.clone(),
            cause: self.cause.clone(),
            stop_time: Some(self.time),
            next_due: None,
            ..execution.clone()
        };
        state.progress.last_time = Some(self.time);
        if let Some(event) = &self.event {
            state.progress.last_event = event.id;
        }
        state
    }
}
