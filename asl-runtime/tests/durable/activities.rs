//! Activity workers (TASK-13, API-20).

use std::time::Duration;

use asl_runtime::durable::{Client, DurableError};
use asl_runtime::history::EventDetails;
use asl_runtime::store::{Order, Status, WaitsFor};
use asl_runtime::{DynamicHandlers, TokenError, Workflow, include_workflow};
use serde_json::{Value, json};

use crate::kept::{Kept, eventually, on_both};
use crate::support::types;

const PRINT: &str = "arn:aws:states:us-east-1:123456789012:activity:print";

include_workflow! {
    name: paper,
    inline = r#"{
        "StartAt": "Each",
        "States": { "Each": {
            "Type": "Map", "ItemsPath": "$.pages",
            "ItemProcessor": { "StartAt": "Print", "States": { "Print": {
                "Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:print",
                "TimeoutSeconds": 60, "HeartbeatSeconds": 1,
                "Retry": [ { "ErrorEquals": ["Jam"], "IntervalSeconds": 1, "MaxAttempts": 1 } ],
                "Catch": [ { "ErrorEquals": ["States.HeartbeatTimeout"], "Next": "Silent" } ],
                "End": true
            }, "Silent": { "Type": "Pass", "Result": "silent", "End": true } } },
            "End": true
        } }
    }"#,
}

include_workflow! {
    name: hurry,
    inline = r#"{
        "StartAt": "Print",
        "States": { "Print": {
            "Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:print",
            "TimeoutSeconds": 1, "End": true
        } }
    }"#,
}

on_both! {
    workers_share_the_tasks
    answers_come_as_from_handlers
    a_task_that_nobody_has_taken_can_be_answered
    who_takes_a_task_and_stays_silent
    what_nobody_takes_times_out
    tasks_wait_while_no_engine_is_there
    workers_are_woken
}

fn paper() -> Workflow<paper::Definition> {
    paper::dynamic(DynamicHandlers::new(|call| async move { panic!("{call:?} is for workers") }))
}

async fn take(client: &Client, worker: Option<&str>) -> (String, Value) {
    let task = client.get_activity_task(PRINT, worker).await.expect("it polls").expect("there is a task");
    (task.token, task.input)
}

async fn workers_share_the_tasks(kept: impl Kept) {
    let workflow = paper();
    let engine = kept.engine().register(&workflow).activity(PRINT).build().await.expect("it starts");
    // Two of them are there before there is anything to do.
    let mut workers = Vec::new();
    for number in 0..4 {
        let client = if number % 2 == 0 { engine.client() } else { kept.client().await };
        workers.push(tokio::spawn(async move {
            loop {
                let (token, input) = take(&client, Some(&format!("w{number}"))).await;
                client.send_task_heartbeat(&token).await.expect("it waits");
                client.send_task_success(&token, json!({ "printed": input })).await.expect("it waits");
            }
        }));
    }
    let pages: Vec<Value> = (0..30).map(Value::from).collect();
    let execution = engine.start(&workflow, None, json!({ "pages": pages })).await.expect("it starts");
    let printed: Vec<Value> = pages.iter().map(|page| json!({ "printed": page })).collect();
    assert_eq!(execution.wait_json().await.expect("it succeeds"), Value::from(printed));
    for worker in workers {
        worker.abort();
    }
    let types = types(&engine, execution.id()).await;
    for event in ["ActivityScheduled", "ActivityStarted", "ActivitySucceeded"] {
        assert_eq!(types.iter().filter(|name| *name == event).count(), 30, "{event}");
    }
    let page = engine.history(execution.id(), Order::Forward, 1000, None).await.expect("there is one");
    let names = page.events.iter().filter_map(|event| match &event.details {
        EventDetails::ActivityStarted { worker_name } => worker_name.clone(),
        _ => None,
    });
    assert_eq!(names.filter(|name| name.starts_with('w')).count(), 30);
}

async fn answers_come_as_from_handlers(kept: impl Kept) {
    let workflow = paper();
    let engine = kept.engine().register(&workflow).activity(PRINT).build().await.expect("it starts");
    let client = kept.client().await;
    let unknown = client.get_activity_task("arn:aws:states:us-east-1:123456789012:activity:none", None).await;
    assert!(matches!(&unknown, Err(DurableError::ActivityDoesNotExist(_))), "{unknown:?}");
    assert_eq!(unknown.expect_err("there is none").name(), Some("ActivityDoesNotExist"));
    let execution = engine.start(&workflow, None, json!({ "pages": [1] })).await.expect("it starts");
    eventually(async || !client.waiting_tasks(9).await.expect("a list").is_empty()).await;
    let waiting = client.waiting_tasks(9).await.expect("a list");
    assert_eq!(
        (waiting[0].resource.as_str(), waiting[0].waits_for),
        (PRINT, WaitsFor::Worker),
        "{waiting:?}"
    );
    for attempt in 1..=2 {
        let (token, input) = take(&client, None).await;
        assert_eq!(input, json!(1));
        let cause = format!("attempt {attempt}");
        client.send_task_failure(&token, Some("Jam"), Some(&cause)).await.expect("it waits");
        let again = client.send_task_success(&token, json!(1)).await;
        assert!(matches!(again, Err(DurableError::Token(TokenError::TaskTimedOut))), "{again:?}");
    }
    eventually(async || execution.describe().await.expect("it is there").status == Status::Failed).await;
    let described = execution.describe().await.expect("it is there");
    assert_eq!((described.error.as_deref(), described.cause.as_deref()), (Some("Jam"), Some("attempt 2")));
}

async fn a_task_that_nobody_has_taken_can_be_answered(kept: impl Kept) {
    let workflow = paper();
    let engine = kept.engine().register(&workflow).activity(PRINT).build().await.expect("it starts");
    let execution = engine.start(&workflow, None, json!({ "pages": [1, 2] })).await.expect("it starts");
    eventually(async || engine.waiting_tasks(9).await.expect("a list").len() == 2).await;
    let (token, input) = take(&engine, None).await;
    let waiting = engine.waiting_tasks(9).await.expect("a list");
    let waits_for = |token: &str| waiting.iter().find(|task| task.token == token).map(|task| task.waits_for);
    assert_eq!(waits_for(&token), Some(WaitsFor::Answer));
    let other = waiting.iter().find(|task| task.waits_for == WaitsFor::Worker).expect("one is left");
    engine.send_task_success(&other.token, json!("printed elsewhere")).await.expect("it waits");
    let polled =
        tokio::time::timeout(Duration::from_millis(300), engine.get_activity_task(PRINT, None)).await;
    assert!(polled.is_err(), "nobody gets what has been answered: {polled:?}");
    engine.send_task_success(&token, json!("printed")).await.expect("it waits");
    let output = execution.wait_json().await.expect("it succeeds");
    let (first, second) = (json!("printed"), json!("printed elsewhere"));
    assert_eq!(output, if input == json!(1) { json!([first, second]) } else { json!([second, first]) });
}

async fn who_takes_a_task_and_stays_silent(kept: impl Kept) {
    let workflow = paper();
    let engine = kept.engine().register(&workflow).activity(PRINT).build().await.expect("it starts");
    let execution = engine.start(&workflow, None, json!({ "pages": [1] })).await.expect("it starts");
    // Silence counts from when a worker has it, not before.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    let (token, _) = take(&engine, Some("w")).await;
    for _ in 0..4 {
        tokio::time::sleep(Duration::from_millis(400)).await;
        engine.send_task_heartbeat(&token).await.expect("it is alive");
    }
    assert_eq!(execution.wait_json().await.expect("it is caught"), json!(["silent"]));
    let late = engine.send_task_success(&token, json!(1)).await;
    assert!(matches!(late, Err(DurableError::Token(TokenError::TaskTimedOut))), "{late:?}");
    let types = types(&engine, execution.id()).await;
    let activity: Vec<&str> =
        types.iter().map(String::as_str).filter(|name| name.starts_with("Activity")).collect();
    assert_eq!(activity, ["ActivityScheduled", "ActivityStarted", "ActivityTimedOut"]);
}

async fn what_nobody_takes_times_out(kept: impl Kept) {
    let workflow =
        hurry::dynamic(DynamicHandlers::new(|call| async move { panic!("{call:?} is for workers") }));
    let engine = kept.engine().register(&workflow).activity(PRINT).build().await.expect("it starts");
    let execution = engine.start(&workflow, None, json!({})).await.expect("it starts");
    let ended = execution.wait_json().await.expect_err("nobody is there");
    assert!(ended.to_string().contains("States.Timeout"), "{ended}");
    assert_eq!(kept.open_task().await, None, "it is over");
    let types = types(&engine, execution.id()).await;
    assert_eq!(types[2..4], ["ActivityScheduled", "ActivityTimedOut"]);
}

async fn tasks_wait_while_no_engine_is_there(kept: impl Kept) {
    let workflow = paper();
    let engine = kept
        .engine()
        .register(&workflow)
        .activity(PRINT)
        .reload_after_every_step()
        .build()
        .await
        .expect("it starts");
    let id = engine.start(&workflow, None, json!({ "pages": [1] })).await.expect("it starts").id().to_owned();
    eventually(async || types(&engine, &id).await.iter().any(|name| name == "ActivityScheduled")).await;
    engine.shut_down().await.expect("it ends");
    let client = kept.client().await;
    let (token, _) = take(&client, Some("night")).await;
    client.send_task_success(&token, json!("done")).await.expect("it waits");
    let engine = kept.engine().register(&workflow).activity(PRINT).build().await.expect("it starts");
    let execution = engine.execution::<paper::Definition>(id.clone());
    assert_eq!(execution.wait_json().await.expect("it succeeds"), json!(["done"]));
    let types = types(&engine, &id).await;
    assert!(types.iter().any(|name| name == "ActivityStarted"), "{types:?}");
}

/// Many workers wait in the process of the engine: each task has one of them soon, and nobody polls for that.
async fn workers_are_woken(kept: impl Kept) {
    const WORKERS: usize = 200;
    let workflow = paper();
    let engine = kept.engine().register(&workflow).activity(PRINT).build().await.expect("it starts");
    let (sender, mut taken) = tokio::sync::mpsc::unbounded_channel();
    for _ in 0..WORKERS {
        let (client, sender) = (engine.client(), sender.clone());
        tokio::spawn(async move {
            let task =
                client.get_activity_task(PRINT, None).await.expect("it polls").expect("there is a task");
            sender.send((std::time::Instant::now(), task)).expect("the test goes on");
        });
    }
    // All of them wait by now.
    tokio::time::sleep(Duration::from_millis(300)).await;
    // How long they take, and what else the machine takes for as much as that.
    let (mut late, mut busy) = (Vec::new(), Vec::new());
    for page in 0..20 {
        let since = std::time::Instant::now();
        let execution = engine.start(&workflow, None, json!({ "pages": [page] })).await.expect("it starts");
        let (at, task) = taken.recv().await.expect("somebody takes it");
        assert_eq!(task.input, json!(page));
        late.push(at.duration_since(since));
        let since = std::time::Instant::now();
        engine.send_task_success(&task.token, json!(page)).await.expect("it waits");
        assert_eq!(execution.wait_json().await.expect("it succeeds"), json!([page]));
        busy.push(since.elapsed());
    }
    late.sort();
    busy.sort();
    // Whoever polls ten times a second would need 50 ms in the middle, beside what a busy machine takes for each step.
    assert!(late[10] < Duration::from_millis(40) + busy[10], "{late:?} beside {busy:?}");
    // Several at once have a worker each.
    let pages: Vec<_> = (0..50).map(Value::from).collect();
    let execution = engine.start(&workflow, None, json!({ "pages": pages })).await.expect("it starts");
    for _ in 0..50 {
        let taken = tokio::time::timeout(Duration::from_secs(10), taken.recv()).await;
        let (_, task) = taken.expect("all are woken").expect("somebody takes it");
        engine.send_task_success(&task.token, task.input).await.expect("it waits");
    }
    assert_eq!(execution.wait_json().await.expect("it succeeds"), Value::from(pages));
}

/// What a poll finds that does not wait.
trait OpenTask {
    async fn open_task(&self) -> Option<String>;
}

impl<K: Kept> OpenTask for K {
    async fn open_task(&self) -> Option<String> {
        use asl_runtime::store::Store;
        self.open().take(PRINT, None).await.expect("it polls").map(|task| task.input)
    }
}
