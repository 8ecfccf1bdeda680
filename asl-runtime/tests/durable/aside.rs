//! Executions that can't be read are in nobody's way.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use asl_runtime::durable::{DurableError, Engine, ParkedReason};
use asl_runtime::store::{
    ChildChanges, Commit, ExecutionKey, FrameRow, InboxMessage, SlotKind, SlotRow, Status, Store, StoreError,
};
use asl_runtime::{Timestamp, Workflow, include_workflow};
use serde_json::json;

use crate::kept::{Kept, eventually, on_both};
use crate::support::{Calls, handlers, types};

include_workflow! {
    name: ask,
    inline = r#"{
        "StartAt": "Ask",
        "States": { "Ask": {
            "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": { "MessageBody": { "token.$": "$$.Task.Token" } },
            "TimeoutSeconds": 86400, "End": true
        } }
    }"#,
}

on_both! {
    a_frame_that_can_not_be_read
    a_value_that_is_missing
    a_message_that_can_not_be_read
    several_are_listed_by_pages
    the_next_engine_tries_again
    one_that_can_not_be_read_can_be_stopped
    one_that_can_not_be_read_can_be_deleted
}

fn asking() -> Workflow<ask::Definition> {
    ask::dynamic(handlers(&Calls::default(), |_| Some(Ok(json!({ "MessageId": "1" })))))
}

/// Executions that wait, and nobody who drives them.
async fn waiting(kept: &impl Kept, workflow: &Workflow<ask::Definition>, count: usize) -> Vec<String> {
    let engine = kept.engine().register(workflow).build().await.expect("it starts");
    let mut ids = Vec::new();
    for _ in 0..count {
        ids.push(engine.start(workflow, None, json!({ "a": 1 })).await.expect("it starts").id().to_owned());
    }
    for id in &ids {
        eventually(async || types(&engine, id).await.iter().any(|name| name == "TaskSubmitted")).await;
    }
    engine.shut_down().await.expect("it ends");
    ids
}

/// Changes what is kept of an execution, as only somebody with other ideas would.
async fn spoil(kept: &impl Kept, id: &str, spoil: impl FnOnce(&mut Commit)) -> Commit {
    let store = kept.open();
    store.attach().await.expect("nobody is there");
    let described = store.describe(id).await.expect("it is there");
    let stop = InboxMessage::UpdateMapRun { update: json!({ "mapRunArn": "none" }).to_string() };
    // A message makes it one that can be claimed.
    store.send(id, stop).await.expect("it runs");
    let claims = store.claim(Timestamp::new(0, 0), &[described.hash], 99).await.expect("claims");
    let (key, fence) = claims.into_iter().find(|(key, _)| *key == described.key).expect("it is claimed");
    let loaded = store.load(key, fence).await.expect("it is whole");
    let before = Commit {
        execution: key,
        fence,
        version: loaded.version,
        state: loaded.state,
        frames: loaded.frames,
        gone: Vec::new(),
        slots: Vec::new(),
        results: Vec::new(),
        forgotten: Vec::new(),
        events: Vec::new(),
        tokens: Vec::new(),
        closed: Vec::new(),
        consumed: Vec::new(),
        children: ChildChanges::default(),
    };
    let mut commit = before.clone();
    spoil(&mut commit);
    store.commit(Arc::new(commit)).await.expect("the store does not mind");
    store.detach().await.expect("it is left");
    before
}

fn garbage(commit: &mut Commit) {
    commit.frames = vec![FrameRow { phase: "{\"half\":".into(), ..commit.frames[0].clone() }];
}

/// An engine, and what it was told of the store.
async fn engine(kept: &impl Kept, workflow: &Workflow<ask::Definition>) -> (Engine, Calls) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let builder = kept.engine().register(workflow).on_store_error(move |error| {
        tell.lock().expect("nobody panicked").push(error.to_string());
    });
    (builder.build().await.expect("it starts"), told)
}

async fn is_aside(engine: &Engine, id: &str, what: &str) {
    eventually(async || !engine.parked(9, None).await.expect("a list").executions.is_empty()).await;
    let parked = engine.parked(9, None).await.expect("a list").executions;
    assert_eq!(parked.len(), 1, "{parked:?}");
    assert_eq!(parked[0].execution.arn, id);
    let ParkedReason::SetAside { reason } = &parked[0].reason else { panic!("{parked:?}") };
    assert!(reason.contains(what), "{reason}");
    assert!(parked[0].reason.to_string().contains("the next engine tries it again"), "{parked:?}");
    let execution = engine.execution::<ask::Definition>(id.to_owned());
    let waited = tokio::time::timeout(Duration::from_secs(60), execution.wait_json());
    let error = waited.await.expect("nobody waits for ever").expect_err("it can't go on");
    assert!(
        matches!(&error, DurableError::Store(StoreError::SetAside(reason)) if reason.contains(what)),
        "{error}"
    );
}

/// Whether another execution goes on.
async fn others_go_on(engine: &Engine, id: &str) {
    let tasks = engine.waiting_tasks(9).await.expect("a list");
    let task = tasks.iter().find(|task| task.execution == id).expect("it waits");
    engine.send_task_success(&task.token, json!("yes")).await.expect("it waits");
    let output = engine.execution::<ask::Definition>(id.to_owned()).wait_json().await;
    assert_eq!(output.expect("it succeeds"), json!("yes"));
}

async fn a_frame_that_can_not_be_read(kept: impl Kept) {
    let workflow = asking();
    let ids = waiting(&kept, &workflow, 2).await;
    spoil(&kept, &ids[0], garbage).await;
    let (engine, told) = engine(&kept, &workflow).await;
    is_aside(&engine, &ids[0], "the phase of frame").await;
    others_go_on(&engine, &ids[1]).await;
    tokio::time::sleep(Duration::from_millis(1_200)).await;
    let told = told.lock().expect("nobody panicked");
    assert_eq!(told.len(), 1, "it is tried once: {told:?}");
}

async fn a_value_that_is_missing(kept: impl Kept) {
    let workflow = asking();
    let ids = waiting(&kept, &workflow, 2).await;
    spoil(&kept, &ids[0], |commit| {
        let frame = commit.frames[0].frame;
        commit.frames.clear();
        commit.slots = vec![SlotRow { frame, kind: SlotKind::Input, json: None }];
    })
    .await;
    let (engine, _) = engine(&kept, &workflow).await;
    is_aside(&engine, &ids[0], "").await;
    others_go_on(&engine, &ids[1]).await;
}

async fn a_message_that_can_not_be_read(kept: impl Kept) {
    let workflow = asking();
    let ids = waiting(&kept, &workflow, 2).await;
    let (engine, _) = engine(&kept, &workflow).await;
    let update = InboxMessage::UpdateMapRun { update: "{\"half\":".into() };
    kept.open().send(&ids[0], update).await.expect("it runs");
    is_aside(&engine, &ids[0], "is no update of a map run").await;
    others_go_on(&engine, &ids[1]).await;
}

async fn several_are_listed_by_pages(kept: impl Kept) {
    let workflow = asking();
    let ids = waiting(&kept, &workflow, 3).await;
    for id in &ids {
        spoil(&kept, id, garbage).await;
    }
    let (engine, _) = engine(&kept, &workflow).await;
    eventually(async || engine.parked(9, None).await.expect("a list").executions.len() == 3).await;
    let (mut found, mut after): (Vec<String>, Option<ExecutionKey>) = (Vec::new(), None);
    loop {
        let page = engine.parked(1, after).await.expect("a page");
        found.extend(page.executions.into_iter().map(|parked| parked.execution.arn));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert!(found.iter().eq(ids.iter().rev()), "{found:?}");
}

async fn the_next_engine_tries_again(kept: impl Kept) {
    let workflow = asking();
    let ids = waiting(&kept, &workflow, 1).await;
    let whole = spoil(&kept, &ids[0], garbage).await;
    let (first, _) = engine(&kept, &workflow).await;
    is_aside(&first, &ids[0], "the phase of frame").await;
    first.shut_down().await.expect("it ends");
    let listed = kept.client().await.parked(9, None).await.expect("a list").executions;
    assert_eq!(listed.len(), 1, "it is listed while no engine is there");
    spoil_back(&kept, &ids[0], whole).await;
    let (engine, _) = engine(&kept, &workflow).await;
    assert!(engine.parked(9, None).await.expect("a list").executions.is_empty());
    others_go_on(&engine, &ids[0]).await;
}

async fn spoil_back(kept: &impl Kept, id: &str, whole: Commit) {
    spoil(kept, id, |commit| commit.frames = whole.frames).await;
}

async fn one_that_can_not_be_read_can_be_stopped(kept: impl Kept) {
    let workflow = asking();
    let ids = waiting(&kept, &workflow, 1).await;
    spoil(&kept, &ids[0], garbage).await;
    let (engine, _) = engine(&kept, &workflow).await;
    is_aside(&engine, &ids[0], "the phase of frame").await;
    // From any process.
    kept.client().await.stop(&ids[0], Some("Hopeless"), Some("by hand")).await.expect("it is told");
    let described = engine.describe(&ids[0]).await.expect("it is there");
    assert_eq!((described.status, described.error.as_deref()), (Status::Aborted, Some("Hopeless")));
    assert_eq!(types(&engine, &ids[0]).await.last().map(String::as_str), Some("ExecutionAborted"));
    assert_eq!(engine.parked(9, None).await.expect("a list").executions, []);
    assert_eq!(engine.waiting_tasks(9).await.expect("a list"), []);
    let waited = engine.execution::<ask::Definition>(ids[0].clone()).wait_json().await;
    let cause = "by hand";
    let error = waited.expect_err("it was stopped");
    assert!(error.to_string().contains(cause), "{error}");
    // A redrive finds nothing to go on from, and says so.
    engine.redrive(&ids[0], None).await.expect("it did not succeed");
    is_aside(&engine, &ids[0], "stopped while it was set aside").await;
    engine.stop(&ids[0], None, None).await.expect("it is told");
    assert_eq!(engine.describe(&ids[0]).await.expect("it is there").status, Status::Aborted);
}

async fn one_that_can_not_be_read_can_be_deleted(kept: impl Kept) {
    let workflow = asking();
    let ids = waiting(&kept, &workflow, 2).await;
    spoil(&kept, &ids[0], garbage).await;
    let (engine, _) = engine(&kept, &workflow).await;
    is_aside(&engine, &ids[0], "the phase of frame").await;
    engine.delete(&ids[0]).await.expect("nobody needs it");
    let gone = engine.describe(&ids[0]).await;
    assert!(
        matches!(&gone, Err(DurableError::Store(StoreError::ExecutionDoesNotExist))),
        "nothing is left: {gone:?}"
    );
    let running = engine.delete(&ids[1]).await;
    assert!(matches!(&running, Err(DurableError::Store(StoreError::ExecutionRunning))), "{running:?}");
    others_go_on(&engine, &ids[1]).await;
}
