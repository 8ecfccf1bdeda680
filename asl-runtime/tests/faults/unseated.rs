//! A worker that can't keep its seat drops its handlers, so that another one may take over.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use asl_runtime::durable::{Engine, HANDLER_INTERRUPTED};
use asl_runtime::store::MemoryStore;
use asl_runtime::{DynamicHandlers, include_workflow};
use serde_json::json;

use crate::place::Answers;
use crate::plan::{Faults, Plan};
use crate::store::FaultyStore;

include_workflow! {
    name: slow,
    inline = r#"{
        "StartAt": "Work",
        "States": { "Work": {
            "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "End": true
        } }
    }"#,
}

/// Tells when a handler is dropped.
struct Dropped(Arc<AtomicBool>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Release);
    }
}

async fn becomes_true(flag: &AtomicBool) {
    let is_true = async {
        while !flag.load(Ordering::Acquire) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), is_true).await.expect("it happens");
}

#[tokio::test]
async fn handlers_are_dropped_and_the_engine_stops() {
    let inner = MemoryStore::new().expect("there is randomness");
    let faults = Faults::new(Plan::Never);
    let (called, dropped) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
    let workflow = slow::dynamic(DynamicHandlers::new({
        let (called, dropped) = (Arc::clone(&called), Arc::clone(&dropped));
        move |_| {
            called.store(true, Ordering::Release);
            let held = Dropped(Arc::clone(&dropped));
            async move {
                let _held = held;
                pending().await
            }
        }
    }));
    let store = FaultyStore { inner: inner.clone(), faults: faults.clone(), answers: Answers::InTheirTime };
    let engine = Engine::builder().store(store).register(&workflow).build().await.expect("it starts");
    let id = engine.start(&workflow, Some("one"), json!({})).await.expect("it starts").id().to_owned();
    becomes_true(&called).await;
    assert!(!dropped.load(Ordering::Acquire));

    faults.unseated.notify_one();
    becomes_true(&dropped).await;
    let shut_down = tokio::time::timeout(Duration::from_secs(60), engine.shut_down());
    shut_down.await.expect("nothing is in memory").expect("it ends");

    let next = Engine::builder().store(inner).register(&workflow).build().await.expect("the seat is free");
    let failed = next.execution::<slow::Definition>(id).wait_json().await.expect_err("it was interrupted");
    assert!(failed.to_string().contains(HANDLER_INTERRUPTED), "{failed}");
}
