//! Distributed Map over items that are read out of objects (DMAP-5 to DMAP-12).

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use asl_runtime::history::History;
use asl_runtime::include_workflow;
use asl_runtime::objects::{MemoryObjects, ObjectName, ObjectStream, ObjectSummary, Objects};
use futures_util::stream;
use serde_json::{Value, json};

use crate::support::{answering, error, silent};

include_workflow! {
    name: rows,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "MaxConcurrency": 2,
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
                "Parameters": {"Bucket": "b", "Key.$": "$.key"},
                "ReaderConfig": {"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW", "MaxItemsPath": "$.most"}},
            "ItemSelector": {"row.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index",
                "source.$": "$$.Map.Item.Source", "most.$": "$.most"},
            "Catch": [{"ErrorEquals": ["States.ItemReaderFailed"], "Next": "C"}],
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}},
        "C": {"Type": "Pass", "Parameters": {"cause.$": "$.Cause"}, "End": true}
    }}"#,
}

include_workflow! {
    name: batches,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "MaxConcurrency": 1, "ToleratedFailurePercentage": 40,
            "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
                "Parameters": {"Bucket": "b", "Key": "k"}, "ReaderConfig": {"InputType": "JSONL"}},
            "ItemBatcher": {"MaxItemsPerBatch": 300},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}
    }}"#,
}

/// CTX-5, DMAP-7, DMAP-12
#[tokio::test]
async fn rows_become_executions() {
    let history = History::new();
    let workflow = rows::dynamic(answering(|call| Ok(call.input.clone())))
        .objects(MemoryObjects::new().with("b", "k", "n\n1\n2\n3\n"))
        .recorder(history.clone());
    let output = workflow.run(json!({"key": "k", "most": 2})).await.expect("it succeeds");
    let item =
        |index: u64, n: &str| json!({"row": {"n": n}, "index": index, "source": "s3://b/k", "most": 2});
    assert_eq!(output, json!([item(0, "1"), item(1, "2")]));
    let id = history.executions().into_iter().next().unwrap_or_default();
    let events = serde_json::to_value(history.events(&id)).expect("events are JSON");
    let started = events.as_array().and_then(|events| {
        events.iter().find(|event| event["type"] == "MapStateStarted").map(|event| event.to_string())
    });
    assert!(started.is_some_and(|started| started.contains(r#""length":0"#)));
}

/// DMAP-11, DMAP-20
#[tokio::test]
async fn failures_of_the_reader_can_be_caught() {
    let objects = MemoryObjects::new().with("b", "k", "n\n1\n").with("b", "twice", "n,n\n");
    for (key, most, cause) in [
        ("k", -1, "field MaxItems must be positive"),
        ("twice", 1, "CSV headers cannot contain duplicates."),
        ("none", 1, "The specified key does not exist."),
    ] {
        let workflow = rows::dynamic(answering(|call| Ok(call.input.clone()))).objects(objects.clone());
        let output = workflow.run(json!({"key": key, "most": most})).await;
        assert_eq!(output.ok(), Some(json!({"cause": cause})), "{key}");
    }
    let nowhere = rows::dynamic(silent()).run(json!({"key": "k", "most": 1})).await.expect("it is caught");
    let cause = nowhere["cause"].as_str().unwrap_or_default();
    assert!(cause.starts_with("No place for objects is set"), "{cause}");
}

/// DMAP-13, DMAP-14: batches are filled across what is read at once, and a share is one of all items.
#[tokio::test]
async fn batches_are_filled_by_several_reads() {
    let lines: String = (0..1000).map(|number| format!("{number}\n")).collect();
    let objects = MemoryObjects::new().with("b", "k", lines);
    let sizes = answering(|call| {
        let items = call.input["Items"].as_array().map_or(&[][..], Vec::as_slice);
        Ok(json!([items.first(), items.len()]))
    });
    let output = batches::dynamic(sizes).objects(objects.clone()).run(Value::Null).await;
    assert_eq!(output.ok(), Some(json!([[0, 300], [300, 300], [600, 300], [900, 100]])));
    // 300 of 1000 failed items are borne, though all items are among the first that are read.
    let first_fails = answering(|call| match call.input["Items"][0].as_u64() {
        Some(0) => Err(error("Bad")),
        first => Ok(json!(first)),
    });
    let output = batches::dynamic(first_fails).objects(objects.clone()).run(Value::Null).await;
    assert_eq!(output.ok(), Some(json!([300, 600, 900])));
    let two_fail = answering(|call| match call.input["Items"][0].as_u64() {
        Some(0 | 300) => Err(error("Bad")),
        first => Ok(json!(first)),
    });
    let failed = batches::dynamic(two_fail).objects(objects).run(Value::Null).await.err();
    let name = failed.as_ref().and_then(|failed| failed.error());
    assert_eq!(name, Some("States.ExceedToleratedFailureThreshold"));
}

/// A table without end.
struct Endless(Arc<AtomicUsize>);

impl Objects for Endless {
    fn get(&self, _: ObjectName) -> ObjectStream<Vec<u8>> {
        let made = Arc::clone(&self.0);
        Box::pin(stream::unfold((), move |()| {
            made.fetch_add(1, Ordering::Relaxed);
            std::future::ready(Some((Ok(b"n\n".repeat(100)), ())))
        }))
    }

    fn list(&self, _: &str, _: &str) -> ObjectStream<ObjectSummary> {
        Box::pin(stream::empty())
    }
}

/// Items are read when there is room for them, and no more than a few ahead.
#[tokio::test(start_paused = true)]
async fn nothing_is_read_while_all_permits_are_held() {
    let made = Arc::new(AtomicUsize::new(0));
    let workflow = rows::dynamic(silent()).objects(Endless(Arc::clone(&made)));
    let execution = workflow.start(json!({"key": "k", "most": 100_000_000})).expect("it starts");
    tokio::time::sleep(Duration::from_secs(3600)).await;
    // A header, 256 rows.
    assert_eq!(made.load(Ordering::Relaxed), 3);
    execution.stop(None, None);
    assert!(execution.wait().await.is_err());
}
