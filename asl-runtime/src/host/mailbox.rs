//! What reaches a running execution from outside.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::Context;

use futures_util::task::AtomicWaker;
use serde_json::Value;
use tokio::sync::oneshot;

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
///
/// A channel of tokio's would do, but has room for 32 messages from the start: that is more memory than all else that
/// an execution holds while it waits, and most executions never get a message.
#[derive(Debug, Clone)]
pub(crate) struct Mailbox(Arc<Shared>);

/// What was sent: for the driver alone. Once it is dropped nothing can be sent any more.
#[derive(Debug)]
pub(super) struct Inbox(Arc<Shared>);

/// The execution has ended.
#[derive(Debug)]
pub(crate) struct Closed;

#[derive(Debug)]
struct Shared {
    letters: Mutex<Letters>,
    /// Whether there are any: looked at far more often than it is so.
    is_filled: AtomicBool,
    reader: AtomicWaker,
}

#[derive(Debug)]
enum Letters {
    Waiting(Vec<Message>),
    /// Nobody reads them any more.
    Refused,
}

impl Shared {
    fn letters(&self) -> MutexGuard<'_, Letters> {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Mailbox {
    /// Sends a message. What waits for its answer learns that there is none if the execution ends before it is read.
    pub(crate) fn send(&self, message: Message) -> Result<(), Closed> {
        match &mut *self.0.letters() {
            Letters::Waiting(letters) => letters.push(message),
            Letters::Refused => return Err(Closed),
        }
        self.0.is_filled.store(true, Ordering::Release);
        self.0.reader.wake();
        Ok(())
    }
}

impl Inbox {
    pub(super) fn new() -> Self {
        Self(Arc::new(Shared {
            letters: Mutex::new(Letters::Waiting(Vec::new())),
            is_filled: AtomicBool::new(false),
            reader: AtomicWaker::new(),
        }))
    }

    /// Where to send what is read here.
    pub(super) fn mailbox(&self) -> Mailbox {
        Mailbox(Arc::clone(&self.0))
    }

    /// Takes out what has been sent.
    pub(super) fn read(&self, into: &mut Vec<Message>) {
        if !self.0.is_filled.load(Ordering::Acquire) {
            return;
        }
        // Whoever sends after this says so again.
        self.0.is_filled.store(false, Ordering::Release);
        if let Letters::Waiting(letters) = &mut *self.0.letters() {
            into.append(letters);
        }
    }

    /// The same, and wakes the task when there is more.
    pub(super) fn poll(&self, task: &Context<'_>, into: &mut Vec<Message>) {
        self.0.reader.register(task.waker());
        self.read(into);
    }

    /// Refuses what is sent from now on.
    pub(super) fn close(&self) {
        let letters = std::mem::replace(&mut *self.0.letters(), Letters::Refused);
        // Whoever waits for an answer to one of these is told outside of the lock.
        drop(letters);
    }
}

impl Drop for Inbox {
    fn drop(&mut self) {
        self.close();
    }
}

#[cfg(test)]
mod tests {
    use std::task::Waker;

    use super::*;

    fn stop() -> Message {
        Message::Stop { error: None, cause: None }
    }

    #[test]
    fn messages_are_read_in_order_and_once() {
        let inbox = Inbox::new();
        let (mailbox, mut read) = (inbox.mailbox(), Vec::new());
        inbox.read(&mut read);
        assert!(read.is_empty());
        let (asked, _answer) = oneshot::channel();
        for message in [stop(), Message::Status(asked)] {
            assert!(mailbox.clone().send(message).is_ok());
        }
        inbox.poll(&Context::from_waker(Waker::noop()), &mut read);
        inbox.read(&mut read);
        assert!(matches!(read.as_slice(), [Message::Stop { .. }, Message::Status(_)]));
    }

    #[tokio::test]
    async fn whoever_waits_for_an_answer_learns_of_the_end() {
        let inbox = Inbox::new();
        let mailbox = inbox.mailbox();
        let (asked, answer) = oneshot::channel();
        assert!(mailbox.send(Message::Status(asked)).is_ok());
        drop(inbox);
        assert!(answer.await.is_err(), "it is not kept waiting");
        assert!(mailbox.send(stop()).is_err(), "nothing is taken any more");
    }

    #[tokio::test]
    async fn a_message_wakes_who_waits_for_one() {
        let inbox = Inbox::new();
        let mailbox = inbox.mailbox();
        let waiting = tokio::spawn(async move {
            let mut read = Vec::new();
            std::future::poll_fn(|task| {
                inbox.poll(task, &mut read);
                if read.is_empty() { std::task::Poll::Pending } else { std::task::Poll::Ready(()) }
            })
            .await;
            read.len()
        });
        tokio::task::yield_now().await;
        assert!(mailbox.send(stop()).is_ok());
        assert_eq!(waiting.await.ok(), Some(1));
    }
}
