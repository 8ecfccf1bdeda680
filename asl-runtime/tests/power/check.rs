//! What the next start of the machine finds.

use std::collections::HashSet;
use std::fmt;
use std::path::Path;

use asl_runtime::durable::DurableError;
use asl_runtime::store::{Durability, ExecutionQuery, Order, Status, StoreError};

use crate::disk::Disk;
use crate::process::{Log, chain, engine, workflow};

/// What was found after failures of the power.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) failures: usize,
    /// Starts and steps that somebody was told of.
    pub(crate) acknowledged: usize,
    /// Starts that were acknowledged, and are gone.
    pub(crate) lost_starts: usize,
    /// Attempts that were handed over, and that the store does not know of any more: they are made again.
    pub(crate) lost_attempts: usize,
}

impl Found {
    pub(crate) fn add(&mut self, other: &Self) {
        self.failures += 1;
        self.acknowledged += other.acknowledged;
        self.lost_starts += other.lost_starts;
        self.lost_attempts += other.lost_attempts;
    }
}

impl fmt::Display for Found {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { failures, acknowledged, lost_starts, lost_attempts } = self;
        write!(
            out,
            "{failures} outcomes, {acknowledged} starts and calls acknowledged, {lost_starts} starts lost, \
             {lost_attempts} attempts made twice"
        )
    }
}

/// Opens what is left, lets all of it come to its end, and compares with what was acknowledged.
pub(crate) fn look(left: &Path, disk: &Disk) -> Result<Found, String> {
    let text = std::fs::read_to_string(disk.acknowledged()).map_err(|error| error.to_string())?;
    let told = |what: &str| -> HashSet<String> {
        text.lines().filter_map(|line| line.strip_prefix(what)).map(str::to_owned).collect()
    };
    let (starts, attempts) = (told("start "), told("attempt "));
    let mut found = Found { acknowledged: starts.len() + attempts.len(), ..Found::default() };
    integrity(left)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| error.to_string())?.block_on(async {
        let again = left.join("again");
        let log = Log::open(&again);
        let workflow = workflow(&log);
        let engine = engine(left, Durability::Normal).register(&workflow).build().await;
        let engine = engine.map_err(|error| error.to_string())?;
        for name in &starts {
            let arn = workflow.state_machine_arn().replace(":stateMachine:", ":execution:") + ":" + name;
            match engine.execution::<chain::Definition>(&arn).wait_json().await {
                Ok(_) => check_history(&engine, &arn).await?,
                Err(DurableError::Store(StoreError::ExecutionDoesNotExist)) => found.lost_starts += 1,
                Err(error) => return Err(format!("{name}: {error}")),
            }
        }
        // One may have been started, and nobody told of it.
        let query = ExecutionQuery { most: 100_000, ..ExecutionQuery::default() };
        let page = engine.list(query).await.map_err(|error| error.to_string())?;
        for execution in page.executions {
            let ended = engine.execution::<chain::Definition>(&execution.arn).wait_json().await;
            ended.map_err(|error| format!("{}: {error}", execution.arn))?;
            let described = engine.describe(&execution.arn).await.map_err(|error| error.to_string())?;
            if described.status != Status::Succeeded {
                return Err(format!("{} ended as {:?}", execution.arn, described.status));
            }
        }
        engine.shut_down().await.map_err(|error| error.to_string())?;
        let again = std::fs::read_to_string(again).map_err(|error| error.to_string())?;
        let made_again = again.lines().filter_map(|line| line.strip_prefix("attempt "));
        found.lost_attempts = made_again.filter(|attempt| attempts.contains(*attempt)).count();
        Ok(())
    })?;
    integrity(left)?;
    Ok(found)
}

async fn check_history(engine: &asl_runtime::durable::Engine, arn: &str) -> Result<(), String> {
    let page = engine.history(arn, Order::Forward, 1000, None).await.map_err(|error| error.to_string())?;
    for (position, event) in page.events.iter().enumerate() {
        if event.id != position as u64 + 1 || event.previous_event_id >= event.id {
            return Err(format!("event {} of {arn} does not follow those before it", event.id));
        }
    }
    Ok(())
}

fn integrity(folder: &Path) -> Result<(), String> {
    let file = folder.join("workflows.db");
    if !file.exists() {
        return Ok(());
    }
    let connection = rusqlite::Connection::open(file).map_err(|error| error.to_string())?;
    let found: String = connection
        .query_row("PRAGMA integrity_check", (), |row| row.get(0))
        .map_err(|error| error.to_string())?;
    if found == "ok" { Ok(()) } else { Err(found) }
}
