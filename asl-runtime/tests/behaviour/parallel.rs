//! Parallel (PAR).

use std::time::Duration;

use asl_runtime::{DynamicHandlers, include_workflow};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::{Log, answering, error, seconds_since, silent};

include_workflow! {
    name: two,
    inline = r#"{"StartAt": "P", "States": {
        "P": {"Type": "Parallel", "End": true, "Parameters": {"for.$": "$.for"},
            "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 1, "MaxAttempts": 2}],
            "Catch": [{"ErrorEquals": ["Caught"], "ResultPath": "$.error", "Next": "C"}],
            "Branches": [
                {"StartAt": "A", "States": {"A": {
                    "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}},
                {"StartAt": "B", "States": {"B": {
                    "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}]},
        "C": {"Type": "Wait", "Seconds": 100, "End": true}
    }}"#,
}

/// PAR-2, PAR-3, PAR-8
#[tokio::test(start_paused = true)]
async fn branches_run_at_once_and_results_come_in_order() {
    let handlers = DynamicHandlers::new(|call| async move {
        let seconds = if call.state == "A" { 5 } else { 1 };
        tokio::time::sleep(Duration::from_secs(seconds)).await;
        Ok(json!([call.state, call.input]))
    });
    let start = Instant::now();
    let output = two::dynamic(handlers).run(json!({"for": 7})).await;
    assert_eq!(output.ok(), Some(json!([["A", {"for": 7}], ["B", {"for": 7}]])));
    assert_eq!(seconds_since(start), 5);
}

/// PAR-4, PAR-5
#[tokio::test(start_paused = true)]
async fn the_first_failure_stops_the_others() {
    let (stopped, start) = (Log::default(), Instant::now());
    let handlers = DynamicHandlers::new({
        let stopped = stopped.clone();
        move |call| {
            let stopped = stopped.clone();
            async move {
                if call.state == "B" {
                    tokio::time::sleep(Duration::from_secs(3)).await;
                    return Err(error("Caught"));
                }
                call.context.cancelled().await;
                stopped.add(seconds_since(start));
                Ok(json!("too late"))
            }
        }
    });
    let output = two::dynamic(handlers).run(json!({"for": 1})).await;
    assert_eq!(output.ok(), Some(json!({"for": 1, "error": {"Error": "Caught", "Cause": "why"}})));
    assert_eq!((stopped.all(), seconds_since(start)), (vec![3], 103));
}

/// PAR-6: all branches run again, and what those of before answer is dropped.
#[tokio::test(start_paused = true)]
async fn a_retry_runs_all_branches_again() {
    let log = Log::default();
    let handlers = DynamicHandlers::new({
        let log = log.clone();
        move |call| {
            let log = log.clone();
            async move {
                log.add(call.state);
                let round = log.all().len().div_ceil(2);
                if call.state == "B" && round < 3 {
                    return Err(error("Again"));
                }
                // It does not listen: the first two answer while the third generation works.
                tokio::time::sleep(Duration::from_secs(4)).await;
                Ok(json!([call.state, round]))
            }
        }
    });
    let start = Instant::now();
    let output = two::dynamic(handlers).run(json!({"for": 1})).await;
    assert_eq!(output.ok(), Some(json!([["A", 3], ["B", 3]])));
    assert_eq!(log.all(), ["A", "B", "A", "B", "A", "B"]);
    assert_eq!(seconds_since(start), 1 + 2 + 4);
}

include_workflow! {
    name: deep,
    inline = r#"{"StartAt": "A", "States": {"A": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "B", "States": {"B": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "C", "States": {"C": {"Type": "Map", "ItemsPath": "$.items", "End": true, "ItemProcessor":
        {"StartAt": "D", "States": {"D": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "E", "States": {"E": {"Type": "Wait", "Seconds": 1, "Next": "F"},
            "F": {"Type": "Pass", "Parameters": {"item.$": "$$.Map.Item.Value"}, "End": true}}},
        {"StartAt": "G", "States": {"G": {"Type": "Succeed"}}}]}}}}}},
        {"StartAt": "H", "States": {"H": {"Type": "Succeed", "OutputPath": "$.x"}}}]}}}]}}}"#,
}

/// MAP-14, CTX-7
#[tokio::test(start_paused = true)]
async fn everything_nests() {
    let output = deep::dynamic(silent()).run(json!({"items": ["i", "j"], "x": 0})).await;
    assert_eq!(output.ok(), Some(json!([[[[{"item": "i"}, "i"], [{"item": "j"}, "j"]], 0]])));
}

/// A loop of a hundred thousand states without effects, in two branches: others have their turn meanwhile.
#[tokio::test]
async fn a_runaway_loop_can_be_stopped() {
    include_workflow! {
        name: runaway,
        inline = r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"},
                "B": {"Type": "Choice", "Choices": [{"Variable": "$.go", "BooleanEquals": true, "Next": "A"}], "Default": "C"},
                "C": {"Type": "Succeed"}}}]}}}"#,
    }
    let execution =
        runaway::dynamic(answering(|_| Ok(Value::Null))).start(json!({"go": true})).expect("it starts");
    for _ in 0..10 {
        tokio::task::yield_now().await;
    }
    execution.stop(Some("Enough"), None);
    let result = execution.wait().await;
    assert_eq!(result.map_err(|error| error.error().map(str::to_owned)), Err(Some("Enough".into())));
}
