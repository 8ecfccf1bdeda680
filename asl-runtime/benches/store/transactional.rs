//! What it costs that a handler writes a row of its own in the step that ends its state: the writer waits for the step.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use asl_runtime::durable::Engine;
use asl_runtime::store::Sqlite;
use asl_runtime::{Definition, InTransaction, TaskContext, TaskError, Workflow, include_workflow};
use serde_json::{Value, json};

use crate::Result;
use crate::engine::{at_work, counter};
use crate::process::Folder;
use crate::transitions::middle;

const TIME: Duration = Duration::from_secs(3);
const TURNS: usize = 3;

include_workflow! {
    name: booking,
    inline = r#"{
        "StartAt": "Book",
        "States": {
            "Book": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:book", "Next": "Enough?"
            },
            "Enough?": {
                "Type": "Choice",
                "Choices": [ { "Variable": "$.count", "NumericLessThan": 0, "Next": "Done" } ],
                "Default": "Book"
            },
            "Done": { "Type": "Succeed" }
        }
    }"#,
    transactional: [book],
    allow: ["unbounded-loop"],
}

/// Counts its calls; with a transaction it also writes them down.
struct Clerk(Arc<AtomicU64>);

impl Clerk {
    fn next(&self, input: &Value) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed);
        input["count"].as_u64().unwrap_or_default() + 1
    }
}

impl counter::Handlers for Clerk {
    async fn count(&self, input: &Value, _: &TaskContext) -> std::result::Result<Value, TaskError> {
        Ok(json!({ "count": self.next(input) }))
    }
}

impl booking::Handlers for Clerk {
    async fn book(
        &self,
        input: &Value,
        _: &TaskContext,
    ) -> std::result::Result<InTransaction<Value>, TaskError> {
        let count = self.next(input);
        Ok(InTransaction::new(move |transaction| {
            let insert = "INSERT INTO booking (count) VALUES (?1)";
            transaction
                .execute(insert, [count])
                .map_err(|error| TaskError::new("Database", error.to_string()))?;
            Ok(json!({ "count": count }))
        }))
    }
}

pub(crate) async fn run() -> Result<()> {
    println!("steps per second, and what a step takes longer if a handler writes a row within it:");
    println!("{:>10} {:>10} {:>14} {:>10}", "executions", "plain", "transactional", "longer, µs");
    for together in [1, 16, 256] {
        let (mut without, mut with) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            let steps = Arc::new(AtomicU64::new(0));
            without.push(turn(&counter::workflow(Clerk(Arc::clone(&steps))), &steps, together).await?);
            let steps = Arc::new(AtomicU64::new(0));
            with.push(turn(&booking::workflow(Clerk(Arc::clone(&steps))), &steps, together).await?);
        }
        let (without, with) = (middle(without), middle(with));
        let longer = (1.0 / with - 1.0 / without) * 1e6;
        println!("{together:>10} {without:>10.0} {with:>14.0} {longer:>10.0}");
    }
    Ok(())
}

async fn store(path: &Path) -> Result<Sqlite> {
    let store = Sqlite::open(path)?;
    let table = "CREATE TABLE booking (id INTEGER PRIMARY KEY, count INTEGER)";
    store.transact(move |transaction| transaction.execute(table, ())).await?;
    Ok(store)
}

/// Steps per second of so many executions.
async fn turn<D: Definition<Input = Value>>(
    workflow: &Workflow<D>,
    steps: &AtomicU64,
    together: usize,
) -> Result<f64> {
    let folder = Folder::new()?;
    let store = store(&folder.path("workflows.db")).await?;
    let engine = Engine::builder().store(store).register(workflow).build().await?;
    let arns = at_work(&engine, workflow, steps, together).await?;
    let (before, since) = (steps.load(Ordering::Relaxed), Instant::now());
    tokio::time::sleep(TIME).await;
    let rate = (steps.load(Ordering::Relaxed) - before) as f64 / since.elapsed().as_secs_f64();
    for arn in arns {
        engine.stop(&arn, None, None).await?;
    }
    engine.shut_down_within(Duration::from_secs(30)).await?;
    Ok(rate)
}
