//! What a handler learns of the task that it works on.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use futures_util::task::AtomicWaker;
use serde_json::Value;
use tokio::sync::Notify;

use crate::engine::AttemptId;
use crate::error::{NO_TRANSACTION, TaskError};
use crate::host::{Mailbox, Message};
use crate::program::Handing;
use crate::time::Timestamp;
use crate::transaction::HandlerWrites;

/// Who calls a handler, and how to report from it.
///
/// It can be cloned and sent to other tasks. It does not keep the execution alive.
///
/// ```
/// # use asl_runtime::{TaskContext, TaskError};
/// async fn copy(files: Vec<String>, task: &TaskContext) -> Result<usize, TaskError> {
///     let mut copied = 0;
///     for file in files {
///         if task.is_cancelled() {
///             break;
///         }
///         copied += 1; // copy the file, with task.idempotency_key() in the request
///         task.heartbeat();
///     }
///     Ok(copied)
/// }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// assert_eq!(copy(vec!["a".into()], &TaskContext::detached("Copy")).await, Ok(1));
/// # }
/// ```
#[derive(Clone)]
pub struct TaskContext {
    inner: Arc<Inner>,
}

struct Inner {
    execution: Arc<ExecutionNames>,
    state_name: &'static str,
    attempt: u32,
    number: u64,
    idempotency_key: OnceLock<String>,
    token: Option<Arc<str>>,
    deadline: Option<Timestamp>,
    reports_to: Option<(Mailbox, AttemptId)>,
    /// A sign of life is on its way.
    beats: AtomicBool,
    cancelled: AtomicBool,
    /// For the handler.
    cancellation: Notify,
    /// For the host, which drops the handler after its grace.
    host: AtomicWaker,
    ends: Ends,
    handing: Handing,
    /// What is to be written with the end of the attempt.
    writes: Mutex<Option<HandlerWrites>>,
}

/// Where an attempt ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ends {
    /// In the process: there is nowhere to write anything.
    InProcess,
    /// In a transaction of a store.
    #[cfg(feature = "durable")]
    InStore,
}

/// What the tasks of an execution have in common.
#[derive(Debug)]
pub(crate) struct ExecutionNames {
    pub(crate) id: String,
    pub(crate) name: String,
    /// What no other execution has, whatever its name.
    pub(crate) uuid: String,
}

/// What a host fills in.
pub(crate) struct TaskDescription {
    pub(crate) execution: Arc<ExecutionNames>,
    pub(crate) state_name: &'static str,
    pub(crate) attempt: u32,
    /// Counts all attempts of the execution.
    pub(crate) number: u64,
    pub(crate) token: Option<Arc<str>>,
    pub(crate) deadline: Option<Timestamp>,
    /// Where reports go.
    pub(crate) reports_to: Option<(Mailbox, AttemptId)>,
    pub(crate) ends: Ends,
    pub(crate) handing: Handing,
}

impl TaskContext {
    pub(crate) fn new(description: TaskDescription) -> Self {
        let TaskDescription {
            execution,
            state_name,
            attempt,
            number,
            token,
            deadline,
            reports_to,
            ends,
            handing,
        } = description;
        Self {
            inner: Arc::new(Inner {
                execution,
                state_name,
                attempt,
                number,
                idempotency_key: OnceLock::new(),
                token,
                deadline,
                reports_to,
                beats: AtomicBool::new(false),
                cancelled: AtomicBool::new(false),
                cancellation: Notify::new(),
                host: AtomicWaker::new(),
                ends,
                handing,
                writes: Mutex::new(None),
            }),
        }
    }

    /// A context that belongs to no execution, to call a handler in a test of its own.
    pub fn detached(state_name: &'static str) -> Self {
        let detached = || "detached".to_owned();
        Self::new(TaskDescription {
            execution: Arc::new(ExecutionNames { id: detached(), name: detached(), uuid: detached() }),
            state_name,
            attempt: 1,
            number: 1,
            token: None,
            deadline: None,
            reports_to: None,
            ends: Ends::InProcess,
            handing: Handing::AsJson,
        })
    }

    /// The ARN of the execution. For an item of a distributed Map it is that of the item's own execution.
    pub fn execution_id(&self) -> &str {
        &self.inner.execution.id
    }

    /// The name of the execution.
    pub fn execution_name(&self) -> &str {
        &self.inner.execution.name
    }

    /// The name of the state.
    pub fn state_name(&self) -> &'static str {
        self.inner.state_name
    }

    /// Which attempt it is: 1 for the first, one more for each retry of this visit of the state.
    pub fn attempt(&self) -> u32 {
        self.inner.attempt
    }

    /// A text that no other attempt has or will have: not in a loop, not for another item, not in another
    /// execution of the same name. A host that calls a handler again for the *same* attempt gives the same text.
    pub fn idempotency_key(&self) -> &str {
        let Inner { execution, number, idempotency_key, .. } = &*self.inner;
        idempotency_key.get_or_init(|| format!("{}/{number}", execution.uuid))
    }

    /// The task token, where the integration pattern has one: whoever answers it ends the state (TASK-6).
    pub fn token(&self) -> Option<&str> {
        self.inner.token.as_deref()
    }

    /// When the attempt times out (TIME-1).
    pub fn deadline(&self) -> Option<Timestamp> {
        self.inner.deadline
    }

    /// Reports that the task is alive: `HeartbeatSeconds` count from now (TASK-10).
    pub fn heartbeat(&self) {
        // One report in flight says as much as many.
        if !self.inner.beats.swap(true, Ordering::AcqRel)
            && let Some((mailbox, attempt)) = &self.inner.reports_to
        {
            // The execution may have ended.
            drop(mailbox.send(Message::Heartbeat(*attempt)));
        }
    }

    /// Reports that the service has accepted the request of a `.sync` task, and what it answered: history shows
    /// it as TaskSubmitted before the job ends (HIST-24). Without effect for other tasks, and a second time.
    pub fn submitted(&self, answer: Value) {
        if let Some((mailbox, attempt)) = &self.inner.reports_to {
            drop(mailbox.send(Message::Submitted(*attempt, answer)));
        }
    }

    /// Whether the result is wanted no more: the execution or a Parallel around was stopped, or time ran out.
    pub fn is_cancelled(&self) -> bool {
        self.inner.cancelled.load(Ordering::Acquire)
    }

    /// Ends when the result is wanted no more. The handler is dropped a grace period after that.
    pub async fn cancelled(&self) {
        let notified = self.inner.cancellation.notified();
        let mut notified = std::pin::pin!(notified);
        notified.as_mut().enable();
        if !self.is_cancelled() {
            notified.await;
        }
    }

    /// As what the handler's output goes on.
    pub(crate) fn handing(&self) -> Handing {
        self.inner.handing
    }

    pub(crate) fn cancel(&self) {
        self.inner.cancelled.store(true, Ordering::Release);
        self.inner.cancellation.notify_waiters();
        self.inner.host.wake();
    }

    /// Leaves something to be written with the end of the attempt, which makes the output then.
    pub(crate) fn leave(&self, writes: HandlerWrites) -> Result<Value, TaskError> {
        if self.inner.ends == Ends::InProcess {
            let cause = "the handler is transactional: mock its state, or run the workflow on a durable engine whose \
                         store is `Sqlite`";
            return Err(TaskError::new(NO_TRANSACTION, cause));
        }
        *self.inner.writes.lock().unwrap_or_else(PoisonError::into_inner) = Some(writes);
        Ok(Value::Null)
    }

    /// What the handler left to be written.
    #[cfg(feature = "durable")]
    pub(crate) fn take_writes(&self) -> Option<HandlerWrites> {
        self.inner.writes.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Wakes the host's task when the handler is cancelled.
    pub(crate) fn wake_on_cancellation(&self, waker: &std::task::Waker) {
        self.inner.host.register(waker);
    }

    /// The host has taken note of the last sign of life.
    pub(crate) fn heartbeat_noted(&self) {
        self.inner.beats.store(false, Ordering::Release);
    }
}

impl fmt::Debug for TaskContext {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("TaskContext")
            .field("execution_id", &self.inner.execution.id)
            .field("state_name", &self.inner.state_name)
            .field("attempt", &self.inner.attempt)
            .field("is_cancelled", &self.is_cancelled())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn cancellation_reaches_those_who_wait_and_those_who_come_later() {
        let context = TaskContext::detached("S");
        let waiting = tokio::spawn({
            let context = context.clone();
            async move { context.cancelled().await }
        });
        tokio::task::yield_now().await;
        assert!(!context.is_cancelled());
        context.cancel();
        waiting.await.expect("it does not panic");
        context.cancelled().await;
        assert!(context.is_cancelled());
    }
}
