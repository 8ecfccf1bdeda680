//! What the engine may do next.

use rusqlite::{Connection, Row};

use super::super::error::NOT_SEATED;
use super::super::{ExecutionKey, Fence, StoreError};
use super::seat::{Seat, Seated};
use super::trouble::Done;
use super::value::{milliseconds, time_if_any};
use crate::time::Timestamp;

/// Running executions with messages, by the number of the first.
pub(super) const BY_MESSAGE: &str = "SELECT execution, first_message FROM progress
    WHERE definition = ?1 AND first_message IS NOT NULL AND first_message <= ?2 ORDER BY first_message";

/// Running executions that are due, the longest first.
pub(super) const BY_DUE: &str = "SELECT execution, next_due FROM progress
    WHERE definition = ?1 AND next_due <= ?2 ORDER BY next_due";

pub(super) fn claim(
    connection: &Connection,
    seat: &Seat,
    now: Timestamp,
    hashes: &[String],
    most: usize,
) -> Done<Vec<(ExecutionKey, Fence)>> {
    let mut seat = seat.lock();
    let seated = seat.as_mut().ok_or_else(not_seated)?;
    let definitions = definitions(connection, hashes)?;
    let mut ready = Ready { connection, definitions: &definitions, most, found: Vec::new() };
    ready.add(seated, BY_MESSAGE, i64::MAX)?;
    ready.add(seated, BY_DUE, milliseconds(now))?;
    Ok(ready.found.into_iter().map(|execution| (execution, seated.take(execution))).collect())
}

/// The executions that have been found.
struct Ready<'a> {
    connection: &'a Connection,
    definitions: &'a [i64],
    most: usize,
    found: Vec<ExecutionKey>,
}

impl Ready<'_> {
    fn add(&mut self, seated: &Seated, statement: &str, upto: i64) -> rusqlite::Result<()> {
        let room = self.most - self.found.len();
        let mut more = Vec::new();
        for definition in self.definitions {
            let mut select = self.connection.prepare_cached(statement)?;
            let mut rows = select.query((definition, upto))?;
            let end = more.len() + room;
            while more.len() < end
                && let Some(row) = rows.next()?
            {
                let (execution, rank): (ExecutionKey, i64) = (row.get(0)?, row.get(1)?);
                if !seated.holds(execution) && !self.found.contains(&execution) {
                    more.push((rank, execution));
                }
            }
        }
        more.sort_unstable();
        self.found.extend(more.into_iter().take(room).map(|(_, execution)| execution));
        Ok(())
    }
}

pub(super) fn next_due(connection: &Connection, seat: &Seat, hashes: &[String]) -> Done<Option<Timestamp>> {
    let seat = seat.lock();
    let free = |execution| seat.as_ref().is_none_or(|seated| !seated.holds(execution));
    let definitions = definitions(connection, hashes)?;
    let first = |statement: &str, definition: i64| -> rusqlite::Result<Option<Timestamp>> {
        let mut select = connection.prepare_cached(statement)?;
        let mut rows = select.query((definition, i64::MAX))?;
        while let Some(row) = rows.next()? {
            if free(row.get(0)?) {
                return time_if_any(row, 1);
            }
        }
        Ok(None)
    };
    let mut next: Option<Timestamp> = None;
    for definition in definitions {
        if first(BY_MESSAGE, definition)?.is_some() {
            return Ok(Some(Timestamp::new(0, 0)));
        }
        if let Some(due) = first(BY_DUE, definition)? {
            next = Some(next.map_or(due, |next| next.min(due)));
        }
    }
    Ok(next)
}

/// Executions that the engine holds and that have messages, by the number of the first.
pub(super) fn messages(connection: &Connection, seat: &Seat, hashes: &[String]) -> Done<Vec<ExecutionKey>> {
    let seat = seat.lock();
    let seated = seat.as_ref().ok_or_else(not_seated)?;
    let mut select = connection.prepare_cached(BY_MESSAGE)?;
    let pair = |row: &Row<'_>| Ok((row.get::<_, i64>(1)?, row.get::<_, ExecutionKey>(0)?));
    let mut waiting = Vec::new();
    for definition in definitions(connection, hashes)? {
        for row in select.query_map((definition, i64::MAX), pair)? {
            let (number, execution) = row?;
            if seated.holds(execution) {
                waiting.push((number, execution));
            }
        }
    }
    waiting.sort_unstable();
    Ok(waiting.into_iter().map(|(_, execution)| execution).collect())
}

/// The rows of definitions: several machines may have the same one.
fn definitions(connection: &Connection, hashes: &[String]) -> rusqlite::Result<Vec<i64>> {
    let mut select = connection.prepare_cached("SELECT id FROM definition WHERE hash = ?1")?;
    let mut ids = Vec::new();
    for hash in hashes {
        for id in select.query_map([hash], |row| row.get(0))? {
            ids.push(id?);
        }
    }
    Ok(ids)
}

fn not_seated() -> StoreError {
    StoreError::failed(NOT_SEATED)
}
