//! Steps within which handlers write rows of their own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::oneshot;

use super::super::transactions::{HandlerWrote, OpenTransaction, Transactions};
use super::super::{Commit, Committed, ExecutionKey, Fence, StoreError, StoreFuture};
use super::group::Group;
use super::guard::Lent;
use super::transaction::Transaction;
use super::trouble::{Done, Refusal};
use super::{Sqlite, commit};
use crate::error::TaskError;
use crate::transaction::HandlerWrites;

/// The error name of an attempt whose transactional handler kept the store for too long.
pub const TRANSACTION_TOO_LONG: &str = "TransactionTooLong";

/// The error name of an attempt whose transactional handler made SQLite roll back everything.
pub const TRANSACTION_ROLLED_BACK: &str = "TransactionRolledBack";

impl Transactions for Sqlite {
    fn begin(
        &self,
        execution: ExecutionKey,
        fence: Fence,
        writes: HandlerWrites,
    ) -> StoreFuture<'_, HandlerWrote> {
        let seat = Arc::clone(&self.file.seat);
        let limit = self.file.options.transaction_limit;
        let (tell, told) = oneshot::channel();
        let (sender, receiver) = sync_channel(1);
        let written = self.file.writer.ask(move |group| {
            let epoch = seat.hold(execution, fence)?;
            let wrote = run(group, &writes, limit)?;
            let has_failed = wrote.is_err();
            let is_wanted = tell.send(wrote).is_ok();
            if has_failed || !is_wanted {
                return Err(StoreError::failed(TAKEN_BACK).into());
            }
            complete(group, &receiver, epoch, limit)
        });
        Box::pin(async move {
            match told.await {
                Ok(Ok(output)) => {
                    Ok(HandlerWrote::Open(output, OpenTransaction::new(sender, Box::pin(written))))
                }
                // It was the last word: what the writer says of it is that.
                Ok(Err(error)) => Ok(HandlerWrote::Failed(error)),
                Err(_) => match written.await {
                    Err(error) => Err(error),
                    Ok(_) => Err(StoreError::failed(TAKEN_BACK)),
                },
            }
        })
    }
}

const TAKEN_BACK: &str = "what the handler wrote was taken back";

/// Runs what a handler left to be written. An error of the store is none of the handler's.
fn run(group: &Group<'_>, writes: &HandlerWrites, limit: Duration) -> Done<Result<Value, TaskError>> {
    let connection = group.connection;
    let transaction = Transaction::new(connection);
    // After a panic nobody looks at what the function holds: the attempt fails.
    let ran = group.guard.lend(limit, || catch_unwind(AssertUnwindSafe(|| writes.run(&transaction))));
    if let Some(trouble) = transaction.trouble() {
        return Err(Refusal::Sql(trouble));
    }
    let wrote = match ran {
        Lent::TooLate => {
            let cause =
                format!("what the handler writes took longer than {limit:?}, for which everybody waits");
            return Ok(Err(TaskError::new(TRANSACTION_TOO_LONG, cause)));
        }
        Lent::InTime(Ok(wrote)) => wrote,
        Lent::InTime(Err(panic)) => {
            return Ok(Err(crate::host::panic_error(&*panic)));
        }
    };
    if connection.is_autocommit() && wrote.is_ok() {
        let cause = "a statement of the handler rolled back the whole transaction, as `OR ROLLBACK` does";
        return Ok(Err(TaskError::new(TRANSACTION_ROLLED_BACK, cause)));
    }
    Ok(wrote)
}

/// A transaction of the application's own.
pub(super) fn transact<T>(
    group: &Group<'_>,
    write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    limit: Duration,
) -> Done<T> {
    let transaction = Transaction::new(group.connection);
    match group.guard.lend(limit, || catch_unwind(AssertUnwindSafe(|| write(&transaction)))) {
        Lent::InTime(Ok(wrote)) => Ok(wrote?),
        Lent::InTime(Err(_)) => Err(StoreError::failed("what was to be written panicked").into()),
        Lent::TooLate => {
            Err(StoreError::failed(format!("what was to be written took longer than {limit:?}")).into())
        }
    }
}

/// Waits for the step that follows, and writes it.
fn complete(group: &Group<'_>, step: &Receiver<Arc<Commit>>, epoch: u64, limit: Duration) -> Done<Committed> {
    match step.recv_timeout(limit) {
        Ok(step) => commit::commit(group, &step, epoch),
        Err(RecvTimeoutError::Disconnected) => Err(StoreError::failed(TAKEN_BACK).into()),
        Err(RecvTimeoutError::Timeout) => {
            Err(StoreError::failed("the step that was to follow what a handler wrote did not come in time")
                .into())
        }
    }
}
