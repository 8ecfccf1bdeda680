//! Map runs that go on though they had ended (DMAP-24).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use asl_runtime::durable::Client;
use asl_runtime::history::EventDetails;
use asl_runtime::map_runs::{MapRun, MapRunStatus};
use asl_runtime::objects::MemoryObjects;
use asl_runtime::store::{
    Description, ExecutionQuery, NotRedrivable, Order, RedriveLimits, Status, StoreError,
};
use asl_runtime::{DynamicCall, TaskError, Workflow, include_workflow};
use serde_json::{Value, json};

use crate::kept::{Kept, eventually, on_both};
use crate::support::{Calls, called, handlers, types};

include_workflow! {
    name: rows,
    inline = r#"{
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map", "Label": "Rows", "MaxConcurrency": 3,
                "ItemReader": {
                    "Resource": "arn:aws:states:::s3:getObject",
                    "Parameters": { "Bucket": "b", "Key": "rows.csv" },
                    "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" }
                },
                "ItemProcessor": {
                    "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                    "StartAt": "First", "States": {
                        "First": {
                            "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:first",
                            "ResultPath": "$.first", "Next": "Second"
                        },
                        "Second": {
                            "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:second",
                            "End": true
                        }
                    }
                },
                "End": true
            }
        }
    }"#,
}

include_workflow! {
    name: limited,
    inline = r#"{
        "TimeoutSeconds": 2,
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map", "MaxConcurrency": 2, "ItemsPath": "$.items", "ToleratedFailureCount": 1,
                "ItemProcessor": {
                    "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                    "StartAt": "Work", "States": { "Work": {
                        "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "End": true
                    } }
                },
                "End": true
            }
        }
    }"#,
}

include_workflow! {
    name: batches,
    inline = r#"{
        "StartAt": "Both",
        "States": { "Both": {
            "Type": "Parallel", "End": true,
            "Branches": [
                { "StartAt": "Each", "States": { "Each": {
                    "Type": "Map", "MaxConcurrency": 2, "ToleratedFailurePercentage": 20,
                    "ItemReader": {
                        "Resource": "arn:aws:states:::s3:getObject",
                        "Parameters": { "Bucket": "b", "Key": "rows.csv" },
                        "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" }
                    },
                    "ItemSelector": { "n.$": "$$.Map.Item.Value.n" },
                    "ItemBatcher": { "MaxItemsPerBatch": 3 },
                    "ItemProcessor": {
                        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
                        "StartAt": "Work", "States": { "Work": {
                            "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work",
                            "End": true
                        } }
                    },
                    "ResultWriter": {
                        "Resource": "arn:aws:states:::s3:putObject",
                        "Parameters": { "Bucket": "out", "Prefix": "done" },
                        "WriterConfig": { "Transformation": "COMPACT", "OutputType": "JSON" }
                    },
                    "End": true
                } } },
                { "StartAt": "Beside", "States": { "Beside": { "Type": "Succeed" } } }
            ]
        } }
    }"#,
}

on_both! {
    children_go_on_from_where_they_failed
    as_many_go_on_at_once_as_may
    what_was_stopped_goes_on
    what_ran_out_of_time_goes_on
    batches_and_files_are_made_whole
    a_second_redrive_goes_on_where_the_first_ended
    a_crash_in_between_changes_nothing
    what_can_not_be_redriven_stays_failed
    children_are_not_redriven_alone
}

fn objects(number: usize) -> MemoryObjects {
    let lines = (0..number).map(|row| format!("{row}\n"));
    let rows: String = std::iter::once("n\n".to_owned()).chain(lines).collect();
    MemoryObjects::new().with("b", "rows.csv", rows)
}

fn number(call: &DynamicCall) -> u64 {
    call.input["n"].as_str().and_then(|number| number.parse().ok()).expect("a number")
}

fn broken() -> Option<Result<Value, TaskError>> {
    Some(Err(TaskError::new("Broken", "not yet")))
}

/// Rows whose second step fails where it is said, until all is well.
fn failing_rows(
    calls: &Calls,
    well: &Arc<AtomicBool>,
    objects: MemoryObjects,
    fails: impl Fn(u64) -> bool + Send + Sync + 'static,
) -> Workflow<rows::Definition> {
    let well = Arc::clone(well);
    let answer = move |call: &DynamicCall| match call.method {
        "first" => Some(Ok(json!(1))),
        _ if !well.load(Ordering::SeqCst) && fails(number(call)) => broken(),
        _ => Some(Ok(json!(number(call) * 2))),
    };
    rows::dynamic(handlers(calls, answer)).objects(objects)
}

async fn ended(client: &Client, arn: &str) -> Description {
    eventually(async || client.describe(arn).await.expect("it is there").status != Status::Running).await;
    client.describe(arn).await.expect("it is there")
}

fn output(description: &Description) -> Value {
    let output = description.output.as_deref().unwrap_or_else(|| panic!("{description:?}"));
    serde_json::from_str(output).expect("it is JSON")
}

async fn map_run(client: &Client, arn: &str) -> MapRun {
    let runs = client.map_runs(arn).await.expect("a list");
    let [run] = &runs[..] else { panic!("there is one: {runs:?}") };
    run.clone()
}

async fn children(client: &Client, map_run: &str) -> Vec<Description> {
    let query = ExecutionQuery { map_run: Some(map_run.to_owned()), most: 1000, ..ExecutionQuery::default() };
    client.list(query).await.expect("a page").executions
}

fn doubled(number: u64) -> Value {
    json!((0..number).map(|row| row * 2).collect::<Vec<_>>())
}

async fn children_go_on_from_where_they_failed(kept: impl Kept) {
    let (calls, well) = (Calls::default(), Arc::new(AtomicBool::new(false)));
    let workflow = failing_rows(&calls, &well, objects(10), |row| row == 4);
    let builder = kept.engine().register(&workflow).reload_after_every_step();
    let engine = builder.build().await.expect("it starts");
    let execution = engine.start(&workflow, None, json!({})).await.expect("it starts");
    let failed = ended(&engine, execution.id()).await;
    assert_eq!(failed.error.as_deref(), Some("States.ExceedToleratedFailureThreshold"));
    let before = map_run(&engine, execution.id()).await;
    assert_eq!((before.status, before.item_counts.failed), (MapRunStatus::Failed, 1));
    well.store(true, Ordering::SeqCst);
    execution.redrive().await.expect("it can");
    assert_eq!(output(&ended(&engine, execution.id()).await), doubled(10));

    let run = map_run(&engine, execution.id()).await;
    assert_eq!(run.map_run_arn, before.map_run_arn, "it is the same");
    assert_eq!(
        (run.status, run.redrive_count, run.start_date),
        (MapRunStatus::Succeeded, 1, before.start_date)
    );
    assert!(run.redrive_date.is_some_and(|date| date >= before.stop_date.expect("it had ended")));
    for counts in [run.item_counts, run.execution_counts] {
        assert_eq!((counts.succeeded, counts.failed, counts.aborted, counts.total), (10, 0, 0, 10));
        assert_eq!((counts.pending_redrive, counts.failures_not_redrivable), (0, 0));
    }
    let calls = called(&calls);
    let times = |name: &str| calls.iter().filter(|call| call.starts_with(name)).count();
    let of_row = |name: &str, row: u64| {
        calls
            .iter()
            .filter(|call| call.starts_with(name) && call.contains(&format!(r#""n":"{row}""#)))
            .count()
    };
    assert_eq!((of_row("first", 4), of_row("second", 4)), (1, 2), "it goes on from the state that failed");
    let twice = (0..10).filter(|row| *row != 4 && of_row("second", *row) > 1).count();
    assert!(twice as u64 <= before.item_counts.aborted, "what had succeeded is not done again: {calls:?}");
    assert!(times("first") <= 12, "only what was cut off is done twice: {calls:?}");
    let redriven = children(&engine, &run.map_run_arn).await;
    assert_eq!(redriven.len(), 10, "no child is there twice");
    assert!(redriven.iter().any(|child| child.redrive_count == 1));
    let types = types(&engine, execution.id()).await;
    assert_eq!(
        types[types.len() - 6..],
        [
            "ExecutionRedriven",
            "MapRunRedriven",
            "MapRunSucceeded",
            "MapStateSucceeded",
            "MapStateExited",
            "ExecutionSucceeded"
        ],
        "{types:?}"
    );
    let page = engine.history(execution.id(), Order::Reverse, 6, None).await.expect("there is one");
    let event = &page.events[4];
    let EventDetails::MapRunRedriven { map_run_arn, redrive_count } = &event.details else {
        panic!("{event:?}")
    };
    assert_eq!((map_run_arn, *redrive_count), (&run.map_run_arn, 1));
    assert_eq!((event.previous_event_id, page.events[3].previous_event_id), (event.id - 1, event.id));
}

/// All that run at once did not succeed: the list of them comes to its end only later.
async fn as_many_go_on_at_once_as_may(kept: impl Kept) {
    let (calls, well) = (Calls::default(), Arc::new(AtomicBool::new(false)));
    let workflow = {
        let well = Arc::clone(&well);
        let answer = move |call: &DynamicCall| match (call.method, well.load(Ordering::SeqCst)) {
            ("second", false) => (number(call) == 0).then(broken).flatten(),
            ("second", true) => Some(Ok(json!(number(call) * 2))),
            _ => Some(Ok(json!(1))),
        };
        rows::dynamic(handlers(&calls, answer)).objects(objects(4))
    };
    let builder = kept.engine().register(&workflow).reload_after_every_step();
    let engine = builder.build().await.expect("it starts");
    let execution = engine.start(&workflow, None, json!({})).await.expect("it starts");
    ended(&engine, execution.id()).await;
    let run = map_run(&engine, execution.id()).await;
    assert_eq!((run.item_counts.failed, run.item_counts.aborted), (1, 2));
    well.store(true, Ordering::SeqCst);
    execution.redrive().await.expect("it can");
    assert_eq!(output(&ended(&engine, execution.id()).await), doubled(4));
    let run = map_run(&engine, execution.id()).await;
    assert_eq!((run.status, run.item_counts.succeeded), (MapRunStatus::Succeeded, 4));
}

async fn what_was_stopped_goes_on(kept: impl Kept) {
    let (calls, well) = (Calls::default(), Arc::new(AtomicBool::new(false)));
    let workflow = {
        let well = Arc::clone(&well);
        let answer = move |call: &DynamicCall| match (call.method, well.load(Ordering::SeqCst)) {
            ("second", false) => None,
            ("second", true) => Some(Ok(json!(number(call) * 2))),
            _ => Some(Ok(json!(1))),
        };
        rows::dynamic(handlers(&calls, answer)).objects(objects(7))
    };
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let execution = engine.start(&workflow, None, json!({})).await.expect("it starts");
    eventually(async || called(&calls).iter().filter(|call| call.starts_with("second")).count() == 3).await;
    execution.stop(None, None).await.expect("it is told");
    assert_eq!(ended(&engine, execution.id()).await.status, Status::Aborted);
    let run = map_run(&engine, execution.id()).await;
    assert_eq!((run.status, run.item_counts.aborted), (MapRunStatus::Aborted, 3));
    well.store(true, Ordering::SeqCst);
    // At once: some of the children may not have heard yet that they are to stop.
    execution.redrive().await.expect("it can");
    assert_eq!(output(&ended(&engine, execution.id()).await), doubled(7));
    let run = map_run(&engine, execution.id()).await;
    assert_eq!(
        (run.status, run.item_counts.succeeded, run.item_counts.total),
        (MapRunStatus::Succeeded, 7, 7)
    );
    let firsts = called(&calls).iter().filter(|call| call.starts_with("first")).count();
    assert_eq!(firsts, 7, "{:?}", called(&calls));
}

async fn what_ran_out_of_time_goes_on(kept: impl Kept) {
    let (calls, well) = (Calls::default(), Arc::new(AtomicBool::new(false)));
    let workflow = {
        let well = Arc::clone(&well);
        let answer = move |call: &DynamicCall| match call.input.as_u64() {
            Some(1) if !well.load(Ordering::SeqCst) => broken(),
            Some(row) if row < 3 || well.load(Ordering::SeqCst) => Some(Ok(json!(row * 2))),
            _ => None,
        };
        limited::dynamic(handlers(&calls, answer))
    };
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let input = json!({ "items": [0, 1, 2, 3, 4, 5, 6] });
    let execution = engine.start(&workflow, None, input).await.expect("it starts");
    assert_eq!(ended(&engine, execution.id()).await.status, Status::TimedOut);
    let counts = map_run(&engine, execution.id()).await.item_counts;
    assert_eq!((counts.succeeded, counts.failed, counts.aborted, counts.pending), (2, 1, 2, 2));
    well.store(true, Ordering::SeqCst);
    execution.redrive().await.expect("it can");
    assert_eq!(output(&ended(&engine, execution.id()).await), doubled(7));
    assert_eq!(called(&calls).len(), 10, "the tolerated one runs again too: {:?}", called(&calls));
}

async fn batches_and_files_are_made_whole(kept: impl Kept) {
    let (calls, well, objects) = (Calls::default(), Arc::new(AtomicBool::new(false)), objects(30));
    let workflow = {
        let well = Arc::clone(&well);
        let answer = move |call: &DynamicCall| {
            let first: u64 =
                call.input["Items"][0]["n"].as_str().and_then(|n| n.parse().ok()).expect("a row");
            match first {
                3 | 6 | 9 if !well.load(Ordering::SeqCst) => broken(),
                _ => Some(Ok(json!(first))),
            }
        };
        batches::dynamic(handlers(&calls, answer)).objects(objects.clone())
    };
    let builder = kept.engine().register(&workflow).reload_after_every_step();
    let engine = builder.build().await.expect("it starts");
    let execution = engine.start(&workflow, None, json!({})).await.expect("it starts");
    let failed = ended(&engine, execution.id()).await;
    assert_eq!(failed.error.as_deref(), Some("States.ExceedToleratedFailureThreshold"));
    let before = map_run(&engine, execution.id()).await;
    assert_eq!(before.item_counts.failed, 9, "{before:?}");
    well.store(true, Ordering::SeqCst);
    execution.redrive().await.expect("it can");
    let result = output(&ended(&engine, execution.id()).await);
    let run = map_run(&engine, execution.id()).await;
    let (items, executions) = (run.item_counts, run.execution_counts);
    assert_eq!((items.succeeded, items.total, items.results_written), (30, 30, 30), "{run:?}");
    assert_eq!((executions.succeeded, executions.total, executions.results_written), (10, 10, 10));
    let key = result[0]["ResultWriterDetails"]["Key"].as_str().expect("a key");
    let manifest: Value =
        serde_json::from_slice(&objects.content("out", key).expect("it was written")).expect("it is JSON");
    let files = &manifest["ResultFiles"];
    assert_eq!((&files["FAILED"], &files["PENDING"]), (&json!([]), &json!([])), "{manifest}");
    let key = files["SUCCEEDED"][0]["Key"].as_str().expect("a file");
    let all: Value =
        serde_json::from_slice(&objects.content("out", key).expect("it is there")).expect("it is JSON");
    assert_eq!(all, json!((0..10).map(|batch| batch * 3).collect::<Vec<_>>()), "in the order of the items");
    let manifests = objects.keys("out").iter().filter(|key| key.ends_with("manifest.json")).count();
    assert_eq!(manifests, 1);
    assert!(children(&engine, &run.map_run_arn).await.is_empty(), "Express children that succeeded are gone");
}

async fn a_second_redrive_goes_on_where_the_first_ended(kept: impl Kept) {
    let (calls, well) = (Calls::default(), Arc::new(AtomicBool::new(false)));
    let workflow = failing_rows(&calls, &well, objects(12), |row| row % 4 == 3);
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let execution = engine.start(&workflow, None, json!({})).await.expect("it starts");
    for times in 0..3 {
        let failed = ended(&engine, execution.id()).await;
        assert_eq!(failed.status, Status::Failed);
        let run = map_run(&engine, execution.id()).await;
        assert_eq!((run.status, run.redrive_count), (MapRunStatus::Failed, times));
        let counts = run.item_counts;
        assert_eq!(counts.pending_redrive, 0, "{counts:?}");
        let known = counts.succeeded + counts.failed + counts.aborted;
        assert_eq!(known + counts.pending, counts.total, "{counts:?}");
        execution.redrive().await.expect("it can");
    }
    ended(&engine, execution.id()).await;
    well.store(true, Ordering::SeqCst);
    execution.redrive().await.expect("it can");
    assert_eq!(output(&ended(&engine, execution.id()).await), doubled(12));
    let run = map_run(&engine, execution.id()).await;
    assert_eq!((run.redrive_count, run.item_counts.succeeded, run.item_counts.total), (4, 12, 12));
    assert_eq!(children(&engine, &run.map_run_arn).await.len(), 12);
    types(&engine, execution.id()).await;
}

async fn a_crash_in_between_changes_nothing(kept: impl Kept) {
    let (calls, well) = (Calls::default(), Arc::new(AtomicBool::new(false)));
    let workflow = failing_rows(&calls, &well, objects(9), |row| row == 5);
    let first = kept.engine().register(&workflow).build().await.expect("it starts");
    let id = first.start(&workflow, None, json!({})).await.expect("it starts").id().to_owned();
    assert_eq!(ended(&first, &id).await.status, Status::Failed);
    first.shut_down().await.expect("it ends");
    // Nobody drives it when it is redriven, and whoever does is gone after each step or two.
    kept.client().await.redrive(&id, None).await.expect("it can");
    well.store(true, Ordering::SeqCst);
    for _ in 0..20 {
        let engine = kept.engine().register(&workflow).build().await.expect("it starts");
        tokio::time::sleep(std::time::Duration::from_millis(3)).await;
        engine.shut_down().await.expect("it ends");
    }
    let last = kept.engine().register(&workflow).build().await.expect("it starts");
    assert_eq!(output(&ended(&last, &id).await), doubled(9));
    let run = map_run(&last, &id).await;
    assert_eq!((run.redrive_count, run.item_counts.succeeded, run.item_counts.total), (1, 9, 9));
    let redriven = types(&last, &id).await.iter().filter(|name| *name == "MapRunRedriven").count();
    assert_eq!(redriven, 1);
}

async fn what_can_not_be_redriven_stays_failed(kept: impl Kept) {
    let (calls, well) = (Calls::default(), Arc::new(AtomicBool::new(false)));
    let workflow = {
        let well = Arc::clone(&well);
        let answer = move |call: &DynamicCall| match call.input.as_u64() {
            Some(1 | 2) if !well.load(Ordering::SeqCst) => broken(),
            _ => Some(Ok(json!(1))),
        };
        limited::dynamic(handlers(&calls, answer))
    };
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let input = json!({ "items": [0, 1, 2] });
    let execution = engine.start(&workflow, None, input).await.expect("it starts");
    assert_eq!(ended(&engine, execution.id()).await.status, Status::Failed);
    let run = map_run(&engine, execution.id()).await;
    let failed: Vec<_> = children(&engine, &run.map_run_arn)
        .await
        .into_iter()
        .filter(|child| child.status == Status::Failed)
        .collect();
    assert_eq!(failed.len(), 2);
    engine.delete(&failed[0].arn).await.expect("it has ended");
    well.store(true, Ordering::SeqCst);
    execution.redrive().await.expect("it can");
    assert_eq!(output(&ended(&engine, execution.id()).await), json!([1, 1]), "one is tolerated");
    let run = map_run(&engine, execution.id()).await;
    let counts = run.execution_counts;
    assert_eq!((counts.succeeded, counts.failed, counts.failures_not_redrivable), (2, 1, 1), "{counts:?}");
    assert_eq!((counts.total, counts.pending_redrive), (3, 0));
}

async fn children_are_not_redriven_alone(kept: impl Kept) {
    let (calls, well) = (Calls::default(), Arc::new(AtomicBool::new(false)));
    let workflow = failing_rows(&calls, &well, objects(3), |row| row == 1);
    let builder = kept.engine().redrive_limits(RedriveLimits::AWS).register(&workflow);
    let engine = builder.build().await.expect("it starts");
    let execution = engine.start(&workflow, None, json!({})).await.expect("it starts");
    ended(&engine, execution.id()).await;
    let run = map_run(&engine, execution.id()).await;
    let all = children(&engine, &run.map_run_arn).await;
    let child = all.iter().find(|child| child.status == Status::Failed).expect("there is one");
    assert_eq!(engine.redrivable(child), Err(NotRedrivable::ByMapRun));
    let refused = engine.redrive(&child.arn, None).await.expect_err("its map run does that");
    let reason = "Execution is a child of a Map Run: its parent execution can be redriven";
    assert_eq!(refused.to_string(), reason);
    assert!(matches!(
        refused,
        asl_runtime::durable::DurableError::Store(StoreError::ExecutionNotRedrivable(
            NotRedrivable::ByMapRun
        ))
    ));
}
