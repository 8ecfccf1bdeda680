//! The same rows, written by a loop that does nothing else.

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use crate::Result;
use crate::step::{EVENTS, PHASE, data, event_json};

/// Steps for so many executions, which are there, in transactions of one step for each of them; steps per second.
pub(crate) fn run(path: &Path, together: usize, time: Duration) -> Result<f64> {
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", 4_000)?;
    connection.pragma_update(None, "cache_size", -16_384)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    let executions = i64::try_from(together)?;
    let since = Instant::now();
    let mut version = 0_u64;
    while since.elapsed() < time {
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute(())?;
        for execution in 1..=executions {
            step(&connection, execution, version)?;
        }
        connection.prepare_cached("COMMIT")?.execute(())?;
        version += 1;
    }
    let steps = version as f64 * together as f64;
    Ok(steps / since.elapsed().as_secs_f64())
}

fn step(connection: &Connection, execution: i64, version: u64) -> Result<()> {
    let data = data(execution, version);
    let mut progress = connection.prepare_cached(
        "UPDATE progress SET version = version + 1, next_due = NULL, last_event = ?3, last_time = ?4, attempts = ?2
            WHERE execution = ?1 AND version = ?2",
    )?;
    progress.execute((execution, version, 3 * (version + 1), 1_760_000_000_000_i64))?;
    let mut payload =
        connection.prepare_cached("INSERT INTO payload (execution, digest, text) VALUES (?1, ?2, ?3)")?;
    let mut digest = [0xA5_u8; 32];
    digest[..8].copy_from_slice(&version.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes());
    let id = payload.insert((execution, digest.as_slice(), &data))?;
    let mut event = connection.prepare_cached(
        "INSERT INTO event (execution, id, previous, time, type, json, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (number, event_type) in (3 * version + 1..).zip(EVENTS) {
        let json = event_json(number, event_type);
        event.execute((execution, number, number - 1, 1_760_000_000_000_i64, event_type, json, id))?;
    }
    let mut frame = connection.prepare_cached(
        "INSERT OR REPLACE INTO frame (execution, frame, parent, branch, state, phase)
            VALUES (?1, 0, NULL, NULL, 'Charge the card', ?2)",
    )?;
    frame.execute((execution, PHASE))?;
    let mut slot = connection.prepare_cached(
        "INSERT OR REPLACE INTO slot (execution, frame, kind, json) VALUES (?1, 0, 'input', ?2)",
    )?;
    slot.execute((execution, id))?;
    Ok(())
}
