//! What a distributed Map over a big file takes: the memory of the batches that run, and time by the row.
//!
//! `ROWS=1000000 cargo test --release -p asl-runtime --test streaming -- --nocapture` prints the figures that
//! `docs/architecture.md` has. Only Linux tells the peak of a process's memory.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use asl_runtime::objects::{ObjectFuture, ObjectName, ObjectStream, ObjectSummary, ObjectWriter, Objects};
use asl_runtime::{DynamicHandlers, include_workflow};
use futures_util::stream;
use serde_json::{Value, json};

include_workflow! {
    name: batches,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "MaxConcurrency": 10,
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key.$": "$"},
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}},
            "ItemBatcher": {"MaxItemsPerBatch": 1000},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}
    }}"#,
}

include_workflow! {
    name: written_batches,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "MaxConcurrency": 10,
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key.$": "$"},
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}},
            "ItemBatcher": {"MaxItemsPerBatch": 1000},
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}
    }}"#,
}

include_workflow! {
    name: written_rows,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "MaxConcurrency": 10,
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key.$": "$"},
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"}},
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"}},
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
            Ok(rows
                .map(|row| format!("{row},customer {},9.50\n", row % 1000))
                .collect::<String>()
                .into_bytes())
        });
        Box::pin(futures_util::StreamExt::chain(head, stream::iter(pieces)))
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

/// The memory of the process now, and its peak, in KiB.
fn memory() -> Option<(u64, u64)> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let field = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse().ok()
    };
    Some((field("VmRSS:")?, field("VmHWM:")?))
}

/// How long a run takes, and how much more memory at its peak than before.
async fn measure(run: impl Future<Output = Value>) -> (Value, Duration, Option<u64>) {
    // 5: the peak is what is used now.
    let reset = std::fs::write("/proc/self/clear_refs", "5").ok();
    let before = reset.and_then(|()| memory());
    let start = Instant::now();
    let output = run.await;
    let took = start.elapsed();
    let more = before.zip(memory()).map(|((before, _), (_, peak))| peak.saturating_sub(before));
    (output, took, more)
}

fn handlers() -> DynamicHandlers {
    DynamicHandlers::new(|call| {
        let items = call.input["Items"].as_array().map_or(1, Vec::len);
        std::future::ready(Ok(json!({ "items": items, "first": call.input["Items"][0]["id"] })))
    })
}

/// DMAP-13, DMAP-19: neither items nor results are held.
#[tokio::test]
async fn a_big_file_takes_the_memory_of_its_batches() {
    let rows: u64 = std::env::var("ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(20_000);
    let key = json!(rows.to_string());
    let table = Table::default();
    let batches = batches::dynamic(handlers()).objects(table.clone());
    let written_batches = written_batches::dynamic(handlers()).objects(table.clone());
    let written_rows = written_rows::dynamic(handlers()).objects(table.clone());

    // What is used once, whatever is run, is not to count.
    written_batches.run(json!("2000")).await.expect("it succeeds");
    table.written.store(0, Ordering::Relaxed);

    let run = async { batches.run(key.clone()).await.expect("it succeeds") };
    let (output, took, more) = measure(run).await;
    let results = output.as_array().map_or(&[][..], Vec::as_slice);
    let items: u64 = results.iter().filter_map(|result| result["items"].as_u64()).sum();
    assert_eq!(items, rows);
    report("batches of 1,000", rows, took, more);

    let run = async { written_batches.run(key.clone()).await.expect("it succeeds") };
    let (output, took, more) = measure(run).await;
    assert!(output["ResultWriterDetails"].is_object() && table.written.load(Ordering::Relaxed) > rows * 30);
    report("batches of 1,000, results written", rows, took, more);

    let run = async { written_rows.run(key.clone()).await.expect("it succeeds") };
    let (output, took, more) = measure(run).await;
    assert!(output["ResultWriterDetails"].is_object() && table.written.load(Ordering::Relaxed) > rows * 300);
    report("a child for each row, results written", rows, took, more);
}

/// Prints what was measured. All rows of a big file, or what is told of their children, take many times the limit.
fn report(what: &str, rows: u64, took: Duration, more: Option<u64>) {
    const MOST_KIB: u64 = 24 * 1024;

    let more_text = more.map_or("unknown".to_owned(), |more| format!("{more} KiB"));
    println!("{what}: {rows} rows, {:.2} s, {more_text} more at the peak", took.as_secs_f64());
    assert!(more.is_none_or(|more| more < MOST_KIB), "{what}: {more_text}");
}
