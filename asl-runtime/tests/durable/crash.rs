//! What a crash leaves.

use std::time::Duration;

use asl_runtime::durable::{Engine, HANDLER_INTERRUPTED};
use asl_runtime::include_workflow;
use asl_runtime::store::MemoryStore;
use serde_json::json;

use crate::support::{Calls, called, engine, fan, handlers, order, orders, until};

/// The engine as its process leaves it when it dies: with nothing told to anybody.
fn crash(engine: Engine, store: &MemoryStore) -> MemoryStore {
    let store = store.reopened();
    drop(engine);
    store
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_wait_goes_on() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let orders = orders(&calls);
    let first = engine(&store).register(&orders).build().await.expect("it starts");
    let id = first.start(&orders, None, json!({ "amount": 1 })).await.expect("it starts").id().to_owned();
    until(|| called(&calls).len() == 1).await;
    tokio::time::sleep(Duration::from_secs(10)).await;
    let store = crash(first, &store);
    // It was due while nobody was there.
    tokio::time::sleep(Duration::from_secs(100_000)).await;
    let second = engine(&store).register(&orders).build().await.expect("it starts");
    let output = second.execution::<order::Definition>(id).wait_json().await.expect("it succeeds");
    assert_eq!(output["shipped"], "ship");
    assert_eq!(called(&calls).len(), 2, "nothing was called twice");
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn an_interrupted_attempt_fails() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let silent = order::dynamic(handlers(&calls, |_| None));
    let first = engine(&store).register(&silent).build().await.expect("it starts");
    let id = first.start(&silent, None, json!({ "amount": 1 })).await.expect("it starts").id().to_owned();
    until(|| called(&calls).len() == 1).await;
    let store = crash(first, &store);
    let orders = orders(&calls);
    let second = engine(&store).register(&orders).build().await.expect("it starts");
    let output = second.execution::<order::Definition>(id).wait_json().await.expect("it succeeds");
    assert_eq!(output["trouble"]["Error"], HANDLER_INTERRUPTED);
    assert_eq!(output["undone"], "undo");
    let calls = called(&calls);
    assert_eq!(calls.iter().filter(|call| call.starts_with("charge")).count(), 1, "{calls:?}");
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn an_idempotent_handler_is_called_again() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let keys = Calls::default();
    let half = {
        let keys = keys.clone();
        order::dynamic(handlers(&calls, move |call| {
            keys.lock().expect("nobody panicked").push(call.context.idempotency_key().to_owned());
            (call.method != "ship").then(|| Ok(json!(1)))
        }))
    };
    let first = engine(&store).register(&half).build().await.expect("it starts");
    let id = first.start(&half, None, json!({ "amount": 1 })).await.expect("it starts").id().to_owned();
    tokio::time::sleep(Duration::from_secs(100_000)).await;
    until(|| called(&calls).len() == 2).await;
    let store = crash(first, &store);
    let whole = {
        let keys = keys.clone();
        order::dynamic(handlers(&calls, move |call| {
            keys.lock().expect("nobody panicked").push(call.context.idempotency_key().to_owned());
            Some(Ok(json!("again")))
        }))
    };
    let second = engine(&store).register(&whole).build().await.expect("it starts");
    let output = second.execution::<order::Definition>(id).wait_json().await.expect("it succeeds");
    assert_eq!(output["shipped"], "again");
    let keys = called(&keys);
    assert_eq!(keys.len(), 3);
    assert_eq!(keys[1], keys[2], "it is the same attempt");
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn items_that_have_ended_are_not_run_again() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let odd = fan::dynamic(handlers(&calls, |call| {
        let item = call.input.as_u64().unwrap_or_default();
        (item % 2 == 1).then(|| Ok(json!(item * 10)))
    }));
    let first = engine(&store).register(&odd).build().await.expect("it starts");
    let id = first
        .start(&odd, None, json!({ "items": [1, 2, 3, 4, 5] }))
        .await
        .expect("it starts")
        .id()
        .to_owned();
    until(|| called(&calls).len() == 5).await;
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    let store = crash(first, &store);
    let all = fan::dynamic(handlers(&calls, |call| Some(Ok(call.input.clone()))));
    let second = engine(&store).register(&all).build().await.expect("it starts");
    let ended = second.execution::<fan::Definition>(id.clone()).wait_json().await;
    assert!(ended.is_err_and(|error| error.to_string().contains("HandlerInterrupted")));
    assert_eq!(called(&calls).len(), 5, "no handler was called again");
}

include_workflow! {
    name: timed,
    inline = r#"{"StartAt": "Work", "TimeoutSeconds": 1000000, "States": {
        "Work": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work",
            "TimeoutSeconds": 10, "HeartbeatSeconds": 5, "End": true,
            "Catch": [
                {"ErrorEquals": ["States.Timeout"], "Next": "Late"},
                {"ErrorEquals": ["States.TaskFailed"], "Next": "Failed"}]},
        "Late": {"Type": "Fail"},
        "Failed": {"Type": "Pass", "End": true}
    }}"#,
}

/// Its time may have been up before anybody looked: what became of it is not known all the same.
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn an_interruption_is_never_a_timeout() {
    for away in [1, 7, 20, 100_000] {
        let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
        let silent = timed::dynamic(handlers(&calls, |_| None));
        let first = engine(&store).register(&silent).build().await.expect("it starts");
        let id = first.start(&silent, None, json!({})).await.expect("it starts").id().to_owned();
        until(|| called(&calls).len() == 1).await;
        let store = crash(first, &store);
        tokio::time::sleep(Duration::from_secs(away)).await;
        let second = engine(&store).register(&silent).build().await.expect("it starts");
        let output = second.execution::<timed::Definition>(id).wait_json().await.expect("it is caught");
        assert_eq!(output["Error"], HANDLER_INTERRUPTED, "{away}");
    }
}

/// What only queued when the process died starts as if nothing had been.
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn what_queued_is_not_interrupted() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let silent = fan::dynamic(handlers(&calls, |_| None));
    let first = engine(&store).register(&silent).most_running(1).build().await.expect("it starts");
    let mut ids = Vec::new();
    for number in 0..4 {
        let started = first.start(&silent, None, json!({ "items": [number] })).await.expect("it starts");
        ids.push(started.id().to_owned());
    }
    until(|| called(&calls).len() == 1).await;
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    let store = crash(first, &store);
    let quick = fan::dynamic(handlers(&calls, |call| Some(Ok(call.input.clone()))));
    let second = engine(&store).register(&quick).build().await.expect("it starts");
    let mut interrupted = 0;
    for (number, id) in ids.into_iter().enumerate() {
        match second.execution::<fan::Definition>(id).wait_json().await {
            Ok(output) => assert_eq!(output, json!([number])),
            Err(error) => {
                assert!(error.to_string().contains(HANDLER_INTERRUPTED), "{error}");
                interrupted += 1;
            }
        }
    }
    assert_eq!((interrupted, called(&calls).len()), (1, 4), "one was at work, and each was called once");
}
