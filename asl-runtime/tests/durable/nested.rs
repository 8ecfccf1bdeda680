//! Executions that others start, and wait for (TASK-14).

use std::time::Duration;

use asl_runtime::durable::{Client, Engine, EngineBuilder};
use asl_runtime::store::{ExecutionQuery, MemoryStore, Status};
use asl_runtime::{Workflow, include_workflow};
use serde_json::{Value, json};
use std::sync::Arc;

use crate::support::{Calls, approval, called, engine, handlers, types, until};

include_workflow! {
    name: outer,
    inline = r#"{
        "StartAt": "Nest",
        "States": {
            "Nest": {
                "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
                "Parameters": {
                    "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:approval",
                    "Input": { "n.$": "$.n" }
                },
                "TimeoutSeconds": 3600,
                "ResultSelector": { "status.$": "$.Status", "output.$": "$.Output" },
                "Catch": [ { "ErrorEquals": ["States.ALL"], "ResultPath": "$.failed", "Next": "Caught" } ],
                "End": true
            },
            "Caught": { "Type": "Pass", "End": true }
        }
    }"#,
}

include_workflow! {
    name: twins,
    inline = r#"{
        "StartAt": "Both",
        "States": {
            "Both": {
                "Type": "Parallel", "End": true,
                "Branches": [
                    { "StartAt": "One", "States": { "One": {
                        "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "End": true,
                        "Parameters": { "StateMachineArn": "approval", "Name": "twin", "Input.$": "$[0]" },
                        "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "Odd" } ]
                    }, "Odd": { "Type": "Pass", "End": true } } },
                    { "StartAt": "Two", "States": { "Two": {
                        "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "End": true,
                        "Parameters": { "StateMachineArn": "approval", "Name": "twin", "Input.$": "$[1]" },
                        "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "Even" } ]
                    }, "Even": { "Type": "Pass", "End": true } } }
                ]
            }
        }
    }"#,
}

include_workflow! {
    name: sibling,
    inline = r#"{
        "StartAt": "Both",
        "States": {
            "Both": {
                "Type": "Parallel", "Next": "After",
                "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "After" } ],
                "Branches": [
                    { "StartAt": "Nest", "States": { "Nest": {
                        "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync", "End": true,
                        "Parameters": { "StateMachineArn": "approval" }
                    } } },
                    { "StartAt": "Later", "States": {
                        "Later": { "Type": "Wait", "Seconds": 60, "Next": "No" },
                        "No": { "Type": "Fail", "Error": "No" }
                    } }
                ]
            },
            "After": { "Type": "Wait", "Seconds": 5, "End": true }
        }
    }"#,
}

include_workflow! {
    name: launch,
    inline = r#"{
        "StartAt": "Launch",
        "States": {
            "Launch": {
                "Type": "Task", "Resource": "arn:aws:states:::states:startExecution", "End": true,
                "Parameters": { "StateMachineArn": "approval", "Name": "launched" }
            }
        }
    }"#,
}

/// A child that asks somebody.
fn child(calls: &Calls) -> Workflow<approval::Definition> {
    approval::dynamic(handlers(calls, |_| Some(Ok(json!({})))))
}

fn parent(calls: &Calls) -> Workflow<outer::Definition> {
    outer::dynamic(handlers(calls, |_| None)).register(&child(calls))
}

fn in_memory(engine: &Engine) -> bool {
    !format!("{engine:?}").contains("in_memory: 0")
}

async fn running(client: &Client, machine: &str, status: Status) -> Vec<String> {
    let query = ExecutionQuery {
        machine: Some(machine.to_owned()),
        status: Some(status),
        ..ExecutionQuery::default()
    };
    let page = client.list(query).await.expect("a page");
    page.executions.into_iter().map(|execution| execution.arn).collect()
}

/// Waits until the child asks, and nothing of it or its parent is in memory any more.
async fn asked(engine: &Engine, calls: &Calls) -> String {
    until(|| called(calls).len() == 1).await;
    until(|| !in_memory(engine)).await;
    let waiting = engine.waiting_tasks(10).await.expect("a list");
    let [task] = &waiting[..] else { panic!("only a person waits: {waiting:?}") };
    assert_eq!(task.state, "Ask");
    task.token.clone()
}

async fn start(builder: EngineBuilder, calls: &Calls) -> (Engine, String) {
    let parent = parent(calls);
    let engine = builder.register(&parent).build().await.expect("it starts");
    let id = engine.start(&parent, Some("p"), json!({ "n": 7 })).await.expect("it starts").id().to_owned();
    (engine, id)
}

async fn output(engine: &Engine, id: &str) -> Value {
    engine.execution::<outer::Definition>(id).wait_json().await.expect("it succeeds")
}

const HISTORY: [&str; 8] = [
    "ExecutionStarted",
    "TaskStateEntered",
    "TaskScheduled",
    "TaskStarted",
    "TaskSubmitted",
    "TaskSucceeded",
    "TaskStateExited",
    "ExecutionSucceeded",
];

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn the_end_of_a_child_ends_its_task() {
    for forgetful in [false, true] {
        let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
        let builder = if forgetful { engine(&store).reload_after_every_step() } else { engine(&store) };
        let (engine, id) = start(builder, &calls).await;
        let token = asked(&engine, &calls).await;
        let children = running(&engine, "approval", Status::Running).await;
        assert_eq!(engine.describe(&children[0]).await.expect("it is there").input, r#"{"n":7}"#);
        engine.send_task_success(&token, json!("yes")).await.expect("it waits");
        assert_eq!(output(&engine, &id).await, json!({ "status": "SUCCEEDED", "output": "yes" }));
        assert_eq!(types(&engine, &id).await, HISTORY);
        assert_eq!(called(&calls).len(), 1);
    }
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_child_may_end_without_an_engine() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let (first, id) = start(engine(&store), &calls).await;
    let token = asked(&first, &calls).await;
    let store = store.reopened();
    drop(first);
    let client = Client::new(Arc::new(store.clone())).await.expect("a client");
    client.send_task_failure(&token, Some("No"), None).await.expect("it waits");
    let second = engine(&store).register(&parent(&calls)).build().await.expect("it starts");
    let output = output(&second, &id).await;
    assert_eq!(output["failed"]["Error"], Value::Null, "the child caught it: {output}");
    assert_eq!(called(&calls).len(), 1, "nothing was called twice");
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_failure_of_a_child_fails_its_task() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let (engine, id) = start(engine(&store), &calls).await;
    asked(&engine, &calls).await;
    let children = running(&engine, "approval", Status::Running).await;
    engine.stop(&children[0], Some("Enough"), None).await.expect("it is told");
    let output = output(&engine, &id).await;
    assert_eq!(output["failed"]["Error"], "States.TaskFailed");
    let cause: Value =
        serde_json::from_str(output["failed"]["Cause"].as_str().expect("a text")).expect("JSON");
    assert_eq!((&cause["Status"], &cause["Error"]), (&json!("ABORTED"), &json!("Enough")));
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_stop_reaches_the_child() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let (engine, id) = start(engine(&store), &calls).await;
    asked(&engine, &calls).await;
    let children = running(&engine, "approval", Status::Running).await;
    engine.stop(&id, None, None).await.expect("it is told");
    let ended = engine.execution::<approval::Definition>(&children[0]).wait_json().await;
    assert!(ended.is_err());
    assert_eq!(running(&engine, "approval", Status::Aborted).await, children);
    assert_eq!(running(&engine, "outer", Status::Aborted).await, [id]);
    assert!(engine.waiting_tasks(10).await.expect("a list").is_empty());
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_timeout_reaches_the_child() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let (engine, id) = start(engine(&store), &calls).await;
    asked(&engine, &calls).await;
    let children = running(&engine, "approval", Status::Running).await;
    assert_eq!(output(&engine, &id).await["failed"]["Error"], "States.Timeout");
    until(|| !in_memory(&engine)).await;
    assert_eq!(running(&engine, "approval", Status::Aborted).await, children);
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_failing_sibling_stops_the_child() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let workflow = sibling::dynamic(handlers(&calls, |_| None)).register(&child(&calls));
    let engine = engine(&store).register(&workflow).build().await.expect("it starts");
    let parent = engine.start(&workflow, None, json!({})).await.expect("it starts");
    asked(&engine, &calls).await;
    let children = running(&engine, "approval", Status::Running).await;
    parent.wait_json().await.expect("it is caught");
    assert_eq!(running(&engine, "approval", Status::Aborted).await, children);
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn children_of_one_name_are_one() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let workflow = twins::dynamic(handlers(&calls, |_| None)).register(&child(&calls));
    let engine = engine(&store).register(&workflow).build().await.expect("it starts");
    let parent = engine.start(&workflow, None, json!([{ "a": 1 }, { "a": 1 }])).await.expect("it starts");
    let token = asked(&engine, &calls).await;
    engine.send_task_success(&token, json!(1)).await.expect("it waits");
    let output = parent.wait_json().await.expect("it succeeds");
    assert_eq!(output[0], output[1], "both waited for the same");
    assert_eq!(output[0]["Output"], 1);
    // The name is taken now.
    let parent = engine.start(&workflow, None, json!([{ "a": 1 }, { "a": 2 }])).await.expect("it starts");
    let output = parent.wait_json().await.expect("both are caught");
    for branch in [0, 1] {
        assert_eq!(output[branch]["Error"], "StepFunctions.ExecutionAlreadyExistsException");
    }
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn children_of_one_name_with_other_inputs_are_refused() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let workflow = twins::dynamic(handlers(&calls, |_| None)).register(&child(&calls));
    let engine = engine(&store).register(&workflow).build().await.expect("it starts");
    let parent = engine.start(&workflow, None, json!([{ "a": 1 }, { "a": 2 }])).await.expect("it starts");
    let token = asked(&engine, &calls).await;
    engine.send_task_success(&token, json!(1)).await.expect("it waits");
    let output = parent.wait_json().await.expect("one is caught");
    assert_eq!(output[0]["Output"], 1);
    assert_eq!(output[1]["Error"], "StepFunctions.ExecutionAlreadyExistsException");
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_launched_child_goes_on_by_itself() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let workflow = launch::dynamic(handlers(&calls, |_| None)).register(&child(&calls));
    let engine = engine(&store).register(&workflow).build().await.expect("it starts");
    let parent = engine.start(&workflow, None, json!({})).await.expect("it starts");
    let output = parent.wait_json().await.expect("it succeeds");
    let id = output["ExecutionArn"].as_str().expect("an ARN").to_owned();
    let token = asked(&engine, &calls).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    engine.send_task_success(&token, json!("late")).await.expect("it waits");
    let ended = engine.execution::<approval::Definition>(id).wait_json().await.expect("it succeeds");
    assert_eq!(ended, "late");
}
