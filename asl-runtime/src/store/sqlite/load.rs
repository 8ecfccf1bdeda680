//! All that is kept of an execution.

use rusqlite::{CachedStatement, Connection, OptionalExtension, Row};

use super::super::commit::MESSAGES;
use super::super::{
    Answer, ChildAddress, ExecutionKey, ExecutionState, FrameRow, InboxMessage, InboxRow, Loaded, Locator,
    MapChild, NewExecution, Progress, ResultRow, SlotRow, StoreError,
};
use super::children::awaited;
use super::query::{described, executions};
use super::text::text;
use super::trouble::{Done, corrupt};
use super::value::{kind, slot_kind, status, time, time_if_any};

pub(super) fn load(connection: &Connection, execution: ExecutionKey) -> Done<Loaded> {
    let mut select = connection.prepare_cached(concat!(
        "SELECT e.arn, e.uuid, d.machine, e.name, d.hash, e.kind, e.start_time, e.status, e.stop_time,
            e.redrive_count, p.version, p.next_due, p.last_event, p.attempts, p.frames, p.last_time,
            m.arn, coalesce(e.processor, m.processor), e.redrive_time, ",
        text!("e.input"),
        ", ",
        text!("e.context"),
        ", ",
        text!("e.output"),
        ", ",
        text!("e.error"),
        ", ",
        text!("e.cause"),
        executions!(),
        "LEFT JOIN map_run m ON m.id = e.map_run WHERE e.id = ?1"
    ))?;
    let loaded =
        select.query_row([execution], itself).optional()?.ok_or(StoreError::ExecutionDoesNotExist)?;
    let inbox = messages(connection, execution)?;
    Ok(Loaded {
        frames: rows(
            connection.prepare_cached(
                "SELECT frame, parent, branch, state, phase FROM frame WHERE execution = ?1 ORDER BY frame",
            )?,
            execution,
            frame,
        )?,
        slots: rows(
            connection.prepare_cached(concat!(
                "SELECT frame, kind, ",
                text!("json"),
                " FROM slot WHERE execution = ?1 ORDER BY frame, kind"
            ))?,
            execution,
            |row| Ok(SlotRow { frame: row.get(0)?, kind: slot_kind(row, 1)?, json: Some(row.get(2)?) }),
        )?,
        results: rows(
            connection.prepare_cached(concat!(
                "SELECT frame, branch, ",
                text!("json"),
                " FROM result WHERE execution = ?1 ORDER BY frame, branch"
            ))?,
            execution,
            |row| Ok(ResultRow { frame: row.get(0)?, index: row.get(1)?, json: row.get(2)? }),
        )?,
        answered_later: answered_behind(connection, execution, inbox.last())?,
        inbox,
        children: awaited(connection, execution)?,
        ..loaded
    })
}

/// The execution without what stands in rows of their own.
fn itself(row: &Row<'_>) -> rusqlite::Result<Loaded> {
    let (map_run, processor): (Option<String>, Option<String>) = (row.get(16)?, row.get(17)?);
    Ok(Loaded {
        execution: NewExecution {
            arn: row.get(0)?,
            uuid: row.get(1)?,
            machine: row.get(2)?,
            name: row.get(3)?,
            hash: row.get(4)?,
            kind: kind(row, 5)?,
            start_time: time(row, 6)?,
            input: row.get(19)?,
            context: row.get(20)?,
            map_child: map_run.zip(processor).map(|(map_run, processor)| MapChild { map_run, processor }),
        },
        state: ExecutionState {
            status: status(row, 7)?,
            stop_time: time_if_any(row, 8)?,
            next_due: time_if_any(row, 11)?,
            output: row.get(21)?,
            error: row.get(22)?,
            cause: row.get(23)?,
            progress: Progress {
                last_event: row.get(12)?,
                attempts: row.get(13)?,
                frames: row.get(14)?,
                last_time: time_if_any(row, 15)?,
            },
        },
        redrive_count: row.get(9)?,
        redrive_time: time_if_any(row, 18)?,
        version: row.get(10)?,
        frames: Vec::new(),
        slots: Vec::new(),
        results: Vec::new(),
        inbox: Vec::new(),
        answered_later: Vec::new(),
        children: Vec::new(),
    })
}

fn rows<T>(
    mut select: CachedStatement<'_>,
    execution: ExecutionKey,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Vec<T>> {
    select.query_map([execution], read)?.collect()
}

fn frame(row: &Row<'_>) -> rusqlite::Result<FrameRow> {
    let (parent, branch): (Option<u64>, Option<u64>) = (row.get(1)?, row.get(2)?);
    Ok(FrameRow { frame: row.get(0)?, parent: parent.zip(branch), state: row.get(3)?, phase: row.get(4)? })
}

/// The messages of an execution that is known to be there.
fn messages(connection: &Connection, execution: ExecutionKey) -> rusqlite::Result<Vec<InboxRow>> {
    let mut select = connection.prepare_cached(
        "SELECT number, kind, locator, frame, attempt, output, error, cause, branch, child FROM inbox
            WHERE execution = ?1 ORDER BY number LIMIT ?2",
    )?;
    let mut rows = select.query((execution, MESSAGES as i64))?;
    let mut messages = Vec::new();
    while let Some(row) = rows.next()? {
        messages.push(message(connection, row)?);
    }
    Ok(messages)
}

/// Tokens whose answers come behind the last message that is given.
fn answered_behind(
    connection: &Connection,
    execution: ExecutionKey,
    last: Option<&InboxRow>,
) -> rusqlite::Result<Vec<Locator>> {
    let Some(last) = last else { return Ok(Vec::new()) };
    let mut select = connection.prepare_cached(
        "SELECT locator FROM inbox WHERE execution = ?1 AND number > ?2 AND kind IN ('success', 'failure')",
    )?;
    select.query_map((execution, last.number), |row| row.get(0))?.collect()
}

fn message(connection: &Connection, row: &Row<'_>) -> rusqlite::Result<InboxRow> {
    let answered = |answer| {
        Ok::<_, rusqlite::Error>(InboxMessage::Answered {
            locator: row.get(2)?,
            attempt: row.get(4)?,
            frame: row.get(3)?,
            answer,
        })
    };
    let message = match row.get_ref(1)?.as_str()? {
        "stop" => InboxMessage::Stop { error: row.get(6)?, cause: row.get(7)? },
        "success" => answered(Answer::Success(row.get(5)?))?,
        "failure" => answered(Answer::Failure { error: row.get(6)?, cause: row.get(7)? })?,
        "redrive" => InboxMessage::Redrive,
        "taken" => InboxMessage::Taken {
            locator: row.get(2)?,
            attempt: row.get(4)?,
            frame: row.get(3)?,
            worker: row.get(5)?,
        },
        "heartbeat" => {
            InboxMessage::Heartbeat { locator: row.get(2)?, attempt: row.get(4)?, frame: row.get(3)? }
        }
        "map-run" => InboxMessage::UpdateMapRun { update: row.get(5)? },
        "ended" => {
            let address = ChildAddress { frame: row.get(3)?, attempt: row.get(4)?, index: row.get(8)? };
            let child = described(connection, row.get(9)?)?;
            let child = child.ok_or_else(|| corrupt(9, "a child that has ended is missing"))?;
            InboxMessage::ChildEnded { address, child: Box::new(child) }
        }
        other => return Err(corrupt(1, format!("`{other}` is no message"))),
    };
    Ok(InboxRow { number: row.get(0)?, message })
}

pub(super) fn inbox(connection: &Connection, execution: ExecutionKey) -> Done<Vec<InboxRow>> {
    version(connection, execution)?;
    Ok(messages(connection, execution)?)
}

pub(super) fn version(connection: &Connection, execution: ExecutionKey) -> Done<u64> {
    let mut select = connection.prepare_cached("SELECT version FROM progress WHERE execution = ?1")?;
    let version = select.query_row([execution], |row| row.get(0)).optional()?;
    version.ok_or_else(|| StoreError::ExecutionDoesNotExist.into())
}
