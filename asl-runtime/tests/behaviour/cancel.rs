//! Stopping, dropping, panicking.

use std::time::Duration;

use asl_runtime::{AfterEnd, DynamicHandlers, ExecutionError, ExecutionStatus, include_workflow};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::{Log, failure, seconds_since};

include_workflow! {
    name: one,
    inline = r#"{"StartAt": "T", "States": {"T": {
        "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "TimeoutSeconds": 10, "End": true}}}"#,
}

/// Says when it is dropped.
struct Guard(Log<(&'static str, u64)>, Instant);

impl Drop for Guard {
    fn drop(&mut self) {
        self.0.add(("dropped", seconds_since(self.1)));
    }
}

/// A handler that never ends; it says when it was told to stop, and when it is dropped.
fn stubborn(log: &Log<(&'static str, u64)>) -> DynamicHandlers {
    let (log, start) = (log.clone(), Instant::now());
    DynamicHandlers::new(move |call| {
        let (log, guard) = (log.clone(), Guard(log.clone(), start));
        async move {
            let _guard = guard;
            call.context.cancelled().await;
            log.add(("told", seconds_since(start)));
            std::future::pending().await
        }
    })
}

/// First the signal, then the grace, then the drop.
#[tokio::test(start_paused = true)]
async fn a_handler_has_its_grace() {
    let (log, start) = (Log::default(), Instant::now());
    let workflow = one::dynamic(stubborn(&log)).grace(Duration::from_secs(7));
    assert_eq!(failure(workflow.run(json!({})).await).0, "States.Timeout");
    assert_eq!(seconds_since(start), 10, "the result does not wait");
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(log.all(), [("told", 10), ("dropped", 17)]);
}

#[tokio::test(start_paused = true)]
async fn the_result_may_wait_for_the_handlers() {
    let (log, start) = (Log::default(), Instant::now());
    let workflow = one::dynamic(stubborn(&log)).grace(Duration::from_secs(7)).after_end(AfterEnd::Wait);
    assert_eq!(failure(workflow.run(json!({})).await).0, "States.Timeout");
    assert_eq!((seconds_since(start), log.all()), (17, vec![("told", 10), ("dropped", 17)]));
}

#[tokio::test(start_paused = true)]
async fn without_grace_a_handler_is_dropped_at_once() {
    let log = Log::default();
    let workflow = one::dynamic(stubborn(&log)).grace(Duration::ZERO);
    assert_eq!(failure(workflow.run(json!({})).await).0, "States.Timeout");
    assert_eq!(log.all(), [("dropped", 10)]);
}

/// Whoever drops the future of a run drops all of it.
#[tokio::test(start_paused = true)]
async fn a_run_that_is_dropped_takes_its_handlers_along() {
    let log = Log::default();
    let workflow = one::dynamic(stubborn(&log));
    assert!(tokio::time::timeout(Duration::from_secs(3), workflow.run(json!({}))).await.is_err());
    assert_eq!(log.all(), [("dropped", 3)]);
}

#[tokio::test(start_paused = true)]
async fn an_execution_can_be_stopped() {
    let log = Log::default();
    let execution = one::dynamic(stubborn(&log)).start_named("mine", json!({})).expect("it starts");
    assert_eq!(execution.name(), "mine");
    assert_eq!(execution.id(), "arn:aws:states:us-east-1:123456789012:execution:one:mine");
    let handle = execution.handle();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(2)).await;
        assert!(matches!(handle.status().await, ExecutionStatus::Running { .. }));
        handle.stop(Some("Enough"), Some("really"));
        tokio::time::sleep(Duration::from_secs(1)).await;
        assert_eq!(handle.status().await, ExecutionStatus::Ended);
    });
    let result = execution.wait().await;
    assert!(
        matches!(&result, Err(error @ ExecutionError::Aborted { .. })
            if error.error() == Some("Enough") && error.cause() == Some("really")),
        "{result:?}"
    );
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(log.all(), [("told", 2), ("dropped", 7)]);
}

#[tokio::test(start_paused = true)]
async fn an_execution_goes_on_when_its_handle_is_dropped() {
    let log = Log::default();
    drop(one::dynamic(stubborn(&log)).start(json!({})).expect("it starts"));
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(log.all(), [("told", 10), ("dropped", 15)]);
}

include_workflow! {
    name: guarded,
    inline = r#"{"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true,
            "Retry": [{"ErrorEquals": ["HandlerPanicked"], "MaxAttempts": 1}],
            "Catch": [{"ErrorEquals": ["States.TaskFailed"], "Next": "C"}]},
        "C": {"Type": "Succeed"}
    }}"#,
}

/// Where a handler panics.
#[derive(Clone, Copy, Debug)]
enum Panics {
    InCall,
    InPoll,
    AfterWaiting,
    WhenDropped,
}

struct PanicsWhenDropped;

impl Drop for PanicsWhenDropped {
    fn drop(&mut self) {
        assert!(std::thread::panicking(), "in drop");
    }
}

#[tokio::test(start_paused = true)]
async fn panics_are_failures_of_the_task() {
    for panics in [Panics::InCall, Panics::InPoll, Panics::AfterWaiting] {
        let calls = Log::default();
        let handlers = DynamicHandlers::new({
            let calls = calls.clone();
            move |_| {
                calls.add(());
                assert!(!matches!(panics, Panics::InCall), "number {}", 1);
                async move {
                    if matches!(panics, Panics::AfterWaiting) {
                        tokio::time::sleep(Duration::from_secs(1)).await;
                    }
                    panic!("number {}", 1)
                }
            }
        });
        let output = guarded::dynamic(handlers).run(json!({})).await;
        let caught = json!({"Error": "HandlerPanicked", "Cause": "the handler panicked: number 1"});
        assert_eq!((output.ok(), calls.all().len()), (Some(caught), 2), "{panics:?}");
    }
    let handlers = DynamicHandlers::new(|_| {
        let panics = PanicsWhenDropped;
        async move {
            let _panics = panics;
            Ok(json!(1))
        }
    });
    // A future that panics while it ends has not ended well.
    let output = guarded::dynamic(handlers).run(json!({})).await.ok();
    assert_eq!(output.map(|output| output["Error"].clone()), Some(json!("HandlerPanicked")));
    let handlers = DynamicHandlers::new(|_| {
        let panics = PanicsWhenDropped;
        async move {
            let _panics = panics;
            std::future::pending::<Result<Value, _>>().await
        }
    });
    let workflow = one::dynamic(handlers).grace(Duration::ZERO);
    assert_eq!(failure(workflow.run(json!({})).await).0, "States.Timeout", "{:?}", Panics::WhenDropped);
}
