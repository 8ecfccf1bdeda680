//! Executions as a store keeps them.

use super::{AwaitedChild, FrameRow, InboxRow, Locator, MapChild, ResultRow, SlotRow};
use crate::program::WorkflowKind;
use crate::time::Timestamp;

/// Names an execution within its store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExecutionKey(pub i64);

/// What a claim is known by: commits of an older one are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fence(pub u64);

/// An execution that is to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewExecution {
    /// Its ARN (NAME-7).
    pub arn: String,
    /// What no other execution has.
    pub uuid: String,
    /// The name of the state machine.
    pub machine: String,
    /// Its own name (NAME-3).
    pub name: String,
    /// The hash of its definition.
    pub hash: String,
    /// Standard or Express.
    pub kind: WorkflowKind,
    /// JSON.
    pub input: String,
    /// What the context object says beside that, as JSON: role, region, substitutions.
    pub context: String,
    /// When it was asked for.
    pub start_time: Timestamp,
    /// The map run that it is a child of.
    pub map_child: Option<MapChild>,
}

/// The answer of a start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// Its ARN: that of the execution that was there already, if there was an equal one.
    pub arn: String,
    /// When it was started.
    pub start_time: Timestamp,
}

/// Whether a start is the same as an earlier one (EXEC-10). Texts that are no JSON are compared as they are.
pub(crate) fn is_equal_input(one: &str, other: &str) -> bool {
    let value = crate::json::read;
    one == other
        || match (value(one), value(other)) {
            (Ok(one), Ok(other)) => one == other,
            _ => false,
        }
}

/// The status of an execution (EXEC-14).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named as the service names it")]
pub enum Status {
    Running,
    Succeeded,
    Failed,
    TimedOut,
    Aborted,
}

impl Status {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Running, Self::Succeeded, Self::Failed, Self::TimedOut, Self::Aborted];

    /// The service's name: `TIMED_OUT`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Running => "RUNNING",
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::TimedOut => "TIMED_OUT",
            Self::Aborted => "ABORTED",
        }
    }

    /// The status of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }
}

/// What a step changes of an execution itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecutionState {
    /// The status after the step.
    pub status: Status,
    /// JSON, of one that succeeded.
    pub output: Option<String>,
    /// The error, of one that failed or was stopped.
    pub error: Option<String>,
    /// Its cause.
    pub cause: Option<String>,
    /// When it ended.
    pub stop_time: Option<Timestamp>,
    /// When it has something to do without a message; nothing if it waits for messages alone.
    pub next_due: Option<Timestamp>,
    /// How far numbers have been given.
    pub progress: Progress,
}

/// How far an execution has given numbers; none is ever used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// The id of its last event.
    pub last_event: u64,
    /// The number of its last attempt.
    pub attempts: u64,
    /// The number of its last frame.
    pub frames: u64,
    /// The time of its last event: times never decrease (HIST-55).
    pub last_time: Option<Timestamp>,
}

/// All that is kept of an execution.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// How it was started.
    pub execution: NewExecution,
    /// What the last step left; [`Progress::last_event`] 0: no step was made yet.
    pub state: ExecutionState,
    /// How often it was committed.
    pub version: u64,
    /// How often it was redriven.
    pub redrive_count: u32,
    /// When that was last done.
    pub redrive_time: Option<Timestamp>,
    /// Its frames, by their numbers.
    pub frames: Vec<FrameRow>,
    /// The values of frames.
    pub slots: Vec<SlotRow>,
    /// Outputs of children that have ended.
    pub results: Vec<ResultRow>,
    /// Messages that have not been consumed, in their order; the first ones, if there are many.
    pub inbox: Vec<InboxRow>,
    /// Tokens whose answers are among the messages that are not given, since there are many.
    pub answered_later: Vec<Locator>,
    /// Children that it waits for.
    pub children: Vec<AwaitedChild>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_are_equal_as_values() {
        let cases = [
            ("{}", "{}", true),
            (r#"{"a":1,"b":[null]}"#, r#"{ "b": [ null ], "a": 1 }"#, true),
            (r#""\u0041""#, r#""A""#, true),
            ("[1,2]", "[2,1]", false),
            ("1", "1.0", false),
            ("null", "{}", false),
            ("{", "{", true),
            ("{", "{ ", false),
        ];
        for (one, other, equal) in cases {
            assert_eq!(is_equal_input(one, other), equal, "{one} {other}");
        }
    }
}
