//! Children: started, awaited, stopped, told of.

use rusqlite::{Connection, OptionalExtension, Row};

use super::super::{
    Awaited, AwaitedChild, ChildAddress, ChildChanges, ChildRecord, ChildResult, ExecutionKey, Fate,
    InboxMessage, MapRunRow, Released, ResultKind, Status, StoreError, time,
};
use super::group::Group;
use super::message::{leave, leave_end};
use super::query::{described, listed};
use super::redrive::{run_again, start_again};
use super::retention::forget;
use super::start::start_child;
use super::text::{Texts, text};
use super::trouble::{Done, corrupt};
use super::value::{kind, status};
use crate::program::WorkflowKind;
use crate::time::Timestamp;

/// What a step changes about the children of an execution.
pub(super) fn change<'a>(
    group: &Group<'a>,
    execution: ExecutionKey,
    changes: &'a ChildChanges,
    texts: &mut Texts<'a>,
    now: Timestamp,
) -> Done<()> {
    for row in &changes.map_runs {
        write_map_run(group.connection, execution, row)?;
    }
    for asked in &changes.started {
        start_child(group, asked)?;
    }
    for awaited in &changes.awaited {
        wait(group, execution, awaited)?;
    }
    for result in &changes.results {
        keep(group.connection, execution, result, texts)?;
    }
    for released in &changes.released {
        release(group, execution, *released)?;
    }
    if changes.released.iter().any(|released| released.fate == Fate::Stopped) {
        forget_ends(group.connection, execution)?;
    }
    for attempt in &changes.resumed {
        let mut pending = group.connection.prepare_cached(
            "DELETE FROM child_result WHERE execution = ?1 AND attempt = ?2 AND kind = 'pending'",
        )?;
        pending.execute((execution, attempt))?;
    }
    for child in &changes.redriven {
        redrive(group, execution, *child, now)?;
    }
    Ok(())
}

fn write_map_run(connection: &Connection, execution: ExecutionKey, row: &MapRunRow) -> rusqlite::Result<()> {
    let MapRunRow { arn, attempt, processor, json } = row;
    let mut update = connection.prepare_cached("UPDATE map_run SET json = ?2 WHERE arn = ?1")?;
    if update.execute((arn, json))? == 0 {
        let mut insert = connection.prepare_cached(
            "INSERT INTO map_run (arn, execution, attempt, processor, json) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        insert.execute((arn, execution, attempt, processor, json))?;
    }
    Ok(())
}

fn wait(group: &Group<'_>, execution: ExecutionKey, awaited: &Awaited) -> Done<()> {
    let mut select = group.connection.prepare_cached("SELECT id, status FROM execution WHERE arn = ?1")?;
    let found = select.query_row([&awaited.arn], |row| Ok((row.get(0)?, status(row, 1)?))).optional()?;
    // It was there when the step was made.
    let Some((child, status)): Option<(ExecutionKey, Status)> = found else {
        return Err(StoreError::Conflict.into());
    };
    await_child(group.connection, execution, awaited.address, awaited.items, child)?;
    if status != Status::Running {
        leave_end(group, execution, awaited.address, child)?;
    }
    Ok(())
}

fn await_child(
    connection: &Connection,
    execution: ExecutionKey,
    ChildAddress { frame, attempt, index }: ChildAddress,
    items: u64,
    child: ExecutionKey,
) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO awaited (execution, attempt, branch, frame, child, items) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    insert.execute((execution, attempt, index, frame, child, items)).map(drop)
}

/// Lets a child run again that a result was kept of.
fn redrive(
    group: &Group<'_>,
    execution: ExecutionKey,
    AwaitedChild { address, items }: AwaitedChild,
    now: Timestamp,
) -> Done<()> {
    let mut select = group.connection.prepare_cached(
        "SELECT e.id, e.kind FROM child_result r JOIN execution e ON e.id = r.child
            WHERE r.execution = ?1 AND r.attempt = ?2 AND r.branch = ?3
                AND e.status IN ('FAILED', 'TIMED_OUT', 'ABORTED')",
    )?;
    let found = select
        .query_row((execution, address.attempt, address.index), |row| Ok((row.get(0)?, kind(row, 1)?)))
        .optional()?;
    // It was there when the step was made.
    let Some((child, kind)): Option<(ExecutionKey, WorkflowKind)> = found else {
        return Err(StoreError::Conflict.into());
    };
    await_child(group.connection, execution, address, items, child)?;
    match kind {
        WorkflowKind::Standard => run_again(group, child, time::past(now))?,
        WorkflowKind::Express => start_again(group, child, time::past(now))?,
    }
    Ok(())
}

fn keep<'a>(
    connection: &'a Connection,
    execution: ExecutionKey,
    result: &'a ChildResult,
    texts: &mut Texts<'a>,
) -> rusqlite::Result<()> {
    let ChildResult { attempt, index, items, kind, json } = result;
    let json = json.as_deref().map(|json| texts.refer(json)).transpose()?;
    let mut upsert = connection.prepare_cached(
        "INSERT OR REPLACE INTO child_result (execution, attempt, branch, kind, json, items, child)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6,
                (SELECT child FROM awaited WHERE execution = ?1 AND attempt = ?2 AND branch = ?3))",
    )?;
    upsert.execute((execution, attempt, index, kind.name(), json, items)).map(drop)
}

fn release(group: &Group<'_>, execution: ExecutionKey, released: Released) -> Done<()> {
    let ChildAddress { attempt, index, .. } = released.address;
    let mut delete = group.connection.prepare_cached(
        "DELETE FROM awaited WHERE execution = ?1 AND attempt = ?2 AND branch = ?3 RETURNING child",
    )?;
    let child = delete.query_row((execution, attempt, index), |row| row.get(0)).optional()?;
    let Some(child): Option<ExecutionKey> = child else { return Ok(()) };
    match released.fate {
        Fate::Kept => {}
        Fate::Deleted => forget(group.connection, child)?,
        Fate::Stopped => stop(group, child)?,
    }
    Ok(())
}

/// Ends that were told, and are waited for no more: all at once, since many children may be stopped with one step.
fn forget_ends(connection: &Connection, execution: ExecutionKey) -> rusqlite::Result<()> {
    let mut unheard = connection.prepare_cached(
        "DELETE FROM inbox WHERE execution = ?1 AND kind = 'ended' AND NOT EXISTS (SELECT 1 FROM awaited
            WHERE execution = inbox.execution AND attempt = inbox.attempt AND branch = inbox.branch)",
    )?;
    if unheard.execute([execution])? > 0 {
        connection.prepare_cached(super::message::FIRST)?.execute([execution])?;
    }
    Ok(())
}

fn stop(group: &Group<'_>, child: ExecutionKey) -> rusqlite::Result<()> {
    let mut select =
        group.connection.prepare_cached("SELECT status = 'RUNNING' FROM execution WHERE id = ?1")?;
    if select.query_row([child], |row| row.get(0)).optional()? == Some(true) {
        leave(group, child, &InboxMessage::Stop { error: None, cause: None })?;
    }
    Ok(())
}

pub(super) const WAITING: &str = "SELECT execution, frame, attempt, branch FROM awaited WHERE child = ?1";

/// An execution has ended: its children stop, and those that wait for it are told.
pub(super) fn end_family(group: &Group<'_>, execution: ExecutionKey) -> rusqlite::Result<()> {
    let mut delete =
        group.connection.prepare_cached("DELETE FROM awaited WHERE execution = ?1 RETURNING child")?;
    let children: Vec<ExecutionKey> =
        delete.query_map([execution], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    for child in children {
        stop(group, child)?;
    }
    let mut select = group.connection.prepare_cached(WAITING)?;
    let waiting = |row: &Row<'_>| {
        let address = ChildAddress { frame: row.get(1)?, attempt: row.get(2)?, index: row.get(3)? };
        Ok((row.get::<_, ExecutionKey>(0)?, address))
    };
    let waiting: Vec<_> = select.query_map([execution], waiting)?.collect::<rusqlite::Result<_>>()?;
    for (parent, address) in waiting {
        leave_end(group, parent, address, execution)?;
    }
    Ok(())
}

/// Those that an execution waits for.
pub(super) fn awaited(
    connection: &Connection,
    execution: ExecutionKey,
) -> rusqlite::Result<Vec<AwaitedChild>> {
    let mut select = connection.prepare_cached(
        "SELECT frame, attempt, branch, items FROM awaited WHERE execution = ?1 ORDER BY attempt, branch",
    )?;
    let child = |row: &Row<'_>| {
        let address = ChildAddress { frame: row.get(0)?, attempt: row.get(1)?, index: row.get(2)? };
        Ok(AwaitedChild { address, items: row.get(3)? })
    };
    select.query_map([execution], child)?.collect()
}

pub(super) fn child_results(
    connection: &Connection,
    execution: ExecutionKey,
    attempt: u64,
    after: Option<u64>,
    most: usize,
) -> Done<Vec<ChildRecord>> {
    let mut select = connection.prepare_cached(concat!(
        "SELECT branch, kind, child, items, ",
        text!("json"),
        " FROM child_result WHERE execution = ?1 AND attempt = ?2 AND branch > ?3 ORDER BY branch LIMIT ?4"
    ))?;
    let after = after.map_or(-1, |after| i64::try_from(after).unwrap_or(i64::MAX));
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut rows = select.query((execution, attempt, after, most))?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        let name = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        let kind = ResultKind::ALL.into_iter().find(|kind| kind.name() == name);
        let kind = kind.ok_or_else(|| corrupt(1, format!("`{name}` is no kind of result")))?;
        let result = ChildResult { attempt, index: row.get(0)?, items: row.get(3)?, kind, json: row.get(4)? };
        let child: Option<ExecutionKey> = row.get(2)?;
        let child = match child.filter(|_| result.json.is_none()) {
            Some(child) => described(connection, child)?.map(Box::new),
            None => None,
        };
        records.push(ChildRecord { result, child });
    }
    Ok(records)
}

pub(super) fn failed_children(
    connection: &Connection,
    execution: ExecutionKey,
    attempt: u64,
    after: Option<u64>,
    most: usize,
) -> Done<Vec<ChildRecord>> {
    let mut select = connection.prepare_cached(
        "SELECT branch, items, child FROM child_result
            WHERE execution = ?1 AND attempt = ?2 AND branch > ?3 AND kind = 'failed' ORDER BY branch LIMIT ?4",
    )?;
    let after = after.map_or(-1, |after| i64::try_from(after).unwrap_or(i64::MAX));
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let mut rows = select.query((execution, attempt, after, most))?;
    let mut records = Vec::new();
    while let Some(row) = rows.next()? {
        let (index, items) = (row.get(0)?, row.get(1)?);
        let result = ChildResult { attempt, index, items, kind: ResultKind::Failed, json: None };
        let child: Option<ExecutionKey> = row.get(2)?;
        let child = match child {
            Some(child) => listed(connection, child)?.map(Box::new),
            None => None,
        };
        records.push(ChildRecord { result, child });
    }
    Ok(records)
}

pub(super) fn map_run(connection: &Connection, arn: &str) -> Done<MapRunRow> {
    let mut select =
        connection.prepare_cached("SELECT arn, attempt, processor, json FROM map_run WHERE arn = ?1")?;
    let row = select.query_row([arn], map_run_row).optional()?;
    row.ok_or_else(|| StoreError::MapRunDoesNotExist.into())
}

pub(super) fn map_runs(connection: &Connection, execution: &str) -> Done<Vec<MapRunRow>> {
    let mut select = connection.prepare_cached("SELECT id FROM execution WHERE arn = ?1")?;
    let key: Option<ExecutionKey> = select.query_row([execution], |row| row.get(0)).optional()?;
    let key = key.ok_or(StoreError::ExecutionDoesNotExist)?;
    let mut select = connection.prepare_cached(
        "SELECT arn, attempt, processor, json FROM map_run WHERE execution = ?1 ORDER BY attempt",
    )?;
    Ok(select.query_map([key], map_run_row)?.collect::<rusqlite::Result<_>>()?)
}

fn map_run_row(row: &Row<'_>) -> rusqlite::Result<MapRunRow> {
    Ok(MapRunRow { arn: row.get(0)?, attempt: row.get(1)?, processor: row.get(2)?, json: row.get(3)? })
}
