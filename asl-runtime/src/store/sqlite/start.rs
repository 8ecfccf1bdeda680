//! Definitions and new executions.

use rusqlite::OptionalExtension;

use super::super::execution::is_equal_input;
use super::super::{ExecutionKey, NewExecution, Started, Status, StoreError, time};
use super::group::Group;
use super::text::{Texts, text};
use super::trouble::Done;
use super::value::{kind_name, milliseconds, status, time as instant};
use crate::program::WorkflowKind;
use crate::time::Timestamp;

pub(super) fn define(group: &Group<'_>, hash: &str, machine: &str, text: &str) -> Done<()> {
    let mut upsert = group.connection.prepare_cached(
        "INSERT INTO definition (hash, machine, text) VALUES (?1, ?2, ?3)
            ON CONFLICT (hash, machine) DO UPDATE SET text = excluded.text WHERE text IS NOT excluded.text",
    )?;
    upsert.execute((hash, machine, text))?;
    Ok(())
}

pub(super) fn start(group: &Group<'_>, execution: &NewExecution) -> Done<Started> {
    let start_time = time::past(execution.start_time);
    if let Some(there) = find(group, &execution.arn)? {
        let equal = there.uuid == execution.uuid
            || execution.kind == WorkflowKind::Standard
                && there.status == Status::Running
                && is_equal_input(&there.input, &execution.input);
        return if equal {
            Ok(Started { arn: execution.arn.clone(), start_time: there.start_time })
        } else {
            Err(StoreError::ExecutionAlreadyExists.into())
        };
    }
    add(group, execution)?;
    Ok(Started { arn: execution.arn.clone(), start_time })
}

/// Starts a child within a step: what is there already must be the very same.
pub(super) fn start_child(group: &Group<'_>, execution: &NewExecution) -> Done<()> {
    let mut select = group.connection.prepare_cached("SELECT uuid FROM execution WHERE arn = ?1")?;
    let uuid: Option<String> = select.query_row([&execution.arn], |row| row.get(0)).optional()?;
    match uuid {
        None => Ok(add(group, execution)?),
        Some(uuid) if uuid == execution.uuid => Ok(()),
        Some(_) => Err(StoreError::Conflict.into()),
    }
}

fn add(group: &Group<'_>, execution: &NewExecution) -> rusqlite::Result<()> {
    let start_time = time::past(execution.start_time);
    let definition = definition(group, &execution.hash, &execution.machine)?;
    let key = insert(group, execution, definition, milliseconds(start_time))?;
    let mut progress = group.connection.prepare_cached(
        "INSERT INTO progress (execution, definition, version, next_due, last_event, attempts, frames)
            VALUES (?1, ?2, 0, ?3, 0, 0, 0)",
    )?;
    progress.execute((key, definition, milliseconds(start_time)))?;
    group.added();
    Ok(())
}

struct There {
    uuid: String,
    status: Status,
    input: String,
    start_time: Timestamp,
}

fn find(group: &Group<'_>, arn: &str) -> rusqlite::Result<Option<There>> {
    let mut select = group.connection.prepare_cached(concat!(
        "SELECT uuid, status, start_time, ",
        text!("input"),
        " FROM execution WHERE arn = ?1"
    ))?;
    let there = |row: &rusqlite::Row<'_>| {
        Ok(There {
            uuid: row.get(0)?,
            status: status(row, 1)?,
            start_time: instant(row, 2)?,
            input: row.get(3)?,
        })
    };
    select.query_row([arn], there).optional()
}

/// The row of a definition. Clients may be first to name one that no engine has shown yet.
pub(super) fn definition(group: &Group<'_>, hash: &str, machine: &str) -> rusqlite::Result<i64> {
    let mut select =
        group.connection.prepare_cached("SELECT id FROM definition WHERE hash = ?1 AND machine = ?2")?;
    match select.query_row((hash, machine), |row| row.get(0)).optional()? {
        Some(id) => Ok(id),
        None => {
            let mut insert =
                group.connection.prepare_cached("INSERT INTO definition (hash, machine) VALUES (?1, ?2)")?;
            insert.insert((hash, machine))
        }
    }
}

/// The row of an execution. Large texts name their execution, so they are written after it.
fn insert(
    group: &Group<'_>,
    execution: &NewExecution,
    definition: i64,
    start_time: i64,
) -> rusqlite::Result<ExecutionKey> {
    let mut insert = group.connection.prepare_cached(
        "INSERT INTO execution (arn, definition, name, uuid, kind, start_time, input, context, status, map_run,
                processor)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, '', '', 'RUNNING', (SELECT id FROM map_run WHERE arn = ?7),
                nullif(?8, (SELECT processor FROM map_run WHERE arn = ?7)))",
    )?;
    let key = ExecutionKey(insert.insert((
        &execution.arn,
        definition,
        &execution.name,
        &execution.uuid,
        kind_name(execution.kind),
        start_time,
        execution.map_child.as_ref().map(|child| &child.map_run),
        execution.map_child.as_ref().map(|child| &child.processor),
    ))?);
    let mut texts = Texts::new(group.connection, key);
    let (input, context) = (texts.keep(&execution.input)?, texts.keep(&execution.context)?);
    let mut update =
        group.connection.prepare_cached("UPDATE execution SET input = ?2, context = ?3 WHERE id = ?1")?;
    update.execute((key, input, context))?;
    Ok(key)
}
