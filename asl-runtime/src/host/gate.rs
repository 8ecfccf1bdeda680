//! How many handlers may be at work at once, in all executions of an engine together.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use crate::program::TaskInfo;

/// Gives leave to be at work.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gate {
    all: Option<Arc<Semaphore>>,
    /// By the handlers' methods.
    of_method: HashMap<String, Arc<Semaphore>>,
    freed: Arc<Freed>,
}

/// Tells when leave has ended.
#[derive(Debug, Default)]
pub(crate) struct Freed {
    notify: Notify,
    /// How often.
    times: AtomicU64,
}

impl Freed {
    /// How often leave has ended so far.
    pub(crate) fn times(&self) -> u64 {
        self.times.load(Ordering::Acquire)
    }

    /// Ends when leave has ended more often than that.
    pub(crate) async fn beyond(&self, times: u64) {
        let mut notified = std::pin::pin!(self.notify.notified());
        notified.as_mut().enable();
        if self.times() == times {
            notified.await;
        }
    }
}

/// Leave to be at work, until it is dropped.
#[derive(Debug)]
pub(crate) struct Leave {
    permits: Vec<OwnedSemaphorePermit>,
    freed: Arc<Freed>,
}

impl Drop for Leave {
    fn drop(&mut self) {
        if !self.permits.is_empty() {
            // First the permits, then those who wait for them.
            self.permits.clear();
            self.freed.times.fetch_add(1, Ordering::AcqRel);
            self.freed.notify.notify_waiters();
        }
    }
}

impl Gate {
    /// At most so many handlers at once.
    pub(crate) fn limit(&mut self, handlers: usize) {
        self.all = Some(Arc::new(Semaphore::new(handlers.clamp(1, Semaphore::MAX_PERMITS))));
    }

    /// At most so many of one method at once.
    pub(crate) fn limit_method(&mut self, method: String, handlers: usize) {
        let permits = handlers.clamp(1, Semaphore::MAX_PERMITS);
        self.of_method.insert(method, Arc::new(Semaphore::new(permits)));
    }

    /// Leave for a handler, if there is any now.
    pub(crate) fn enter(&self, task: &TaskInfo) -> Option<Leave> {
        let mut permits = Vec::new();
        for semaphore in self.of_method.get(task.method).into_iter().chain(&self.all) {
            permits.push(Arc::clone(semaphore).try_acquire_owned().ok()?);
        }
        Some(Leave { permits, freed: Arc::clone(&self.freed) })
    }

    /// What tells when leave has ended.
    pub(crate) fn freed(&self) -> Arc<Freed> {
        Arc::clone(&self.freed)
    }
}
