//! What a handler learns of the task that it works on.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures_util::task::AtomicWaker;
use serde_json::Value;
use tokio::sync::Notify;

use crate::time::Timestamp;

/// Who calls a handler, and how to report from it.
///
/// It can be cloned and sent to other tasks. It does not keep the execution alive.
#[derive(Clone)]
pub struct TaskContext {
    inner: Arc<Inner>,
}

struct Inner {
    execution_id: String,
    execution_name: String,
    state_name: &'static str,
    attempt: u32,
    idempotency_key: String,
    token: Option<Arc<str>>,
    deadline: Option<Timestamp>,
    report: Option<Box<Reporting>>,
    beats: AtomicBool,
    cancelled: AtomicBool,
    /// For the handler.
    cancellation: Notify,
    /// For the host, which drops the handler after its grace.
    host: AtomicWaker,
}

/// What a host fills in.
pub(crate) struct TaskDescription {
    pub(crate) execution_id: String,
    pub(crate) execution_name: String,
    pub(crate) state_name: &'static str,
    pub(crate) attempt: u32,
    pub(crate) idempotency_key: String,
    pub(crate) token: Option<Arc<str>>,
    pub(crate) deadline: Option<Timestamp>,
    /// Tells the host.
    pub(crate) report: Option<Box<Reporting>>,
}

/// Hands a report to a host.
type Reporting = dyn Fn(Report) + Send + Sync;

/// What a handler reports while it works.
#[derive(Debug)]
pub(crate) enum Report {
    /// It is alive.
    Alive,
    /// Its request was accepted, with this answer.
    Submitted(Value),
}

impl TaskContext {
    pub(crate) fn new(description: TaskDescription) -> Self {
        let TaskDescription {
            execution_id,
            execution_name,
            state_name,
            attempt,
            idempotency_key,
            token,
            deadline,
            report,
        } = description;
        Self {
            inner: Arc::new(Inner {
                execution_id,
                execution_name,
                state_name,
                attempt,
                idempotency_key,
                token,
                deadline,
                report,
                beats: AtomicBool::new(false),
                cancelled: AtomicBool::new(false),
                cancellation: Notify::new(),
                host: AtomicWaker::new(),
            }),
        }
    }

    /// A context that belongs to no execution, to call a handler in a test of its own.
    pub fn detached(state_name: &'static str) -> Self {
        Self::new(TaskDescription {
            execution_id: "detached".into(),
            execution_name: "detached".into(),
            state_name,
            attempt: 1,
            idempotency_key: "detached/1".into(),
            token: None,
            deadline: None,
            report: None,
        })
    }

    /// The ARN of the execution. For an item of a distributed Map it is that of the item's own execution.
    pub fn execution_id(&self) -> &str {
        &self.inner.execution_id
    }

    /// The name of the execution.
    pub fn execution_name(&self) -> &str {
        &self.inner.execution_name
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
        &self.inner.idempotency_key
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
            && let Some(report) = &self.inner.report
        {
            report(Report::Alive);
        }
    }

    /// Reports that the service has accepted the request of a `.sync` task, and what it answered: history shows
    /// it as TaskSubmitted before the job ends (HIST-24). Without effect for other tasks, and a second time.
    pub fn submitted(&self, answer: Value) {
        if let Some(report) = &self.inner.report {
            report(Report::Submitted(answer));
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

    pub(crate) fn cancel(&self) {
        self.inner.cancelled.store(true, Ordering::Release);
        self.inner.cancellation.notify_waiters();
        self.inner.host.wake();
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
            .field("execution_id", &self.inner.execution_id)
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
