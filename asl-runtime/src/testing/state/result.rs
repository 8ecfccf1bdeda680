//! What came of a state.

use std::fmt;
use std::time::Duration;

use serde_json::Value;

/// What came of a state, and what its data flow made on the way (TEST-2, TEST-4).
///
/// A step that the definition leaves out changes nothing: its value is that of the step before. So is that of a step
/// whose path is `null`, since nobody applies it. `None` stands for what the state did not get to, or does not have.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct StateRun {
    /// How it ended.
    pub status: StateStatus,
    /// What goes on, from a state that succeeded or whose error was caught.
    pub output: Option<Value>,
    /// The error name.
    pub error: Option<String>,
    /// The cause, without the place that an execution puts before it (ERR-23).
    pub cause: Option<String>,
    /// The state that comes next; `None` at the end of a machine too.
    pub next_state: Option<&'static str>,
    /// The input after `InputPath`.
    pub effective_input: Option<Value>,
    /// What the task or the branches get: the input after `Parameters` or `Arguments`.
    pub payload: Option<Value>,
    /// The items of a Map that are at hand: after `ItemsPath` or `Items`. Those of a reader are not.
    pub items: Option<Value>,
    /// What the iterations of a Map get: the items after `ItemSelector`.
    pub selected_items: Option<Value>,
    /// `MaxConcurrency`, 0 for no limit.
    pub max_concurrency: Option<u32>,
    /// `ToleratedFailureCount`
    pub tolerated_failure_count: Option<u64>,
    /// `ToleratedFailurePercentage`
    pub tolerated_failure_percentage: Option<f64>,
    /// What was answered.
    pub result: Option<Value>,
    /// The result after `ResultSelector`, or what a Pass makes.
    pub selected_result: Option<Value>,
    /// The input with the result in it: after `ResultPath`.
    pub merged_output: Option<Value>,
    /// The variables, once the state is left.
    pub variables: Vec<(String, Value)>,
    /// The retrier that matched, from 0, whether or not it had a retry left.
    pub retrier: Option<u16>,
    /// How long the retry waits.
    pub retry_delay: Option<Duration>,
}

/// How a state ended, shown as the service shows it: `CAUGHT_ERROR`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StateStatus {
    /// With an output.
    Succeeded,
    /// With an error that nothing takes.
    Failed,
    /// With an error that is retried.
    Retriable,
    /// With an error that a catcher takes.
    CaughtError,
}

impl StateRun {
    /// Nothing has happened yet.
    pub(super) fn new() -> Self {
        Self {
            status: StateStatus::Failed,
            output: None,
            error: None,
            cause: None,
            next_state: None,
            effective_input: None,
            payload: None,
            items: None,
            selected_items: None,
            max_concurrency: None,
            tolerated_failure_count: None,
            tolerated_failure_percentage: None,
            result: None,
            selected_result: None,
            merged_output: None,
            variables: Vec::new(),
            retrier: None,
            retry_delay: None,
        }
    }
}

impl fmt::Display for StateStatus {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::Retriable => "RETRIABLE",
            Self::CaughtError => "CAUGHT_ERROR",
        })
    }
}
