//! Executions that can't be read.

use rusqlite::Connection;

use super::super::query::page_size;
use super::super::{AsidePage, ExecutionKey, SetAside};
use super::group::Group;
use super::query::{limit, listed};
use super::trouble::Done;

/// Notes why an execution can't go on. Its claim stays: nobody else is to try.
pub(super) fn set_aside(group: &Group<'_>, execution: ExecutionKey, reason: &str) -> Done<()> {
    let mut insert = group
        .connection
        .prepare_cached("INSERT OR REPLACE INTO aside (execution, reason) VALUES (?1, ?2)")?;
    insert.execute((execution, reason))?;
    Ok(())
}

/// A new engine tries all of them again.
pub(super) fn try_again(group: &Group<'_>) -> rusqlite::Result<()> {
    group.connection.execute("DELETE FROM aside", ()).map(drop)
}

pub(super) fn aside(connection: &Connection, most: usize, after: Option<ExecutionKey>) -> Done<AsidePage> {
    let most = page_size(most);
    let mut select = connection.prepare_cached(
        "SELECT execution, reason FROM aside WHERE execution < ?1 ORDER BY execution DESC LIMIT ?2",
    )?;
    let pair = |row: &rusqlite::Row<'_>| Ok((row.get::<_, ExecutionKey>(0)?, row.get::<_, String>(1)?));
    let before = after.map_or(i64::MAX, |after| after.0);
    let mut found: Vec<_> =
        select.query_map((before, limit(most)), pair)?.collect::<rusqlite::Result<_>>()?;
    let more = found.len() > most;
    found.truncate(most);
    let next = found.last().filter(|_| more).map(|(key, _)| *key);
    let mut executions = Vec::new();
    for (key, reason) in found {
        // If even that is gone, there is nothing to list.
        if let Some(execution) = listed(connection, key)? {
            executions.push(SetAside { execution, reason });
        }
    }
    Ok(AsidePage { executions, next })
}
