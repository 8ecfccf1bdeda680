//! Executions that ended long ago.

use std::time::Duration;

use asl_runtime::durable::DurableError;
use asl_runtime::store::{ExecutionQuery, Status, StoreError};
use serde_json::json;

use crate::kept::{Kept, eventually, on_both};
use crate::support::{Calls, approval, handlers};

on_both! {
    what_ended_is_kept_so_long
    one_can_be_deleted
}

async fn what_ended_is_kept_so_long(kept: impl Kept) {
    let calls = Calls::default();
    let asking = approval::dynamic(handlers(&calls, |_| Some(Ok(json!(1)))));
    let kept_for = Duration::from_millis(1_500);
    let engine = kept.engine().register(&asking).keep_ended_for(kept_for).build().await.expect("it starts");
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(engine.start(&asking, None, json!({})).await.expect("it starts").id().to_owned());
    }
    for id in &ids[1..] {
        engine.stop(id, None, None).await.expect("it is told");
    }
    let ended = async || {
        let query = ExecutionQuery { status: Some(Status::Aborted), ..ExecutionQuery::default() };
        engine.list(query).await.expect("a list").executions.len()
    };
    eventually(async || ended().await == 4).await;
    eventually(async || ended().await == 0).await;
    for id in &ids[1..] {
        let gone = engine.describe(id).await;
        assert!(matches!(gone, Err(DurableError::Store(StoreError::ExecutionDoesNotExist))), "{gone:?}");
    }
    assert_eq!(engine.describe(&ids[0]).await.expect("it runs").status, Status::Running);
}

async fn one_can_be_deleted(kept: impl Kept) {
    let calls = Calls::default();
    let asking = approval::dynamic(handlers(&calls, |_| Some(Ok(json!(1)))));
    let engine = kept.engine().register(&asking).build().await.expect("it starts");
    let execution = engine.start(&asking, Some("n"), json!({})).await.expect("it starts");
    let runs = engine.delete(execution.id()).await;
    assert!(matches!(runs, Err(DurableError::Store(StoreError::ExecutionRunning))), "{runs:?}");
    execution.stop(None, None).await.expect("it is told");
    eventually(async || execution.describe().await.expect("it is there").status == Status::Aborted).await;
    engine.delete(execution.id()).await.expect("it has ended");
    assert!(engine.describe(execution.id()).await.is_err());
    // Its name is free again.
    let again = engine.start(&asking, Some("n"), json!({ "other": true })).await.expect("it starts");
    assert_eq!(again.id(), execution.id());
}
