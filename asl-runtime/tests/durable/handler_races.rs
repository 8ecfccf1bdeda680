//! What comes first counts, for handlers that answer by themselves: each pair of things that can end a task, both ways
//! round.
//!
//! The engine and the handlers of a test share one thread. So a thread that sleeps lets time go by for all of them at once,
//! and the engine finds two things that have happened.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use asl_runtime::durable::Engine;
use asl_runtime::store::Status;
use asl_runtime::{DynamicHandlers, TaskError, Workflow, include_workflow};
use serde_json::{Value, json};
use tokio::sync::oneshot;

use crate::kept::{Kept, eventually, on_both};
use crate::support::types;

include_workflow! {
    name: work,
    inline = r#"{
        "StartAt": "Work",
        "States": { "Work": {
            "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work",
            "TimeoutSecondsPath": "$.timeout", "HeartbeatSecondsPath": "$.heartbeat",
            "End": true
        } }
    }"#,
}

include_workflow! {
    name: both,
    inline = r#"{
        "StartAt": "Both",
        "States": { "Both": {
            "Type": "Parallel",
            "Branches": [
                { "StartAt": "Left", "States": { "Left": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:left", "End": true
                } } },
                { "StartAt": "Right", "States": { "Right": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:right", "End": true
                } } }
            ],
            "End": true
        } }
    }"#,
}

on_both! {
    completion_then_timeout
    timeout_then_completion
    completion_then_silence
    silence_then_completion
    silence_and_completion_at_once
    life_then_silence
    completion_then_stop
    stop_then_completion
    completion_and_stop_at_once
    completion_then_failing_sibling
    failing_sibling_then_completion
    completion_and_failing_sibling_at_once
    redrive_then_completion_of_before
    completion_then_redrive
}

type Answer = Result<Value, TaskError>;

/// The method of a handler that was called, and where its answer goes.
type Called = (&'static str, oneshot::Sender<Answer>);

/// Handlers that answer when they are told to, whatever they were told before.
#[derive(Clone, Default)]
struct Desk(Arc<Mutex<Vec<Called>>>);

impl Desk {
    fn handlers(&self) -> DynamicHandlers {
        let desk = self.clone();
        DynamicHandlers::new(move |call| {
            let (sender, answer) = oneshot::channel();
            desk.0.lock().expect("nobody panicked").push((call.method, sender));
            async move { answer.await.unwrap_or_else(|_| Err(TaskError::new("Gone", "the test is over"))) }
        })
    }

    /// Waits until so many handlers were called.
    async fn called(&self, count: usize) {
        eventually(async || self.0.lock().expect("nobody panicked").len() == count).await;
    }

    /// Lets the first handler of a method that has not answered do so.
    fn answer(&self, method: &str, answer: Answer) {
        let mut called = self.0.lock().expect("nobody panicked");
        let place = called.iter().position(|(name, _)| *name == method).expect("it was called");
        // Its handler may be gone.
        let _ = called.remove(place).1.send(answer);
    }
}

/// The time of all of them goes by at once.
fn let_time_pass(milliseconds: u64) {
    std::thread::sleep(Duration::from_millis(milliseconds));
}

struct Working {
    engine: Engine,
    desk: Desk,
    id: String,
}

/// An execution whose handler is at work.
async fn working(kept: &impl Kept, timeout: u64, heartbeat: u64) -> Working {
    let desk = Desk::default();
    let workflow: Workflow<work::Definition> = work::dynamic(desk.handlers());
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let input = json!({ "timeout": timeout, "heartbeat": heartbeat });
    let id = engine.start(&workflow, None, input).await.expect("it starts").id().to_owned();
    desk.called(1).await;
    Working { engine, desk, id }
}

/// An execution with two handlers at work.
async fn two_working(kept: &impl Kept) -> Working {
    let desk = Desk::default();
    let workflow: Workflow<both::Definition> = both::dynamic(desk.handlers());
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let id = engine.start(&workflow, None, json!({})).await.expect("it starts").id().to_owned();
    desk.called(2).await;
    Working { engine, desk, id }
}

impl Working {
    /// How it ends, and how often its history has each of two events.
    async fn end(&self, counted: [&str; 2]) -> (Status, String, [usize; 2]) {
        eventually(async || {
            self.engine.describe(&self.id).await.expect("it is there").status != Status::Running
        })
        .await;
        let described = self.engine.describe(&self.id).await.expect("it is there");
        let types = types(&self.engine, &self.id).await;
        let count = |name: &str| types.iter().filter(|found| *found == name).count();
        let what = described.output.or(described.error).unwrap_or_default();
        (described.status, what, counted.map(count))
    }

    /// Whether what comes too late changes nothing.
    async fn stays_as_it_is(&self) {
        let before = types(&self.engine, &self.id).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
        assert_eq!(types(&self.engine, &self.id).await, before);
    }
}

const ENDS: [&str; 2] = ["LambdaFunctionSucceeded", "LambdaFunctionTimedOut"];

async fn completion_then_timeout(kept: impl Kept) {
    let working = working(&kept, 2, 1).await;
    working.desk.answer("work", Ok(json!(1)));
    let_time_pass(2_100);
    assert_eq!(working.end(ENDS).await, (Status::Succeeded, "1".into(), [1, 0]));
    working.stays_as_it_is().await;
}

async fn timeout_then_completion(kept: impl Kept) {
    let working = working(&kept, 2, 1).await;
    assert_eq!(working.end(ENDS).await, (Status::Failed, "States.Timeout".into(), [0, 1]));
    working.desk.answer("work", Ok(json!(1)));
    working.stays_as_it_is().await;
}

async fn completion_then_silence(kept: impl Kept) {
    let working = working(&kept, 60, 1).await;
    working.desk.answer("work", Err(TaskError::new("Own", "its own error")));
    let_time_pass(1_100);
    assert_eq!(working.end(ENDS).await, (Status::Failed, "Own".into(), [0, 0]));
    working.stays_as_it_is().await;
}

async fn silence_then_completion(kept: impl Kept) {
    let working = working(&kept, 60, 1).await;
    assert_eq!(working.end(ENDS).await, (Status::Failed, "States.Timeout".into(), [0, 1]));
    working.desk.answer("work", Ok(json!(1)));
    working.stays_as_it_is().await;
}

/// Either may be first; the other one has no effect.
async fn silence_and_completion_at_once(kept: impl Kept) {
    let working = working(&kept, 60, 1).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    working.desk.answer("work", Ok(json!(1)));
    let (status, what, [succeeded, timed_out]) = working.end(ENDS).await;
    match status {
        Status::Succeeded => assert_eq!((what.as_str(), succeeded, timed_out), ("1", 1, 0)),
        _ => assert_eq!((what.as_str(), succeeded, timed_out), ("States.Timeout", 0, 1)),
    }
    working.stays_as_it_is().await;
}

async fn life_then_silence(kept: impl Kept) {
    let workflow: Workflow<work::Definition> = work::dynamic(DynamicHandlers::new(|call| async move {
        for _ in 0..6 {
            tokio::time::sleep(Duration::from_millis(300)).await;
            call.context.heartbeat();
        }
        std::future::pending().await
    }));
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let input = json!({ "timeout": 60, "heartbeat": 1 });
    let since = std::time::Instant::now();
    let execution = engine.start(&workflow, None, input).await.expect("it starts");
    let error = execution.wait_json().await.expect_err("it is silent at last");
    assert!(error.to_string().contains("States.Timeout"), "{error}");
    assert!(since.elapsed() >= Duration::from_millis(2_500), "signs of life counted: {:?}", since.elapsed());
}

async fn completion_then_stop(kept: impl Kept) {
    let working = working(&kept, 60, 30).await;
    working.desk.answer("work", Ok(json!(1)));
    assert_eq!(working.end(ENDS).await.0, Status::Succeeded);
    working.engine.stop(&working.id, Some("TooLate"), None).await.expect("it has no effect");
    assert_eq!(working.end(ENDS).await, (Status::Succeeded, "1".into(), [1, 0]));
    working.stays_as_it_is().await;
}

async fn stop_then_completion(kept: impl Kept) {
    let working = working(&kept, 60, 30).await;
    working.engine.stop(&working.id, Some("Stopped"), None).await.expect("it is told");
    assert_eq!(working.end(ENDS).await, (Status::Aborted, "Stopped".into(), [0, 0]));
    working.desk.answer("work", Ok(json!(1)));
    working.stays_as_it_is().await;
}

/// Either may be first; the other one has no effect.
async fn completion_and_stop_at_once(kept: impl Kept) {
    let working = working(&kept, 60, 30).await;
    let stop = working.engine.stop(&working.id, Some("Stopped"), None);
    working.desk.answer("work", Ok(json!(1)));
    stop.await.expect("it is told, or has no effect");
    match working.end(["ExecutionSucceeded", "ExecutionAborted"]).await {
        (Status::Succeeded, output, [1, 0]) => assert_eq!(output, "1"),
        (Status::Aborted, error, [0, 1]) => assert_eq!(error, "Stopped"),
        other => panic!("{other:?}"),
    }
    working.stays_as_it_is().await;
}

async fn completion_then_failing_sibling(kept: impl Kept) {
    let working = two_working(&kept).await;
    working.desk.answer("left", Ok(json!(1)));
    let id = &working.id;
    eventually(async || types(&working.engine, id).await.iter().any(|name| name == ENDS[0])).await;
    working.desk.answer("right", Err(TaskError::new("Broken", "it is")));
    let ends = working.end([ENDS[0], "LambdaFunctionFailed"]).await;
    assert_eq!(ends, (Status::Failed, "Broken".into(), [1, 1]));
}

async fn failing_sibling_then_completion(kept: impl Kept) {
    let working = two_working(&kept).await;
    working.desk.answer("right", Err(TaskError::new("Broken", "it is")));
    let ends = working.end([ENDS[0], "LambdaFunctionFailed"]).await;
    assert_eq!(ends, (Status::Failed, "Broken".into(), [0, 1]));
    working.desk.answer("left", Ok(json!(1)));
    working.stays_as_it_is().await;
}

async fn completion_and_failing_sibling_at_once(kept: impl Kept) {
    let working = two_working(&kept).await;
    working.desk.answer("left", Ok(json!(1)));
    working.desk.answer("right", Err(TaskError::new("Broken", "it is")));
    let (status, error, [succeeded, failed]) = working.end([ENDS[0], "LambdaFunctionFailed"]).await;
    assert_eq!((status, error.as_str(), failed), (Status::Failed, "Broken", 1));
    assert!(succeeded <= 1);
    working.stays_as_it_is().await;
}

async fn redrive_then_completion_of_before(kept: impl Kept) {
    let working = two_working(&kept).await;
    working.desk.answer("right", Err(TaskError::new("Broken", "it is")));
    working.end(ENDS).await;
    working.engine.redrive(&working.id, None).await.expect("it can");
    // The one that was cut off has its grace, and two new ones were called.
    working.desk.called(3).await;
    working.desk.answer("left", Ok(json!("of before")));
    working.desk.answer("left", Ok(json!("anew")));
    working.desk.answer("right", Ok(json!("right")));
    let (status, output, _) = working.end(ENDS).await;
    assert_eq!((status, output.as_str()), (Status::Succeeded, r#"["anew","right"]"#));
    working.stays_as_it_is().await;
}

/// What has ended in time need not be done again.
async fn completion_then_redrive(kept: impl Kept) {
    let working = two_working(&kept).await;
    working.desk.answer("left", Ok(json!("once")));
    let id = &working.id;
    eventually(async || types(&working.engine, id).await.iter().any(|name| name == ENDS[0])).await;
    working.desk.answer("right", Err(TaskError::new("Broken", "it is")));
    working.end(ENDS).await;
    working.engine.redrive(&working.id, None).await.expect("it can");
    working.desk.called(1).await;
    working.desk.answer("right", Ok(json!("right")));
    let (status, output, _) = working.end(ENDS).await;
    assert_eq!((status, output.as_str()), (Status::Succeeded, r#"["once","right"]"#));
}
