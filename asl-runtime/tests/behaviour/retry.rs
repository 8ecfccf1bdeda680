//! Retry (RETRY).

use std::time::Duration;

use asl_runtime::{DynamicHandlers, include_workflow};
use serde_json::json;
use tokio::time::Instant;

use crate::support::{Log, answering, error, failure, seconds_since};

include_workflow! {
    name: retries,
    allow: ["unraised-timeout"],
    inline = r#"{"StartAt": "T", "States": {"T": {
        "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true,
        "Parameters": {"n.$": "$$.State.RetryCount"},
        "Retry": [
            {"ErrorEquals": ["Doubling"], "IntervalSeconds": 2, "MaxAttempts": 3, "BackoffRate": 2.0},
            {"ErrorEquals": ["Capped"], "IntervalSeconds": 2, "MaxAttempts": 4, "BackoffRate": 3.0, "MaxDelaySeconds": 7},
            {"ErrorEquals": ["Default"]},
            {"ErrorEquals": ["Never"], "MaxAttempts": 0},
            {"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1},
            {"ErrorEquals": ["States.TaskFailed"], "IntervalSeconds": 100, "MaxAttempts": 1, "BackoffRate": 1}
        ]}}}"#,
}

/// Runs with a handler that always fails so; gives the seconds at which attempts started.
async fn attempts(name: &'static str) -> Vec<u64> {
    let (log, start) = (Log::default(), Instant::now());
    let handlers = answering({
        let log = log.clone();
        move |call| {
            assert_eq!(call.input, json!({"n": log.all().len()}), "CTX-4");
            assert_eq!(call.context.attempt() as usize, log.all().len() + 1);
            log.add(seconds_since(start));
            Err(error(name))
        }
    });
    assert_eq!(failure(retries::dynamic(handlers).run(json!({})).await), (name.into(), "why".into()));
    log.all()
}

#[tokio::test(start_paused = true)]
async fn delays_follow_the_retrier() {
    for (name, seconds) in [
        // RETRY-7
        ("Doubling", vec![0, 2, 6, 14]),
        // RETRY-3: 2, 6, then no more than 7.
        ("Capped", vec![0, 2, 8, 15, 22]),
        // RETRY-1
        ("Default", vec![0, 1, 3, 7]),
        // RETRY-2, RETRY-4: it matches, so the last retrier is not asked.
        ("Never", vec![0]),
        ("Anything", vec![0, 100]),
    ] {
        assert_eq!(attempts(name).await, seconds, "{name}");
    }
}

include_workflow! {
    name: two_counters,
    inline = r#"{"StartAt": "T", "States": {"T": {
        "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "Next": "Loop",
        "Retry": [
            {"ErrorEquals": ["A"], "MaxAttempts": 2, "IntervalSeconds": 1, "BackoffRate": 1},
            {"ErrorEquals": ["B"], "MaxAttempts": 1, "IntervalSeconds": 10, "BackoffRate": 1}
        ]},
        "Loop": {"Type": "Choice", "Choices": [{"Variable": "$", "NumericEquals": 1, "Next": "T"}], "Default": "End"},
        "End": {"Type": "Succeed"}}}"#,
}

/// RETRY-5: a counter for each retrier, all of them new with every visit.
#[tokio::test(start_paused = true)]
async fn counters_are_apart_and_start_anew() {
    let script = ["A", "B", "A", "1", "A", "A", "B", "2"];
    let (log, keys) = (Log::default(), Log::default());
    let handlers = answering({
        let (log, keys) = (log.clone(), keys.clone());
        move |call| {
            let step = script[log.all().len()];
            log.add(call.context.attempt());
            keys.add(call.context.idempotency_key().to_owned());
            step.parse::<u64>().map(|number| json!(number)).map_err(|_| error(step))
        }
    });
    let start = Instant::now();
    let output = two_counters::dynamic(handlers).run(json!({})).await;
    assert_eq!(output.ok(), Some(json!(2)));
    assert_eq!(log.all(), [1, 2, 3, 4, 1, 2, 3, 4]);
    assert_eq!(seconds_since(start), 1 + 10 + 1 + 1 + 1 + 10);
    let mut keys = keys.all();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), script.len(), "an idempotency key is never used again");
}

include_workflow! {
    name: jitter,
    inline = r#"{"StartAt": "T", "States": {"T": {
        "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true,
        "Retry": [{"ErrorEquals": ["E"], "IntervalSeconds": 1000, "MaxAttempts": 3, "BackoffRate": 1,
            "JitterStrategy": "FULL"}]}}}"#,
}

#[tokio::test(start_paused = true)]
async fn jitter_is_drawn_from_the_whole_range_and_repeats_with_the_seed() {
    async fn duration(seed: u64) -> Duration {
        let start = Instant::now();
        let workflow = jitter::dynamic(answering(|_| Err(error("E")))).seed(seed);
        assert_eq!(failure(workflow.run(json!({})).await).0, "E");
        start.elapsed()
    }
    let (first, again, other) = (duration(1).await, duration(1).await, duration(2).await);
    assert_eq!(first, again);
    assert_ne!(first, other);
    let without = Duration::from_secs(3000);
    assert!(first < without && other < without && first > Duration::from_secs(1), "{first:?} {other:?}");
}

/// RETRY-8: the attempt's clock starts anew with every attempt.
#[tokio::test(start_paused = true)]
async fn each_attempt_has_its_own_time() {
    include_workflow! {
        name: timed,
        inline = r#"{"StartAt": "T", "States": {"T": {
            "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true,
            "TimeoutSeconds": 10, "Retry": [{"ErrorEquals": ["States.Timeout"], "MaxAttempts": 1, "IntervalSeconds": 5}]}}}"#,
    }
    let handlers = DynamicHandlers::new(|call| async move {
        let seconds = if call.context.attempt() == 1 { 11 } else { 9 };
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        Ok(json!(seconds))
    });
    let start = Instant::now();
    assert_eq!(timed::dynamic(handlers).run(json!({})).await.ok(), Some(json!(9)));
    assert_eq!(seconds_since(start), 10 + 5 + 9);
}
