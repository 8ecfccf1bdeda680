//! Why a store did not do what it was asked to.

use std::error::Error;
use std::fmt;

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
    /// The execution has not ended.
    ExecutionRunning,
    /// The store was written by a newer version of this crate.
    NewerSchema {
        /// The version that the store has.
        found: u32,
        /// The newest that is known here.
        known: u32,
    },
    /// The file is none of this crate's, or is damaged.
    Corrupt(String),
    /// The file can't be written.
    ReadOnly,
    /// There is no room left.
    Full,
    /// Somebody else keeps the file locked.
    Locked,
    /// Anything else: nothing was changed.
    Failed(Box<dyn Error + Send + Sync>),
}

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
            Self::ExecutionRunning => out.write_str("the execution has not ended: stop it first"),
            Self::NewerSchema { found, known } => write!(
                out,
                "the store has version {found} of its schema and this program knows {known} at most: use a newer version of asl-runtime"
            ),
            Self::Corrupt(what) => write!(out, "the file is damaged, or is no store of workflows: {what}"),
            Self::ReadOnly => out.write_str("the store can't be written: look at the rights of file and folder"),
            Self::Full => out.write_str("there is no room left for the store: nothing was lost, make room"),
            Self::Locked => out.write_str("another program keeps the store locked"),
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
