//! A million executions that sleep, and the engine that finds the first one due when it starts.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use asl_runtime::durable::Engine;
use asl_runtime::store::Sqlite;
use asl_runtime::{DynamicHandlers, Workflow, include_workflow};
use rusqlite::Connection;
use serde_json::json;

use crate::Result;
use crate::process::{Folder, memory};

/// Longer than an execution that waits for so long stays in memory.
const WAIT: u64 = 4;

include_workflow! {
    name: sleeper,
    inline = r#"{
        "StartAt": "Sleep",
        "States": {
            "Sleep": { "Type": "Wait", "SecondsPath": "$.seconds", "Next": "Ring" },
            "Ring": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:ring", "End": true
            }
        }
    }"#,
}

fn ringing() -> Workflow<sleeper::Definition> {
    sleeper::dynamic(DynamicHandlers::new(|_| async {
        println!("rings");
        Ok(json!("awake"))
    }))
}

pub(crate) async fn run(count: usize) -> Result<()> {
    let folder = Folder::new()?;
    let path = folder.path("workflows.db");
    let since = Instant::now();
    let workflow = ringing();
    let engine = Engine::builder().store(Sqlite::open(&path)?).register(&workflow).build().await?;
    engine.start(&workflow, None, json!({ "seconds": WAIT })).await?;
    // Until it is put to sleep.
    tokio::time::sleep(Duration::from_millis(500)).await;
    engine.shut_down().await?;
    multiply(&path, count)?;
    println!("{count} executions put to sleep as copies of one, in {:.1?}", since.elapsed());
    // It is due while nobody is there.
    tokio::time::sleep(Duration::from_secs(WAIT + 1).saturating_sub(since.elapsed())).await;
    let began = Instant::now();
    let mut child = Command::new(std::env::current_exe()?)
        .args(["wake".as_ref(), path.as_os_str()])
        .stdout(Stdio::piped())
        .spawn()?;
    let output = child.stdout.take().ok_or("it has an output")?;
    for line in BufReader::new(output).lines() {
        match line? {
            line if line == "rings" => {
                println!(
                    "from the start of the process to the call of the first handler: {:.1?}",
                    began.elapsed()
                );
            }
            line => println!("{line}"),
        }
    }
    if child.wait()?.success() { Ok(()) } else { Err("the process that wakes them failed".into()) }
}

/// The engine in a process that has done nothing else.
pub(crate) async fn wake(path: &Path) -> Result<()> {
    let before = memory();
    let workflow = ringing();
    let engine = Engine::builder().store(Sqlite::open(path)?).register(&workflow).build().await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    if let (Some(before), Some(after)) = (before, memory()) {
        println!("memory: {before:.1} MB before, {after:.1} MB with the engine at work for three seconds");
    }
    Ok(engine.shut_down().await?)
}

/// Copies of the one execution that there is, each of which is due a second later, from tomorrow on.
fn multiply(path: &Path, count: usize) -> Result<()> {
    let file = Connection::open(path)?;
    let copies = "CREATE TEMP TABLE copy AS
        WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ?1) SELECT i FROM n";
    file.execute(copies, [i64::try_from(count)?])?;
    file.execute_batch("BEGIN")?;
    for (table, key) in [
        ("execution", "id"),
        ("progress", "execution"),
        ("frame", "execution"),
        ("slot", "execution"),
        ("event", "execution"),
    ] {
        let mut select = file.prepare("SELECT name FROM pragma_table_info(?1)")?;
        let columns: Vec<String> =
            select.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let copied = columns.iter().map(|column| match column.as_str() {
            column if column == key => format!("{column} + i"),
            "arn" | "name" | "uuid" => format!("{column} || '-' || i"),
            "next_due" => "next_due + 86400000 + 1000 * i".to_owned(),
            column => column.to_owned(),
        });
        let copied = copied.collect::<Vec<_>>().join(", ");
        let columns = columns.join(", ");
        file.execute(&format!("INSERT INTO {table} ({columns}) SELECT {copied} FROM {table}, copy"), ())?;
    }
    file.execute_batch("COMMIT")?;
    Ok(())
}
