//! Executions that can't be read.

use rusqlite::{Connection, OptionalExtension as _};

use super::super::query::page_size;
use super::super::{AsideEnd, AsidePage, ExecutionKey, SetAside, StoreError};
use super::commit;
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

/// Ends one that is aside, without a look at its frames.
pub(super) fn end_aside<'a>(group: &Group<'a>, arn: &str, end: &'a AsideEnd) -> Done<bool> {
    let connection = group.connection;
    let mut select = connection.prepare_cached(
        "SELECT e.id, p.last_event FROM execution e JOIN progress p ON p.execution = e.id
            JOIN aside a ON a.execution = e.id WHERE e.arn = ?1 AND e.status = 'RUNNING'",
    )?;
    let found = select.query_row([arn], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let Some((execution, last_event)): Option<(ExecutionKey, u64)> = found else { return Ok(false) };
    let last_event = match &end.event {
        None => last_event,
        Some(event) if event.id == last_event + 1 => event.id,
        Some(_) => return Err(StoreError::Conflict.into()),
    };
    commit::end(group, execution, last_event, end)?;
    for delete in [
        "DELETE FROM aside WHERE execution = ?1",
        "DELETE FROM frame WHERE execution = ?1",
        "DELETE FROM slot WHERE execution = ?1",
        "DELETE FROM result WHERE execution = ?1",
    ] {
        connection.prepare_cached(delete)?.execute([execution])?;
    }
    Ok(true)
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
