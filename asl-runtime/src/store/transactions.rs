//! Steps within which handlers write rows of their own.

use std::fmt;
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use super::{Commit, Committed, ExecutionKey, Fence, StoreFuture};
use crate::error::TaskError;
use crate::transaction::HandlerWrites;

/// A store in which handlers can write rows of their own within a step.
pub trait Transactions: Send + Sync {
    /// Begins a transaction with what a handler left to be written. The step that follows from its output completes it,
    /// and is to come at once, since everybody who writes waits for it; with nothing more it is taken back.
    fn begin(
        &self,
        execution: ExecutionKey,
        fence: Fence,
        writes: HandlerWrites,
    ) -> StoreFuture<'_, HandlerWrote>;
}

/// What came of what a handler left to be written.
#[derive(Debug)]
pub enum HandlerWrote {
    /// It is written, if the step follows; the output of the task.
    Open(Value, OpenTransaction),
    /// The attempt has failed, and nothing of what it wrote is left.
    Failed(TaskError),
}

/// A transaction that waits for the step.
pub struct OpenTransaction {
    step: SyncSender<Arc<Commit>>,
    /// Nobody shares it; but futures are not `Sync`, and what holds this has to be.
    written: Mutex<StoreFuture<'static, Committed>>,
}

impl OpenTransaction {
    /// A transaction whose thread waits for the step, and what tells when it is written.
    pub fn new(step: SyncSender<Arc<Commit>>, written: StoreFuture<'static, Committed>) -> Self {
        Self { step, written: Mutex::new(written) }
    }

    /// Writes the step, as [`Store::commit`](super::Store::commit) does, and with it all that the handler wrote. After
    /// an error nothing of either is there, but for [`StoreError::Unknown`](super::StoreError::Unknown).
    pub fn commit(self, step: Arc<Commit>) -> StoreFuture<'static, Committed> {
        // If nobody takes it any more, the answer says why.
        drop(self.step.try_send(step));
        self.written.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for OpenTransaction {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("OpenTransaction").finish_non_exhaustive()
    }
}
