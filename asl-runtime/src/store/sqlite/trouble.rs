//! What SQLite says when it can't, in the store's words.

use std::path::Path;

use rusqlite::ErrorCode;

use super::super::StoreError;

/// Why a piece of work was not done.
#[derive(Debug)]
pub(super) enum Refusal {
    /// SQLite could not.
    Sql(rusqlite::Error),
    /// The work itself was not to be done.
    Store(StoreError),
}

/// What a piece of work comes to.
pub(super) type Done<T> = Result<T, Refusal>;

impl From<rusqlite::Error> for Refusal {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl Refusal {
    /// The error that the caller gets, who knows of the store by its path.
    pub(super) fn error(self, store: &Path) -> StoreError {
        match self {
            Self::Sql(error) => Trouble::of(&error).error(store),
            Self::Store(error) => error,
        }
    }
}

/// An error of SQLite that many callers can be told: all whose work was to be written together.
#[derive(Debug, Clone)]
pub(super) enum Trouble {
    Full,
    ReadOnly,
    Locked,
    NotADatabase(String),
    Corrupt(String),
    /// Reading or writing failed; met while committing, it is not known what was written.
    Disk(String),
    Other(String),
}

impl Trouble {
    pub(super) fn of(error: &rusqlite::Error) -> Self {
        let text = error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Self::ReadOnly,
            Some(
                ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed,
            ) => Self::Locked,
            Some(ErrorCode::NotADatabase) => Self::NotADatabase(text),
            Some(ErrorCode::DatabaseCorrupt) => Self::Corrupt(text),
            Some(ErrorCode::SystemIoFailure) => Self::Disk(text),
            // Columns are STRICT: another type than the one that was written is none of our doing.
            None if is_conversion(error) => Self::Corrupt(text),
            _ => Self::Other(text),
        }
    }

    /// As an error after which nothing has changed.
    pub(super) fn error(self, store: &Path) -> StoreError {
        let place = store.to_owned();
        match self {
            Self::Full => StoreError::Full(place),
            Self::ReadOnly => StoreError::ReadOnly(place),
            Self::Locked => StoreError::Locked(place),
            Self::NotADatabase(what) => StoreError::NotAStore { store: place, what },
            Self::Corrupt(what) => StoreError::Corrupt(format!("`{}`: {what}", store.display())),
            Self::Disk(what) | Self::Other(what) => {
                StoreError::failed(format!("`{}`: {what}", store.display()))
            }
        }
    }

    /// As the outcome of a commit.
    pub(super) fn of_commit(self, store: &Path) -> StoreError {
        match self {
            Self::Disk(what) => StoreError::Unknown(format!("`{}`: {what}", store.display()).into()),
            other => other.error(store),
        }
    }
}

fn is_conversion(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
    )
}

/// That something in the store is not as this crate writes it.
pub(super) fn corrupt(
    column: usize,
    what: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, what.into())
}
