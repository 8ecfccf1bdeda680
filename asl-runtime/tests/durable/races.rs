//! What comes first counts: each pair of things that can end a task, both ways round.
//!
//! While no engine is there, clients and the clock go on: their order is that of the store.

use std::time::Duration;

use asl_runtime::durable::{Client, DurableError, Engine};
use asl_runtime::store::{NotRedrivable, Status, StoreError};
use asl_runtime::{TokenError, Workflow, include_workflow};
use serde_json::{Value, json};

use crate::kept::{Kept, eventually, on_both};
use crate::support::{Calls, called, handlers, types};

include_workflow! {
    name: ask,
    inline = r#"{
        "StartAt": "Ask",
        "States": { "Ask": {
            "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": { "MessageBody": { "token.$": "$$.Task.Token" } },
            "TimeoutSecondsPath": "$.timeout", "HeartbeatSecondsPath": "$.heartbeat",
            "End": true
        } }
    }"#,
}

include_workflow! {
    name: both,
    inline = r#"{
        "StartAt": "Both",
        "States": { "Both": {
            "Type": "Parallel",
            "Branches": [
                { "StartAt": "Left", "States": { "Left": {
                    "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                    "Parameters": { "MessageBody": { "token.$": "$$.Task.Token" } },
                    "TimeoutSeconds": 60, "End": true
                } } },
                { "StartAt": "Right", "States": { "Right": {
                    "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                    "Parameters": { "MessageBody": { "token.$": "$$.Task.Token" } },
                    "TimeoutSeconds": 60, "End": true
                } } }
            ],
            "End": true
        } }
    }"#,
}

on_both! {
    answer_then_timeout
    timeout_then_answer
    heartbeat_then_silence
    silence_then_heartbeat
    answer_then_stop
    stop_then_answer
    answer_then_failing_sibling
    failing_sibling_then_answer
    redrive_then_old_answer
    redrive_then_stop
    stop_then_redrive
    two_redrives
}

/// An execution that waits, and nobody who drives it.
struct Waiting {
    client: Client,
    workflow: Workflow<ask::Definition>,
    id: String,
    token: String,
}

fn asking() -> Workflow<ask::Definition> {
    ask::dynamic(handlers(&Calls::default(), |_| Some(Ok(json!({ "MessageId": "1" })))))
}

async fn tokens(client: &Client, count: usize) -> Vec<(String, String)> {
    eventually(async || client.waiting_tasks(9).await.expect("a list").len() == count).await;
    let tasks = client.waiting_tasks(9).await.expect("a list");
    tasks.into_iter().map(|task| (task.state, task.token)).collect()
}

/// Waits until the task's handler is gone, so that nothing is at work.
async fn submitted(engine: &Engine, id: &str, count: usize) {
    eventually(async || {
        types(engine, id).await.iter().filter(|name| *name == "TaskSubmitted").count() == count
    })
    .await;
}

async fn waiting(kept: &impl Kept, timeout: u64, heartbeat: u64) -> Waiting {
    let workflow = asking();
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let input = json!({ "timeout": timeout, "heartbeat": heartbeat });
    let id = engine.start(&workflow, None, input).await.expect("it starts").id().to_owned();
    let (_, token) = tokens(&engine, 1).await.remove(0);
    submitted(&engine, &id, 1).await;
    engine.shut_down().await.expect("it ends");
    Waiting { client: kept.client().await, workflow, id, token }
}

impl Waiting {
    async fn engine(&self, kept: &impl Kept) -> Engine {
        kept.engine().register(&self.workflow).build().await.expect("it starts")
    }

    /// How it ends: output or error, and the last events.
    async fn end(&self, engine: &Engine) -> (Status, Option<String>, Vec<String>) {
        end(engine, &self.id).await
    }
}

async fn end(engine: &Engine, id: &str) -> (Status, Option<String>, Vec<String>) {
    eventually(async || engine.describe(id).await.expect("it is there").status != Status::Running).await;
    let described = engine.describe(id).await.expect("it is there");
    (described.status, described.output.or(described.error), types(engine, id).await)
}

fn is_over(answer: Result<(), DurableError>) {
    assert!(matches!(answer, Err(DurableError::Token(TokenError::TaskTimedOut))), "{answer:?}");
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

async fn answer_then_timeout(kept: impl Kept) {
    let waiting = waiting(&kept, 2, 1).await;
    waiting.client.send_task_success(&waiting.token, json!("yes")).await.expect("it waits");
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    let engine = waiting.engine(&kept).await;
    let (status, output, types) = waiting.end(&engine).await;
    assert_eq!((status, output), (Status::Succeeded, some("\"yes\"")));
    assert!(!types.iter().any(|name| name == "TaskTimedOut"), "{types:?}");
}

async fn timeout_then_answer(kept: impl Kept) {
    let waiting = waiting(&kept, 2, 1).await;
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    let engine = waiting.engine(&kept).await;
    let (status, error, types) = waiting.end(&engine).await;
    assert_eq!((status, error), (Status::Failed, some("States.Timeout")));
    assert!(types.iter().any(|name| name == "TaskTimedOut"), "{types:?}");
    is_over(waiting.client.send_task_success(&waiting.token, json!("yes")).await);
}

async fn heartbeat_then_silence(kept: impl Kept) {
    let waiting = waiting(&kept, 60, 2).await;
    waiting.client.send_task_heartbeat(&waiting.token).await.expect("it waits");
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    // The sign of life was there before the silence was too long.
    let engine = waiting.engine(&kept).await;
    tokio::time::sleep(Duration::from_millis(500)).await;
    waiting.client.send_task_success(&waiting.token, json!("yes")).await.expect("it waits");
    assert_eq!(waiting.end(&engine).await.1, some("\"yes\""));
}

async fn silence_then_heartbeat(kept: impl Kept) {
    let waiting = waiting(&kept, 60, 1).await;
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let engine = waiting.engine(&kept).await;
    assert_eq!(waiting.end(&engine).await.1, some("States.Timeout"));
    is_over(waiting.client.send_task_heartbeat(&waiting.token).await);
}

async fn answer_then_stop(kept: impl Kept) {
    let waiting = waiting(&kept, 60, 30).await;
    waiting.client.send_task_success(&waiting.token, json!("yes")).await.expect("it waits");
    waiting.client.stop(&waiting.id, Some("TooLate"), None).await.expect("it is told");
    let engine = waiting.engine(&kept).await;
    assert_eq!(waiting.end(&engine).await.1, some("\"yes\""));
}

async fn stop_then_answer(kept: impl Kept) {
    let waiting = waiting(&kept, 60, 30).await;
    waiting.client.stop(&waiting.id, Some("Stopped"), None).await.expect("it is told");
    // Nobody has heard of the stop: the task still waits.
    waiting.client.send_task_success(&waiting.token, json!("yes")).await.expect("it waits");
    let engine = waiting.engine(&kept).await;
    let (status, error, _) = waiting.end(&engine).await;
    assert_eq!((status, error), (Status::Aborted, some("Stopped")));
    is_over(waiting.client.send_task_success(&waiting.token, json!("yes")).await);
}

/// Two tasks that wait side by side, and nobody who drives them.
async fn two_waiting(kept: &impl Kept) -> (Client, Workflow<both::Definition>, String, [String; 2]) {
    let workflow = both::dynamic(handlers(&Calls::default(), |_| Some(Ok(json!({ "MessageId": "1" })))));
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let id = engine.start(&workflow, None, json!({})).await.expect("it starts").id().to_owned();
    let tokens = tokens(&engine, 2).await;
    submitted(&engine, &id, 2).await;
    engine.shut_down().await.expect("it ends");
    let of = |state: &str| {
        tokens.iter().find(|(name, _)| name == state).map(|(_, token)| token.clone()).expect("it waits")
    };
    (kept.client().await, workflow, id, [of("Left"), of("Right")])
}

async fn answer_then_failing_sibling(kept: impl Kept) {
    let (client, workflow, id, [left, right]) = two_waiting(&kept).await;
    client.send_task_success(&left, json!("yes")).await.expect("it waits");
    client.send_task_failure(&right, Some("Broken"), None).await.expect("it waits");
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let (_, error, types) = end(&engine, &id).await;
    assert_eq!(error, some("Broken"));
    assert_eq!(types.iter().filter(|name| *name == "TaskSucceeded").count(), 1, "{types:?}");
    is_over(client.send_task_success(&left, json!("again")).await);
}

async fn failing_sibling_then_answer(kept: impl Kept) {
    let (client, workflow, id, [left, right]) = two_waiting(&kept).await;
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    client.send_task_failure(&right, Some("Broken"), None).await.expect("it waits");
    let (_, error, types) = end(&engine, &id).await;
    assert_eq!(error, some("Broken"));
    assert!(!types.iter().any(|name| name == "TaskSucceeded"), "{types:?}");
    is_over(client.send_task_success(&left, json!("late")).await);
    // What was cut off runs again, with a token of its own.
    engine.redrive(&id, None).await.expect("it can");
    let tokens = tokens(&engine, 2).await;
    for (_, token) in tokens {
        assert!(token != left && token != right);
        client.send_task_success(&token, json!(1)).await.expect("it waits");
    }
    assert_eq!(end(&engine, &id).await.1, some("[1,1]"));
}

async fn redrive_then_old_answer(kept: impl Kept) {
    let waiting = waiting(&kept, 60, 30).await;
    let engine = waiting.engine(&kept).await;
    waiting.client.stop(&waiting.id, None, None).await.expect("it is told");
    assert_eq!(waiting.end(&engine).await.0, Status::Aborted);
    engine.redrive(&waiting.id, None).await.expect("it can");
    is_over(waiting.client.send_task_success(&waiting.token, json!("old")).await);
    let (_, token) = tokens(&engine, 1).await.remove(0);
    assert_ne!(token, waiting.token);
    waiting.client.send_task_success(&token, json!("new")).await.expect("it waits");
    assert_eq!(waiting.end(&engine).await.1, some("\"new\""));
}

async fn redrive_then_stop(kept: impl Kept) {
    let waiting = waiting(&kept, 60, 30).await;
    let engine = waiting.engine(&kept).await;
    waiting.client.stop(&waiting.id, Some("First"), None).await.expect("it is told");
    waiting.end(&engine).await;
    engine.shut_down().await.expect("it ends");
    waiting.client.redrive(&waiting.id, None).await.expect("it can");
    waiting.client.stop(&waiting.id, Some("Second"), None).await.expect("it is told");
    let engine = waiting.engine(&kept).await;
    let (status, error, types) = waiting.end(&engine).await;
    assert_eq!((status, error), (Status::Aborted, some("Second")));
    assert_eq!(types.iter().filter(|name| *name == "ExecutionRedriven").count(), 1, "{types:?}");
}

async fn stop_then_redrive(kept: impl Kept) {
    let waiting = waiting(&kept, 60, 30).await;
    waiting.client.stop(&waiting.id, None, None).await.expect("it is told");
    let early = waiting.client.redrive(&waiting.id, None).await;
    assert!(
        matches!(early, Err(DurableError::Store(StoreError::ExecutionNotRedrivable(NotRedrivable::Running)))),
        "nobody has heard of the stop: {early:?}"
    );
    let engine = waiting.engine(&kept).await;
    waiting.end(&engine).await;
    waiting.client.redrive(&waiting.id, None).await.expect("it can");
    let (_, token) = tokens(&engine, 1).await.remove(0);
    waiting.client.send_task_success(&token, json!(2)).await.expect("it waits");
    assert_eq!(waiting.end(&engine).await.1, some("2"));
}

async fn two_redrives(kept: impl Kept) {
    let waiting = waiting(&kept, 60, 30).await;
    let engine = waiting.engine(&kept).await;
    waiting.client.stop(&waiting.id, None, None).await.expect("it is told");
    waiting.end(&engine).await;
    let (one, other) =
        tokio::join!(engine.redrive(&waiting.id, None), waiting.client.redrive(&waiting.id, None));
    assert!(one.is_ok() != other.is_ok(), "{one:?} {other:?}");
    let (_, token) = tokens(&engine, 1).await.remove(0);
    waiting.client.send_task_success(&token, Value::Null).await.expect("it waits");
    let (_, _, types) = waiting.end(&engine).await;
    assert_eq!(types.iter().filter(|name| *name == "ExecutionRedriven").count(), 1, "{types:?}");
    assert!(called(&Calls::default()).is_empty());
}
