//! What is written together: one transaction, in which nobody suffers from what refuses another.

use std::cell::{Cell, OnceCell, RefCell};
use std::path::Path;
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode};

use super::super::StoreError;
use super::guard::Guard;
use super::pace::{Look, Pace};
use super::trouble::Trouble;
use super::work::{Repeats, Verdict, Work};

/// How many pieces of work are committed together at most: each of them waits for all of them.
const TOGETHER: usize = 1_024;

/// How long to wait before the next look whether another process has done writing.
const TURN: Duration = Duration::from_micros(200);

/// What is written together.
pub(super) struct Group<'a> {
    /// The connection, within the transaction.
    pub(super) connection: &'a Connection,
    /// Lends it to handlers.
    pub(super) guard: &'a Guard,
    epoch: OnceCell<u64>,
    added: Cell<bool>,
    offered: RefCell<Vec<String>>,
}

impl<'a> Group<'a> {
    fn begin(connection: &'a Connection, guard: &'a Guard, patience: Duration) -> Result<Self, Failure> {
        begin(connection, patience).map_err(|error| Failure::Before(Trouble::of(&error)))?;
        let (epoch, added, offered) = (OnceCell::new(), Cell::new(false), RefCell::default());
        Ok(Self { connection, guard, epoch, added, offered })
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

    /// There is a task of an activity.
    pub(super) fn offered(&self, activity: &str) {
        self.offered.borrow_mut().push(activity.to_owned());
    }

    /// One piece of work without a savepoint of its own.
    fn bare(&self, work: &mut dyn Work) -> Verdict {
        let before = self.connection.total_changes();
        match work.run(self) {
            // It was refused before it changed anything.
            Verdict::Undo(_) if self.is_open() && self.connection.total_changes() == before => Verdict::Keep,
            verdict => verdict,
        }
    }

    /// One piece of work, all of it or nothing.
    fn alone(&self, work: &mut dyn Work) -> Result<(), Failure> {
        self.savepoint("SAVEPOINT work")?;
        if let Verdict::Undo(trouble) = work.run(self) {
            self.check_open(trouble)?;
            self.savepoint("ROLLBACK TO work")?;
        }
        self.savepoint("RELEASE work")
    }

    fn savepoint(&self, statement: &str) -> Result<(), Failure> {
        execute(self.connection, statement).map_err(|error| {
            let trouble = Trouble::of(&error);
            roll_back(self.connection);
            Failure::Before(trouble)
        })
    }

    /// That SQLite itself has not rolled back everything: there was no room, or the disk failed.
    fn check_open(&self, trouble: Option<Trouble>) -> Result<(), Failure> {
        if self.is_open() {
            return Ok(());
        }
        Err(Failure::Before(
            trouble.unwrap_or_else(|| Trouble::Other("the transaction was rolled back".into())),
        ))
    }

    fn is_open(&self) -> bool {
        !self.connection.is_autocommit()
    }
}

/// How pieces of work are kept from each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Apart {
    /// By nothing, since hardly ever one is undone: then all of them are, and are done again by savepoints. A savepoint
    /// costs a copy of each page that its work writes to, and many write to the same.
    Bare,
    /// By savepoints.
    Savepoints,
}

/// Why a whole group was not written.
pub(super) enum Failure {
    /// Nothing was.
    Before(Trouble),
    /// It failed while committing.
    Committing(Trouble),
}

impl Failure {
    pub(super) fn error(&self, path: &Path) -> StoreError {
        match self {
            Self::Before(trouble) => trouble.clone().error(path),
            Self::Committing(trouble) => trouble.clone().of_commit(path),
        }
    }
}

/// What others are to be told of.
pub(super) struct Tidings {
    /// Whether there is something new for the engine.
    pub(super) added: Added,
    /// The activities of which there are tasks, with each task.
    pub(super) offered: Vec<String>,
}

/// Whether there is something new for the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Added {
    Something,
    Nothing,
}

/// Writes what is at hand and in line as one transaction.
pub(super) fn write(
    connection: &Connection,
    guard: &Guard,
    patience: Duration,
    pace: &mut Pace,
    line: &Receiver<Box<dyn Work>>,
    works: &mut Vec<Box<dyn Work>>,
) -> Result<Tidings, Failure> {
    let mut group = match Group::begin(connection, guard, patience) {
        Ok(group) => group,
        Err(failure) => {
            // Whoever is in line already would only wait for the same again.
            works.extend(line.try_iter());
            return Err(failure);
        }
    };
    let (mut done, mut apart, mut wait) = (0, Apart::Bare, None);
    loop {
        let room = TOGETHER.saturating_sub(works.len());
        works.extend(line.try_iter().take(room));
        if let Some(work) = works.get_mut(done) {
            if work.repeats() == Repeats::No {
                apart = Apart::Savepoints;
            }
            match apart {
                Apart::Savepoints => group.alone(&mut **work)?,
                Apart::Bare => {
                    if let Verdict::Undo(trouble) = group.bare(&mut **work) {
                        group.check_open(trouble)?;
                        roll_back(connection);
                        group = Group::begin(connection, guard, patience)?;
                        works[..=done].iter_mut().try_for_each(|work| group.alone(&mut **work))?;
                        apart = Apart::Savepoints;
                    }
                }
            }
            done += 1;
            continue;
        }
        if wait.is_none() {
            wait = pace.wait(works.len());
        }
        match wait {
            Some(wait) if room > 0 && wait.look(works.len()) == Look::Again => {}
            _ => break,
        }
    }
    pace.time(|| execute(connection, "COMMIT")).map_err(|error| {
        let trouble = Trouble::of(&error);
        roll_back(connection);
        Failure::Committing(trouble)
    })?;
    let added = if group.added.get() { Added::Something } else { Added::Nothing };
    Ok(Tidings { added, offered: group.offered.into_inner() })
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
