//! A store around another one, whose calls meet faults.

use std::future::pending;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use asl_runtime::store::{
    Answer, AsideEnd, AsidePage, ChildRecord, Commit, Committed, Description, EventPage, EventQuery,
    ExecutionKey, ExecutionPage, ExecutionQuery, Fence, HandlerWrote, InboxMessage, InboxRow, Loaded,
    Locator, MapRunRow, Migrated, NewExecution, Offered, OpenTransaction, PendingToken, Redrive, Redriven,
    Served, Started, Store, StoreError, StoreFuture, TokenState, Transactions,
};
use asl_runtime::{HandlerWrites, Timestamp};

use crate::place::Answers;
use crate::plan::{Call, Fault, Faults};

/// Longer than the engine waits for anything but the clock.
const LATE: Duration = Duration::from_millis(700);

/// A store whose calls meet faults.
#[derive(Clone)]
pub(crate) struct FaultyStore<S> {
    pub(crate) inner: S,
    pub(crate) faults: Faults,
    pub(crate) answers: Answers,
}

impl<S: Store> FaultyStore<S> {
    /// A call that meets nothing.
    fn ask<'a, T: Send + 'static>(
        &'a self,
        ask: impl FnOnce(&'a S) -> StoreFuture<'a, T>,
    ) -> StoreFuture<'a, T> {
        self.answers.of(ask(&self.inner))
    }

    fn meet<'a, T: Send + 'static>(
        &'a self,
        call: Call,
        ask: impl FnOnce(&'a S) -> StoreFuture<'a, T> + Send + 'a,
    ) -> StoreFuture<'a, T> {
        let ask = move |inner| self.answers.of(ask(inner));
        if self.faults.is_dead() {
            return Box::pin(pending());
        }
        let unknown = || StoreError::Unknown("the line is dead".into());
        match self.faults.next(call) {
            None => ask(&self.inner),
            Some(Fault::Refused) => Box::pin(async { Err(StoreError::failed("there is no room")) }),
            // A read that was made or not: there is no difference.
            Some(Fault::UnknownNotDone | Fault::UnknownDone) if call == Call::Read => {
                Box::pin(async { Err(StoreError::failed("the line is dead")) })
            }
            Some(Fault::UnknownNotDone) => Box::pin(async move { Err(unknown()) }),
            Some(Fault::UnknownDone) => Box::pin(async move {
                // What is refused is known.
                ask(&self.inner).await?;
                Err(unknown())
            }),
            Some(Fault::DoneLate) => Box::pin(async move {
                tokio::time::sleep(LATE).await;
                if self.faults.is_dead() {
                    return pending().await;
                }
                ask(&self.inner).await
            }),
            Some(Fault::AnsweredLate) => {
                let answer = ask(&self.inner);
                Box::pin(async move {
                    tokio::time::sleep(LATE).await;
                    answer.await
                })
            }
            Some(Fault::DeadBefore) => {
                self.faults.die();
                Box::pin(pending())
            }
            Some(Fault::DeadAfter) => {
                let answer = ask(&self.inner);
                self.faults.die();
                Box::pin(async move {
                    drop(answer);
                    pending().await
                })
            }
        }
    }
}

impl<S: Store + Clone> Store for FaultyStore<S> {
    fn attach(&self) -> StoreFuture<'_, ()> {
        self.ask(|inner| inner.attach())
    }

    fn detach(&self) -> StoreFuture<'_, ()> {
        self.ask(|inner| inner.detach())
    }

    fn unseated(&self) -> StoreFuture<'_, ()> {
        Box::pin(async {
            self.faults.unseated.notified().await;
            Ok(())
        })
    }

    fn secret(&self) -> StoreFuture<'_, [u8; 32]> {
        self.ask(|inner| inner.secret())
    }

    fn define<'a>(&'a self, hash: &'a str, machine: &'a str, text: &'a str) -> StoreFuture<'a, ()> {
        self.meet(Call::Write, |inner| inner.define(hash, machine, text))
    }

    fn start(&self, execution: NewExecution) -> StoreFuture<'_, Started> {
        self.meet(Call::Write, |inner| inner.start(execution))
    }

    fn claim<'a>(
        &'a self,
        now: Timestamp,
        hashes: &'a [String],
        most: usize,
    ) -> StoreFuture<'a, Vec<(ExecutionKey, Fence)>> {
        self.meet(Call::Read, move |inner| inner.claim(now, hashes, most))
    }

    fn load(&self, execution: ExecutionKey, fence: Fence) -> StoreFuture<'_, Loaded> {
        self.meet(Call::Read, move |inner| inner.load(execution, fence))
    }

    fn messages<'a>(&'a self, hashes: &'a [String]) -> StoreFuture<'a, Vec<ExecutionKey>> {
        self.meet(Call::Read, |inner| inner.messages(hashes))
    }

    fn inbox(&self, execution: ExecutionKey) -> StoreFuture<'_, Vec<InboxRow>> {
        self.meet(Call::Read, move |inner| inner.inbox(execution))
    }

    fn commit(&self, commit: Arc<Commit>) -> StoreFuture<'_, Committed> {
        self.meet(Call::Commit, |inner| inner.commit(commit))
    }

    fn transactions(&self) -> Option<&dyn Transactions> {
        self.inner.transactions().map(|_| self as &dyn Transactions)
    }

    fn version(&self, execution: ExecutionKey) -> StoreFuture<'_, u64> {
        self.meet(Call::Read, move |inner| inner.version(execution))
    }

    fn release(&self, execution: ExecutionKey, fence: Fence) -> StoreFuture<'_, ()> {
        self.meet(Call::Read, move |inner| inner.release(execution, fence))
    }

    fn set_aside<'a>(
        &'a self,
        execution: ExecutionKey,
        fence: Fence,
        reason: &'a str,
    ) -> StoreFuture<'a, ()> {
        self.meet(Call::Write, move |inner| inner.set_aside(execution, fence, reason))
    }

    fn aside(&self, most: usize, after: Option<ExecutionKey>) -> StoreFuture<'_, AsidePage> {
        self.meet(Call::Read, move |inner| inner.aside(most, after))
    }

    fn end_aside<'a>(&'a self, arn: &'a str, end: AsideEnd) -> StoreFuture<'a, bool> {
        self.meet(Call::Write, move |inner| inner.end_aside(arn, end.clone()))
    }

    fn next_due<'a>(&'a self, hashes: &'a [String]) -> StoreFuture<'a, Option<Timestamp>> {
        self.meet(Call::Read, move |inner| inner.next_due(hashes))
    }

    fn changed(&self) -> StoreFuture<'_, ()> {
        self.inner.changed()
    }

    fn send(&self, arn: &str, message: InboxMessage) -> StoreFuture<'_, ()> {
        let arn = arn.to_owned();
        self.meet(Call::Write, move |inner| inner.send(&arn, message))
    }

    fn serve(&self, served: Served) -> StoreFuture<'_, ()> {
        self.meet(Call::Write, move |inner| inner.serve(served))
    }

    fn served(&self) -> StoreFuture<'_, Served> {
        self.meet(Call::Read, |inner| inner.served())
    }

    fn migrate(
        &self,
        execution: ExecutionKey,
        fence: Fence,
        version: u64,
        migrated: Migrated,
    ) -> StoreFuture<'_, Committed> {
        self.meet(Call::Write, move |inner| inner.migrate(execution, fence, version, migrated))
    }

    fn take<'a>(&'a self, activity: &'a str, worker: Option<&'a str>) -> StoreFuture<'a, Option<Offered>> {
        self.meet(Call::Write, move |inner| inner.take(activity, worker))
    }

    fn offered<'a>(&'a self, activity: &'a str) -> StoreFuture<'a, ()> {
        self.inner.offered(activity)
    }

    fn redrive<'a>(&'a self, arn: &'a str, redrive: Redrive) -> StoreFuture<'a, Redriven> {
        self.meet(Call::Write, move |inner| inner.redrive(arn, redrive))
    }

    fn answer(&self, locator: Locator, answer: Answer) -> StoreFuture<'_, TokenState> {
        self.meet(Call::Write, move |inner| inner.answer(locator, answer))
    }

    fn heartbeat(&self, locator: Locator) -> StoreFuture<'_, TokenState> {
        self.meet(Call::Write, move |inner| inner.heartbeat(locator))
    }

    fn pending_tokens(&self, most: usize) -> StoreFuture<'_, Vec<PendingToken>> {
        self.ask(move |inner| inner.pending_tokens(most))
    }

    fn describe<'a>(&'a self, arn: &'a str) -> StoreFuture<'a, Description> {
        self.meet(Call::Read, move |inner| inner.describe(arn))
    }

    fn list(&self, query: ExecutionQuery) -> StoreFuture<'_, ExecutionPage> {
        self.ask(move |inner| inner.list(query))
    }

    fn history(&self, query: EventQuery) -> StoreFuture<'_, EventPage> {
        self.ask(move |inner| inner.history(query))
    }

    fn sweep(&self, ended_before: Timestamp, most: usize) -> StoreFuture<'_, usize> {
        self.ask(move |inner| inner.sweep(ended_before, most))
    }

    fn delete<'a>(&'a self, arn: &'a str) -> StoreFuture<'a, ()> {
        self.ask(move |inner| inner.delete(arn))
    }

    fn child_results(
        &self,
        execution: ExecutionKey,
        map_run: u64,
        after: Option<u64>,
        most: usize,
    ) -> StoreFuture<'_, Vec<ChildRecord>> {
        self.meet(Call::Read, move |inner| inner.child_results(execution, map_run, after, most))
    }

    fn failed_children(
        &self,
        execution: ExecutionKey,
        map_run: u64,
        after: Option<u64>,
        most: usize,
    ) -> StoreFuture<'_, Vec<ChildRecord>> {
        self.meet(Call::Read, move |inner| inner.failed_children(execution, map_run, after, most))
    }

    fn map_run<'a>(&'a self, arn: &'a str) -> StoreFuture<'a, MapRunRow> {
        self.ask(move |inner| inner.map_run(arn))
    }

    fn map_runs<'a>(&'a self, execution: &'a str) -> StoreFuture<'a, Vec<MapRunRow>> {
        self.ask(move |inner| inner.map_runs(execution))
    }
}

impl<S: Store + Clone> Transactions for FaultyStore<S> {
    fn begin(
        &self,
        execution: ExecutionKey,
        fence: Fence,
        writes: HandlerWrites,
    ) -> StoreFuture<'_, HandlerWrote> {
        let Some(inner) = self.inner.transactions() else {
            return Box::pin(async { Err(StoreError::failed("there are none")) });
        };
        let begun = self.meet(Call::Write, move |_| inner.begin(execution, fence, writes));
        Box::pin(async move {
            let (output, open) = match begun.await? {
                HandlerWrote::Open(output, open) => (output, open),
                failed @ HandlerWrote::Failed(_) => return Ok(failed),
            };
            let (step, taken) = sync_channel(1);
            let store = self.clone();
            let written = async move {
                let step = taken.recv().map_err(|_| StoreError::failed("there was no step"))?;
                store.meet(Call::Commit, move |_| open.commit(step)).await
            };
            Ok(HandlerWrote::Open(output, OpenTransaction::new(step, Box::pin(written))))
        })
    }
}
