//! What reaches a running execution from outside.

use serde_json::Value;
use tokio::sync::{mpsc, oneshot};

use crate::engine::{AttemptId, FrameStatus};
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
}

/// Where to send it.
pub(crate) type Mailbox = mpsc::UnboundedSender<Message>;
