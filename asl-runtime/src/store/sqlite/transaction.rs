//! What handlers can do within a transaction that is not theirs to end.

use std::cell::Cell;

use rusqlite::{Connection, ErrorCode, Params, Row};

/// A transaction of the store, for rows of the application's own: in other tables of the same file.
///
/// It ends when the step does, so `COMMIT`, `ROLLBACK`, savepoints, `ATTACH` and `PRAGMA` are refused, and so is
/// writing to the tables of the store itself; reading them is not. What is done in another file, or by a trigger
/// elsewhere, is not part of it.
///
/// Types like [`Params`] and [`Row`] are those of the crate `rusqlite`, which [`asl_runtime::rusqlite`](crate::rusqlite)
/// names.
pub struct Transaction<'a> {
    connection: &'a Connection,
    /// What befell the store itself.
    trouble: Cell<Option<rusqlite::Error>>,
}

impl<'a> Transaction<'a> {
    pub(super) fn new(connection: &'a Connection) -> Self {
        Self { connection, trouble: Cell::new(None) }
    }

    /// Runs a statement; gives how many rows it changed.
    ///
    /// # Errors
    ///
    /// SQLite's.
    pub fn execute(&self, sql: &str, parameters: impl Params) -> rusqlite::Result<usize> {
        self.noted(self.connection.execute(sql, parameters))
    }

    /// The first row that a query finds.
    ///
    /// # Errors
    ///
    /// SQLite's, or [`rusqlite::Error::QueryReturnedNoRows`].
    pub fn query_row<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        self.noted(self.connection.query_row(sql, parameters, read))
    }

    /// All rows that a query finds.
    ///
    /// # Errors
    ///
    /// SQLite's.
    pub fn query<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Vec<T>> {
        let query = || self.connection.prepare(sql)?.query_map(parameters, read)?.collect();
        self.noted(query())
    }

    /// The id of the row that was inserted last.
    pub fn last_insert_rowid(&self) -> i64 {
        self.connection.last_insert_rowid()
    }

    /// Takes note of what is no mistake of the handler's: it is called again when the store can.
    fn noted<T>(&self, result: rusqlite::Result<T>) -> rusqlite::Result<T> {
        if let Err(rusqlite::Error::SqliteFailure(failure, text)) = &result
            && matches!(
                failure.code,
                ErrorCode::DiskFull
                    | ErrorCode::SystemIoFailure
                    | ErrorCode::OutOfMemory
                    | ErrorCode::DatabaseCorrupt
                    | ErrorCode::ReadOnly
            )
        {
            self.trouble.set(Some(rusqlite::Error::SqliteFailure(*failure, text.clone())));
        }
        result
    }

    pub(super) fn trouble(self) -> Option<rusqlite::Error> {
        self.trouble.take()
    }
}

impl std::fmt::Debug for Transaction<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Transaction").finish_non_exhaustive()
    }
}
