//! Times and names as columns hold them.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use rusqlite::{Row, ToSql};

use super::super::{ExecutionKey, Locator, SlotKind, Status};
use super::trouble::corrupt;
use crate::program::WorkflowKind;
use crate::time::Timestamp;

/// Milliseconds since 1970; times that are too far away become the last there are.
pub(super) fn milliseconds(time: Timestamp) -> i64 {
    time.seconds().saturating_mul(1_000).saturating_add(i64::from(time.nanoseconds() / 1_000_000))
}

fn instant(milliseconds: i64) -> Timestamp {
    let nanoseconds = u32::try_from(milliseconds.rem_euclid(1_000)).unwrap_or(0) * 1_000_000;
    Timestamp::new(milliseconds.div_euclid(1_000), nanoseconds)
}

pub(super) fn time(row: &Row<'_>, column: usize) -> rusqlite::Result<Timestamp> {
    row.get(column).map(instant)
}

pub(super) fn time_if_any(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(instant))
}

/// The kind, as the service writes it.
pub(super) fn kind_name(kind: WorkflowKind) -> &'static str {
    match kind {
        WorkflowKind::Standard => "STANDARD",
        WorkflowKind::Express => "EXPRESS",
    }
}

pub(super) fn kind(row: &Row<'_>, column: usize) -> rusqlite::Result<WorkflowKind> {
    match row.get_ref(column)?.as_str()? {
        "STANDARD" => Ok(WorkflowKind::Standard),
        "EXPRESS" => Ok(WorkflowKind::Express),
        other => Err(corrupt(column, format!("`{other}` is no kind of workflow"))),
    }
}

pub(super) fn status(row: &Row<'_>, column: usize) -> rusqlite::Result<Status> {
    let name = row.get_ref(column)?.as_str()?;
    Status::named(name).ok_or_else(|| corrupt(column, format!("`{name}` is no status")))
}

pub(super) fn slot_kind(row: &Row<'_>, column: usize) -> rusqlite::Result<SlotKind> {
    let name = row.get_ref(column)?.as_str()?;
    let kind = SlotKind::ALL.into_iter().find(|kind| kind.name() == name);
    kind.ok_or_else(|| corrupt(column, format!("`{name}` is no value of a frame")))
}

impl ToSql for ExecutionKey {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl FromSql for ExecutionKey {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

impl ToSql for Locator {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(&self.0)))
    }
}

impl FromSql for Locator {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let bytes = value.as_blob()?;
        bytes.try_into().map(Self).map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_milliseconds() {
        for (seconds, nanoseconds, expected) in [
            (0, 0, 0),
            (1, 5_000_000, 1_005),
            (-1, 1_000_000, -999),
            (253_402_300_799, 0, 253_402_300_799_000),
        ] {
            let time = Timestamp::new(seconds, nanoseconds);
            assert_eq!(milliseconds(time), expected);
            assert_eq!(instant(expected), time);
        }
        assert_eq!(milliseconds(Timestamp::new(i64::MAX, 0)), i64::MAX);
        assert_eq!(milliseconds(Timestamp::new(i64::MIN, 0)), i64::MIN);
    }
}
