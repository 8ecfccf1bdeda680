//! Steps per second of an engine, beside a bare loop that writes the rows of the same steps.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use asl_runtime::durable::Engine;
use asl_runtime::store::Sqlite;
use asl_runtime::{Definition, DynamicHandlers, Workflow, include_workflow};
use rusqlite::types::Value as Column;
use rusqlite::{Connection, Statement, params_from_iter};
use serde_json::{Value, json};

use crate::Result;
use crate::process::{Folder, computing};

const TIME: Duration = Duration::from_secs(4);

/// Each is measured several times, in turns, since disks have moods: the middle one counts.
const TURNS: usize = 3;

include_workflow! {
    name: pub(crate) counter,
    inline = r#"{
        "StartAt": "Count",
        "States": {
            "Count": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:count", "Next": "Enough?"
            },
            "Enough?": {
                "Type": "Choice",
                "Choices": [ { "Variable": "$.count", "NumericLessThan": 0, "Next": "Done" } ],
                "Default": "Count"
            },
            "Done": { "Type": "Succeed" }
        }
    }"#,
    allow: ["unbounded-loop"],
}

/// A count that goes up with every call, and a text.
fn counting(steps: &Arc<AtomicU64>) -> Workflow<counter::Definition> {
    let steps = Arc::clone(steps);
    counter::dynamic(DynamicHandlers::new(move |call| {
        steps.fetch_add(1, Ordering::Relaxed);
        let count = call.input["count"].as_u64().unwrap_or_default() + 1;
        async move {
            Ok(
                json!({ "count": count, "customer": "c-1042", "text": "sixty bytes of what flows from state to state, so it is." }),
            )
        }
    }))
}

/// What a turn came to.
#[derive(Clone, Copy)]
struct Turn {
    /// Steps per second.
    rate: f64,
    /// Processor time of the whole process for each step, in microseconds.
    computing: f64,
}

impl Turn {
    fn new(steps: f64, took: Duration, computed: Option<Duration>) -> Self {
        let computing = computed.map_or(f64::NAN, |computed| computed.as_secs_f64() * 1e6 / steps);
        Self { rate: steps / took.as_secs_f64(), computing }
    }
}

/// Runs so many executions at once, for each of the numbers.
pub(crate) async fn run(numbers: &[usize]) -> Result<()> {
    println!(
        "steps per second through the engine (a Task and a Choice each), {TURNS} turns of {} s, and µs of processor time for each:",
        TIME.as_secs()
    );
    println!(
        "{:>10} {:>10} {:>10} {:>12} {:>10} {:>10}",
        "executions", "bare loop", "engine", "bare/engine", "bare, µs", "engine, µs"
    );
    for together in numbers.iter().copied() {
        let (mut bare, mut engine) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            let folder = Folder::new()?;
            let path = folder.path("workflows.db");
            // The rows that it has written are those that the loop writes.
            let (turn, step) = engine_turn(&path, together).await?;
            engine.push(turn);
            let to = folder.path("bare.db");
            bare.push(tokio::task::spawn_blocking(move || bare_turn(&to, &step, together)).await??);
        }
        let middle = |turns: &[Turn], figure: fn(&Turn) -> f64| {
            crate::transitions::middle(turns.iter().map(figure).collect())
        };
        let rate = |turns: &[Turn]| middle(turns, |turn| turn.rate);
        let computing = |turns: &[Turn]| middle(turns, |turn| turn.computing);
        println!(
            "{together:>10} {:>10.0} {:>10.0} {:>12.2} {:>10.1} {:>10.1}",
            rate(&bare),
            rate(&engine),
            rate(&bare) / rate(&engine),
            computing(&bare),
            computing(&engine)
        );
    }
    Ok(())
}

/// Starts so many executions that count, and waits until all of them are at work: then the time begins.
pub(crate) async fn at_work<D: Definition<Input = Value>>(
    engine: &Engine,
    workflow: &Workflow<D>,
    steps: &AtomicU64,
    together: usize,
) -> Result<Vec<String>> {
    let mut arns = Vec::new();
    for number in 0..together {
        arns.push(engine.start(workflow, None, json!({ "count": number })).await?.id().to_owned());
    }
    while steps.load(Ordering::Relaxed) < 2 * together as u64 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    Ok(arns)
}

async fn engine_turn(path: &Path, together: usize) -> Result<(Turn, StepRows)> {
    let steps = Arc::new(AtomicU64::new(0));
    let workflow = counting(&steps);
    let engine = Engine::builder().store(Sqlite::open(path)?).register(&workflow).build().await?;
    let arns = at_work(&engine, &workflow, &steps, together).await?;
    let (before, since, idle) = (steps.load(Ordering::Relaxed), Instant::now(), computing());
    tokio::time::sleep(TIME).await;
    let made = steps.load(Ordering::Relaxed) - before;
    let (took, computed) = (since.elapsed(), computed_since(idle));
    let step = StepRows::read(path)?;
    for arn in arns {
        engine.stop(&arn, None, None).await?;
    }
    while !engine.list(running()).await?.executions.is_empty() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    engine.shut_down().await?;
    Ok((Turn::new(made as f64, took, computed), step))
}

fn computed_since(before: Option<Duration>) -> Option<Duration> {
    Some(computing()?.saturating_sub(before?))
}

fn running() -> asl_runtime::store::ExecutionQuery {
    let status = Some(asl_runtime::store::Status::Running);
    asl_runtime::store::ExecutionQuery { status, ..Default::default() }
}

/// The rows that a step writes, as they stand in a file: events without their ids, and a frame whose Task is at work.
struct StepRows {
    /// What the frame does.
    phase: String,
    /// Time, type, JSON, data.
    events: Vec<[Column; 4]>,
}

impl StepRows {
    /// Those between two calls of the handler.
    fn read(path: &Path) -> Result<Self> {
        let file = Connection::open(path)?;
        let phase = file.query_row("SELECT phase FROM frame LIMIT 1", (), |row| row.get(0))?;
        let select = "SELECT time, type, json, data FROM event WHERE execution = (SELECT min(id) FROM execution) AND id >
            (SELECT min(id) FROM event WHERE type = 'LambdaFunctionStarted') ORDER BY id LIMIT 40";
        let mut select = file.prepare(select)?;
        let rows = select.query_map((), |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
        let mut events: Vec<[Column; 4]> = Vec::new();
        for row in rows {
            let row = row?;
            let ends = row[1] == Column::Text("LambdaFunctionStarted".into());
            events.push(row);
            if ends {
                return Ok(Self { phase, events });
            }
        }
        Err("no step was written".into())
    }
}

/// Steps of so many executions, in transactions of one step of each of them.
fn bare_turn(path: &Path, step: &StepRows, together: usize) -> Result<Turn> {
    drop(Sqlite::open(path)?);
    let file = Connection::open(path)?;
    file.pragma_update(None, "synchronous", "FULL")?;
    file.pragma_update(None, "wal_autocheckpoint", 4_000)?;
    file.pragma_update(None, "cache_size", -16_384)?;
    let executions = i64::try_from(together)?;
    for execution in 1..=executions {
        let insert = "INSERT INTO progress VALUES (?1, 1, 0, 1, NULL, 0, 0, 0, 0)";
        file.execute(insert, [execution])?;
    }
    let mut progress = file.prepare(
        "UPDATE progress SET version = version + 1, next_due = ?3, last_event = ?4, last_time = ?5, attempts = ?2
            WHERE execution = ?1 AND version = ?2",
    )?;
    let mut event = file.prepare(
        "INSERT INTO event (execution, id, previous, time, type, json, data) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    let mut frame = file.prepare(
        "INSERT OR REPLACE INTO frame (execution, frame, parent, branch, state, phase)
            VALUES (?1, 0, NULL, NULL, 'Count', ?2)",
    )?;
    let mut slot = file
        .prepare("INSERT OR REPLACE INTO slot (execution, frame, kind, json) VALUES (?1, 0, 'input', ?2)")?;
    let (mut begin, mut commit) = (file.prepare("BEGIN IMMEDIATE")?, file.prepare("COMMIT")?);
    let (since, idle, mut version) = (Instant::now(), computing(), 0_i64);
    while since.elapsed() < TIME {
        begin.execute(())?;
        for execution in 1..=executions {
            let first = version * i64::try_from(step.events.len())?;
            progress.execute((execution, version, 1, first + 7, 1_760_000_000_000_i64))?;
            write_events(&mut event, step, execution, first)?;
            frame.execute((execution, &step.phase))?;
            slot.execute((execution, &step.events[0][3]))?;
        }
        commit.execute(())?;
        version += 1;
    }
    Ok(Turn::new(version as f64 * together as f64, since.elapsed(), computed_since(idle)))
}

fn write_events(insert: &mut Statement<'_>, step: &StepRows, execution: i64, first: i64) -> Result<()> {
    for (id, [time, kind, json, data]) in (first + 1..).zip(&step.events) {
        let columns = [Column::Integer(execution), Column::Integer(id), Column::Integer(id - 1)];
        let columns = columns.iter().chain([time, kind, json, data]);
        insert.execute(params_from_iter(columns))?;
    }
    Ok(())
}
