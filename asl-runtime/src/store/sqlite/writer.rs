//! The one thread that writes: what is asked for while it is busy is written together.

use std::cell::{Cell, OnceCell};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode};
use tokio::sync::oneshot;

use super::super::StoreError;
use super::guard::Guard;
use super::trouble::{Done, Refusal, Trouble};
use super::watch::News;

/// How many pieces of work are committed together at most: each of them waits for all of them.
const TOGETHER: usize = 1_024;

/// How long to wait before the next look whether another process has done writing.
const TURN: Duration = Duration::from_micros(200);

/// Writes, in the order in which it is asked to.
pub(super) struct Writer {
    work: Option<Sender<Box<dyn Work>>>,
    thread: Option<JoinHandle<()>>,
    path: PathBuf,
}

impl Writer {
    /// A writer that waits as long as its patience lasts for other processes that write.
    pub(super) fn new(
        mut connection: Connection,
        path: &Path,
        patience: Duration,
        news: Arc<News>,
    ) -> Result<Self, StoreError> {
        let guard = Guard::watch(&mut connection).map_err(|error| Trouble::of(&error).error(path))?;
        let (sender, receiver) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("asl-store-writer".into())
            .spawn(move || run(&connection, &guard, patience, &receiver, &news))
            .map_err(StoreError::failed)?;
        Ok(Self { work: Some(sender), thread: Some(thread), path: path.to_owned() })
    }

    /// Does a piece of work within the next transaction, as a savepoint of its own. It is in line when this returns,
    /// whether or not anybody waits for its end.
    pub(super) fn ask<T, W>(&self, work: W) -> impl Future<Output = Result<T, StoreError>> + Send + use<T, W>
    where
        T: Send + 'static,
        W: FnOnce(&Group<'_>) -> Done<T> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        let asked = Asked { work: Some(work), answer: None, reply, path: self.path.clone() };
        let sent = self.work.as_ref().is_some_and(|line| line.send(Box::new(asked)).is_ok());
        async move {
            if !sent {
                return Err(StoreError::failed(STOPPED));
            }
            // It ended with this work in hand: it may have been written.
            answer.await.unwrap_or_else(|_| Err(StoreError::Unknown(STOPPED.into())))
        }
    }
}

const STOPPED: &str = "the writer of the store has panicked: open the store anew";

impl Drop for Writer {
    /// Writes what is in line.
    fn drop(&mut self) {
        self.work = None;
        if let Some(thread) = self.thread.take() {
            // A panic has told of itself.
            drop(thread.join());
        }
    }
}

/// What is written together.
pub(super) struct Group<'a> {
    /// The connection, within the transaction.
    pub(super) connection: &'a Connection,
    /// Lends it to handlers.
    pub(super) guard: &'a Guard,
    epoch: OnceCell<u64>,
    added: Cell<bool>,
}

impl<'a> Group<'a> {
    fn new(connection: &'a Connection, guard: &'a Guard) -> Self {
        Self { connection, guard, epoch: OnceCell::new(), added: Cell::new(false) }
    }

    /// The number of the last engine that took the seat. It stays while the transaction lasts.
    pub(super) fn epoch(&self) -> rusqlite::Result<u64> {
        if let Some(epoch) = self.epoch.get() {
            return Ok(*epoch);
        }
        let mut select = self.connection.prepare_cached("SELECT value FROM meta WHERE name = 'epoch'")?;
        let epoch = select.query_row((), |row| row.get(0))?;
        Ok(*self.epoch.get_or_init(|| epoch))
    }

    /// Takes the seat from whoever had it.
    pub(super) fn begin_epoch(&self) -> rusqlite::Result<u64> {
        let next = "UPDATE meta SET value = value + 1 WHERE name = 'epoch' RETURNING value";
        self.connection.query_row(next, (), |row| row.get(0))
    }

    /// There is something new for the engine.
    pub(super) fn added(&self) {
        self.added.set(true);
    }
}

/// What is to become of a piece of work.
enum Verdict {
    /// It is to stay.
    Keep,
    /// It was refused, or SQLite could not do it.
    Undo(Option<Trouble>),
}

/// A piece of work with somebody who waits for it.
trait Work: Send {
    /// Does it.
    fn run(&mut self, group: &Group<'_>) -> Verdict;

    /// Tells what has come of it, after the commit, or the trouble of all.
    fn tell(self: Box<Self>, failure: Option<&Failure>);
}

struct Asked<T, W> {
    work: Option<W>,
    answer: Option<Result<T, StoreError>>,
    reply: oneshot::Sender<Result<T, StoreError>>,
    path: PathBuf,
}

impl<T: Send, W: FnOnce(&Group<'_>) -> Done<T> + Send> Work for Asked<T, W> {
    fn run(&mut self, group: &Group<'_>) -> Verdict {
        let Some(work) = self.work.take() else { return Verdict::Undo(None) };
        let (verdict, answer) = match work(group) {
            Ok(answer) => (Verdict::Keep, Ok(answer)),
            Err(refusal) => {
                let trouble = match &refusal {
                    Refusal::Sql(error) => Some(Trouble::of(error)),
                    Refusal::Store(_) => None,
                };
                (Verdict::Undo(trouble), Err(refusal.error(&self.path)))
            }
        };
        self.answer = Some(answer);
        verdict
    }

    fn tell(self: Box<Self>, failure: Option<&Failure>) {
        let answer = match (self.answer, failure) {
            (Some(Err(error)), _) => Err(error),
            (_, Some(failure)) => Err(failure.error(&self.path)),
            (Some(answer), None) => answer,
            (None, None) => Err(StoreError::failed("the work was not done")),
        };
        // Nobody may be waiting any more.
        drop(self.reply.send(answer));
    }
}

/// Why a whole group was not written.
enum Failure {
    /// Nothing was.
    Before(Trouble),
    /// It failed while committing.
    Committing(Trouble),
}

impl Failure {
    fn error(&self, path: &Path) -> StoreError {
        match self {
            Self::Before(trouble) => trouble.clone().error(path),
            Self::Committing(trouble) => trouble.clone().of_commit(path),
        }
    }
}

/// A panic ends the thread: the transaction is rolled back as the connection is closed, and whoever waits is told,
/// since the ends of all channels go with it.
fn run(
    connection: &Connection,
    guard: &Guard,
    patience: Duration,
    line: &Receiver<Box<dyn Work>>,
    news: &News,
) {
    while let Ok(first) = line.recv() {
        let mut works = Vec::new();
        let written = write(connection, guard, patience, first, line, &mut works);
        if matches!(written, Ok(true)) {
            // What can't be seen now is seen by whoever watches the file.
            drop(news.look(connection));
        }
        for work in works {
            work.tell(written.as_ref().err());
        }
    }
}

/// Writes what is in line as one transaction. Whether there is something new for the engine.
fn write(
    connection: &Connection,
    guard: &Guard,
    patience: Duration,
    first: Box<dyn Work>,
    line: &Receiver<Box<dyn Work>>,
    works: &mut Vec<Box<dyn Work>>,
) -> Result<bool, Failure> {
    works.push(first);
    if let Err(error) = begin(connection, patience) {
        // Whoever is in line already would only wait for the same again.
        works.extend(line.try_iter());
        return Err(Failure::Before(Trouble::of(&error)));
    }
    let group = Group::new(connection, guard);
    let mut next = 0;
    while next < works.len() {
        step(&group, &mut works[next])?;
        next += 1;
        if next < TOGETHER {
            works.extend(line.try_recv());
        }
    }
    execute(connection, "COMMIT").map_err(|error| {
        let trouble = Trouble::of(&error);
        roll_back(connection);
        Failure::Committing(trouble)
    })?;
    Ok(group.added.get())
}

/// One piece of work, all of it or nothing.
fn step(group: &Group<'_>, work: &mut Box<dyn Work>) -> Result<(), Failure> {
    let connection = group.connection;
    let failed = |error: rusqlite::Error| {
        let trouble = Trouble::of(&error);
        roll_back(connection);
        Failure::Before(trouble)
    };
    execute(connection, "SAVEPOINT work").map_err(failed)?;
    if let Verdict::Undo(trouble) = work.run(group) {
        if connection.is_autocommit() {
            // SQLite itself has rolled back everything: there was no room, or the disk failed.
            let trouble = trouble.unwrap_or_else(|| Trouble::Other("the transaction was rolled back".into()));
            return Err(Failure::Before(trouble));
        }
        execute(connection, "ROLLBACK TO work").map_err(failed)?;
    }
    execute(connection, "RELEASE work").map_err(failed)
}

/// Waits for its turn. An engine with much to do lets the lock go for some microseconds only, between two
/// transactions: SQLite's own waiting, which looks ever less often, would miss them for seconds.
fn begin(connection: &Connection, patience: Duration) -> rusqlite::Result<()> {
    let since = Instant::now();
    loop {
        let begun = execute(connection, "BEGIN IMMEDIATE");
        let busy = matches!(&begun, Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy));
        if !busy || since.elapsed() >= patience {
            return begun;
        }
        thread::sleep(TURN);
    }
}

fn execute(connection: &Connection, statement: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(statement)?.execute(()).map(drop)
}

fn roll_back(connection: &Connection) {
    if !connection.is_autocommit() {
        // If that fails too, the next BEGIN tells.
        drop(connection.execute_batch("ROLLBACK"));
    }
}
