//! Steps that are written together with what a handler writes.

use std::sync::Arc;

use serde_json::Value;

use super::patience::Patience;
use super::session::Session;
use crate::error::{NO_TRANSACTION, TaskError};
use crate::store::{Commit, HandlerWrote, OpenTransaction, StoreError};
use crate::transaction::HandlerWrites;

impl Session {
    /// Begins a transaction with what a handler left to be written, however long it takes until the store can.
    pub(super) async fn begin_with(
        &mut self,
        writes: &HandlerWrites,
    ) -> Result<Result<Value, TaskError>, StoreError> {
        let Some(transactions) = self.shared.setup.store.transactions() else {
            // The engine has looked for that when it was built.
            return Ok(Err(TaskError::new(NO_TRANSACTION, "the store has no place for what handlers write")));
        };
        let patience = Patience::new(&self.shared);
        match patience.ask(|| transactions.begin(self.key, self.fence, writes.clone())).await? {
            HandlerWrote::Open(output, open) => {
                self.open = Some(open);
                Ok(Ok(output))
            }
            HandlerWrote::Failed(error) => Ok(Err(error)),
        }
    }

    /// Writes a step and what a handler wrote. If that can't be, all of it has been taken back, and is to be done again:
    /// [`StoreError::Conflict`].
    pub(super) async fn complete(&mut self, commit: Commit, open: OpenTransaction) -> Result<(), StoreError> {
        let commit = Arc::new(commit);
        let refused = match open.commit(Arc::clone(&commit)).await {
            Ok(committed) => {
                self.written(&commit, committed.version);
                return Ok(());
            }
            Err(error) => error,
        };
        if matches!(refused, StoreError::Unknown(_)) && self.version().await? == commit.version + 1 {
            self.written(&commit, commit.version + 1);
            return Ok(());
        }
        Patience::new(&self.shared).bear(refused).await?;
        Err(StoreError::Conflict)
    }
}
