//! Deleting, little by little: whoever wants to write meanwhile does not wait for long.

use rusqlite::{Connection, OptionalExtension};

use super::super::{ExecutionKey, Status, StoreError};
use super::group::Group;
use super::trouble::Done;
use super::value::{milliseconds, status};
use crate::time::Timestamp;

/// How many executions are taken off the lists with one piece of work.
const EXECUTIONS: usize = 100;

/// To take a child off the lists costs as much as so many rows.
const CHILD: usize = 4;

/// Deletes from each table some rows of the execution that is `?1`. Texts are large, so they are fewer.
const ROWS: [&str; 10] = [
    "DELETE FROM event WHERE rowid IN (SELECT rowid FROM event WHERE execution = ?1 LIMIT 1000)",
    "DELETE FROM payload WHERE id IN (SELECT id FROM payload WHERE execution = ?1 LIMIT 50)",
    "DELETE FROM slot WHERE execution = ?1 AND (frame, kind) IN
        (SELECT frame, kind FROM slot WHERE execution = ?1 LIMIT 200)",
    "DELETE FROM result WHERE execution = ?1 AND (frame, branch) IN
        (SELECT frame, branch FROM result WHERE execution = ?1 LIMIT 200)",
    "DELETE FROM frame WHERE execution = ?1 AND frame IN
        (SELECT frame FROM frame WHERE execution = ?1 LIMIT 1000)",
    "DELETE FROM token WHERE rowid IN (SELECT rowid FROM token WHERE execution = ?1 LIMIT 1000)",
    "DELETE FROM child_result WHERE execution = ?1 AND (attempt, branch) IN
        (SELECT attempt, branch FROM child_result WHERE execution = ?1 LIMIT 200)",
    "DELETE FROM map_run WHERE execution = ?1",
    "DELETE FROM inbox WHERE execution = ?1",
    "DELETE FROM redrive WHERE execution = ?1",
];

/// How far deleting has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purge {
    /// There is more to delete.
    More,
    /// Nothing is left of what was taken off the lists.
    Done,
}

/// Those that have ended, with all of their children, and of whose end all who wait for it have heard.
pub(super) const RETIRED: &str = "SELECT id FROM execution WHERE stop_time < ?1
    AND NOT EXISTS (SELECT 1 FROM awaited WHERE child = execution.id)
    AND NOT EXISTS (SELECT 1 FROM map_run m JOIN execution c ON c.map_run = m.id AND c.status = 'RUNNING'
        WHERE m.execution = execution.id)
    ORDER BY stop_time, id LIMIT ?2";

/// Whether children of map runs of an execution run.
pub(super) const STOPPING: &str = "SELECT 1 FROM map_run m JOIN execution c ON c.map_run = m.id
    AND c.status = 'RUNNING' WHERE m.execution = ?1 LIMIT 1";

/// Children of map runs go with their execution, some at a time.
pub(super) const CHILDREN: &str = "SELECT c.id FROM map_run m JOIN execution c ON c.map_run = m.id
    WHERE m.execution = ?1 LIMIT 100";

/// Takes executions off the lists that ended before a time, those that ended first; how many.
pub(super) fn retire(group: &Group<'_>, ended_before: Timestamp, most: usize) -> Done<usize> {
    let mut select = group.connection.prepare_cached(RETIRED)?;
    let most = i64::try_from(most.min(EXECUTIONS)).unwrap_or(i64::MAX);
    let keys: Vec<ExecutionKey> = select
        .query_map((milliseconds(ended_before), most), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for key in &keys {
        take_off(group.connection, *key)?;
    }
    Ok(keys.len())
}

/// Takes one off the lists that has ended.
pub(super) fn delete(group: &Group<'_>, arn: &str) -> Done<()> {
    let mut select = group.connection.prepare_cached("SELECT id, status FROM execution WHERE arn = ?1")?;
    match select.query_row([arn], |row| Ok((row.get(0)?, status(row, 1)?))).optional()? {
        None => Err(StoreError::ExecutionDoesNotExist.into()),
        Some((_, Status::Running)) => Err(StoreError::ExecutionRunning.into()),
        Some((key, _)) => {
            let mut awaited = group.connection.prepare_cached(super::children::WAITING)?;
            if awaited.exists([key])? {
                return Err(StoreError::EndNotHeard.into());
            }
            let mut stopping = group.connection.prepare_cached(STOPPING)?;
            if stopping.exists([key])? {
                return Err(StoreError::ChildrenRunning.into());
            }
            Ok(take_off(group.connection, key)?)
        }
    }
}

/// Deletes an execution with all that is its: one that is small, since others wait for the transaction.
pub(super) fn forget(connection: &Connection, execution: ExecutionKey) -> rusqlite::Result<()> {
    for statement in [
        "DELETE FROM execution WHERE id = ?1",
        "DELETE FROM progress WHERE execution = ?1",
        "DELETE FROM token WHERE execution = ?1",
        "DELETE FROM event WHERE execution = ?1",
        "DELETE FROM payload WHERE execution = ?1",
    ] {
        connection.prepare_cached(statement)?.execute([execution])?;
    }
    Ok(())
}

fn take_off(connection: &Connection, execution: ExecutionKey) -> rusqlite::Result<()> {
    for statement in [
        "DELETE FROM execution WHERE id = ?1",
        "DELETE FROM progress WHERE execution = ?1",
        "DELETE FROM token WHERE execution = ?1",
        "INSERT INTO deleted (execution) VALUES (?1)",
    ] {
        connection.prepare_cached(statement)?.execute([execution])?;
    }
    Ok(())
}

fn take_off_children(connection: &Connection, execution: ExecutionKey) -> rusqlite::Result<usize> {
    let mut select = connection.prepare_cached(CHILDREN)?;
    let children: Vec<ExecutionKey> =
        select.query_map([execution], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for child in &children {
        take_off(connection, *child)?;
    }
    Ok(children.len())
}

/// Deletes some rows of what was taken off the lists, now or by a process that did not come to its end.
pub(super) fn purge(group: &Group<'_>) -> Done<Purge> {
    let mut budget = 1_000;
    while budget > 0 {
        let mut select = group.connection.prepare_cached("SELECT execution FROM deleted LIMIT 1")?;
        let next: Option<ExecutionKey> = select.query_row((), |row| row.get(0)).optional()?;
        let Some(execution) = next else { return Ok(Purge::Done) };
        let children = take_off_children(group.connection, execution)?;
        if children > 0 {
            budget -= (children * CHILD).clamp(1, budget);
            continue;
        }
        let mut rows = 0;
        for statement in ROWS {
            rows += group.connection.prepare_cached(statement)?.execute([execution])?;
        }
        if rows == 0 {
            let mut done = group.connection.prepare_cached("DELETE FROM deleted WHERE execution = ?1")?;
            done.execute([execution])?;
        }
        budget -= rows.clamp(1, budget);
    }
    Ok(Purge::More)
}
