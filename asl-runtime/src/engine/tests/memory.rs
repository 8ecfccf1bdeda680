//! Memory follows the state of an execution, not its history.

use serde_json::{Value, json};

use super::script::{Recording, Reply, Script};
use crate::engine::{Ended, Outcome};
use crate::include_workflow;
use crate::program::Failure;

include_workflow! {
    name: counting,
    inline = r#"{"StartAt": "Count", "States": {
        "Count": {
            "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:count",
            "TimeoutSeconds": 99999999, "HeartbeatSeconds": 9999999, "Next": "Wait",
            "Retry": [{"ErrorEquals": ["States.ALL"]}]
        },
        "Wait": {"Type": "Wait", "Seconds": 1, "Next": "Enough"},
        "Enough": {"Type": "Choice", "Default": "Both", "Choices": [
            {"Variable": "$.n", "NumericGreaterThanEquals": 10000, "Next": "Done"}]},
        "Both": {
            "Type": "Parallel", "ResultSelector": {"n.$": "$[0].n"}, "Next": "Count", "Branches": [
            {"StartAt": "Left", "States": {"Left": {"Type": "Pass", "End": true}}},
            {"StartAt": "Right", "States": {"Right": {"Type": "Pass", "End": true}}}]},
        "Done": {"Type": "Succeed"}
    }}"#,
}

#[test]
fn a_loop_of_ten_thousand_needs_no_more_than_one_of_ten() {
    let mut script = Script::new::<counting::Definition>(json!({"n": 0}), Recording::Off);
    let mut most = (0, 0);
    let outcome = loop {
        let count = |_: &_, input: &Value| Reply::from(json!({"n": input["n"].as_u64().unwrap_or(0) + 1}));
        if let Some(outcome) = script.settle(count) {
            break outcome;
        }
        most = (most.0.max(script.engine.timers.len()), most.1.max(script.engine.frames.len()));
        script.started.clear();
        script.skip();
    };
    assert_eq!(outcome, Outcome::Succeeded(json!({"n": 10_000})));
    // The execution's own timer and the Wait's.
    assert_eq!(most, (2, 1));
    assert!(script.engine.frames.capacity() <= 3 && script.engine.executions.capacity() == 1);
    assert!(script.engine.permits.is_empty());
}

include_workflow! {
    name: many_children,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "MaxConcurrency": 7, "ToleratedFailurePercentage": 100, "End": true,
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "Next": "P"},
                    "P": {"Type": "Pass", "InputPath": "$.n", "End": true}}}}
    }}"#,
}

/// As many frames and executions as run at once; items that have ended leave their output only.
#[test]
fn children_are_made_when_they_run() {
    let items: Vec<Value> =
        (0..1_000).map(|n| if n % 2 == 0 { json!({"n": n}) } else { json!({}) }).collect();
    let mut script = Script::new::<many_children::Definition>(Value::Array(items), Recording::Off);
    let outcome = loop {
        if let Some(outcome) = script.settle(|_, _| Reply::Silence) {
            break outcome;
        }
        // The Map's own, and for each child its own limit and its Wait.
        assert!(script.engine.frames.len() <= 1 + 7 && script.engine.timers.len() <= 1 + 2 * 7);
        script.skip();
    };
    let expected: Vec<u64> = (0..1_000).step_by(2).collect();
    assert_eq!(outcome, Outcome::Succeeded(json!(expected)));
    assert!(script.engine.frames.capacity() == 0 && script.engine.executions.capacity() <= 8);
    assert!(script.engine.permits.is_empty());
}

include_workflow! {
    name: racing,
    inline = r#"{"StartAt": "P", "States": {
        "P": {"Type": "Parallel", "Next": "P2", "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "P2"}],
            "Branches": [
                {"StartAt": "Long", "States": {"Long": {"Type": "Wait", "Seconds": 999999, "End": true}}},
                {"StartAt": "Retried", "States": {"Retried": {"Type": "Task", "End": true, "TimeoutSeconds": 9999,
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f",
                    "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 9999}]}}},
                {"StartAt": "Short", "States": {"Short": {"Type": "Wait", "Seconds": 1, "Next": "F"},
                    "F": {"Type": "Fail"}}}]},
        "P2": {"Type": "Choice", "Default": "P", "Choices": [{"Variable": "$", "IsNull": true, "Next": "End"}]},
        "End": {"Type": "Succeed"}
    }}"#,
}

/// What is closed leaves nothing behind, timers neither.
#[test]
fn closed_branches_leave_no_timers() {
    let mut script = Script::new::<racing::Definition>(json!(1), Recording::Off);
    for round in 0..100 {
        let fail = Ended::Failed(Failure::reported(None, None));
        let mut reply = Some(if round % 2 == 0 { Reply::End(fail) } else { Reply::Silence });
        assert_eq!(script.settle(|_, _| reply.take().unwrap_or(Reply::Silence)), None);
        // The execution's, two Waits, and a timeout or a retry.
        assert_eq!((script.engine.timers.len(), script.engine.frames.len()), (4, 4), "{round}");
        script.skip();
    }
}
