//! Start, describe, list, wait, stop, history.

use asl_runtime::durable::DurableError;
use asl_runtime::store::{ExecutionQuery, MemoryStore, Order, Status, StoreError};
use asl_runtime::{ExecutionError, include_workflow};
use serde_json::json;

use crate::support::{Calls, called, engine, handlers, orders, types, until};

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn runs_to_the_end() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let orders = orders(&calls);
    let engine = engine(&store).register(&orders).build().await.expect("it starts");
    let execution = engine.start(&orders, Some("monday"), json!({ "amount": 3 })).await.expect("it starts");
    assert!(execution.id().ends_with(":execution:order:monday"));
    let output = execution.wait_json().await.expect("it succeeds");
    assert_eq!(output, json!({ "amount": 3, "receipt": "charge", "shipped": "ship" }));
    assert_eq!(
        called(&calls),
        [r#"charge {"amount":3,"by":"monday"}"#, r#"ship {"amount":3,"receipt":"charge"}"#]
    );
    let described = execution.describe().await.expect("it is there");
    assert_eq!((described.status, described.output), (Status::Succeeded, Some(output.to_string())));
    assert_eq!(described.input, r#"{"amount":3}"#);
    assert_eq!(
        types(&engine, execution.id()).await,
        [
            "ExecutionStarted",
            "TaskStateEntered",
            "LambdaFunctionScheduled",
            "LambdaFunctionStarted",
            "LambdaFunctionSucceeded",
            "TaskStateExited",
            "WaitStateEntered",
            "WaitStateExited",
            "TaskStateEntered",
            "LambdaFunctionScheduled",
            "LambdaFunctionStarted",
            "LambdaFunctionSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded"
        ]
    );
    let page = engine.history(execution.id(), Order::Reverse, 2, None).await.expect("there is one");
    let ids: Vec<u64> = page.events.iter().map(|event| event.id).collect();
    assert_eq!((ids, page.next), (vec![14, 13], Some(13)));
    let json = serde_json::to_value(&page.events[0]).expect("it is JSON");
    assert_eq!(json["executionSucceededEventDetails"]["output"], output.to_string());
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_name_is_an_idempotency_key() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let orders = orders(&calls);
    let engine = engine(&store).register(&orders).build().await.expect("it starts");
    let first = engine.start(&orders, Some("n"), json!({ "amount": 1 })).await.expect("it starts");
    let again = engine.start(&orders, Some("n"), json!({ "amount": 1 })).await.expect("it is the same");
    assert_eq!(first.id(), again.id());
    let other = engine.start(&orders, Some("n"), json!({ "amount": 2 })).await;
    assert!(matches!(other, Err(DurableError::Store(StoreError::ExecutionAlreadyExists))), "{other:?}");
    first.wait_json().await.expect("it succeeds");
    let closed = engine.start(&orders, Some("n"), json!({ "amount": 1 })).await;
    assert!(matches!(closed, Err(DurableError::Store(StoreError::ExecutionAlreadyExists))), "{closed:?}");
    assert_eq!(called(&calls).len(), 2, "it ran once");
    let page = engine.list(ExecutionQuery::default()).await.expect("there is a list");
    assert_eq!(page.executions.len(), 1);
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_stop_ends_it() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let orders = orders(&calls);
    let engine = engine(&store).register(&orders).build().await.expect("it starts");
    let execution = engine.start(&orders, None, json!({ "amount": 1 })).await.expect("it starts");
    until(|| called(&calls).len() == 1).await;
    execution.stop(Some("NotNeeded"), Some("it rains")).await.expect("it is told");
    let ended = execution.wait_json().await;
    assert!(
        matches!(
            &ended,
            Err(DurableError::Execution(ExecutionError::Aborted { error: Some(error), cause: Some(cause), .. }))
                if error == "NotNeeded" && cause == "it rains"
        ),
        "{ended:?}"
    );
    assert_eq!(types(&engine, execution.id()).await.last().map(String::as_str), Some("ExecutionAborted"));
    // A second one has no effect.
    execution.stop(None, None).await.expect("it has ended");
    assert_eq!(execution.describe().await.expect("it is there").error.as_deref(), Some("NotNeeded"));
}

/// Nobody would ever drive it.
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn what_is_not_registered_does_not_start() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let engine = engine(&store).build().await.expect("it starts");
    let refused = engine.start(&orders(&calls), Some("n"), json!({ "amount": 1 })).await;
    let message = "`order` is not registered with this engine: `EngineBuilder::register` does that";
    assert!(refused.is_err_and(|error| error.to_string().contains(message)));
    let page = engine.list(ExecutionQuery::default()).await.expect("there is a list");
    assert!(page.executions.is_empty());
}

include_workflow! {
    name: express,
    kind: express,
    inline: r#"{"StartAt": "S", "States": {"S": {"Type": "Succeed"}}}"#,
}

/// EXEC-6: names of Express executions are not unique. A store keeps them like others (EXEC-8, HIST-4).
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn express_executions_share_names() {
    let (store, calls) = (MemoryStore::new().expect("there is randomness"), Calls::default());
    let express = express::dynamic(handlers(&calls, |_| None));
    let engine = engine(&store).register(&express).build().await.expect("it starts");
    for number in 0..3 {
        let execution = engine.start(&express, Some("n"), json!(number / 2)).await.expect("it starts");
        assert!(execution.id().contains(":express:express:n:"), "{}", execution.id());
        assert_eq!(execution.wait_json().await.expect("it succeeds"), json!(number / 2));
        assert_eq!(types(&engine, execution.id()).await.len(), 4);
    }
    let page = engine.list(ExecutionQuery::default()).await.expect("there is a list");
    assert_eq!(page.executions.len(), 3);
}
