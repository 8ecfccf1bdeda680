//! Where durable executions are kept.
//!
//! A [`Store`] keeps executions between their steps: every step is one [`Commit`], and nothing that a step asks for
//! (a handler called, an answer given, an observer told) happens before its commit. [`MemoryStore`] is for tests;
//! a store in a file is behind the feature `sqlite`.
//!
//! A store has two sides. A *worker* (one engine, or several where the store allows it) claims executions that
//! have something to do, loads them, and commits their steps. *Clients*, in any process, start and stop
//! executions, look at them, and answer tokens: they add rows that a worker notices, and never touch frames.

mod aside;
mod child;
mod commit;
mod error;
mod execution;
mod memory;
mod offers;
mod query;
mod redrive;
mod row;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(test)]
mod tests;
mod time;
mod token;
mod transactions;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

pub use aside::{AsideEnd, AsidePage, SetAside};
pub use child::{
    Awaited, AwaitedChild, ChildAddress, ChildChanges, ChildRecord, ChildResult, Fate, MapChild, MapRunRow,
    Released, ResultKind,
};
pub(crate) use commit::MESSAGES;
pub use commit::{Commit, Committed, InboxMessage, InboxRow, Migrated};
pub use error::StoreError;
pub(crate) use execution::is_equal_input;
pub use execution::{ExecutionKey, ExecutionState, Fence, Loaded, NewExecution, Progress, Started, Status};
pub use memory::MemoryStore;
pub use query::{
    Description, EventPage, EventQuery, ExecutionPage, ExecutionQuery, Order, PendingToken, RedriveFilter,
};
pub use redrive::{NotRedrivable, Redrive, RedriveLimits, Redriven};
pub use row::{EventRow, FrameRow, ResultRow, SlotKind, SlotRow, TokenRow};
#[cfg(feature = "sqlite")]
pub use sqlite::{
    Durability, Sqlite, SqliteOptions, TRANSACTION_ROLLED_BACK, TRANSACTION_TOO_LONG, Transaction,
};
pub use token::{Answer, Closing, Locator, Offered, Served, TokenState, WaitsFor};
pub use transactions::{HandlerWrote, OpenTransaction, Transactions};

use crate::time::Timestamp;

/// What a store answers with, in time.
pub type StoreFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, StoreError>> + Send + 'a>>;

/// Keeps executions.
///
/// A call that fails has changed nothing, but for [`StoreError::Unknown`], after which the version of the execution
/// tells what has become of it. Changes are in line when the method returns, not when its future is first polled (but
/// for attaching and sweeping); to drop the future takes nothing back.
///
/// All times are UTC and are kept to the millisecond: [`ExecutionState::next_due`] is rounded up, all others down.
pub trait Store: Send + Sync + 'static {
    /// Makes this process a worker, which alone claims executions. With a store for one engine, whoever comes second gets
    /// [`StoreError::EngineRunning`]; the seat is free again when the process is gone, however it ended.
    fn attach(&self) -> StoreFuture<'_, ()>;

    /// Gives the seat up.
    fn detach(&self) -> StoreFuture<'_, ()>;

    /// Ends when this worker can't keep its seat, or what it has claimed, for much longer. A store whose seats are leases
    /// tells in time: the engine drops its handlers before another worker may call them again, and stops. By default
    /// that never happens, since the seat goes with the process.
    fn unseated(&self) -> StoreFuture<'_, ()> {
        Box::pin(std::future::pending())
    }

    /// What tells tokens of this store from forged ones: random, made with the store, never shown.
    fn secret(&self) -> StoreFuture<'_, [u8; 32]>;

    /// Keeps the text of a definition under its hash.
    fn define<'a>(&'a self, hash: &'a str, machine: &'a str, text: &'a str) -> StoreFuture<'a, ()>;

    /// Tells what the worker has.
    fn serve(&self, served: Served) -> StoreFuture<'_, ()>;

    /// What the worker, or the last one that there was, has told.
    fn served(&self) -> StoreFuture<'_, Served>;

    /// Adds an execution that is due at its start time (API-10). Standard executions are idempotent by ARN, which
    /// has the names of machine and execution (EXEC-10): an equal input while it runs gives the same execution,
    /// anything else [`StoreError::ExecutionAlreadyExists`]. Inputs are equal if they are the same JSON value,
    /// however it is written. One with the same ARN and UUID is the same execution, whatever has become of it since.
    /// Safe under concurrent calls from any process.
    fn start(&self, execution: NewExecution) -> StoreFuture<'_, Started>;

    /// Claims executions of known definitions that have something to do: a due time that has passed, or a message.
    /// Messages come first, in their order, then the longest due. What this worker holds already is left out.
    fn claim<'a>(
        &'a self,
        now: Timestamp,
        hashes: &'a [String],
        most: usize,
    ) -> StoreFuture<'a, Vec<(ExecutionKey, Fence)>>;

    /// All that is kept of an execution that was claimed.
    fn load(&self, execution: ExecutionKey, fence: Fence) -> StoreFuture<'_, Loaded>;

    /// Executions of known definitions that this worker holds, for which there are messages: so that it need not look
    /// into each inbox when something has [changed](Self::changed).
    fn messages<'a>(&'a self, hashes: &'a [String]) -> StoreFuture<'a, Vec<ExecutionKey>>;

    /// Messages for an execution that have not been consumed, in their order; the first ones, if there are many.
    fn inbox(&self, execution: ExecutionKey) -> StoreFuture<'_, Vec<InboxRow>>;

    /// Writes a step, as one transaction: all of it or nothing. Commits of one execution take effect in the order
    /// in which they were asked for. [`StoreError::Conflict`]: the execution has another version, or a token that
    /// was to be closed was answered; the worker loads it again. [`StoreError::LeaseLost`]: another has it now.
    ///
    /// A step that ends the execution also closes its tokens and drops its messages, stops the children that it waits
    /// for, and tells those that wait for it.
    fn commit(&self, commit: Arc<Commit>) -> StoreFuture<'_, Committed>;

    /// Steps within which handlers write rows of their own, where the store has a place for such rows.
    fn transactions(&self) -> Option<&dyn Transactions> {
        None
    }

    /// Makes an execution one of another definition, as a step of its own: with the names that its states have there.
    /// Refused as a commit is.
    fn migrate(
        &self,
        execution: ExecutionKey,
        fence: Fence,
        version: u64,
        migrated: Migrated,
    ) -> StoreFuture<'_, Committed>;

    /// The version of an execution, for commits whose outcome is not known.
    fn version(&self, execution: ExecutionKey) -> StoreFuture<'_, u64>;

    /// Gives back a claim: the execution sleeps until it is due or gets a message.
    fn release(&self, execution: ExecutionKey, fence: Fence) -> StoreFuture<'_, ()>;

    /// Sets an execution aside that can't be read: nobody claims it until another worker sits down, who may know how to
    /// read it.
    fn set_aside<'a>(&'a self, execution: ExecutionKey, fence: Fence, reason: &'a str)
    -> StoreFuture<'a, ()>;

    /// Executions that were set aside, the newest first: so many at most (0: 100), behind `after` if it is given.
    fn aside(&self, most: usize, after: Option<ExecutionKey>) -> StoreFuture<'_, AsidePage>;

    /// Ends an execution that is set aside: what is kept of it is not read for that, and dropped but for its history. As
    /// with a step that ends one, its tokens are closed, its messages dropped, its children stopped, and those that wait for
    /// it told. `false`, and nothing has changed, if it is not set aside; [`StoreError::Conflict`] if the event is not
    /// the next one.
    fn end_aside<'a>(&'a self, arn: &'a str, end: AsideEnd) -> StoreFuture<'a, bool>;

    /// When the next execution of known definitions that nobody holds is due; one with a message is due since
    /// 1970-01-01T00:00:00Z.
    fn next_due<'a>(&'a self, hashes: &'a [String]) -> StoreFuture<'a, Option<Timestamp>>;

    /// Ends when something may have been added since this was last called: an execution, a message. There is one
    /// listener, the worker.
    fn changed(&self) -> StoreFuture<'_, ()>;

    /// Leaves a message for a running execution. [`StoreError::ExecutionEnded`] if it runs no more.
    fn send(&self, arn: &str, message: InboxMessage) -> StoreFuture<'_, ()>;

    /// Lets an execution that did not succeed go on: it runs from now on, and its worker finds
    /// [`InboxMessage::Redrive`] (API-16). [`StoreError::ExecutionNotRedrivable`] says why it can't; a client token that
    /// one of the last ten redrives was asked for with, less than 15 minutes ago, gives the answer of then.
    fn redrive<'a>(&'a self, arn: &'a str, redrive: Redrive) -> StoreFuture<'a, Redriven>;

    /// Answers a token: one statement decides that it is used once.
    fn answer(&self, locator: Locator, answer: Answer) -> StoreFuture<'_, TokenState>;

    /// Takes the task of an activity that was offered first, for a worker: nobody else gets it, and its execution finds
    /// [`InboxMessage::Taken`]. It is done when its future is waited for.
    fn take<'a>(&'a self, activity: &'a str, worker: Option<&'a str>) -> StoreFuture<'a, Option<Offered>>;

    /// Ends when there may be a task of an activity to [take](Self::take), since this was called: at once where this
    /// process's worker offers it; otherwise after a while, so that whoever waits looks again.
    fn offered<'a>(&'a self, activity: &'a str) -> StoreFuture<'a, ()>;

    /// Moves the time of silence of a token's task.
    fn heartbeat(&self, locator: Locator) -> StoreFuture<'_, TokenState>;

    /// Tokens that wait for an answer, the oldest first. What is offered and not taken is among them: it waits for a worker.
    fn pending_tokens(&self, most: usize) -> StoreFuture<'_, Vec<PendingToken>>;

    /// DescribeExecution (API-13), by ARN.
    fn describe<'a>(&'a self, arn: &'a str) -> StoreFuture<'a, Description>;

    /// ListExecutions (API-15), the newest first.
    fn list(&self, query: ExecutionQuery) -> StoreFuture<'_, ExecutionPage>;

    /// What was kept of the children of a map run, by their indexes, behind `after` if it is given; so many at most.
    fn child_results(
        &self,
        execution: ExecutionKey,
        attempt: u64,
        after: Option<u64>,
        most: usize,
    ) -> StoreFuture<'_, Vec<ChildRecord>>;

    /// The children of a map run that did not succeed, by their indexes, behind `after` if it is given; so many at
    /// most. Each with the child itself, if it is still there, without its input and what it came to; what was kept as
    /// JSON is left out.
    fn failed_children(
        &self,
        execution: ExecutionKey,
        attempt: u64,
        after: Option<u64>,
        most: usize,
    ) -> StoreFuture<'_, Vec<ChildRecord>>;

    /// DescribeMapRun (DMAP-2), by ARN. [`StoreError::MapRunDoesNotExist`] if there is none.
    fn map_run<'a>(&'a self, arn: &'a str) -> StoreFuture<'a, MapRunRow>;

    /// ListMapRuns: the map runs of an execution, by its ARN, in the order in which they started.
    fn map_runs<'a>(&'a self, execution: &'a str) -> StoreFuture<'a, Vec<MapRunRow>>;

    /// GetExecutionHistory (API-14).
    fn history(&self, query: EventQuery) -> StoreFuture<'_, EventPage>;

    /// Deletes executions that ended before a time, those that ended first, so many at most; gives how many there
    /// were. However large they are, commits get in between.
    fn sweep(&self, ended_before: Timestamp, most: usize) -> StoreFuture<'_, usize>;

    /// Deletes one that has ended. [`StoreError::ExecutionRunning`] if it has not.
    fn delete<'a>(&'a self, arn: &'a str) -> StoreFuture<'a, ()>;
}
