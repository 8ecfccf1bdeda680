//! Handlers that are spread over the threads of the runtime.

use std::sync::{Arc, Barrier};
use std::time::Duration;

use asl_runtime::{DynamicHandlers, HandlerThreads, TaskError, include_workflow};
use serde_json::{Value, json};

use crate::support::{Log, failure};

include_workflow! {
    name: each,
    inline = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {
        "StartAt": "T", "States": {"T": {
            "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}}}"#,
}

include_workflow! {
    name: first_alone,
    inline = r#"{"StartAt": "First", "States": {
        "First": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "Next": "P"},
        "P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "Left", "States": {"Left": {
            "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}]}}}"#,
}

/// Each waits for the other without letting go of its thread.
#[tokio::test(flavor = "multi_thread", worker_threads = 3)]
async fn items_compute_at_the_same_time() {
    let barrier = Arc::new(Barrier::new(2));
    let handlers = DynamicHandlers::new(move |call| {
        let barrier = Arc::clone(&barrier);
        async move {
            barrier.wait();
            Ok(json!({ "done": call.input }))
        }
    });
    let workflow = each::dynamic(handlers).handler_threads(HandlerThreads::Spread);
    // Inside of a task, the thread that waits here is not one of the workers.
    let output = tokio::spawn(async move { workflow.run(json!(["a", "b"])).await }).await;
    assert_eq!(output.ok().and_then(Result::ok), Some(json!([{ "done": "a" }, { "done": "b" }])));
}

/// What only one can be at work on has nothing to be spread.
#[tokio::test]
async fn tasks_beside_no_others_stay_with_their_execution() {
    let tasks = Log::default();
    let log = tasks.clone();
    let handlers = DynamicHandlers::new(move |call| {
        let log = log.clone();
        async move {
            log.add((call.context.state_name(), tokio::task::try_id()));
            Ok(call.input)
        }
    });
    let workflow = first_alone::dynamic(handlers).handler_threads(HandlerThreads::Spread);
    let (own, ran) = tokio::spawn(async move { (tokio::task::try_id(), workflow.run(json!(1)).await) })
        .await
        .expect("no panic");
    assert_eq!(ran.ok(), Some(json!([1])));
    let tasks = tasks.all();
    assert_eq!(tasks.iter().map(|(state, _)| *state).collect::<Vec<_>>(), ["First", "Left"]);
    assert_eq!(tasks[0].1, own);
    assert_ne!(tasks[1].1, own);
}

/// Errors and panics are told in the same words wherever they come up.
#[tokio::test]
async fn failures_are_the_same_in_either_threads() {
    for kind in ["error", "panic", "panic while dropping"] {
        let mut told = Vec::new();
        for threads in [HandlerThreads::OfExecution, HandlerThreads::Spread] {
            let handlers = DynamicHandlers::new(move |call| async move {
                let _falls = (kind == "panic while dropping").then_some(Falls);
                match kind {
                    "error" => Err(TaskError::new("Broken", "beyond repair")),
                    "panic" => panic!("number {}", call.input),
                    _ => Ok(call.input),
                }
            });
            let workflow = each::dynamic(handlers).handler_threads(threads);
            told.push(failure(workflow.run(json!([7])).await));
        }
        assert_eq!(told[0], told[1], "{kind}");
    }
}

/// It panics where it is dropped.
struct Falls;

impl Drop for Falls {
    fn drop(&mut self) {
        panic!("dropped");
    }
}

/// Tells when a handler is dropped.
struct Guard(Log<&'static str>);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.add("dropped");
    }
}

/// An item fails: the handler of the other is told, has its grace, and is dropped.
#[tokio::test(start_paused = true)]
async fn a_handler_that_is_stopped_is_dropped_wherever_it_runs() {
    for (grace, expected) in [(0, &["dropped"][..]), (5, &["told", "dropped"])] {
        let log = Log::default();
        let seen = log.clone();
        let handlers = DynamicHandlers::new(move |call| {
            let log = seen.clone();
            async move {
                if call.input == "fails" {
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    return Err(TaskError::new("Broken", "beyond repair"));
                }
                let _guard = Guard(log.clone());
                call.context.cancelled().await;
                log.add("told");
                std::future::pending::<Result<Value, TaskError>>().await
            }
        });
        let workflow =
            each::dynamic(handlers).handler_threads(HandlerThreads::Spread).grace(Duration::from_secs(grace));
        assert_eq!(failure(workflow.run(json!(["stays", "fails"])).await).0, "Broken");
        tokio::time::sleep(Duration::from_secs(grace + 1)).await;
        assert_eq!(log.all(), expected, "with a grace of {grace} s");
    }
}

/// Whoever drops the future of a run drops all of it.
#[tokio::test(start_paused = true)]
async fn a_run_that_is_dropped_takes_its_handlers_along() {
    let log = Log::default();
    let seen = log.clone();
    let handlers = DynamicHandlers::new(move |_| {
        let guard = Guard(seen.clone());
        async move {
            let _guard = guard;
            std::future::pending::<Result<Value, TaskError>>().await
        }
    });
    let workflow = each::dynamic(handlers).handler_threads(HandlerThreads::Spread);
    assert!(tokio::time::timeout(Duration::from_secs(3), workflow.run(json!([1, 2]))).await.is_err());
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(log.all(), ["dropped", "dropped"]);
}
