//! Timeouts and heartbeats (TIME).

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use asl_runtime::{Clock, DynamicHandlers, ExecutionError, Timestamp, include_workflow};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::{answering, failure, seconds_since, silent};

include_workflow! {
    name: limited,
    inline = r#"{"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f",
            "TimeoutSecondsPath": "$.timeout", "HeartbeatSecondsPath": "$.heartbeat", "End": true,
            "Catch": [
                {"ErrorEquals": ["States.HeartbeatTimeout"], "Next": "Heartbeat"},
                {"ErrorEquals": ["States.TaskFailed"], "Next": "Never"},
                {"ErrorEquals": ["States.Timeout"], "Next": "Timeout"}]},
        "Heartbeat": {"Type": "Pass", "Parameters": {"heartbeat.$": "$"}, "End": true},
        "Timeout": {"Type": "Pass", "Parameters": {"timeout.$": "$"}, "End": true},
        "Never": {"Type": "Fail"}
    }}"#,
}

/// Runs with a handler that works so long, with a sign of life every so often.
async fn limited(input: Value, works: u64, beats: u64) -> (Value, u64) {
    let handlers = DynamicHandlers::new(move |call| async move {
        let end = Instant::now() + Duration::from_secs(works);
        while Instant::now() + Duration::from_secs(beats) < end {
            tokio::time::sleep(Duration::from_secs(beats)).await;
            call.context.heartbeat();
        }
        tokio::time::sleep_until(end).await;
        Ok(json!("done"))
    });
    let start = Instant::now();
    let output = limited::dynamic(handlers).run(input).await.expect("all is caught");
    (output, seconds_since(start))
}

#[tokio::test(start_paused = true)]
async fn tasks_time_out_and_fall_silent() {
    let caught = json!({"Error": "States.Timeout", "Cause": ""});
    for (timeout, heartbeat, works, beats, output, seconds) in [
        (10, 5, 4, 100, json!("done"), 4),
        // TIME-6
        (10, 5, 6, 100, json!({"heartbeat": caught}), 5),
        (10, 5, 9, 4, json!("done"), 9),
        // TASK-10: signs of life do not push the timeout.
        (10, 5, 20, 4, json!({"timeout": caught}), 10),
        (10, 5, 8, 6, json!({"heartbeat": caught}), 5),
    ] {
        let input = json!({"timeout": timeout, "heartbeat": heartbeat});
        assert_eq!(limited(input, works, beats).await, (output, seconds), "{works} {beats}");
    }
}

include_workflow! {
    name: machine,
    inline = r#"{"StartAt": "T", "TimeoutSeconds": 30, "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "Next": "W",
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "W"}]},
        "W": {"Type": "Wait", "Seconds": 29, "End": true}
    }}"#,
}

/// TIME-7
#[tokio::test(start_paused = true)]
async fn a_machine_times_out_and_nothing_helps() {
    let start = Instant::now();
    let result = machine::dynamic(silent()).run(json!({})).await;
    assert!(matches!(result, Err(ExecutionError::TimedOut { .. })), "{result:?}");
    assert_eq!(seconds_since(start), 30);
    assert_eq!(machine::dynamic(answering(|_| Ok(json!(1)))).run(json!({})).await.ok(), Some(json!(1)));
}

include_workflow! {
    name: express,
    kind: express,
    inline = r#"{"StartAt": "W", "TimeoutSeconds": 9000, "States": {"W": {"Type": "Wait", "SecondsPath": "$", "End": true}}}"#,
    allow: ["beyond-time-limit"],
}

include_workflow! {
    name: standard,
    inline = r#"{"StartAt": "W", "States": {"W": {"Type": "Wait", "SecondsPath": "$", "End": true}}}"#,
}

/// TIME-9
#[tokio::test(start_paused = true)]
async fn kinds_last_no_longer_than_they_may() {
    let (year, start) = (365 * 24 * 60 * 60_u64, Instant::now());
    assert_eq!(express::dynamic(silent()).run(json!(299)).await.ok(), Some(json!(299)));
    assert!(matches!(express::dynamic(silent()).run(json!(301)).await, Err(ExecutionError::TimedOut { .. })));
    assert_eq!(seconds_since(start), 299 + 300);
    let standard = standard::dynamic(silent());
    assert_eq!(standard.run(json!(year - 1)).await.ok(), Some(json!(year - 1)));
    assert!(matches!(standard.run(json!(year + 1)).await, Err(ExecutionError::TimedOut { .. })));
    assert_eq!(seconds_since(start), 299 + 300 + year - 1 + year);
}

include_workflow! {
    name: waits,
    inline = r#"{"StartAt": "W", "States": {"W": {"Type": "Wait", "TimestampPath": "$.at", "End": true}}}"#,
}

/// WAIT-2, WAIT-7
#[tokio::test(start_paused = true)]
async fn waits_until_a_time() {
    let clock = || {
        asl_runtime::TokioClock::starting_at(
            asl_runtime::Timestamp::parse("2025-01-01T00:00:00Z").expect("a time"),
        )
    };
    for (at, seconds) in
        [("2025-01-01T01:00:00Z", 3600), ("2024-12-31T23:00:00Z", 0), ("2025-01-01T02:00:00+02:00", 0)]
    {
        let start = Instant::now();
        let workflow = waits::dynamic(silent()).clock(clock());
        assert_eq!(workflow.run(json!({"at": at})).await.ok(), Some(json!({"at": at})));
        assert_eq!(seconds_since(start), seconds, "{at}");
    }
    let (error, cause) = failure(waits::dynamic(silent()).run(json!({"at": "soon"})).await);
    assert_eq!(error, "States.Runtime");
    assert!(cause.contains("(entered at the event id #2). The TimestampPath parameter"), "{cause}");
}

/// Goes on by two seconds whenever it is looked at.
#[derive(Debug, Default)]
struct HastyClock(AtomicI64);

impl Clock for HastyClock {
    fn now(&self) -> Timestamp {
        Timestamp::new(1_735_689_600 + self.0.fetch_add(2, Ordering::Relaxed), 0)
    }
}

/// The clock says what is due, and what is due by now does not go through a timer, which takes a millisecond.
#[tokio::test(start_paused = true)]
async fn what_is_due_is_not_waited_for() {
    let start = Instant::now();
    let workflow = standard::dynamic(silent()).clock(HastyClock::default());
    assert_eq!(workflow.run(json!(1)).await.ok(), Some(json!(1)));
    assert_eq!(start.elapsed(), Duration::ZERO);
}
