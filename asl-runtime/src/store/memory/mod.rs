//! A store that is gone with its process.

mod aside;
mod children;
mod commit;
mod executions;
mod query;
mod state;
mod tokens;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::offers::Offers;
use super::{
    Answer, AsideEnd, AsidePage, ChildRecord, Commit, Committed, Description, EventPage, EventQuery,
    ExecutionKey, ExecutionPage, ExecutionQuery, Fence, InboxMessage, InboxRow, Loaded, Locator, MapRunRow,
    Migrated, NewExecution, Offered, PendingToken, Redrive, Redriven, Served, Started, Store, StoreError,
    StoreFuture, TokenState,
};
use crate::time::Timestamp;
use state::State;

/// Keeps executions in memory, for tests: of durable workflows, and of what happens when a store fails, which a
/// [`Store`] around this one can show.
///
/// Clones share what is kept. A process that dies is shown by [`Self::reopened`].
///
/// ```
/// use asl_runtime::store::{MemoryStore, Store, StoreError};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), StoreError> {
/// let store = MemoryStore::new()?;
/// store.attach().await?;
/// assert!(matches!(store.clone().attach().await, Err(StoreError::EngineRunning)));
///
/// let store = store.reopened();
/// store.attach().await?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct MemoryStore {
    shared: Arc<Shared>,
}

struct Shared {
    state: Mutex<State>,
    changed: Notify,
    offers: Offers,
}

impl MemoryStore {
    /// A store without executions. It fails if the operating system has no random numbers to give.
    pub fn new() -> Result<Self, StoreError> {
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|error| StoreError::failed(error.to_string()))?;
        Ok(Self {
            shared: Arc::new(Shared {
                state: Mutex::new(State::new(secret)),
                changed: Notify::new(),
                offers: Offers::default(),
            }),
        })
    }

    /// This store as the next process finds it: nobody is attached, and what was claimed can be claimed again.
    /// The claims of the process that died are worth nothing, even if some of its tasks are still about.
    #[must_use]
    pub fn reopened(&self) -> Self {
        self.state().vacate();
        self.clone()
    }

    /// A panic in another task leaves what was whole before each change: changes check first and then write.
    fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All is done before the future is waited for, so that calls take effect in their order.
    fn now<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&State) -> Result<T, StoreError>,
    ) -> StoreFuture<'_, T> {
        let answer = ask(&self.state());
        Box::pin(async move { answer })
    }

    fn change<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut State) -> Result<T, StoreError>,
    ) -> StoreFuture<'_, T> {
        let answer = change(&mut self.state());
        Box::pin(async move { answer })
    }

    /// A change that a worker may want to know of.
    fn add<T: Send + 'static>(
        &self,
        change: impl FnOnce(&mut State) -> Result<T, StoreError>,
    ) -> StoreFuture<'_, T> {
        let answer = change(&mut self.state());
        if answer.is_ok() {
            self.shared.changed.notify_one();
        }
        Box::pin(async move { answer })
    }
}

impl Store for MemoryStore {
    fn attach(&self) -> StoreFuture<'_, ()> {
        self.change(State::attach)
    }

    fn detach(&self) -> StoreFuture<'_, ()> {
        self.change(|state| {
            state.vacate();
            Ok(())
        })
    }

    fn secret(&self) -> StoreFuture<'_, [u8; 32]> {
        self.now(|state| Ok(state.secret))
    }

    fn define<'a>(&'a self, hash: &'a str, machine: &'a str, text: &'a str) -> StoreFuture<'a, ()> {
        self.change(|state| {
            state.define(hash, machine, text);
            Ok(())
        })
    }

    fn serve(&self, served: Served) -> StoreFuture<'_, ()> {
        self.change(|state| {
            state.served = served;
            Ok(())
        })
    }

    fn served(&self) -> StoreFuture<'_, Served> {
        self.now(|state| Ok(state.served.clone()))
    }

    fn start(&self, execution: NewExecution) -> StoreFuture<'_, Started> {
        self.add(|state| state.start(execution))
    }

    fn claim<'a>(
        &'a self,
        now: Timestamp,
        hashes: &'a [String],
        most: usize,
    ) -> StoreFuture<'a, Vec<(ExecutionKey, Fence)>> {
        self.change(|state| state.claim(now, hashes, most))
    }

    fn load(&self, execution: ExecutionKey, fence: Fence) -> StoreFuture<'_, Loaded> {
        self.now(|state| state.load(execution, fence))
    }

    fn inbox(&self, execution: ExecutionKey) -> StoreFuture<'_, Vec<InboxRow>> {
        self.now(|state| state.inbox(execution))
    }

    fn messages<'a>(&'a self, _: &'a [String]) -> StoreFuture<'a, Vec<ExecutionKey>> {
        self.now(State::messages)
    }

    fn commit(&self, commit: Arc<Commit>) -> StoreFuture<'_, Committed> {
        // Its children are new, and those that wait for it have messages.
        let offered = commit.tokens.iter().filter(|token| token.offer.is_some());
        let offered: Vec<_> = offered.map(|token| token.resource.clone()).collect();
        let written = self.add(|state| state.commit(Arc::unwrap_or_clone(commit)));
        offered.iter().for_each(|activity| self.shared.offers.tell(activity));
        written
    }

    fn migrate(
        &self,
        execution: ExecutionKey,
        fence: Fence,
        version: u64,
        migrated: Migrated,
    ) -> StoreFuture<'_, Committed> {
        self.change(|state| state.migrate(execution, fence, version, migrated))
    }

    fn version(&self, execution: ExecutionKey) -> StoreFuture<'_, u64> {
        self.now(|state| Ok(state.kept(execution)?.version))
    }

    fn release(&self, execution: ExecutionKey, fence: Fence) -> StoreFuture<'_, ()> {
        self.change(|state| state.release(execution, fence))
    }

    fn set_aside<'a>(
        &'a self,
        execution: ExecutionKey,
        fence: Fence,
        reason: &'a str,
    ) -> StoreFuture<'a, ()> {
        self.change(|state| state.set_aside(execution, fence, reason.to_owned()))
    }

    fn aside(&self, most: usize, after: Option<ExecutionKey>) -> StoreFuture<'_, AsidePage> {
        self.now(|state| Ok(state.aside(most, after)))
    }

    fn end_aside<'a>(&'a self, arn: &'a str, end: AsideEnd) -> StoreFuture<'a, bool> {
        // Those that wait for it have messages.
        self.add(|state| state.end_aside(arn, end))
    }

    fn next_due<'a>(&'a self, hashes: &'a [String]) -> StoreFuture<'a, Option<Timestamp>> {
        self.now(|state| Ok(state.next_due(hashes)))
    }

    fn changed(&self) -> StoreFuture<'_, ()> {
        Box::pin(async {
            self.shared.changed.notified().await;
            Ok(())
        })
    }

    fn send(&self, arn: &str, message: InboxMessage) -> StoreFuture<'_, ()> {
        self.add(|state| state.send(arn, message))
    }

    fn redrive<'a>(&'a self, arn: &'a str, redrive: Redrive) -> StoreFuture<'a, Redriven> {
        self.add(|state| state.redrive(arn, redrive))
    }

    fn answer(&self, locator: Locator, answer: Answer) -> StoreFuture<'_, TokenState> {
        self.add(|state| Ok(state.answer(locator, answer)))
    }

    fn take<'a>(&'a self, activity: &'a str, worker: Option<&'a str>) -> StoreFuture<'a, Option<Offered>> {
        Box::pin(async move {
            let taken = self.add(|state| Ok(state.take(activity, worker))).await?;
            if taken.is_some() {
                // There may be more.
                self.shared.offers.tell(activity);
            }
            Ok(taken)
        })
    }

    fn offered<'a>(&'a self, activity: &'a str) -> StoreFuture<'a, ()> {
        let offered = self.shared.offers.wait(activity);
        Box::pin(async move {
            offered.await;
            Ok(())
        })
    }

    fn heartbeat(&self, locator: Locator) -> StoreFuture<'_, TokenState> {
        self.add(|state| Ok(state.heartbeat(locator)))
    }

    fn pending_tokens(&self, most: usize) -> StoreFuture<'_, Vec<PendingToken>> {
        self.now(|state| Ok(state.pending_tokens(most)))
    }

    fn describe<'a>(&'a self, arn: &'a str) -> StoreFuture<'a, Description> {
        self.now(|state| state.describe(arn))
    }

    fn list(&self, query: ExecutionQuery) -> StoreFuture<'_, ExecutionPage> {
        self.now(|state| Ok(state.list(&query)))
    }

    fn child_results(
        &self,
        execution: ExecutionKey,
        attempt: u64,
        after: Option<u64>,
        most: usize,
    ) -> StoreFuture<'_, Vec<ChildRecord>> {
        self.now(|state| Ok(state.child_results(execution, attempt, after, most)))
    }

    fn failed_children(
        &self,
        execution: ExecutionKey,
        attempt: u64,
        after: Option<u64>,
        most: usize,
    ) -> StoreFuture<'_, Vec<ChildRecord>> {
        self.now(|state| Ok(state.failed_children(execution, attempt, after, most)))
    }

    fn map_run<'a>(&'a self, arn: &'a str) -> StoreFuture<'a, MapRunRow> {
        self.now(|state| state.children.map_run(arn))
    }

    fn map_runs<'a>(&'a self, execution: &'a str) -> StoreFuture<'a, Vec<MapRunRow>> {
        self.now(|state| Ok(state.children.map_runs(state.key(execution)?)))
    }

    fn history(&self, query: EventQuery) -> StoreFuture<'_, EventPage> {
        self.now(|state| state.history(&query))
    }

    fn sweep(&self, ended_before: Timestamp, most: usize) -> StoreFuture<'_, usize> {
        self.change(|state| Ok(state.sweep(ended_before, most)))
    }

    fn delete<'a>(&'a self, arn: &'a str) -> StoreFuture<'a, ()> {
        self.change(|state| state.delete(arn))
    }
}
