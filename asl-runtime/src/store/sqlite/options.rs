//! How a store is opened.

use std::path::Path;
use std::time::Duration;

use super::super::StoreError;
use super::Sqlite;

/// When a step counts as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Durability {
    /// When the disk has it: nothing is lost when the power fails.
    #[default]
    Full,
    /// When the operating system has it. Faster; the last steps may be gone after a power failure, though never
    /// after a crash of the program. What is left is whole: a state before them.
    Normal,
}

/// How a store is opened: see [`Sqlite::options`].
#[derive(Debug, Clone)]
#[must_use]
pub struct SqliteOptions {
    pub(super) durability: Durability,
    pub(super) patience: Duration,
    pub(super) polling: Duration,
    pub(super) size_limit: Option<u64>,
    pub(super) transaction_limit: Duration,
}

impl Default for SqliteOptions {
    fn default() -> Self {
        Self {
            durability: Durability::Full,
            patience: Duration::from_secs(5),
            polling: Duration::from_millis(2),
            size_limit: None,
            transaction_limit: Duration::from_secs(5),
        }
    }
}

impl SqliteOptions {
    /// When a step counts as written.
    pub fn durability(mut self, durability: Durability) -> Self {
        self.durability = durability;
        self
    }

    /// How long to wait for another program that is writing, five seconds if nothing is said; after that it is
    /// [`StoreError::Locked`].
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// How often the engine looks for what other processes have added, every two milliseconds if nothing is said.
    /// What this process adds it hears of at once.
    pub fn polling(mut self, every: Duration) -> Self {
        self.polling = every;
        self
    }

    /// How large the file may become, in bytes. Beyond that it is [`StoreError::Full`]; no limit if nothing is said.
    pub fn size_limit(mut self, bytes: u64) -> Self {
        self.size_limit = Some(bytes);
        self
    }

    /// How long a transactional handler may write, five seconds if nothing is said: everybody waits for it. Its attempt
    /// fails with [`TRANSACTION_TOO_LONG`](super::super::TRANSACTION_TOO_LONG) then, and all steps that were to be
    /// written together are written again.
    pub fn transaction_limit(mut self, limit: Duration) -> Self {
        self.transaction_limit = limit;
        self
    }

    /// Opens the store, or makes it if there is no such file.
    ///
    /// # Errors
    ///
    /// If the file is not a store, is one of a newer version, is damaged, or can't be written.
    pub fn open(self, path: impl AsRef<Path>) -> Result<Sqlite, StoreError> {
        Sqlite::with_options(path.as_ref(), self)
    }
}
