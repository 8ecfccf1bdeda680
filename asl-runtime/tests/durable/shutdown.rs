//! The end of an engine.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use asl_runtime::durable::HANDLER_INTERRUPTED;
use asl_runtime::store::Status;
use asl_runtime::{DynamicHandlers, include_workflow};
use serde_json::{Value, json};

use crate::kept::{Kept, eventually, on_both};
use crate::support::{Calls, called, handlers};

include_workflow! {
    name: steps,
    inline = r#"{
        "StartAt": "One",
        "States": {
            "One": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:one", "Next": "Two"
            },
            "Two": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:two", "End": true
            }
        }
    }"#,
}

include_workflow! {
    name: endless,
    inline = r#"{
        "StartAt": "Again",
        "States": {
            "Again": { "Type": "Pass", "Next": "Enough?" },
            "Enough?": {
                "Type": "Choice",
                "Choices": [ { "Variable": "$.enough", "IsPresent": true, "Next": "Done" } ],
                "Default": "Again"
            },
            "Done": { "Type": "Succeed" }
        }
    }"#,
    allow: ["unbounded-loop"],
}

on_both! {
    attempts_may_end
    attempts_that_last_too_long_are_interrupted
    loops_are_left_to_the_next_engine
    a_signal_ends_it
}

async fn attempts_may_end(kept: impl Kept) {
    let started = Arc::new(AtomicUsize::new(0));
    let slow = {
        let started = Arc::clone(&started);
        steps::dynamic(DynamicHandlers::new(move |call| {
            started.fetch_add(1, Ordering::SeqCst);
            async move {
                tokio::time::sleep(Duration::from_millis(300)).await;
                Ok(json!([call.method]))
            }
        }))
    };
    let engine = kept.engine().register(&slow).build().await.expect("it starts");
    let id = engine.start(&slow, None, json!({})).await.expect("it starts").id().to_owned();
    eventually(async || started.load(Ordering::SeqCst) == 1).await;
    assert_eq!(engine.shut_down_within(Duration::from_secs(30)).await.expect("it ends"), 0);
    assert_eq!(started.load(Ordering::SeqCst), 1, "the next task is left to the next engine");
    let client = kept.client().await;
    assert_eq!(client.describe(&id).await.expect("it is there").status, Status::Running);

    let engine = kept.engine().register(&slow).build().await.expect("it starts");
    let output = engine.execution::<steps::Definition>(id).wait_json().await.expect("it succeeds");
    assert_eq!(output, json!(["two"]));
    assert_eq!(started.load(Ordering::SeqCst), 2);
}

async fn attempts_that_last_too_long_are_interrupted(kept: impl Kept) {
    let calls = Calls::default();
    let silent = steps::dynamic(handlers(&calls, |_| None));
    let engine = kept.engine().register(&silent).build().await.expect("it starts");
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(engine.start(&silent, None, json!({})).await.expect("it starts").id().to_owned());
    }
    eventually(async || called(&calls).len() == 3).await;
    assert_eq!(engine.shut_down_within(Duration::from_millis(50)).await.expect("it ends"), 3);
    let engine = kept.engine().register(&silent).build().await.expect("it starts");
    for id in ids {
        let ended =
            engine.execution::<steps::Definition>(id).wait_json().await.expect_err("it was interrupted");
        assert!(ended.to_string().contains(HANDLER_INTERRUPTED), "{ended}");
    }
    assert_eq!(called(&calls).len(), 3, "nothing is called twice");
}

async fn loops_are_left_to_the_next_engine(kept: impl Kept) {
    let workflow = endless::dynamic(DynamicHandlers::new(|_| std::future::pending()));
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let id = engine.start(&workflow, None, json!({})).await.expect("it starts").id().to_owned();
    eventually(async || engine.describe(&id).await.expect("it is there").events > 1_000).await;
    engine.shut_down().await.expect("it ends");
    let client = kept.client().await;
    let before = client.describe(&id).await.expect("it is there").events;
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    eventually(async || client.describe(&id).await.expect("it is there").events > before).await;
    engine.stop(&id, None, None).await.expect("it is told");
    eventually(async || client.describe(&id).await.expect("it is there").status == Status::Aborted).await;
}

async fn a_signal_ends_it(kept: impl Kept) {
    let calls = Calls::default();
    let workflow = steps::dynamic(handlers(&calls, |_| Some(Ok(json!(1)))));
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let client = engine.client();
    let (signal, signalled) = tokio::sync::oneshot::channel::<()>();
    let running = tokio::spawn(engine.run_until(signalled, Duration::from_secs(5)));
    let started = client.start(&workflow, None, json!({})).await.expect("it starts");
    eventually(async || {
        client.describe(&started.arn).await.expect("it is there").status == Status::Succeeded
    })
    .await;
    drop(signal);
    assert_eq!(running.await.expect("no panic").expect("it ends"), 0);
    // Somebody else can sit down.
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let again = engine.start(&workflow, None, Value::Null).await.expect("it starts");
    again.wait_json().await.expect("it succeeds");
}
