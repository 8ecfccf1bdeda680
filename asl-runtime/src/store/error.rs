//! Why a store did not do what it was asked to.

use std::error::Error;
use std::fmt;
use std::path::PathBuf;

use super::NotRedrivable;

/// Why a store did not do what it was asked to.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// Another engine works on the store.
    EngineRunning,
    /// Another worker holds the execution now.
    LeaseLost,
    /// The execution has changed, or a token was answered, since it was loaded.
    Conflict,
    /// It may have been done, or not: the version of the execution tells.
    Unknown(Box<dyn Error + Send + Sync>),
    /// There is no such execution.
    ExecutionDoesNotExist,
    /// There is an execution of this name, with another input or ended (EXEC-10).
    ExecutionAlreadyExists,
    /// There is no such map run.
    MapRunDoesNotExist,
    /// An execution that waits for this one has not heard of its end yet.
    EndNotHeard,
    /// Children of its map runs run still: they have not heard yet that they are to stop.
    ChildrenRunning,
    /// The execution can't be redriven (API-16).
    ExecutionNotRedrivable(NotRedrivable),
    /// The execution has not ended.
    ExecutionRunning,
    /// The execution has ended.
    ExecutionEnded,
    /// The store was written by a newer version of this crate.
    NewerSchema {
        /// The file.
        store: PathBuf,
        /// The version that the store has.
        found: u32,
        /// The newest that is known here.
        known: u32,
    },
    /// The file is not a store.
    NotAStore {
        /// The file.
        store: PathBuf,
        /// What it is instead, or lacks.
        what: String,
    },
    /// What is kept can't be read: it is damaged, or was written by somebody else.
    Corrupt(String),
    /// What is kept of the execution can't be read: the engine has set it aside.
    SetAside(String),
    /// A transactional handler, and a store that has no place for what it writes.
    NoTransactions {
        /// The handler.
        handler: &'static str,
    },
    /// The file can't be written.
    ReadOnly(PathBuf),
    /// There is no room left for the file.
    Full(PathBuf),
    /// Somebody else keeps the file locked.
    Locked(PathBuf),
    /// Anything else: nothing was changed.
    Failed(Box<dyn Error + Send + Sync>),
}

/// What is said to a client that wants to do an engine's work.
pub(super) const NOT_SEATED: &str = "only an engine claims executions: attach it to the store first";

impl StoreError {
    /// Another failure after which nothing has changed.
    pub fn failed(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Failed(error.into())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EngineRunning => out.write_str(
                "another engine works on this store: stop it first, or use a client, of which there can be many",
            ),
            Self::LeaseLost => out.write_str("another worker has taken over the execution"),
            Self::Conflict => out.write_str("the execution has changed since it was loaded"),
            Self::Unknown(error) => write!(out, "whether the step was written is not known: {error}"),
            Self::ExecutionDoesNotExist => out.write_str("there is no such execution"),
            Self::ExecutionAlreadyExists => {
                out.write_str("an execution of this name exists, with another input or ended already")
            }
            Self::MapRunDoesNotExist => out.write_str("there is no such map run"),
            Self::EndNotHeard => out.write_str(
                "an execution waits for this one and has not heard of its end: let an engine run that has its definition",
            ),
            Self::ChildrenRunning => out.write_str(
                "children of the execution have not stopped yet: let an engine run that has its definition",
            ),
            Self::ExecutionNotRedrivable(reason) => reason.fmt(out),
            Self::ExecutionRunning => out.write_str("the execution has not ended: stop it first"),
            Self::ExecutionEnded => out.write_str("the execution has ended"),
            Self::NewerSchema { store, found, known } => write!(
                out,
                "the store `{}` has version {found} of its schema and this program knows {known} at most: use a newer version of asl-runtime",
                store.display()
            ),
            Self::NotAStore { store, what } => write!(
                out,
                "`{}` is no store of workflows, {what}: name another file, one that does not exist is made",
                store.display()
            ),
            Self::Corrupt(what) => write!(
                out,
                "the store is damaged: {what}; go back to a copy that is whole, or save what `sqlite3 FILE .recover` finds"
            ),
            Self::SetAside(what) => write!(
                out,
                "the execution was set aside: {what}; mend that, or use a program that can go on with it: the next engine tries it again"
            ),
            Self::NoTransactions { handler } => write!(
                out,
                "the handler `{handler}` is transactional, and this store has no place for what it writes: use `Sqlite`"
            ),
            Self::ReadOnly(store) => write!(
                out,
                "the store `{}` can't be written: look at the rights of the file and its folder",
                store.display()
            ),
            Self::Full(store) => {
                write!(out, "there is no room left for the store `{}`: make room, nothing was lost", store.display())
            }
            Self::Locked(store) => {
                write!(out, "another program keeps the store `{}` locked: try again, or end it", store.display())
            }
            Self::Failed(error) => write!(out, "the store failed: {error}"),
        }
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Unknown(error) | Self::Failed(error) => Some(&**error),
            _ => None,
        }
    }
}
