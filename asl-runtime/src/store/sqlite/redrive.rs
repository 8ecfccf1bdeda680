//! Executions that go on though they have ended.

use rusqlite::OptionalExtension;

use super::super::redrive::{Family, Redrivable, TOKENS, TOKENS_LAST};
use super::super::{ExecutionKey, InboxMessage, Redrive, Redriven, StoreError, time};
use super::group::Group;
use super::message::leave;
use super::trouble::Done;
use super::value::{kind, milliseconds, status, time as instant, time_if_any};
use crate::time::Timestamp;

struct Found {
    key: ExecutionKey,
    what: Redrivable,
}

pub(super) fn redrive(group: &Group<'_>, arn: &str, redrive: &Redrive) -> Done<Redriven> {
    let mut select = group.connection.prepare_cached(
        "SELECT e.id, e.kind, e.status, e.start_time, e.stop_time, p.last_event, e.redrive_count, e.map_run IS NOT NULL
            FROM execution e JOIN progress p ON p.execution = e.id WHERE e.arn = ?1",
    )?;
    let found = select
        .query_row([arn], |row| {
            Ok(Found {
                key: row.get(0)?,
                what: Redrivable {
                    kind: kind(row, 1)?,
                    status: status(row, 2)?,
                    start_time: instant(row, 3)?,
                    stop_time: time_if_any(row, 4)?,
                    events: row.get(5)?,
                    redrive_count: row.get(6)?,
                    family: if row.get(7)? { Family::MapRun } else { Family::Own },
                },
            })
        })
        .optional()?;
    let Found { key, what } = found.ok_or(StoreError::ExecutionDoesNotExist)?;
    if let Some(time) = redriven_for(group, key, redrive)? {
        return Ok(Redriven { time });
    }
    what.check(&redrive.limits, redrive.time).map_err(StoreError::ExecutionNotRedrivable)?;
    let time = time::past(redrive.time);
    run_again(group, key, time)?;
    note(group, key, redrive.client_token.as_deref(), time)?;
    Ok(Redriven { time })
}

/// Lets a Standard execution go on that has ended without success.
pub(super) fn run_again(group: &Group<'_>, execution: ExecutionKey, time: Timestamp) -> rusqlite::Result<()> {
    let mut update = group.connection.prepare_cached(
        "UPDATE execution SET status = 'RUNNING', stop_time = NULL, output = NULL, error = NULL, cause = NULL,
            redrive_count = redrive_count + 1, redrive_time = ?2 WHERE id = ?1",
    )?;
    update.execute((execution, milliseconds(time)))?;
    leave(group, execution, &InboxMessage::Redrive)
}

/// Starts an Express child anew that has ended without success: of what it did nothing is kept.
pub(super) fn start_again(
    group: &Group<'_>,
    execution: ExecutionKey,
    time: Timestamp,
) -> rusqlite::Result<()> {
    let mut update = group.connection.prepare_cached(
        "UPDATE execution SET status = 'RUNNING', start_time = ?2, stop_time = NULL, output = NULL, error = NULL,
            cause = NULL WHERE id = ?1",
    )?;
    update.execute((execution, milliseconds(time)))?;
    // Numbers of attempts go on: what they name is never used again.
    let mut progress = group.connection.prepare_cached(
        "UPDATE progress SET version = version + 1, next_due = ?2, last_event = 0, last_time = NULL
            WHERE execution = ?1",
    )?;
    progress.execute((execution, milliseconds(time)))?;
    let mut texts = group.connection.prepare_cached(
        "DELETE FROM payload WHERE execution = ?1 AND id NOT IN
            (SELECT input FROM execution WHERE id = ?1 UNION ALL SELECT context FROM execution WHERE id = ?1)",
    )?;
    texts.execute([execution])?;
    group.added();
    Ok(())
}

/// When it was redriven for the same client token, if that still counts.
fn redriven_for(
    group: &Group<'_>,
    execution: ExecutionKey,
    redrive: &Redrive,
) -> rusqlite::Result<Option<Timestamp>> {
    let Some(token) = &redrive.client_token else { return Ok(None) };
    let mut select =
        group.connection.prepare_cached("SELECT time FROM redrive WHERE execution = ?1 AND token = ?2")?;
    let time = select.query_row((execution, token), |row| instant(row, 0)).optional()?;
    Ok(time.filter(|time| redrive.time.saturating_since(*time) < TOKENS_LAST))
}

/// Notes what it is redriven for, and forgets what was long before.
fn note(
    group: &Group<'_>,
    execution: ExecutionKey,
    token: Option<&str>,
    time: Timestamp,
) -> rusqlite::Result<()> {
    let Some(token) = token else { return Ok(()) };
    let mut insert = group
        .connection
        .prepare_cached("INSERT OR REPLACE INTO redrive (execution, token, time) VALUES (?1, ?2, ?3)")?;
    insert.execute((execution, token, milliseconds(time)))?;
    let mut delete = group.connection.prepare_cached(
        "DELETE FROM redrive WHERE execution = ?1 AND token NOT IN
            (SELECT token FROM redrive WHERE execution = ?1 ORDER BY time DESC LIMIT ?2)",
    )?;
    delete.execute((execution, TOKENS as i64)).map(drop)
}
