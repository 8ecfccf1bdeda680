//! Distributed Maps on a store: children, map runs, positions, files (DMAP).

use std::sync::Arc;
use std::time::Duration;

use asl_runtime::durable::{Client, DurableError, Engine, EngineBuilder};
use asl_runtime::map_runs::{MapRunError, MapRunStatus, MapRunUpdate};
use asl_runtime::objects::MemoryObjects;
use asl_runtime::store::{ExecutionQuery, MemoryStore, Status};
use asl_runtime::{DynamicCall, TaskError, Workflow, include_workflow};
use serde_json::{Value, json};

use crate::support::{Calls, called, engine, handlers, types, until};

include_workflow! {
    name: each,
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
                    "StartAt": "Work", "States": {
                        "Work": {
                            "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work",
                            "Next": "Rest"
                        },
                        "Rest": { "Type": "Wait", "Seconds": 60, "End": true }
                    }
                },
                "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "Caught" } ],
                "End": true
            },
            "Caught": { "Type": "Pass", "End": true }
        }
    }"#,
}

include_workflow! {
    name: batches,
    inline = r#"{
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map", "MaxConcurrency": 2, "ToleratedFailureCount": 3,
                "ItemReader": {
                    "Resource": "arn:aws:states:::s3:getObject",
                    "Parameters": { "Bucket": "b", "Key": "rows.csv" },
                    "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" }
                },
                "ItemSelector": { "n.$": "$$.Map.Item.Value.n", "at.$": "$$.Map.Item.Index" },
                "ItemBatcher": { "MaxItemsPerBatch": 3, "BatchInput": { "of": "all" } },
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
                "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "Caught" } ],
                "End": true
            },
            "Caught": { "Type": "Pass", "End": true }
        }
    }"#,
}

/// A file with the rows 0, 1, 2 …
fn rows(number: usize) -> String {
    let lines = (0..number).map(|row| format!("{row}\n"));
    std::iter::once("n\n".to_owned()).chain(lines).collect()
}

fn objects(number: usize) -> MemoryObjects {
    MemoryObjects::new().with("b", "rows.csv", rows(number))
}

fn each_row(
    calls: &Calls,
    objects: &MemoryObjects,
    answer: impl Fn(&DynamicCall) -> Option<Result<Value, TaskError>> + Send + Sync + 'static,
) -> Workflow<each::Definition> {
    each::dynamic(handlers(calls, answer)).objects(objects.clone())
}

fn number(call: &DynamicCall) -> u64 {
    call.input["n"].as_str().and_then(|number| number.parse().ok()).expect("a number")
}

fn double(call: &DynamicCall) -> Option<Result<Value, TaskError>> {
    Some(Ok(json!(number(call) * 2)))
}

async fn start<D>(builder: EngineBuilder, workflow: &Workflow<D>) -> (Engine, String)
where
    D: asl_runtime::Definition<Input = Value>,
{
    let engine = builder.register(workflow).build().await.expect("it starts");
    let id = engine.start(workflow, Some("p"), json!({})).await.expect("it starts").id().to_owned();
    (engine, id)
}

async fn children(client: &Client, map_run: &str, status: Option<Status>) -> Vec<String> {
    let query =
        ExecutionQuery { map_run: Some(map_run.to_owned()), status, most: 1000, ..ExecutionQuery::default() };
    let page = client.list(query).await.expect("a page");
    page.executions.into_iter().map(|child| child.arn).collect()
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn each_item_is_an_execution() {
    for forgetful in [false, true] {
        let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
        let workflow = each_row(&calls, &objects(10), double);
        let builder = if forgetful { engine(&store).reload_after_every_step() } else { engine(&store) };
        let (engine, id) = start(builder, &workflow).await;
        until(|| called(&calls).len() == 3).await;
        let [run] = &engine.map_runs(&id).await.expect("a list")[..] else { panic!("there is one") };
        assert_eq!(
            (run.status, &*run.state_name, run.item_counts.running),
            (MapRunStatus::Running, "Each", 3)
        );
        let running = children(&engine, &run.map_run_arn, Some(Status::Running)).await;
        assert_eq!(running.len(), 3);
        assert!(running.iter().all(|arn| arn.contains(":execution:each/Rows:")), "{running:?}");

        let output = engine.execution::<each::Definition>(&id).wait_json().await.expect("it succeeds");
        assert_eq!(output, json!((0..10).map(|row| row * 2).collect::<Vec<_>>()));
        assert_eq!(called(&calls).len(), 10, "each once");
        let run = engine.map_run(&run.map_run_arn).await.expect("it is kept");
        assert_eq!(
            (run.status, run.item_counts.succeeded, run.item_counts.total),
            (MapRunStatus::Succeeded, 10, 10)
        );
        assert!(run.stop_date.is_some());
        let all = children(&engine, &run.map_run_arn, Some(Status::Succeeded)).await;
        assert_eq!(all.len(), 10, "Standard children stay");
        assert_eq!(
            types(&engine, &all[0]).await,
            [
                "ExecutionStarted",
                "TaskStateEntered",
                "LambdaFunctionScheduled",
                "LambdaFunctionStarted",
                "LambdaFunctionSucceeded",
                "TaskStateExited",
                "WaitStateEntered",
                "WaitStateExited",
                "ExecutionSucceeded"
            ]
        );
        assert_eq!(
            types(&engine, &id).await,
            [
                "ExecutionStarted",
                "MapStateEntered",
                "MapStateStarted",
                "MapRunStarted",
                "MapRunSucceeded",
                "MapStateSucceeded",
                "MapStateExited",
                "ExecutionSucceeded"
            ]
        );
    }
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn batches_survive_every_step() {
    let (store, calls, objects) =
        (MemoryStore::new().expect("there is randomness"), Calls::default(), objects(1000));
    let workflow = batches::dynamic(handlers(&calls, |call| {
        let first = call.input["Items"][0]["at"].as_u64().expect("an index");
        let failed = first == 30;
        Some(if failed { Err(TaskError::new("Odd", "this one")) } else { Ok(json!([first])) })
    }))
    .objects(objects.clone());
    let (engine, id) = start(engine(&store).reload_after_every_step(), &workflow).await;
    let output = engine.execution::<batches::Definition>(&id).wait_json().await.expect("it is tolerated");
    let mut calls = called(&calls);
    calls.sort();
    calls.dedup();
    assert_eq!(calls.len(), 334, "1,000 items in threes");
    let inputs: Vec<Value> =
        calls.iter().filter_map(|call| serde_json::from_str(call.strip_prefix("work ")?).ok()).collect();
    assert!(inputs.contains(&json!({
        "BatchInput": { "of": "all" },
        "Items": [{ "n": "3", "at": 3 }, { "n": "4", "at": 4 }, { "n": "5", "at": 5 }]
    })));
    let key = output["ResultWriterDetails"]["Key"].as_str().expect("a key");
    let manifest = objects.content("out", key).expect("it was written");
    let manifest: Value = serde_json::from_slice(&manifest).expect("it is JSON");
    let file = |kind: &str| -> Value {
        let key = manifest["ResultFiles"][kind][0]["Key"].as_str().expect("a file");
        serde_json::from_slice(&objects.content("out", key).expect("it is there")).expect("it is JSON")
    };
    let succeeded: Vec<Value> =
        (0..334).map(|batch| batch * 3).filter(|first| *first != 30).map(|first| json!([first])).collect();
    assert_eq!(file("SUCCEEDED"), json!(succeeded), "in the order of the items");
    let failed = file("FAILED");
    assert_eq!((&failed[0]["Error"], failed[0]["Status"].as_str()), (&json!("Odd"), Some("FAILED")));
    let [run] = &engine.map_runs(&id).await.expect("a list")[..] else { panic!("there is one") };
    assert_eq!((run.item_counts.succeeded, run.item_counts.failed), (997, 3));
    assert_eq!((run.execution_counts.total, run.execution_counts.results_written), (334, 334));
    let left = children(&engine, &run.map_run_arn, None).await;
    assert_eq!(
        left.len(),
        1,
        "Express children that succeeded are gone, and the failed one is there: {left:?}"
    );
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_map_goes_on_after_a_crash() {
    let (store, calls, objects) =
        (MemoryStore::new().expect("there is randomness"), Calls::default(), objects(20));
    let workflow = each_row(&calls, &objects, double);
    let (mut engine_, id) = start(engine(&store), &workflow).await;
    let mut store = store;
    for crash in 0..6 {
        while called(&calls).len() < 3 + crash * 3 {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        // All handlers have answered: the children rest.
        tokio::time::sleep(Duration::from_secs(1)).await;
        store = store.reopened();
        drop(engine_);
        tokio::time::sleep(Duration::from_secs(30)).await;
        engine_ = engine(&store).register(&workflow).build().await.expect("it starts");
    }
    let output = engine_.execution::<each::Definition>(&id).wait_json().await.expect("it succeeds");
    assert_eq!(output, json!((0..20).map(|row| row * 2).collect::<Vec<_>>()));
    assert_eq!(called(&calls).len(), 20, "each once");
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn children_may_end_while_their_map_is_not_there() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let workflow = each_row(&calls, &objects(9), double);
    let (first, id) = start(engine(&store), &workflow).await;
    until(|| called(&calls).len() == 3).await;
    until(|| format!("{first:?}").contains("in_memory: 1")).await;
    // The children rest for a minute; after two seconds without news their Map is rows as well.
    tokio::time::sleep(Duration::from_secs(10)).await;
    assert!(format!("{first:?}").contains("in_memory: 0"), "{first:?}");
    let output = first.execution::<each::Definition>(&id).wait_json().await.expect("it succeeds");
    assert_eq!(output.as_array().map(Vec::len), Some(9));
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_changed_object_is_noticed() {
    for change in [rows(21), rows(20).replace("\n2\n", "\n7\n"), rows(2)] {
        let (store, calls, objects) =
            (MemoryStore::new().expect("there is randomness"), Calls::default(), objects(300));
        let workflow = each_row(&calls, &objects, double);
        let (first, id) = start(engine(&store), &workflow).await;
        until(|| called(&calls).len() == 3).await;
        for _ in 0..200 {
            tokio::task::yield_now().await;
        }
        let store = store.reopened();
        drop(first);
        let objects = objects.with("b", "rows.csv", change);
        let second = engine(&store).register(&each_row(&calls, &objects, double));
        let second = second.build().await.expect("it starts");
        let output = second.execution::<each::Definition>(&id).wait_json().await.expect("it is caught");
        assert_eq!(output["Error"], "States.ItemReaderFailed", "{output}");
        let [run] = &second.map_runs(&id).await.expect("a list")[..] else { panic!("there is one") };
        // It is read when there is room for another child: some of the first three have ended by then.
        let counts = run.item_counts;
        assert_eq!((run.status, counts.aborted + counts.succeeded), (MapRunStatus::Failed, 3), "{counts:?}");
        tokio::time::sleep(Duration::from_secs(5)).await;
        assert!(children(&second, &run.map_run_arn, Some(Status::Running)).await.is_empty());
    }
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_stop_reaches_all_children() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let workflow = each_row(&calls, &objects(9), |_| None);
    let (engine, id) = start(engine(&store), &workflow).await;
    until(|| called(&calls).len() == 3).await;
    engine.stop(&id, None, None).await.expect("it is told");
    assert!(engine.execution::<each::Definition>(&id).wait_json().await.is_err());
    let [run] = &engine.map_runs(&id).await.expect("a list")[..] else { panic!("there is one") };
    assert_eq!((run.status, run.item_counts.aborted), (MapRunStatus::Aborted, 3));
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(children(&engine, &run.map_run_arn, Some(Status::Aborted)).await.len(), 3);
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn one_failure_is_enough() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let workflow = each_row(&calls, &objects(9), |call| {
        (number(call) == 1).then(|| Err(TaskError::new("No", "not this one")))
    });
    let (engine, id) = start(engine(&store), &workflow).await;
    let output = engine.execution::<each::Definition>(&id).wait_json().await.expect("it is caught");
    assert_eq!(output["Error"], "States.ExceedToleratedFailureThreshold");
    let [run] = &engine.map_runs(&id).await.expect("a list")[..] else { panic!("there is one") };
    let counts = run.item_counts;
    assert_eq!((run.status, counts.failed, counts.aborted), (MapRunStatus::Failed, 1, 2));
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(children(&engine, &run.map_run_arn, Some(Status::Aborted)).await.len(), 2);
    assert_eq!(called(&calls).len(), 3, "no other child was started");
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn files_tell_of_what_a_failure_cut_off() {
    let (store, calls, objects) =
        (MemoryStore::new().expect("there is randomness"), Calls::default(), objects(20));
    let workflow = batches::dynamic(handlers(&calls, |call| {
        let first = call.input["Items"][0]["at"].as_u64().expect("an index");
        // One hangs; the others fail, until more than three items have.
        (first != 0).then(|| Err(TaskError::new("No", "not this one")))
    }))
    .objects(objects.clone());
    let (engine, id) = start(engine(&store), &workflow).await;
    let output = engine.execution::<batches::Definition>(&id).wait_json().await.expect("it is caught");
    assert_eq!(output["Error"], "States.ExceedToleratedFailureThreshold");
    let keys = objects.keys("out");
    let file = |kind: &str| -> Vec<Value> {
        let key = keys.iter().find(|key| key.contains(kind)).expect("a file");
        serde_json::from_slice(&objects.content("out", key).expect("it is there")).expect("it is JSON")
    };
    let failed: Vec<_> = file("FAILED").iter().map(|child| child["Status"].clone()).collect();
    assert_eq!(failed, ["ABORTED", "FAILED", "FAILED"]);
    assert_eq!(file("PENDING").len(), 11, "nine items were started");
}

include_workflow! {
    name: two_maps,
    inline = r#"{
        "StartAt": "Read",
        "States": {
            "Read": {
                "Type": "Map", "MaxConcurrency": 1, "Next": "Given",
                "ItemReader": {
                    "Resource": "arn:aws:states:::s3:getObject",
                    "Parameters": { "Bucket": "b", "Key": "rows.csv" },
                    "ReaderConfig": { "InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW" }
                },
                "ItemProcessor": {
                    "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                    "StartAt": "First", "States": { "First": { "Type": "Pass", "End": true } }
                }
            },
            "Given": {
                "Type": "Map", "MaxConcurrency": 1, "End": true,
                "ItemProcessor": {
                    "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
                    "StartAt": "Second", "States": { "Second": {
                        "Type": "Pass", "Parameters": { "seen.$": "$.n" }, "End": true
                    } }
                }
            }
        }
    }"#,
}

/// What is kept of the first Map is nothing to the second one, which the same frame is in.
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn one_map_follows_another() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let workflow = two_maps::dynamic(handlers(&calls, |_| None)).objects(objects(3));
    let (engine, id) = start(engine(&store).reload_after_every_step(), &workflow).await;
    let output = engine.execution::<two_maps::Definition>(&id).wait_json().await.expect("it succeeds");
    assert_eq!(output, json!([{ "seen": "0" }, { "seen": "1" }, { "seen": "2" }]));
    let runs = engine.map_runs(&id).await.expect("a list");
    let names: Vec<&str> = runs.iter().map(|run| &*run.state_name).collect();
    assert_eq!(names, ["Read", "Given"]);
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn limits_can_be_changed() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let workflow = each_row(&calls, &objects(9), |call| (number(call) > 5).then(|| Ok(json!(1))));
    let (engine, id) = start(engine(&store).reload_after_every_step(), &workflow).await;
    until(|| called(&calls).len() == 3).await;
    let [run] = &engine.map_runs(&id).await.expect("a list")[..] else { panic!("there is one") };
    let impossible = MapRunUpdate::new().tolerated_failure_percentage(101.0);
    assert!(engine.update_map_run(&run.map_run_arn, impossible).await.is_err());
    let faster = MapRunUpdate::new().max_concurrency(5).tolerated_failure_count(7);
    engine.update_map_run(&run.map_run_arn, faster).await.expect("it runs");
    until(|| called(&calls).len() == 5).await;
    let run = engine.map_run(&run.map_run_arn).await.expect("it is there");
    assert_eq!((run.max_concurrency, run.tolerated_failure_count, run.item_counts.running), (5, Some(7), 5));
    engine.stop(&id, None, None).await.expect("it is told");
    assert!(engine.execution::<each::Definition>(&id).wait_json().await.is_err());
    let late = engine.update_map_run(&run.map_run_arn, faster).await;
    assert!(matches!(late, Err(DurableError::MapRun(MapRunError::NotRunning))), "{late:?}");
    assert_eq!(late.expect_err("it is late").name(), Some("ValidationException"));
}

/// A client in another process sees what the engine sees.
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn map_runs_are_seen_without_an_engine() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let workflow = each_row(&calls, &objects(3), double);
    let (engine, id) = start(engine(&store), &workflow).await;
    engine.execution::<each::Definition>(&id).wait_json().await.expect("it succeeds");
    drop(engine);
    let client = Client::new(Arc::new(store)).await.expect("a client");
    let [run] = &client.map_runs(&id).await.expect("a list")[..] else { panic!("there is one") };
    assert_eq!(*run, client.map_run(&run.map_run_arn).await.expect("the same"));
    assert_eq!(children(&client, &run.map_run_arn, None).await.len(), 3);
    assert!(client.map_run("arn:nothing").await.is_err());
}
