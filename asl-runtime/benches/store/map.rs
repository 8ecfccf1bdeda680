//! A distributed Map over a big file, on a durable engine: memory, rows and time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use asl_runtime::durable::Engine;
use asl_runtime::objects::{
    ObjectFuture, ObjectName, ObjectStream, ObjectSummary, ObjectWriter, Objects, SummaryFuture,
};
use asl_runtime::store::{ExecutionQuery, Sqlite, Status};
use asl_runtime::{Definition, DynamicHandlers, Timestamp, Workflow, include_workflow};
use futures_util::{StreamExt as _, stream};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::Result;
use crate::process::{Folder, memory, size};

include_workflow! {
    name: express,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "MaxConcurrency": 500,
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key.$": "$.key"},
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}},
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"},
                "WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSONL"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}
    }}"#,
}

include_workflow! {
    name: standard,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "MaxConcurrency": 500,
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key.$": "$.key"},
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}},
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"},
                "WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSONL"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}
    }}"#,
}

include_workflow! {
    name: batches,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "MaxConcurrency": 50,
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key.$": "$.key"},
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}},
            "ItemBatcher": {"MaxItemsPerBatch": 100},
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"},
                "WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSONL"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}
    }}"#,
}

/// What children of a Map are.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Children {
    /// An Express execution for each row.
    Express,
    /// A Standard execution for each row.
    Standard,
    /// An Express execution for a hundred rows.
    Batches,
}

impl Children {
    pub(crate) fn named(name: &str) -> Result<Self> {
        match name {
            "express" => Ok(Self::Express),
            "standard" => Ok(Self::Standard),
            "batches" => Ok(Self::Batches),
            _ => Err("children are `express`, `standard` or `batches`".into()),
        }
    }
}

/// Whether a reader can go on in the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reading {
    /// What is read is told apart by an ETag.
    Sought,
    /// It is not, and everything is read again.
    Skipped,
}

/// A table that is made as it is read, of as many rows as its key says. What is written is counted.
#[derive(Clone)]
struct Table {
    written: Arc<AtomicU64>,
    reading: Reading,
}

const ROWS_PER_PIECE: u64 = 500;

const HEAD: &str = "id,customer,total\n";

/// So many bytes has each row.
const ROW: u64 = 29;

impl Objects for Table {
    fn get(&self, object: ObjectName) -> ObjectStream<Vec<u8>> {
        let head = stream::iter([Ok(HEAD.as_bytes().to_vec())]);
        Box::pin(head.chain(self.get_from(object, HEAD.len() as u64)))
    }

    fn get_from(&self, object: ObjectName, bytes: u64) -> ObjectStream<Vec<u8>> {
        let rows: u64 = object.key.parse().unwrap_or_default();
        let first = bytes.saturating_sub(HEAD.len() as u64) / ROW;
        let pieces = (0..rows.saturating_sub(first).div_ceil(ROWS_PER_PIECE)).map(move |piece| {
            let start = first + piece * ROWS_PER_PIECE;
            let rows = start..rows.min(start + ROWS_PER_PIECE);
            let text: String =
                rows.map(|row| format!("{row:09},customer {:04},9.50\n", row % 1000)).collect();
            Ok(text.into_bytes())
        });
        Box::pin(stream::iter(pieces))
    }

    fn head(&self, object: ObjectName) -> SummaryFuture<'_> {
        let etag = (self.reading == Reading::Sought).then(|| "\"table\"".to_owned());
        let summary = ObjectSummary::new(object.key, 0, Timestamp::new(0, 0)).etag(etag);
        Box::pin(std::future::ready(Ok(Some(summary))))
    }

    fn list(&self, _: &str, _: &str) -> ObjectStream<ObjectSummary> {
        Box::pin(stream::empty())
    }

    fn put(&self, _: ObjectName) -> Box<dyn ObjectWriter> {
        Box::new(self.clone())
    }
}

impl ObjectWriter for Table {
    fn write(&mut self, piece: Vec<u8>) -> ObjectFuture<'_> {
        self.written.fetch_add(piece.len() as u64, Ordering::Relaxed);
        Box::pin(std::future::ready(Ok(())))
    }

    fn finish(self: Box<Self>) -> ObjectFuture<'static> {
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Runs a Map over so many rows. Behind nine tenths the engine is dropped, and another one goes on.
pub(crate) async fn run(rows: u64, children: Children, reading: Reading) -> Result<()> {
    let table = Table { written: Arc::default(), reading };
    let handlers = DynamicHandlers::new(|call| async move {
        let batch = call.input["Items"].as_array().map(|items| json!(items.len()));
        Ok(batch.unwrap_or(call.input))
    });
    println!("distributed Map over {rows} rows, {children:?}, {reading:?}, stopped behind nine tenths");
    match children {
        Children::Express => measure(rows, rows, express::dynamic(handlers).objects(table.clone())).await,
        Children::Standard => measure(rows, rows, standard::dynamic(handlers).objects(table.clone())).await,
        Children::Batches => {
            measure(rows, rows.div_ceil(100), batches::dynamic(handlers).objects(table.clone())).await
        }
    }?;
    println!("  written: {} bytes", table.written.load(Ordering::Relaxed));
    Ok(())
}

/// Looks at a map run beside the engine.
struct Watch {
    looks: Connection,
    memory: f64,
    executions: u64,
    /// When each tenth of the children had ended.
    tenths: Vec<Instant>,
    children: u64,
}

impl Watch {
    /// How many children have been started.
    fn started(&self) -> Result<u64> {
        let counts = "json ->> '$.executionCounts.total' - json ->> '$.executionCounts.pending'";
        Ok(self.looks.query_row(&format!("SELECT {counts} FROM map_run"), (), |row| row.get(0))?)
    }

    /// How many children have succeeded.
    fn look(&mut self) -> Result<u64> {
        self.memory = self.memory.max(memory().unwrap_or_default());
        let running = self.looks.query_row("SELECT count(*) FROM awaited", (), |row| row.get(0))?;
        self.executions = self.executions.max(running);
        let ended = self.looks.query_row(
            "SELECT coalesce(max(json ->> '$.executionCounts.succeeded'), 0) FROM map_run",
            (),
            |row| row.get(0),
        )?;
        while ended * 10 >= self.children * (self.tenths.len() as u64 + 1) {
            self.tenths.push(Instant::now());
        }
        Ok(ended)
    }
}

async fn measure<D>(rows: u64, children: u64, workflow: Workflow<D>) -> Result<()>
where
    D: Definition<Input = Value>,
{
    let folder = Folder::new()?;
    let path = folder.path("workflows.db");
    let before = memory().unwrap_or_default();
    let started = Instant::now();
    let engine = Engine::builder().store(Sqlite::open(&path)?).register(&workflow).build().await?;
    let input = json!({ "key": rows.to_string() });
    let id = engine.start(&workflow, Some("big"), input).await?.id().to_owned();
    let looks = Connection::open(&path)?;
    let mut watch = Watch { looks, memory: 0.0, executions: 0, tenths: Vec::new(), children };
    while watch.look()? < children - children / 10 {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    engine.shut_down().await?;
    let stopped = Instant::now();
    let engine = Engine::builder().store(Sqlite::open(&path)?).register(&workflow).build().await?;
    // Those that run need nothing to be read.
    let known = watch.started()?;
    while known < children && watch.started()? == known {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let gone_on = stopped.elapsed();
    while watch.look()? < children {
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let ended = Instant::now();
    let execution = engine.execution::<D>(&id);
    let output = loop {
        match tokio::time::timeout(Duration::from_millis(100), execution.wait_json()).await {
            Ok(output) => break output?,
            Err(_) => drop(watch.look()?),
        }
    };
    let took = started.elapsed();
    let [run] = &engine.map_runs(&id).await?[..] else { return Err("there is one map run".into()) };
    if run.item_counts.succeeded != rows {
        return Err(format!("{:?} of {rows} rows, {output}", run.item_counts).into());
    }
    let tenths: Vec<String> = std::iter::once(started)
        .chain(watch.tenths.iter().copied())
        .zip(&watch.tenths)
        .map(|(from, to)| format!("{:.1}", (*to - from).as_secs_f64()))
        .collect();
    let per_second = children as f64 / (ended - started).as_secs_f64();
    println!("  took {:.0} s: {per_second:.0} children a second", took.as_secs_f64());
    println!("  each tenth of the children: {} s", tenths.join(", "));
    println!("  results written in {:.1} s", ended.elapsed().as_secs_f64());
    println!("  memory: {:.1} MB at the most, {before:.1} MB before", watch.memory);
    println!("  children at once: {}", watch.executions);
    println!("  file: {} bytes for each row", size(&path)? / rows);
    println!("  the first further child behind nine tenths: {} ms", gone_on.as_millis());
    let listed = Instant::now();
    let query = ExecutionQuery {
        map_run: Some(run.map_run_arn.clone()),
        status: Some(Status::Failed),
        ..ExecutionQuery::default()
    };
    let failed = engine.list(query).await?.executions.len();
    println!("  the {failed} that failed are listed in {} us", listed.elapsed().as_micros());
    engine.shut_down().await?;
    let engine = Engine::builder().store(Sqlite::open(&path)?).build().await?;
    let deleted = Instant::now();
    engine.delete(&id).await?;
    println!("  deleted in {:.1} s", deleted.elapsed().as_secs_f64());
    Ok(())
}
