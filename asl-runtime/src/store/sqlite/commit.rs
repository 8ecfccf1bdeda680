//! Steps.

use rusqlite::{Connection, OptionalExtension};

use super::super::{
    AsideEnd, Closing, Commit, Committed, EventRow, ExecutionKey, ExecutionState, FrameRow, ResultRow,
    SlotRow, Status, StoreError, TokenRow, time,
};
use super::children::{change, end_family};
use super::group::Group;
use super::message::FIRST;
use super::text::Texts;
use super::trouble::Done;
use super::value::milliseconds;
use crate::time::Timestamp;

/// Writes a step of an execution that is held by the engine of an epoch.
pub(super) fn commit<'a>(group: &Group<'a>, commit: &'a Commit, epoch: u64) -> Done<Committed> {
    if group.epoch()? != epoch {
        return Err(StoreError::LeaseLost.into());
    }
    let connection = group.connection;
    let ended = commit.state.status != Status::Running;
    advance(connection, commit)?;
    if ended {
        drop_messages(connection, commit.execution)?;
    } else {
        consume(connection, commit.execution, &commit.consumed)?;
    }
    let mut texts = Texts::new(connection, commit.execution);
    // Events come first: values refer to the texts that they keep.
    write_events(connection, commit.execution, &commit.events, &mut texts)?;
    give_out(group, commit.execution, &commit.tokens, &mut texts)?;
    close(connection, &commit.closed)?;
    if ended {
        close_all(connection, commit.execution)?;
    }
    write_state(connection, commit.execution, &commit.state, &mut texts)?;
    write_frames(connection, commit.execution, &commit.frames)?;
    write_slots(connection, commit.execution, &commit.slots, &mut texts)?;
    forget_results(connection, commit.execution, &commit.forgotten)?;
    write_results(connection, commit.execution, &commit.results, &mut texts)?;
    forget_frames(connection, commit.execution, &commit.gone)?;
    let now = commit.state.progress.last_time.unwrap_or(Timestamp::new(0, 0));
    change(group, commit.execution, &commit.children, &mut texts, now)?;
    if ended {
        end_family(group, commit.execution)?;
    }
    Ok(Committed { version: commit.version + 1 })
}

/// Ends an execution as one that was stopped, whatever is kept of it.
pub(super) fn end<'a>(
    group: &Group<'a>,
    execution: ExecutionKey,
    last_event: u64,
    end: &'a AsideEnd,
) -> Done<()> {
    let connection = group.connection;
    let mut progress = connection.prepare_cached(
        "UPDATE progress SET version = version + 1, next_due = NULL, last_event = ?2, last_time = ?3
            WHERE execution = ?1",
    )?;
    progress.execute((execution, last_event, milliseconds(end.time)))?;
    drop_messages(connection, execution)?;
    let mut texts = Texts::new(connection, execution);
    write_events(connection, execution, end.event.as_slice(), &mut texts)?;
    close_all(connection, execution)?;
    let ended = Ended {
        status: Status::Aborted,
        stop_time: Some(end.time),
        output: None,
        error: end.error.as_deref(),
        cause: end.cause.as_deref(),
    };
    write_end(connection, execution, &ended, &mut texts)?;
    Ok(end_family(group, execution)?)
}

fn consume(connection: &Connection, execution: ExecutionKey, numbers: &[u64]) -> rusqlite::Result<()> {
    if numbers.is_empty() {
        return Ok(());
    }
    let mut delete = connection.prepare_cached("DELETE FROM inbox WHERE number = ?1 AND execution = ?2")?;
    for number in numbers {
        delete.execute((number, execution))?;
    }
    connection.prepare_cached(FIRST)?.execute([execution]).map(drop)
}

fn drop_messages(connection: &Connection, execution: ExecutionKey) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM inbox WHERE execution = ?1")?.execute([execution])?;
    connection.prepare_cached(FIRST)?.execute([execution]).map(drop)
}

pub(super) const ADVANCE: &str = "UPDATE progress SET version = version + 1, next_due = ?3, last_event = ?4,
    last_time = ?5, attempts = ?6, frames = ?7 WHERE execution = ?1 AND version = ?2";

/// The version and the counters. Another version is a conflict.
fn advance(connection: &Connection, commit: &Commit) -> Done<()> {
    let ExecutionState { status, next_due, progress, .. } = &commit.state;
    let next_due = next_due.filter(|_| *status == Status::Running).map(|due| milliseconds(time::due(due)));
    let mut update = connection.prepare_cached(ADVANCE)?;
    let changed = update.execute((
        commit.execution,
        commit.version,
        next_due,
        progress.last_event,
        progress.last_time.map(milliseconds),
        progress.attempts,
        progress.frames,
    ))?;
    if changed == 1 {
        return Ok(());
    }
    let mut select = connection.prepare_cached("SELECT 1 FROM progress WHERE execution = ?1")?;
    let there = select.exists([commit.execution])?;
    Err(if there { StoreError::Conflict } else { StoreError::ExecutionDoesNotExist }.into())
}

/// What clients are told of. While an execution runs nothing of that changes.
fn write_state<'a>(
    connection: &'a Connection,
    execution: ExecutionKey,
    state: &'a ExecutionState,
    texts: &mut Texts<'a>,
) -> rusqlite::Result<()> {
    let ExecutionState { status, output, error, cause, stop_time, .. } = state;
    let (output, error, cause) = (output.as_deref(), error.as_deref(), cause.as_deref());
    match status {
        Status::Running => Ok(()),
        status => {
            let ended = Ended { status: *status, stop_time: *stop_time, output, error, cause };
            write_end(connection, execution, &ended, texts)
        }
    }
}

/// How an execution has ended.
struct Ended<'a> {
    status: Status,
    stop_time: Option<Timestamp>,
    output: Option<&'a str>,
    error: Option<&'a str>,
    cause: Option<&'a str>,
}

fn write_end<'a>(
    connection: &'a Connection,
    execution: ExecutionKey,
    ended: &Ended<'a>,
    texts: &mut Texts<'a>,
) -> rusqlite::Result<()> {
    let mut end = connection.prepare_cached(
        "UPDATE execution SET status = ?2, stop_time = ?3, output = ?4, error = ?5, cause = ?6 WHERE id = ?1",
    )?;
    let mut keep = |text: Option<&'a str>| text.map(|text| texts.keep(text)).transpose();
    let (output, error, cause) = (keep(ended.output)?, keep(ended.error)?, keep(ended.cause)?);
    let stop_time = ended.stop_time.map(milliseconds);
    end.execute((execution, ended.status.name(), stop_time, output, error, cause)).map(drop)
}

fn give_out<'a>(
    group: &Group<'a>,
    execution: ExecutionKey,
    tokens: &'a [TokenRow],
    texts: &mut Texts<'a>,
) -> rusqlite::Result<()> {
    if tokens.is_empty() {
        return Ok(());
    }
    let mut insert = group.connection.prepare_cached(
        "INSERT INTO token (locator, execution, frame, attempt, state, resource, since, offer, standing)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'waiting')",
    )?;
    for token in tokens {
        let TokenRow { locator, attempt, frame, state, resource, since, offer } = token;
        if offer.is_some() {
            group.offered(resource);
        }
        let offer = offer.as_deref().map(|offer| texts.refer(offer)).transpose()?;
        insert.execute((locator, execution, frame, attempt, state, resource, milliseconds(*since), offer))?;
    }
    Ok(())
}

pub(super) const CLOSE: &str = "UPDATE token SET standing = 'closed' WHERE locator = ?1 AND standing = ?2";

fn close(connection: &Connection, closed: &[Closing]) -> Done<()> {
    for closing in closed {
        let (locator, from) = match closing {
            Closing::Void(locator) => (locator, "waiting"),
            Closing::Answered(locator) => (locator, "answered"),
        };
        let mut update = connection.prepare_cached(CLOSE)?;
        if update.execute((locator, from))? == 0 && matches!(closing, Closing::Void(_)) {
            let mut select = connection.prepare_cached("SELECT standing FROM token WHERE locator = ?1")?;
            let standing: Option<String> = select.query_row([locator], |row| row.get(0)).optional()?;
            if standing.as_deref() == Some("answered") {
                return Err(StoreError::Conflict.into());
            }
        }
    }
    Ok(())
}

fn close_all(connection: &Connection, execution: ExecutionKey) -> rusqlite::Result<()> {
    let mut update = connection.prepare_cached(
        "UPDATE token SET standing = 'closed' WHERE execution = ?1 AND standing <> 'closed'",
    )?;
    update.execute([execution]).map(drop)
}

fn write_events<'a>(
    connection: &'a Connection,
    execution: ExecutionKey,
    events: &'a [EventRow],
    texts: &mut Texts<'a>,
) -> rusqlite::Result<()> {
    if events.is_empty() {
        return Ok(());
    }
    let mut insert = connection.prepare_cached(
        "INSERT INTO event (execution, id, previous, time, type, json, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for event in events {
        let EventRow { id, previous, time, event_type, json, data } = event;
        let data = data.as_deref().map(|data| texts.keep(data)).transpose()?;
        insert.execute((execution, id, previous, milliseconds(*time), event_type, json, data))?;
    }
    Ok(())
}

pub(super) fn write_frames(
    connection: &Connection,
    execution: ExecutionKey,
    frames: &[FrameRow],
) -> rusqlite::Result<()> {
    if frames.is_empty() {
        return Ok(());
    }
    let mut upsert = connection.prepare_cached(
        "INSERT OR REPLACE INTO frame (execution, frame, parent, branch, state, phase)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?;
    for row in frames {
        let FrameRow { frame, parent, state, phase } = row;
        let (parent, branch) = parent.unzip();
        upsert.execute((execution, frame, parent, branch, state, phase))?;
    }
    Ok(())
}

fn write_slots<'a>(
    connection: &'a Connection,
    execution: ExecutionKey,
    slots: &'a [SlotRow],
    texts: &mut Texts<'a>,
) -> rusqlite::Result<()> {
    for slot in slots {
        let (frame, kind) = (slot.frame, slot.kind.name());
        match &slot.json {
            Some(json) => {
                let mut upsert = connection.prepare_cached(
                    "INSERT OR REPLACE INTO slot (execution, frame, kind, json) VALUES (?1, ?2, ?3, ?4)",
                )?;
                upsert.execute((execution, frame, kind, texts.refer(json)?))?;
            }
            None => {
                let mut delete = connection
                    .prepare_cached("DELETE FROM slot WHERE execution = ?1 AND frame = ?2 AND kind = ?3")?;
                delete.execute((execution, frame, kind))?;
            }
        }
    }
    Ok(())
}

fn forget_results(connection: &Connection, execution: ExecutionKey, frames: &[u64]) -> rusqlite::Result<()> {
    for frame in frames {
        let mut delete =
            connection.prepare_cached("DELETE FROM result WHERE execution = ?1 AND frame = ?2")?;
        delete.execute((execution, frame))?;
    }
    Ok(())
}

fn write_results<'a>(
    connection: &'a Connection,
    execution: ExecutionKey,
    results: &'a [ResultRow],
    texts: &mut Texts<'a>,
) -> rusqlite::Result<()> {
    for ResultRow { frame, index, json } in results {
        let mut upsert = connection.prepare_cached(
            "INSERT OR REPLACE INTO result (execution, frame, branch, json) VALUES (?1, ?2, ?3, ?4)",
        )?;
        upsert.execute((execution, frame, index, texts.refer(json)?))?;
    }
    Ok(())
}

fn forget_frames(connection: &Connection, execution: ExecutionKey, frames: &[u64]) -> rusqlite::Result<()> {
    for frame in frames {
        for delete in [
            "DELETE FROM frame WHERE execution = ?1 AND frame = ?2",
            "DELETE FROM slot WHERE execution = ?1 AND frame = ?2",
            "DELETE FROM result WHERE execution = ?1 AND frame = ?2",
        ] {
            connection.prepare_cached(delete)?.execute((execution, frame))?;
        }
    }
    Ok(())
}
