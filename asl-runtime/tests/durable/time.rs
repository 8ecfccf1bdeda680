//! Clocks that go on while nobody is there (TIME).

use std::time::Duration;

use asl_runtime::durable::{DurableExecution, Engine};
use asl_runtime::history::EventDetails;
use asl_runtime::store::{Description, MemoryStore, Order, Status};
use asl_runtime::{Definition, DynamicHandlers, TaskError, Workflow, include_workflow};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::{Calls, called, engine, handlers, order, until};

include_workflow! {
    name: asleep,
    inline: r#"{"StartAt": "W", "TimeoutSeconds": 30, "States": {
        "W": {"Type": "Wait", "Seconds": 29, "Next": "T"},
        "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "End": true,
            "Parameters": {"MessageBody.$": "$$.Task.Token"}, "TimeoutSeconds": 9,
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "S"}]},
        "S": {"Type": "Succeed"}
    }}"#,
}

include_workflow! {
    name: long,
    inline: r#"{"StartAt": "W", "States": {"W": {"Type": "Wait", "SecondsPath": "$", "End": true}}}"#,
}

include_workflow! {
    name: express,
    kind: express,
    inline: r#"{"StartAt": "W", "States": {"W": {"Type": "Wait", "SecondsPath": "$", "End": true}}}"#,
}

include_workflow! {
    name: limited,
    inline: r#"{"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "TimeoutSeconds": 10, "HeartbeatSeconds": 5, "End": true,
            "Catch": [
                {"ErrorEquals": ["States.HeartbeatTimeout"], "Next": "Silent"},
                {"ErrorEquals": ["States.TaskFailed"], "Next": "Never"},
                {"ErrorEquals": ["States.Timeout"], "Next": "Late"}]},
        "Silent": {"Type": "Pass", "Parameters": {"silent.$": "$"}, "End": true},
        "Late": {"Type": "Pass", "Parameters": {"late.$": "$"}, "End": true},
        "Never": {"Type": "Fail"}
    }}"#,
}

fn nobody() -> DynamicHandlers {
    DynamicHandlers::new(|_| async { Ok(Value::Null) })
}

async fn started<D>(
    workflow: &Workflow<D>,
    store: &MemoryStore,
    input: Value,
) -> (Engine, DurableExecution<D>)
where
    D: Definition<Input = Value, Output = Value>,
{
    let engine = engine(store).register(workflow).build().await.expect("it starts");
    let execution = engine.start(workflow, None, input).await.expect("it starts");
    (engine, execution)
}

/// How an execution ended that nobody watched, after so long away.
async fn left_alone<D>(workflow: &Workflow<D>, input: Value, away: Duration) -> (Description, Engine)
where
    D: Definition<Input = Value, Output = Value>,
{
    let store = MemoryStore::new().expect("there is randomness");
    let (first, execution) = started(workflow, &store, input).await;
    let id = execution.id().to_owned();
    tokio::time::sleep(Duration::from_secs(10)).await;
    let store = store.reopened();
    drop(first);
    tokio::time::sleep(away).await;
    let engine = engine(&store).register(workflow).build().await.expect("it starts");
    // How it ends is told by its description.
    let _ = engine.execution::<D>(&*id).wait_json().await;
    (engine.describe(&id).await.expect("it is there"), engine)
}

/// TIME-7, HIST-53: nothing helps, and nobody says why.
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_machine_times_out_though_nobody_is_there() {
    for away in [1, 1_000] {
        let (ended, engine) =
            left_alone(&asleep::dynamic(nobody()), json!({}), Duration::from_secs(away)).await;
        assert_eq!((ended.status, ended.error, ended.cause), (Status::TimedOut, None, None), "{away}");
        let page = engine.history(&ended.arn, Order::Reverse, 1, None).await.expect("there is a history");
        let last = &page.events[0];
        assert_eq!((last.event_type.to_string().as_str(), last.previous_event_id), ("ExecutionTimedOut", 0));
        let expected = EventDetails::Failure { error: Some("States.Timeout".into()), cause: None };
        assert_eq!(last.details, expected);
        assert!(engine.waiting_tasks(10).await.expect("there is a list").is_empty(), "its token is void");
    }
}

/// TIME-9, EXEC-1
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn kinds_last_no_longer_than_they_may() {
    let year = 365 * 24 * 60 * 60_u64;
    // An engine that is there looks at its clock twice a minute, which is a million times a year.
    for (seconds, away, status, lasted) in [
        (year - 1, year - 60, Status::Succeeded, year - 1),
        (year + 1, year - 60, Status::TimedOut, year),
        // What was due in time is looked at too late.
        (year - 1, 2 * year, Status::TimedOut, 2 * year + 10),
    ] {
        let (ended, _) =
            left_alone(&long::dynamic(nobody()), json!(seconds), Duration::from_secs(away)).await;
        let stop = ended.stop_time.expect("it has ended");
        let found = stop.saturating_since(ended.start_time).as_secs();
        assert_eq!((ended.status, found), (status, lasted), "{seconds} {away}");
    }
    for (seconds, status) in [(299, Status::Succeeded), (301, Status::TimedOut)] {
        let (ended, _) = left_alone(&express::dynamic(nobody()), json!(seconds), Duration::ZERO).await;
        assert_eq!(ended.status, status, "{seconds}");
    }
}

/// TIME-1, TIME-4, TIME-6, TASK-10
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn attempts_time_out_and_fall_silent() {
    let caught = json!({"Error": "States.Timeout", "Cause": ""});
    for (works, beats, expected, seconds) in [
        (4, 100, json!("done"), 4),
        (6, 100, json!({"silent": caught}), 5),
        (9, 4, json!("done"), 9),
        (20, 4, json!({"late": caught}), 10),
    ] {
        let workflow = limited::dynamic(DynamicHandlers::new(move |call| async move {
            let end = Instant::now() + Duration::from_secs(works);
            while Instant::now() + Duration::from_secs(beats) < end {
                tokio::time::sleep(Duration::from_secs(beats)).await;
                call.context.heartbeat();
            }
            tokio::time::sleep_until(end).await;
            Ok(json!("done"))
        }));
        let store = MemoryStore::new().expect("there is randomness");
        let start = Instant::now();
        let (_engine, execution) = started(&workflow, &store, json!({})).await;
        assert_eq!(execution.wait_json().await.expect("all is caught"), expected, "{works} {beats}");
        assert_eq!(start.elapsed().as_secs(), seconds, "{works} {beats}");
    }
}

/// RETRY-3: a retry is due when it is due, whether or not somebody was there meanwhile.
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_retry_waits_through_a_crash() {
    for (away, expected) in [(100, 3_600), (10_000, 10_010)] {
        let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
        let busy = order::dynamic(handlers(&calls, |_| Some(Err(TaskError::new("Busy", "")))));
        let start = Instant::now();
        let (first, execution) = started(&busy, &store, json!({"amount": 1})).await;
        let id = execution.id().to_owned();
        until(|| called(&calls).len() == 1).await;
        tokio::time::sleep(Duration::from_secs(10)).await;
        let store = store.reopened();
        drop(first);
        tokio::time::sleep(Duration::from_secs(away)).await;
        let idle = order::dynamic(handlers(&calls, |call| Some(Ok(json!(call.method)))));
        let second = engine(&store).register(&idle).build().await.expect("it starts");
        while called(&calls).len() == 1 {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        let waited = start.elapsed().as_secs();
        assert!((expected..expected + 3).contains(&waited), "{waited} {expected}");
        let output = second.execution::<order::Definition>(&*id).wait_json().await.expect("it succeeds");
        assert_eq!(output["receipt"], "charge");
    }
}
