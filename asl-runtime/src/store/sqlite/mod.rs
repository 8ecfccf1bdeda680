//! A store in a file of SQLite: docs/store.md says what it looks like.
//!
//! One thread writes. What is asked for while it waits for the disk is written together, in one transaction in which
//! nothing that refuses one step touches the others. Two threads read beside
//! it, and while an engine is attached one more listens to other processes.

mod activity;
mod aside;
mod children;
mod claim;
mod commit;
mod group;
mod guard;
mod handler;
mod load;
mod message;
mod options;
mod pace;
mod query;
mod reader;
mod redrive;
mod retention;
mod schema;
mod seat;
mod start;
#[cfg(test)]
mod tests;
mod text;
mod transaction;
mod trouble;
mod value;
mod versions;
mod watch;
mod work;
mod writer;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

pub use handler::{TRANSACTION_ROLLED_BACK, TRANSACTION_TOO_LONG};
pub use options::{Durability, SqliteOptions};
pub use transaction::Transaction;

use super::{
    Answer, AsideEnd, AsidePage, ChildRecord, Commit, Committed, Description, EventPage, EventQuery,
    ExecutionKey, ExecutionPage, ExecutionQuery, Fence, InboxMessage, InboxRow, Loaded, Locator, MapRunRow,
    Migrated, NewExecution, Offered, PendingToken, Redrive, Redriven, Served, Started, Store, StoreError,
    StoreFuture, TokenState, Transactions,
};
use crate::time::Timestamp;
use reader::Readers;
use retention::Purge;
use seat::{Seat, Seated};
use watch::{News, Watch};
use writer::Writer;

/// How often whoever waits for what another process's engine offers looks again.
const ELSEWHERE: Duration = Duration::from_millis(100);

/// How many threads read.
const READERS: usize = 2;

/// Keeps executions in a file of SQLite (feature `sqlite`).
///
/// One engine works on a file at a time; any number of processes may open it beside that as clients. A file that
/// does not exist is made, for this user alone. Beside it stand `-wal` and `-shm`, which are SQLite's and belong to
/// it, and `-engine`, whose lock says that there is an engine.
///
/// Clones are the same store. It is closed with the last of them, after what was asked for has been written.
///
/// ```
/// use asl_runtime::store::{Sqlite, Store};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = std::env::temp_dir().join(format!("asl-doc-{}", std::process::id()));
/// # std::fs::create_dir_all(&folder)?;
/// # let path = folder.join("workflows.db");
/// let store = Sqlite::open(&path)?;
/// store.attach().await?;
/// let engines = Sqlite::open(&path)?.attach().await;
/// assert!(engines.is_err(), "one at a time");
/// # drop(store);
/// # std::fs::remove_dir_all(folder)?;
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Sqlite {
    file: Arc<StoreFile>,
}

/// An open file. Fields are dropped in their order: nobody works on a store that is closing.
struct StoreFile {
    seat: Arc<Seat>,
    readers: Readers,
    writer: Arc<Writer>,
    news: Arc<News>,
    path: PathBuf,
    options: SqliteOptions,
}

impl Sqlite {
    /// Opens the store, or makes it if there is no such file.
    ///
    /// # Errors
    ///
    /// If the file is not a store, is one of a newer version, is damaged, or can't be written.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StoreError> {
        Self::options().open(path)
    }

    /// Says how the store is to be opened.
    ///
    /// ```no_run
    /// use std::time::Duration;
    ///
    /// use asl_runtime::store::{Durability, Sqlite};
    ///
    /// # fn main() -> Result<(), asl_runtime::store::StoreError> {
    /// let store = Sqlite::options()
    ///     .durability(Durability::Normal)
    ///     .patience(Duration::from_secs(30))
    ///     .open("workflows.db")?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn options() -> SqliteOptions {
        SqliteOptions::default()
    }

    fn with_options(path: &Path, options: SqliteOptions) -> Result<Self, StoreError> {
        // The lock beside the store must be the same, however the file is named.
        let named = |error| StoreError::failed(format!("`{}`: {error}", path.display()));
        let path = path.canonicalize().or_else(|_| std::path::absolute(path)).map_err(named)?;
        let connection = schema::open_writer(&path, &options)?;
        let path = path.canonicalize().map_err(named)?;
        let readers = (0..READERS).map(|_| schema::open_reader(&path, &options)).collect::<Result<_, _>>()?;
        let news = Arc::new(News::default());
        Ok(Self {
            file: Arc::new(StoreFile {
                seat: Arc::new(Seat::default()),
                readers: Readers::new(readers, &path)?,
                writer: Arc::new(Writer::new(connection, &path, options.patience, Arc::clone(&news))?),
                news,
                path,
                options,
            }),
        })
    }

    /// Runs a transaction for the application's own tables, on the thread that writes: what transactional handlers need
    /// is made so, and can be read so. See [`Transaction`] for what it can't do.
    ///
    /// # Errors
    ///
    /// What the function fails with, as [`StoreError::Failed`]; or the store fails. Nothing is written then.
    pub async fn transact<T: Send + 'static>(
        &self,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let limit = self.file.options.transaction_limit;
        self.file.writer.ask(move |group| handler::transact(group, write, limit)).await
    }

    /// Deletes what is left of executions that are off the lists, piece by piece.
    async fn purge(&self) -> Result<(), StoreError> {
        while self.file.writer.ask(retention::purge).await? == Purge::More {}
        Ok(())
    }
}

impl Store for Sqlite {
    fn attach(&self) -> StoreFuture<'_, ()> {
        Box::pin(async {
            let StoreFile { seat, writer, news, path, options, .. } = &*self.file;
            if seat.lock().is_some() {
                return Err(StoreError::EngineRunning);
            }
            let lock = seat::lock(path)?;
            let epoch = writer
                .ask(|group| {
                    aside::try_again(group)?;
                    Ok(group.begin_epoch()?)
                })
                .await?;
            let watch = Watch::new(schema::open_reader(path, options)?, options.polling, Arc::clone(news))?;
            *seat.lock() = Some(Seated::new(epoch, watch, lock));
            Ok(())
        })
    }

    fn detach(&self) -> StoreFuture<'_, ()> {
        let seated = self.file.seat.lock().take();
        drop(seated);
        Box::pin(std::future::ready(Ok(())))
    }

    fn secret(&self) -> StoreFuture<'_, [u8; 32]> {
        Box::pin(self.file.readers.ask(|connection| {
            let secret: Vec<u8> =
                connection.query_row("SELECT value FROM meta WHERE name = 'secret'", (), |row| row.get(0))?;
            let secret = secret.try_into();
            Ok(secret.map_err(|_| trouble::corrupt(0, "the secret has not 32 bytes"))?)
        }))
    }

    fn define<'a>(&'a self, hash: &'a str, machine: &'a str, text: &'a str) -> StoreFuture<'a, ()> {
        let (hash, machine, text) = (hash.to_owned(), machine.to_owned(), text.to_owned());
        Box::pin(self.file.writer.ask_again(move |group| start::define(group, &hash, &machine, &text)))
    }

    fn serve(&self, served: Served) -> StoreFuture<'_, ()> {
        Box::pin(self.file.writer.ask(move |group| versions::serve(group, &served)))
    }

    fn served(&self) -> StoreFuture<'_, Served> {
        Box::pin(self.file.readers.ask(versions::served))
    }

    fn start(&self, execution: NewExecution) -> StoreFuture<'_, Started> {
        Box::pin(self.file.writer.ask_again(move |group| start::start(group, &execution)))
    }

    fn claim<'a>(
        &'a self,
        now: Timestamp,
        hashes: &'a [String],
        most: usize,
    ) -> StoreFuture<'a, Vec<(ExecutionKey, Fence)>> {
        let (seat, hashes) = (Arc::clone(&self.file.seat), hashes.to_owned());
        Box::pin(self.file.readers.ask(move |connection| claim::claim(connection, &seat, now, &hashes, most)))
    }

    fn load(&self, execution: ExecutionKey, fence: Fence) -> StoreFuture<'_, Loaded> {
        let seat = Arc::clone(&self.file.seat);
        Box::pin(self.file.readers.ask(move |connection| {
            seat.hold(execution, fence)?;
            load::load(connection, execution)
        }))
    }

    fn messages<'a>(&'a self, hashes: &'a [String]) -> StoreFuture<'a, Vec<ExecutionKey>> {
        let (seat, hashes) = (Arc::clone(&self.file.seat), hashes.to_owned());
        Box::pin(self.file.readers.ask(move |connection| claim::messages(connection, &seat, &hashes)))
    }

    fn inbox(&self, execution: ExecutionKey) -> StoreFuture<'_, Vec<InboxRow>> {
        Box::pin(self.file.readers.ask(move |connection| load::inbox(connection, execution)))
    }

    fn commit(&self, commit: Arc<Commit>) -> StoreFuture<'_, Committed> {
        let seat = Arc::clone(&self.file.seat);
        Box::pin(self.file.writer.ask_again(move |group| {
            let epoch = seat.hold(commit.execution, commit.fence)?;
            commit::commit(group, &commit, epoch)
        }))
    }

    fn transactions(&self) -> Option<&dyn Transactions> {
        Some(self)
    }

    fn migrate(
        &self,
        execution: ExecutionKey,
        fence: Fence,
        version: u64,
        migrated: Migrated,
    ) -> StoreFuture<'_, Committed> {
        let seat = Arc::clone(&self.file.seat);
        Box::pin(self.file.writer.ask(move |group| {
            let epoch = seat.hold(execution, fence)?;
            versions::migrate(group, execution, version, &migrated, epoch)
        }))
    }

    fn version(&self, execution: ExecutionKey) -> StoreFuture<'_, u64> {
        Box::pin(self.file.readers.ask(move |connection| load::version(connection, execution)))
    }

    fn release(&self, execution: ExecutionKey, fence: Fence) -> StoreFuture<'_, ()> {
        Box::pin(std::future::ready(self.file.seat.release(execution, fence)))
    }

    fn set_aside<'a>(
        &'a self,
        execution: ExecutionKey,
        fence: Fence,
        reason: &'a str,
    ) -> StoreFuture<'a, ()> {
        let (seat, reason) = (Arc::clone(&self.file.seat), reason.to_owned());
        Box::pin(self.file.writer.ask(move |group| {
            seat.hold(execution, fence)?;
            aside::set_aside(group, execution, &reason)
        }))
    }

    fn aside(&self, most: usize, after: Option<ExecutionKey>) -> StoreFuture<'_, AsidePage> {
        Box::pin(self.file.readers.ask(move |connection| aside::aside(connection, most, after)))
    }

    fn end_aside<'a>(&'a self, arn: &'a str, end: AsideEnd) -> StoreFuture<'a, bool> {
        let arn = arn.to_owned();
        Box::pin(self.file.writer.ask_again(move |group| aside::end_aside(group, &arn, &end)))
    }

    fn next_due<'a>(&'a self, hashes: &'a [String]) -> StoreFuture<'a, Option<Timestamp>> {
        let (seat, hashes) = (Arc::clone(&self.file.seat), hashes.to_owned());
        Box::pin(self.file.readers.ask(move |connection| claim::next_due(connection, &seat, &hashes)))
    }

    fn changed(&self) -> StoreFuture<'_, ()> {
        Box::pin(async {
            self.file.news.wait().await;
            Ok(())
        })
    }

    fn send(&self, arn: &str, message: InboxMessage) -> StoreFuture<'_, ()> {
        let arn = arn.to_owned();
        Box::pin(self.file.writer.ask_again(move |group| message::send(group, &arn, &message)))
    }

    fn redrive<'a>(&'a self, arn: &'a str, redrive: Redrive) -> StoreFuture<'a, Redriven> {
        let arn = arn.to_owned();
        Box::pin(self.file.writer.ask_again(move |group| redrive::redrive(group, &arn, &redrive)))
    }

    fn answer(&self, locator: Locator, answer: Answer) -> StoreFuture<'_, TokenState> {
        Box::pin(self.file.writer.ask_again(move |group| message::answer(group, locator, answer.clone())))
    }

    fn take<'a>(&'a self, activity: &'a str, worker: Option<&'a str>) -> StoreFuture<'a, Option<Offered>> {
        Box::pin(async move {
            let (activity, worker) = (activity.to_owned(), worker.map(str::to_owned));
            let (wanted, offered) = (activity.clone(), activity.clone());
            if !self.file.readers.ask(move |connection| activity::is_offered(connection, &offered)).await? {
                return Ok(None);
            }
            let take = move |group: &group::Group<'_>| activity::take(group, &activity, worker.as_deref());
            let taken = self.file.writer.ask_again(take).await?;
            if taken.is_some() {
                // There may be more.
                self.file.news.offers.tell(&wanted);
            }
            Ok(taken)
        })
    }

    fn offered<'a>(&'a self, activity: &'a str) -> StoreFuture<'a, ()> {
        let offered = self.file.news.offers.wait(activity);
        let is_seated = self.file.seat.lock().is_some();
        Box::pin(async move {
            if is_seated {
                offered.await;
            } else {
                // Another process offers it; the engine's own could sit down meanwhile.
                drop(tokio::time::timeout(ELSEWHERE, offered).await);
            }
            Ok(())
        })
    }

    fn heartbeat(&self, locator: Locator) -> StoreFuture<'_, TokenState> {
        Box::pin(self.file.writer.ask_again(move |group| message::heartbeat(group, locator)))
    }

    fn pending_tokens(&self, most: usize) -> StoreFuture<'_, Vec<PendingToken>> {
        Box::pin(self.file.readers.ask(move |connection| query::pending_tokens(connection, most)))
    }

    fn describe<'a>(&'a self, arn: &'a str) -> StoreFuture<'a, Description> {
        let arn = arn.to_owned();
        Box::pin(self.file.readers.ask(move |connection| query::describe(connection, &arn)))
    }

    fn list(&self, query: ExecutionQuery) -> StoreFuture<'_, ExecutionPage> {
        Box::pin(self.file.readers.ask(move |connection| query::list(connection, &query)))
    }

    fn child_results(
        &self,
        execution: ExecutionKey,
        attempt: u64,
        after: Option<u64>,
        most: usize,
    ) -> StoreFuture<'_, Vec<ChildRecord>> {
        Box::pin(
            self.file
                .readers
                .ask(move |connection| children::child_results(connection, execution, attempt, after, most)),
        )
    }

    fn failed_children(
        &self,
        execution: ExecutionKey,
        attempt: u64,
        after: Option<u64>,
        most: usize,
    ) -> StoreFuture<'_, Vec<ChildRecord>> {
        Box::pin(
            self.file.readers.ask(move |connection| {
                children::failed_children(connection, execution, attempt, after, most)
            }),
        )
    }

    fn map_run<'a>(&'a self, arn: &'a str) -> StoreFuture<'a, MapRunRow> {
        let arn = arn.to_owned();
        Box::pin(self.file.readers.ask(move |connection| children::map_run(connection, &arn)))
    }

    fn map_runs<'a>(&'a self, execution: &'a str) -> StoreFuture<'a, Vec<MapRunRow>> {
        let execution = execution.to_owned();
        Box::pin(self.file.readers.ask(move |connection| children::map_runs(connection, &execution)))
    }

    fn history(&self, query: EventQuery) -> StoreFuture<'_, EventPage> {
        Box::pin(self.file.readers.ask(move |connection| query::history(connection, &query)))
    }

    fn sweep(&self, ended_before: Timestamp, most: usize) -> StoreFuture<'_, usize> {
        Box::pin(async move {
            let mut swept = 0;
            while swept < most {
                let retire =
                    move |group: &group::Group<'_>| retention::retire(group, ended_before, most - swept);
                match self.file.writer.ask(retire).await? {
                    0 => break,
                    some => swept += some,
                }
            }
            self.purge().await?;
            Ok(swept)
        })
    }

    fn delete<'a>(&'a self, arn: &'a str) -> StoreFuture<'a, ()> {
        let arn = arn.to_owned();
        let deleted = self.file.writer.ask(move |group| retention::delete(group, &arn));
        Box::pin(async move {
            deleted.await?;
            self.purge().await
        })
    }
}
