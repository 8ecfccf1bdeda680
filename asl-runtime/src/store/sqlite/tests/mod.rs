//! What only a file has: it is opened again, damaged, full, shared with others.

mod crash;
mod errors;
mod open;
mod process;
mod shape;
mod shared;

use rusqlite::Connection;

use super::super::tests::support::Folder;
use super::Sqlite;

const NAME: &str = "workflows.db";

fn open(folder: &Folder) -> Sqlite {
    Sqlite::open(folder.path(NAME)).expect("a store")
}

/// The file as another program sees it.
fn look(folder: &Folder) -> Connection {
    Connection::open(folder.path(NAME)).expect("a database")
}

fn number(connection: &Connection, statement: &str) -> i64 {
    connection.query_row(statement, (), |row| row.get(0)).expect(statement)
}
