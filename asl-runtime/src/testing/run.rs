//! What came of a test.

use std::fmt;
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::call::Call;
use crate::history::{History, HistoryEvent};
use crate::workflow::ExecutionError;

/// An execution that has run to its end: its result, its history, its calls.
#[derive(Debug)]
pub struct TestRun {
    execution: String,
    pub(super) result: Result<Value, ExecutionError>,
    history: History,
    events: Vec<HistoryEvent>,
    calls: Vec<Call>,
    elapsed: Duration,
}

/// How an execution ended, shown as the service shows it: `SUCCEEDED`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each is named as the service names it")]
pub enum Status {
    Succeeded,
    Failed,
    TimedOut,
    Aborted,
}

impl TestRun {
    pub(super) fn new(
        execution: String,
        result: Result<Value, ExecutionError>,
        history: History,
        calls: Vec<Call>,
        elapsed: Duration,
    ) -> Self {
        let events = history.events(&execution);
        Self { execution, result, history, events, calls, elapsed }
    }

    /// How the execution ended.
    pub fn status(&self) -> Status {
        match &self.result {
            Ok(_) => Status::Succeeded,
            Err(ExecutionError::TimedOut { .. }) => Status::TimedOut,
            Err(ExecutionError::Aborted { .. }) => Status::Aborted,
            Err(_) => Status::Failed,
        }
    }

    /// The output, or why there is none.
    ///
    /// # Errors
    ///
    /// The execution did not succeed.
    pub fn result(&self) -> Result<&Value, &ExecutionError> {
        self.result.as_ref()
    }

    /// The output, if it succeeded.
    pub fn output(&self) -> Option<&Value> {
        self.result.as_ref().ok()
    }

    /// The output as a type, if it succeeded and fits.
    pub fn output_as<T: DeserializeOwned>(&self) -> Option<T> {
        T::deserialize(self.output()?).ok()
    }

    /// The error name, if it failed with one.
    pub fn error(&self) -> Option<&str> {
        self.result.as_ref().err()?.error()
    }

    /// The cause, if it failed with one.
    pub fn cause(&self) -> Option<&str> {
        self.result.as_ref().err()?.cause()
    }

    /// The history of the execution.
    pub fn history(&self) -> &[HistoryEvent] {
        &self.events
    }

    /// The histories of all executions: those of a distributed Map's items are executions of their own.
    pub fn histories(&self) -> &History {
        &self.history
    }

    /// The ARN of the execution.
    pub fn execution_id(&self) -> &str {
        &self.execution
    }

    /// All calls of tasks, mocked or not, in their order.
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }

    /// How much virtual time went by.
    pub fn elapsed(&self) -> Duration {
        self.elapsed
    }
}

impl fmt::Display for Status {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::TimedOut => "TIMED_OUT",
            Self::Aborted => "ABORTED",
        })
    }
}
