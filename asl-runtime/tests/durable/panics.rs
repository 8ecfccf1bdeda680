//! What panics beside handlers ends nothing but the execution that it is about.

use std::time::Duration;

use asl_runtime::durable::{DurableError, Engine, ParkedReason};
use asl_runtime::objects::{ObjectName, ObjectStream, ObjectSummary, Objects};
use asl_runtime::store::StoreError;
use asl_runtime::{Workflow, include_workflow};
use serde_json::json;

use crate::kept::{Kept, eventually, on_both};
use crate::support::{Calls, handlers};

include_workflow! {
    name: rows,
    inline = r#"{
        "StartAt": "Each",
        "States": { "Each": {
            "Type": "Map", "Label": "Rows",
            "ItemReader": {
                "Resource": "arn:aws:states:::s3:getObject", "Parameters": { "Bucket": "b", "Key": "rows.json" }
            },
            "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                "StartAt": "Work", "States": { "Work": { "Type": "Pass", "End": true } }
            },
            "End": true
        } }
    }"#,
}

include_workflow! {
    name: plain,
    inline = r#"{
        "StartAt": "Ask",
        "States": { "Ask": {
            "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:ask", "End": true
        } }
    }"#,
}

on_both! {
    objects_that_panic
    an_observer_that_panics
}

/// Objects that nobody should ask for.
struct Panicking;

impl Objects for Panicking {
    fn get(&self, object: ObjectName) -> ObjectStream<Vec<u8>> {
        panic!("no bucket today: {object:?}")
    }

    fn list(&self, bucket: &str, _: &str) -> ObjectStream<ObjectSummary> {
        panic!("no bucket today: {bucket}")
    }
}

fn asking() -> Workflow<plain::Definition> {
    plain::dynamic(handlers(&Calls::default(), |_| Some(Ok(json!("yes")))))
}

/// An engine ends when nothing is in memory any more.
async fn shuts_down(engine: Engine) {
    let shut_down = tokio::time::timeout(Duration::from_secs(60), engine.shut_down());
    shut_down.await.expect("nothing is left in memory").expect("it ends");
}

async fn objects_that_panic(kept: impl Kept) {
    let reading = rows::dynamic(handlers(&Calls::default(), |_| None)).objects(Panicking);
    let asking = asking();
    let builder = kept.engine().register(&reading).register(&asking);
    let engine = builder.build().await.expect("it starts");
    let execution = engine.start(&reading, Some("reads"), json!({})).await.expect("it starts");
    eventually(async || !engine.parked(9, None).await.expect("a list").executions.is_empty()).await;
    let parked = engine.parked(9, None).await.expect("a list").executions;
    assert_eq!(parked[0].execution.arn, execution.id());
    assert!(
        matches!(&parked[0].reason, ParkedReason::SetAside { reason } if reason.contains("panicked: no bucket today")),
        "{parked:?}"
    );
    let waited = tokio::time::timeout(Duration::from_secs(60), execution.wait_json());
    let error = waited.await.expect("nobody waits for ever").expect_err("it can't go on");
    assert!(matches!(&error, DurableError::Store(StoreError::SetAside(_))), "{error}");

    let other = engine.start(&asking, Some("asks"), json!({})).await.expect("it starts");
    assert_eq!(other.wait_json().await.expect("it succeeds"), json!("yes"));
    shuts_down(engine).await;
}

async fn an_observer_that_panics(kept: impl Kept) {
    let asking = asking();
    let builder =
        kept.engine().register(&asking).on_event(|_, event| panic!("not {:?} again", event.event_type));
    let engine = builder.build().await.expect("it starts");
    let execution = engine.start(&asking, Some("asks"), json!({})).await.expect("it starts");
    let waited = tokio::time::timeout(Duration::from_secs(60), execution.wait_json());
    assert_eq!(waited.await.expect("it goes on").expect("it succeeds"), json!("yes"));
    shuts_down(engine).await;
}
