//! Answers that were accepted count, however much was said before them.

use std::time::Duration;

use asl_runtime::durable::{Client, Engine};
use asl_runtime::store::{InboxMessage, Locator, Store};
use asl_runtime::{Workflow, include_workflow};
use serde_json::json;

use crate::kept::{Kept, eventually, on_both};
use crate::support::{Calls, called, handlers};

include_workflow! {
    name: ask,
    inline = r#"{
        "StartAt": "Ask",
        "States": { "Ask": {
            "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": { "MessageBody": { "token.$": "$$.Task.Token" } },
            "TimeoutSecondsPath": "$.timeout",
            "End": true
        } }
    }"#,
}

on_both! {
    an_answer_behind_many_messages_is_not_interrupted
    an_answer_behind_many_messages_is_in_time
    an_answer_behind_a_stop_is_no_conflict
}

/// More messages than are given at once.
const MANY: u64 = 600;

/// An execution whose handler was at work when its engine went, and its token.
async fn left_alone(kept: &impl Kept, timeout: u64) -> (Workflow<ask::Definition>, Client, String, String) {
    let calls = Calls::default();
    let workflow = ask::dynamic(handlers(&calls, |_| None));
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let input = json!({ "timeout": timeout });
    let id = engine.start(&workflow, None, input).await.expect("it starts").id().to_owned();
    eventually(async || called(&calls).len() == 1).await;
    let token = engine.waiting_tasks(9).await.expect("a list").remove(0).token;
    assert_eq!(engine.shut_down_within(Duration::ZERO).await.expect("it ends"), 1);
    (workflow, kept.client().await, id, token)
}

/// Messages that change nothing: signs of life of tasks that nobody knows.
async fn say_much(kept: &impl Kept, id: &str) {
    let store = kept.open();
    for number in 0..MANY {
        let mut locator = [0; 16];
        locator[..8].copy_from_slice(&number.to_be_bytes());
        let message = InboxMessage::Heartbeat { locator: Locator(locator), attempt: number, frame: 0 };
        store.send(id, message).await.expect("it runs");
    }
}

async fn succeeds(engine: &Engine, id: &str) {
    let execution = engine.execution::<ask::Definition>(id.to_owned());
    let waited = tokio::time::timeout(Duration::from_secs(60), execution.wait_json()).await;
    assert_eq!(waited.expect("it ends").expect("it succeeds"), json!("yes"));
}

async fn an_answer_behind_many_messages_is_not_interrupted(kept: impl Kept) {
    let (workflow, client, id, token) = left_alone(&kept, 3_600).await;
    say_much(&kept, &id).await;
    client.send_task_success(&token, json!("yes")).await.expect("it waits");
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    succeeds(&engine, &id).await;
}

async fn an_answer_behind_many_messages_is_in_time(kept: impl Kept) {
    let (workflow, client, id, token) = left_alone(&kept, 2).await;
    say_much(&kept, &id).await;
    client.send_task_success(&token, json!("yes")).await.expect("it waits");
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    succeeds(&engine, &id).await;
}

async fn an_answer_behind_a_stop_is_no_conflict(kept: impl Kept) {
    let (workflow, client, id, token) = left_alone(&kept, 2).await;
    say_much(&kept, &id).await;
    client.stop(&id, Some("Stopped"), None).await.expect("it is told");
    client.send_task_success(&token, json!("yes")).await.expect("it waits");
    tokio::time::sleep(Duration::from_millis(2_100)).await;
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let execution = engine.execution::<ask::Definition>(id.clone());
    let waited = tokio::time::timeout(Duration::from_secs(60), execution.wait_json()).await;
    let error = waited.expect("it ends").expect_err("it was stopped first");
    assert!(error.to_string().contains("Stopped"), "{error}");
}
