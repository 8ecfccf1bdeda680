//! What a crash leaves.

use asl_runtime::durable::Engine;
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
    tokio::time::sleep(std::time::Duration::from_secs(10)).await;
    let store = crash(first, &store);
    // It was due while nobody was there.
    tokio::time::sleep(std::time::Duration::from_secs(100_000)).await;
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
    assert_eq!(output["trouble"]["Error"], asl_runtime::durable::HANDLER_INTERRUPTED);
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
    tokio::time::sleep(std::time::Duration::from_secs(100_000)).await;
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
