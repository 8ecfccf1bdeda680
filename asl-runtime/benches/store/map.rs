//! A distributed Map over a big file, on a durable engine: memory, rows and time.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use asl_runtime::durable::Engine;
use asl_runtime::objects::{
    ObjectFuture, ObjectName, ObjectStream, ObjectSummary, ObjectWriter, Objects, SummaryFuture,
};
use asl_runtime::store::Sqlite;
use asl_runtime::{DynamicHandlers, Timestamp, include_workflow};
use futures_util::{StreamExt as _, stream};
use rusqlite::Connection;
use serde_json::json;

use crate::Result;
use crate::process::{Folder, memory, size};

include_workflow! {
    name: rows,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "MaxConcurrency": 500,
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key.$": "$"},
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}},
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"},
                "WriterConfig": {"Transformation": "COMPACT", "OutputType": "JSONL"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}
    }}"#,
}

/// A table that is made as it is read, of as many rows as its key says. What is written is counted.
#[derive(Clone, Default)]
struct Table {
    written: Arc<AtomicU64>,
}

const ROWS_PER_PIECE: u64 = 500;

impl Objects for Table {
    fn get(&self, object: ObjectName) -> ObjectStream<Vec<u8>> {
        let rows: u64 = object.key.parse().unwrap_or_default();
        let head = stream::iter([Ok(b"id,customer,total\n".to_vec())]);
        let pieces = (0..rows.div_ceil(ROWS_PER_PIECE)).map(move |piece| {
            let rows = piece * ROWS_PER_PIECE..rows.min((piece + 1) * ROWS_PER_PIECE);
            let text: String = rows.map(|row| format!("{row},customer {},9.50\n", row % 1000)).collect();
            Ok(text.into_bytes())
        });
        Box::pin(head.chain(stream::iter(pieces)))
    }

    fn head(&self, object: ObjectName) -> SummaryFuture<'_> {
        let summary = ObjectSummary::new(object.key, 0, Timestamp::new(0, 0)).etag(Some("\"table\"".into()));
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

/// Runs a Map over so many rows, a child for each. In the middle the engine is dropped, and another one goes on.
pub(crate) async fn run(rows: u64) -> Result<()> {
    let folder = Folder::new()?;
    let path = folder.path("workflows.db");
    let table = Table::default();
    let workflow =
        rows::dynamic(DynamicHandlers::new(|call| async move { Ok(call.input) })).objects(table.clone());
    let before = memory().unwrap_or_default();
    let started = Instant::now();
    let engine = Engine::builder().store(Sqlite::open(&path)?).register(&workflow).build().await?;
    let id = engine.start(&workflow, Some("big"), json!(rows.to_string())).await?.id().to_owned();
    let looks = Connection::open(&path)?;
    let number = |statement: &str| -> Result<u64> { Ok(looks.query_row(statement, (), |row| row.get(0))?) };
    let mut most = (0.0_f64, 0_u64);
    let mut watch = || -> Result<u64> {
        most.0 = most.0.max(memory().unwrap_or_default());
        most.1 = most.1.max(number("SELECT count(*) FROM execution")?);
        number("SELECT count(*) FROM child_result")
    };
    while watch()? < rows / 2 {
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    engine.shut_down().await?;
    let stopped = Instant::now();
    let engine = Engine::builder().store(Sqlite::open(&path)?).register(&workflow).build().await?;
    let half = watch()?;
    while watch()? == half {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    let gone_on = stopped.elapsed();
    let execution = engine.execution::<rows::Definition>(&id);
    let output = loop {
        match tokio::time::timeout(Duration::from_millis(500), execution.wait_json()).await {
            Ok(output) => break output?,
            Err(_) => drop(watch()?),
        }
    };
    let took = started.elapsed();
    let [run] = &engine.map_runs(&id).await?[..] else { return Err("there is one map run".into()) };
    if run.item_counts.succeeded != rows {
        return Err(format!("{:?} of {rows} rows, {output}", run.item_counts).into());
    }
    let per_second = rows as f64 / took.as_secs_f64();
    println!("distributed Map over {rows} rows, 500 children at once, stopped in the middle");
    println!("  took {:.0} s: {per_second:.0} children a second", took.as_secs_f64());
    println!("  memory: {:.1} MB at the most, {before:.1} MB before", most.0);
    println!("  executions at the most: {}", most.1);
    println!("  rows at the end: {} results", number("SELECT count(*) FROM child_result")?);
    println!("  file: {} bytes for each row", size(&path)? / rows);
    println!("  going on in the middle: {} ms", gone_on.as_millis());
    println!("  written: {} bytes", table.written.load(Ordering::Relaxed));
    Ok(())
}
