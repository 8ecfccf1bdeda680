//! What clients look at.

use std::fmt::Write as _;

use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};

use super::super::query::page_size;
use super::super::{
    Description, EventPage, EventQuery, EventRow, ExecutionKey, ExecutionPage, ExecutionQuery, Order,
    PendingToken, RedriveFilter, Status, StoreError, WaitsFor,
};
use super::text::text;
use super::trouble::Done;
use super::value::{kind, status, time, time_if_any};

/// An execution with its definition and its progress.
macro_rules! executions {
    () => {
        " FROM execution e JOIN definition d ON d.id = e.definition JOIN progress p ON p.execution = e.id "
    };
}
pub(super) use executions;

/// The columns of a description that lists have too.
macro_rules! short {
    () => {
        "SELECT e.id, e.arn, d.machine, e.name, d.hash, e.kind, e.status, e.start_time, e.stop_time,
            e.redrive_count, (SELECT arn FROM map_run WHERE id = e.map_run), e.redrive_time, p.last_event"
    };
}

const SHORT: &str = concat!(short!(), executions!(), "WHERE e.id = ?1");

/// The columns of a whole description.
macro_rules! whole {
    ($condition:literal) => {
        concat!(
            short!(),
            ", ",
            text!("e.input"),
            ", ",
            text!("e.output"),
            ", ",
            text!("e.error"),
            ", ",
            text!("e.cause"),
            executions!(),
            "WHERE ",
            $condition
        )
    };
}

pub(super) fn describe(connection: &Connection, arn: &str) -> Done<Description> {
    let mut select = connection.prepare_cached(whole!("e.arn = ?1"))?;
    let description = select.query_row([arn], whole).optional()?;
    description.ok_or_else(|| StoreError::ExecutionDoesNotExist.into())
}

/// The description of an execution by its key, if it is still there.
pub(super) fn described(connection: &Connection, key: ExecutionKey) -> rusqlite::Result<Option<Description>> {
    let mut select = connection.prepare_cached(whole!("e.id = ?1"))?;
    select.query_row([key], whole).optional()
}

fn whole(row: &Row<'_>) -> rusqlite::Result<Description> {
    Ok(Description {
        input: row.get(13)?,
        output: row.get(14)?,
        error: row.get(15)?,
        cause: row.get(16)?,
        ..short(row)?
    })
}

fn short(row: &Row<'_>) -> rusqlite::Result<Description> {
    Ok(Description {
        key: row.get(0)?,
        arn: row.get(1)?,
        machine: row.get(2)?,
        name: row.get(3)?,
        hash: row.get(4)?,
        kind: kind(row, 5)?,
        status: status(row, 6)?,
        start_time: time(row, 7)?,
        stop_time: time_if_any(row, 8)?,
        redrive_count: row.get(9)?,
        map_run: row.get(10)?,
        redrive_time: time_if_any(row, 11)?,
        events: row.get(12)?,
        input: String::new(),
        output: None,
        error: None,
        cause: None,
    })
}

/// Without a filter the newest executions are the last rows; with one, each definition that fits has its own newest
/// ones of each status, in an index.
pub(super) fn list(connection: &Connection, query: &ExecutionQuery) -> Done<ExecutionPage> {
    let most = page_size(query.most);
    let before = query.after.map_or(i64::MAX, |after| after.0);
    if let Some(map_run) = &query.map_run {
        return children_of(connection, query, map_run);
    }
    let filtered = query.machine.is_some()
        || query.status.is_some()
        || query.unknown_to.is_some()
        || query.redriven.is_some();
    let keys = if filtered {
        filtered_keys(connection, query, before, most)?
    } else {
        let mut select =
            connection.prepare_cached("SELECT id FROM execution WHERE id < ?1 ORDER BY id DESC LIMIT ?2")?;
        keys(select.query((before, limit(most)))?)?
    };
    page(connection, keys, most)
}

/// The description of an execution as lists have it, if it is still there: without input, and without what it came to.
pub(super) fn listed(connection: &Connection, key: ExecutionKey) -> rusqlite::Result<Option<Description>> {
    connection.prepare_cached(SHORT)?.query_row([key], short).optional()
}

fn page(connection: &Connection, mut keys: Vec<ExecutionKey>, most: usize) -> Done<ExecutionPage> {
    let more = keys.len() > most;
    keys.truncate(most);
    let mut select = connection.prepare_cached(SHORT)?;
    let executions =
        keys.iter().map(|key| select.query_row([key], short)).collect::<rusqlite::Result<Vec<_>>>()?;
    let next = executions.last().filter(|_| more).map(|last| last.key);
    Ok(ExecutionPage { executions, next })
}

pub(super) const OF_MAP_RUN: &str =
    "SELECT id FROM execution WHERE map_run = (SELECT id FROM map_run WHERE arn = ?1)
    AND status = ?3 AND id < ?2 AND (?5 IS NULL OR (redrive_count > 0) = ?5)
    ORDER BY id DESC LIMIT ?4";

/// The children of a map run.
fn children_of(connection: &Connection, query: &ExecutionQuery, map_run: &str) -> Done<ExecutionPage> {
    let (most, before) = (page_size(query.most), query.after.map_or(i64::MAX, |after| after.0));
    let mut select = connection.prepare_cached(OF_MAP_RUN)?;
    let mut found = Vec::new();
    for status in statuses(query) {
        let of_status = (map_run, before, status.name(), limit(most), is_redriven(query));
        found.extend(keys(select.query(of_status)?)?);
    }
    page(connection, newest(found, most), most)
}

/// Each has its own newest executions in an index.
fn statuses(query: &ExecutionQuery) -> Vec<Status> {
    query.status.map_or_else(|| Status::ALL.to_vec(), |status| vec![status])
}

/// A page, and one more.
fn newest(mut found: Vec<ExecutionKey>, most: usize) -> Vec<ExecutionKey> {
    found.sort_unstable_by(|one, other| other.cmp(one));
    found.truncate(most.saturating_add(1));
    found
}

fn is_redriven(query: &ExecutionQuery) -> Option<bool> {
    query.redriven.map(|filter| filter == RedriveFilter::Redriven)
}

/// One more than a page has, to know whether there is another one.
pub(super) fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1)
}

fn keys(rows: rusqlite::Rows<'_>) -> rusqlite::Result<Vec<ExecutionKey>> {
    rows.mapped(|row| row.get(0)).collect()
}

fn filtered_keys(
    connection: &Connection,
    query: &ExecutionQuery,
    before: i64,
    most: usize,
) -> rusqlite::Result<Vec<ExecutionKey>> {
    let statuses = statuses(query);
    let mut select = connection.prepare_cached(
        "SELECT id FROM execution WHERE definition = ?1 AND status = ?2 AND id < ?3
            AND (?5 IS NULL OR (redrive_count > 0) = ?5) ORDER BY id DESC LIMIT ?4",
    )?;
    let redriven = is_redriven(query);
    let mut found = Vec::new();
    for definition in definitions(connection, query)? {
        for status in &statuses {
            found.extend(keys(select.query((definition, status.name(), before, limit(most), redriven))?)?);
        }
    }
    Ok(newest(found, most))
}

fn definitions(connection: &Connection, query: &ExecutionQuery) -> rusqlite::Result<Vec<i64>> {
    let mut statement = String::from("SELECT id FROM definition WHERE (?1 IS NULL OR machine = ?1)");
    let known = query.unknown_to.as_deref().unwrap_or_default();
    for number in 0..known.len() {
        // Writing to a string does not fail.
        let _ = write!(statement, " AND hash <> ?{}", number + 2);
    }
    let mut select = connection.prepare(&statement)?;
    let parameters = std::iter::once(query.machine.as_ref()).chain(known.iter().map(Some));
    select.query_map(params_from_iter(parameters), |row| row.get(0))?.collect()
}

pub(super) fn history(connection: &Connection, query: &EventQuery) -> Done<EventPage> {
    let mut select = connection.prepare_cached("SELECT id FROM execution WHERE arn = ?1")?;
    let execution: Option<ExecutionKey> = select.query_row([&query.arn], |row| row.get(0)).optional()?;
    let execution = execution.ok_or(StoreError::ExecutionDoesNotExist)?;
    let most = page_size(query.most);
    let after = query.after.map(|after| i64::try_from(after).unwrap_or(i64::MAX));
    let (statement, after) = match query.order {
        Order::Forward => (
            concat!(
                "SELECT id, previous, time, type, json, ",
                text!("data"),
                " FROM event WHERE execution = ?1 AND id > ?2 ORDER BY id LIMIT ?3"
            ),
            after.unwrap_or(i64::MIN),
        ),
        Order::Reverse => (
            concat!(
                "SELECT id, previous, time, type, json, ",
                text!("data"),
                " FROM event WHERE execution = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3"
            ),
            after.unwrap_or(i64::MAX),
        ),
    };
    let mut select = connection.prepare_cached(statement)?;
    let mut events: Vec<_> =
        select.query_map((execution, after, limit(most)), event)?.collect::<rusqlite::Result<_>>()?;
    let more = events.len() > most;
    events.truncate(most);
    let next = events.last().filter(|_| more).map(|last| last.id);
    Ok(EventPage { events, next })
}

fn event(row: &Row<'_>) -> rusqlite::Result<EventRow> {
    Ok(EventRow {
        id: row.get(0)?,
        previous: row.get(1)?,
        time: time(row, 2)?,
        event_type: row.get(3)?,
        json: row.get(4)?,
        data: row.get(5)?,
    })
}

pub(super) fn pending_tokens(connection: &Connection, most: usize) -> Done<Vec<PendingToken>> {
    let mut select = connection.prepare_cached(
        "SELECT t.locator, e.arn, t.state, t.resource, t.since, t.offer IS NOT NULL FROM token t JOIN execution e ON e.id = t.execution
            WHERE t.standing = 'waiting' ORDER BY t.since, t.locator LIMIT ?1",
    )?;
    let token = |row: &Row<'_>| {
        Ok(PendingToken {
            locator: row.get(0)?,
            arn: row.get(1)?,
            state: row.get(2)?,
            resource: row.get(3)?,
            since: time(row, 4)?,
            waits_for: if row.get(5)? { WaitsFor::Worker } else { WaitsFor::Answer },
        })
    };
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    Ok(select.query_map([most], token)?.collect::<rusqlite::Result<_>>()?)
}
