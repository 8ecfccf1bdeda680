//! Tasks that workers take.

use rusqlite::{Connection, OptionalExtension};

use super::super::{ExecutionKey, InboxMessage, Locator, Offered};
use super::group::Group;
use super::message::leave;
use super::text::text;
use super::trouble::Done;

/// Whether there is a task to take: whoever polls need not wait for its turn to write.
pub(super) fn is_offered(connection: &Connection, activity: &str) -> Done<bool> {
    let mut select = connection.prepare_cached(
        "SELECT 1 FROM token WHERE resource = ?1 AND offer IS NOT NULL AND standing = 'waiting' LIMIT 1",
    )?;
    Ok(select.exists([activity])?)
}

struct Found {
    locator: Locator,
    execution: ExecutionKey,
    frame: u64,
    attempt: u64,
    input: String,
}

/// The task that has waited longest.
pub(super) fn take(group: &Group<'_>, activity: &str, worker: Option<&str>) -> Done<Option<Offered>> {
    let mut select = group.connection.prepare_cached(concat!(
        "SELECT locator, execution, frame, attempt, ",
        text!("offer"),
        " FROM token WHERE resource = ?1 AND offer IS NOT NULL AND standing = 'waiting'
            ORDER BY since, locator LIMIT 1"
    ))?;
    let found = select
        .query_row([activity], |row| {
            Ok(Found {
                locator: row.get(0)?,
                execution: row.get(1)?,
                frame: row.get(2)?,
                attempt: row.get(3)?,
                input: row.get(4)?,
            })
        })
        .optional()?;
    let Some(Found { locator, execution, frame, attempt, input }) = found else { return Ok(None) };
    group
        .connection
        .prepare_cached("UPDATE token SET offer = NULL WHERE locator = ?1")?
        .execute([locator])?;
    let worker = worker.map(str::to_owned);
    leave(group, execution, &InboxMessage::Taken { locator, attempt, frame, worker })?;
    Ok(Some(Offered { locator, input }))
}
