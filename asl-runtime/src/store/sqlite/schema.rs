//! Opening the file: is it a store, of which version, and is it as this program needs it?

use std::fs::OpenOptions;
use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::super::StoreError;
use super::options::{Durability, SqliteOptions};
use super::trouble::{Done, Refusal, Trouble};

/// `asl1`: what tells a store from other databases.
const APPLICATION: i32 = 0x6173_6c31;

/// So many KiB of the file the writer keeps at hand at most: the pages that a hundred executions write to by turns.
const CACHE: i64 = 16 * 1024;

/// What takes a store from each version to the next one, from nothing on. None of them ever changes.
const MIGRATIONS: &[&str] = &[
    include_str!("schema.sql"),
    include_str!("children.sql"),
    include_str!("redrive.sql"),
    include_str!("activities.sql"),
    include_str!("map_redrive.sql"),
    include_str!("aside.sql"),
];

/// What the store's own tables and views are called now: applications have others beside them.
pub(super) const NAMES: [&str; 22] = [
    "aside",
    "awaited",
    "child_result",
    "children",
    "definition",
    "deleted",
    "event",
    "events",
    "execution",
    "executions",
    "frame",
    "inbox",
    "map_run",
    "map_runs",
    "meta",
    "payload",
    "progress",
    "redrive",
    "result",
    "slot",
    "token",
    "waiting_tokens",
];

/// A connection that writes, to a file that is made if it is missing.
pub(super) fn open_writer(path: &Path, options: &SqliteOptions) -> Result<Connection, StoreError> {
    make_file(path)?;
    let open = || -> Done<Connection> {
        let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, options)?;
        if connection.is_readonly("main")? {
            return Err(StoreError::ReadOnly(path.to_owned()).into());
        }
        check(&connection, path, MIGRATIONS.len())?;
        // Only now that it is ours is anything of it changed.
        let mode: String = connection.query_row("PRAGMA journal_mode = WAL", (), |row| row.get(0))?;
        if mode != "wal" {
            let why =
                format!("`{}`: the file system has no shared memory, which the store needs", path.display());
            return Err(StoreError::failed(why).into());
        }
        migrate(&mut connection, path, MIGRATIONS)?;
        let synchronous = match options.durability {
            Durability::Full => "FULL",
            Durability::Normal => "NORMAL",
        };
        connection.pragma_update(None, "synchronous", synchronous)?;
        // On systems where fsync alone leaves the data in the disk's cache.
        connection.pragma_update(None, "fullfsync", options.durability == Durability::Full)?;
        connection.pragma_update(None, "wal_autocheckpoint", 4_000)?;
        connection.pragma_update(None, "cache_size", -CACHE)?;
        // Pages that a savepoint keeps do not go to a file.
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        // The writer itself waits for its turn.
        connection.busy_timeout(Duration::ZERO)?;
        if let Some(limit) = options.size_limit {
            let page: u64 = connection.query_row("PRAGMA page_size", (), |row| row.get(0))?;
            connection.pragma_update(None, "max_page_count", limit / page.max(1))?;
        }
        Ok(connection)
    };
    open().map_err(|refusal| refusal.error(path))
}

/// A connection that reads, to a store that has been opened before.
pub(super) fn open_reader(path: &Path, options: &SqliteOptions) -> Result<Connection, StoreError> {
    let open = || -> Done<Connection> {
        // Not read-only: a reader may have to make the shared memory of the log anew.
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE, options)?;
        connection.pragma_update(None, "query_only", true)?;
        Ok(connection)
    };
    open().map_err(|refusal| refusal.error(path))
}

fn connect(path: &Path, access: OpenFlags, options: &SqliteOptions) -> Done<Connection> {
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(options.patience)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    // Otherwise a statement that could use a partial index is compiled anew for each value that it gets.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(connection)
}

/// Makes an empty file that only this user can read: it will hold the secret, and what goes through workflows.
///
/// A file that is there is never opened here: to close it would take away the locks of SQLite's own connections.
fn make_file(path: &Path) -> Result<(), StoreError> {
    let mut file = OpenOptions::new();
    file.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    match file.open(path) {
        Ok(_) => Ok(()),
        Err(error) => match error.kind() {
            io::ErrorKind::AlreadyExists => Ok(()),
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
                Err(StoreError::ReadOnly(path.to_owned()))
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Err(StoreError::Full(path.to_owned()))
            }
            _ => Err(StoreError::failed(format!("`{}` can't be made: {error}", path.display()))),
        },
    }
}

/// The version of a store; 0 is a file without anything.
fn check(connection: &Connection, path: &Path, known: usize) -> Done<usize> {
    let pragma = |name| connection.query_row(&format!("PRAGMA {name}"), (), |row| row.get::<_, i32>(0));
    let not_a_store = |what: &str| {
        Err(Refusal::Store(StoreError::NotAStore { store: path.to_owned(), what: what.to_owned() }))
    };
    let application = match pragma("application_id") {
        Ok(application) => application,
        Err(error) => {
            return match Trouble::of(&error) {
                Trouble::NotADatabase(_) => not_a_store("it is not a file of SQLite"),
                _ => Err(error.into()),
            };
        }
    };
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", (), |row| row.get(0))?;
    let version = pragma("user_version")?;
    match (application, tables, version) {
        (0, 0, 0) => Ok(0),
        (APPLICATION, ..) => {
            let version = u32::try_from(version).unwrap_or(u32::MAX);
            if version as usize > known {
                let known = u32::try_from(known).unwrap_or(u32::MAX);
                return Err(StoreError::NewerSchema { store: path.to_owned(), found: version, known }.into());
            }
            Ok(version as usize)
        }
        _ => not_a_store("it is a database of another program"),
    }
}

/// Takes a store to the newest version, all the way or not at all.
fn migrate(connection: &mut Connection, path: &Path, migrations: &[&str]) -> Done<()> {
    if check(connection, path, migrations.len())? == migrations.len() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been faster.
    let version = check(&transaction, path, migrations.len())?;
    for migration in &migrations[version..] {
        transaction.execute_batch(migration)?;
    }
    if version == 0 {
        transaction.pragma_update(None, "application_id", APPLICATION)?;
        let mut secret = [0_u8; 32];
        getrandom::fill(&mut secret).map_err(|error| StoreError::failed(error.to_string()))?;
        let mut insert = transaction.prepare("INSERT INTO meta (name, value) VALUES (?1, ?2)")?;
        insert.execute(("secret", secret.as_slice()))?;
        insert.execute(("epoch", 0))?;
    }
    transaction.pragma_update(None, "user_version", migrations.len())?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(connection: &Connection) -> i64 {
        connection.query_row("PRAGMA user_version", (), |row| row.get(0)).expect("a version")
    }

    /// What clients had said to executions is said to them still, and no number is used again.
    #[test]
    fn messages_are_kept() {
        let mut connection = Connection::open_in_memory().expect("a database");
        let path = Path::new("a store");
        migrate(&mut connection, path, &MIGRATIONS[..1]).expect("the first version");
        connection
            .execute_batch(
                "INSERT INTO definition (id, hash, machine) VALUES (1, 'h', 'order');
                INSERT INTO execution (id, arn, definition, name, uuid, kind, start_time, input, context, status)
                    VALUES (4, 'arn', 1, 'n', 'u', 'STANDARD', 0, '{}', '{}', 'RUNNING');
                INSERT INTO progress (execution, definition, version, last_event, attempts, frames)
                    VALUES (4, 1, 0, 0, 0, 0);
                INSERT INTO inbox (execution, kind, error) VALUES (4, 'stop', 'Early'), (4, 'stop', 'Late');
                DELETE FROM inbox WHERE number = 2;",
            )
            .expect("an execution with a message");
        migrate(&mut connection, path, MIGRATIONS).expect("the newest version");
        let number = |statement: &str| -> i64 {
            connection.query_row(statement, (), |row| row.get(0)).expect(statement)
        };
        assert_eq!(number("SELECT number FROM inbox WHERE error = 'Early'"), 1);
        assert_eq!(number("SELECT messages FROM executions WHERE arn = 'arn' AND map_run IS NULL"), 1);
        connection
            .execute_batch("INSERT INTO inbox (execution, kind) VALUES (4, 'stop')")
            .expect("a message");
        assert_eq!(number("SELECT max(number) FROM inbox"), 3);
    }

    #[test]
    fn stores_are_taken_from_version_to_version() {
        let mut connection = Connection::open_in_memory().expect("a database");
        let path = Path::new("a store");
        let first = MIGRATIONS[0];
        migrate(&mut connection, path, &[first]).expect("the first version");
        let secret = |connection: &Connection| -> Vec<u8> {
            connection
                .query_row("SELECT value FROM meta WHERE name = 'secret'", (), |row| row.get(0))
                .expect("a secret")
        };
        let made_with = secret(&connection);
        let second = "CREATE TABLE more (id INTEGER PRIMARY KEY) STRICT";
        let third = "INSERT INTO more (id) VALUES (7)";
        migrate(&mut connection, path, &[first, second, third]).expect("the third version");
        assert_eq!(version(&connection), 3);
        assert_eq!(secret(&connection), made_with);
        migrate(&mut connection, path, &[first, second, third]).expect("nothing to do");
        let more: i64 =
            connection.query_row("SELECT sum(id) FROM more", (), |row| row.get(0)).expect("a row");
        assert_eq!(more, 7, "each step is taken once");

        let broken =
            migrate(&mut connection, path, &[first, second, third, "INSERT INTO more (id) VALUES (8)", "x"]);
        assert!(broken.is_err());
        assert_eq!(version(&connection), 3, "all the way or not at all");
        let more: i64 =
            connection.query_row("SELECT sum(id) FROM more", (), |row| row.get(0)).expect("a row");
        assert_eq!(more, 7);

        let newer = migrate(&mut connection, path, &[first]);
        assert!(
            matches!(newer, Err(Refusal::Store(StoreError::NewerSchema { found: 3, known: 1, .. }))),
            "{newer:?}"
        );
    }
}
