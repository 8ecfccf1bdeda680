//! What reaches a running execution from outside.

use serde_json::Value;
use tokio::sync::{mpsc, oneshot};

use crate::engine::{AttemptId, FrameStatus};
use crate::map_runs::{ChildExecution, MapRun, MapRunError, MapRunUpdate};
use crate::program::Failure;

/// Something for an execution to know.
#[derive(Debug)]
pub(crate) enum Message {
    /// A task is alive.
    Heartbeat(AttemptId),
    /// A task's request was accepted.
    Submitted(AttemptId, Value),
    /// A task's token was answered.
    Answer(AttemptId, Result<Value, Failure>),
    /// The execution is to stop.
    Stop { error: Option<String>, cause: Option<String> },
    /// Someone wants to know where it stands.
    Status(oneshot::Sender<Vec<FrameStatus>>),
    /// Someone wants to know about its map runs.
    MapRuns(oneshot::Sender<Vec<MapRun>>),
    /// Someone wants to know about the children of a map run.
    ChildExecutions { map_run_arn: String, answer: oneshot::Sender<Vec<ChildExecution>> },
    /// A map run is to have new limits.
    UpdateMapRun {
        map_run_arn: String,
        update: MapRunUpdate,
        answer: oneshot::Sender<Result<(), MapRunError>>,
    },
}

/// Where to send it.
pub(crate) type Mailbox = mpsc::UnboundedSender<Message>;
