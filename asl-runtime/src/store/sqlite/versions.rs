//! Definitions: which the engine has, and executions that go from one to another.

use rusqlite::{Connection, OptionalExtension};

use super::super::{Committed, ExecutionKey, Migrated, Served, StoreError};
use super::commit::write_frames;
use super::group::Group;
use super::start::definition;
use super::trouble::{Done, corrupt};

const SERVED: &str = "served";

/// The engine tells what it has.
pub(super) fn serve(group: &Group<'_>, served: &Served) -> Done<()> {
    let json = serde_json::to_string(served).map_err(StoreError::failed)?;
    let mut upsert = group.connection.prepare_cached(
        "INSERT INTO meta (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )?;
    upsert.execute((SERVED, json))?;
    Ok(())
}

pub(super) fn served(connection: &Connection) -> Done<Served> {
    let mut select = connection.prepare_cached("SELECT value FROM meta WHERE name = ?1")?;
    let json: Option<String> = select.query_row([SERVED], |row| row.get(0)).optional()?;
    let Some(json) = json else { return Ok(Served::default()) };
    Ok(serde_json::from_str(&json).map_err(|error| corrupt(0, format!("what the engine has: {error}")))?)
}

pub(super) fn migrate(
    group: &Group<'_>,
    execution: ExecutionKey,
    version: u64,
    migrated: &Migrated,
    epoch: u64,
) -> Done<Committed> {
    if group.epoch()? != epoch {
        return Err(StoreError::LeaseLost.into());
    }
    let connection = group.connection;
    let mut machine = connection.prepare_cached(
        "SELECT d.machine FROM execution e JOIN definition d ON d.id = e.definition WHERE e.id = ?1",
    )?;
    let machine: Option<String> = machine.query_row([execution], |row| row.get(0)).optional()?;
    let machine = machine.ok_or(StoreError::ExecutionDoesNotExist)?;
    let definition = definition(group, &migrated.hash, &machine)?;
    let mut progress = connection.prepare_cached(
        "UPDATE progress SET definition = ?3, version = version + 1 WHERE execution = ?1 AND version = ?2",
    )?;
    if progress.execute((execution, version, definition))? == 0 {
        return Err(StoreError::Conflict.into());
    }
    connection
        .prepare_cached(
            "UPDATE execution SET definition = ?2, processor = coalesce(?3, processor) WHERE id = ?1",
        )?
        .execute((execution, definition, &migrated.processor))?;
    write_frames(connection, execution, &migrated.frames)?;
    let mut tokens =
        connection.prepare_cached("UPDATE token SET state = ?3 WHERE execution = ?1 AND frame = ?2")?;
    for frame in &migrated.frames {
        tokens.execute((execution, frame.frame, &frame.state))?;
    }
    Ok(Committed { version: version + 1 })
}
