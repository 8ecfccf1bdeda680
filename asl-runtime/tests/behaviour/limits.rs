//! The service's limits, where they are asked for (LIM).

use asl_runtime::{Limits, include_workflow};
use serde_json::{Value, json};

use crate::support::{answering, failure, silent};

include_workflow! {
    name: big,
    inline = r#"{"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "OutputPath": "$.Payload", "End": true,
            "Parameters": {"FunctionName": "f", "Payload.$": "$"},
            "Catch": [{"ErrorEquals": ["States.DataLimitExceeded"], "Next": "C"}]},
        "C": {"Type": "Pass", "Parameters": {"cause.$": "$.Cause"}, "End": true}
    }}"#,
}

/// TASK-3, ERR-12
#[tokio::test]
async fn results_of_tasks_are_limited() {
    let big = || big::dynamic(answering(|_| Ok(Value::from("x".repeat(262_144)))));
    assert!(big().run(json!({})).await.is_ok_and(|output| output.is_string()));
    let cause = "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.";
    assert_eq!(big().limits(Limits::AWS).run(json!({})).await.ok(), Some(json!({"cause": cause})));
    let cause = "The state/task 'lambda' provided parameters with a size exceeding the maximum number of bytes service limit.";
    let input = json!("x".repeat(262_144));
    assert_eq!(big().limits(Limits::AWS).run(input).await.ok(), Some(json!({"cause": cause})));
}

include_workflow! {
    name: output,
    inline = r#"{"StartAt": "State_1", "States": {"State_1": {"Type": "Pass", "End": true}}}"#,
}

/// PASS-2: as recorded.
#[tokio::test]
async fn outputs_of_states_are_limited() {
    let input = json!("x".repeat(262_144));
    let cause = "The state/task 'State_1' returned a result with a size exceeding the maximum number of bytes service limit.";
    let result = output::dynamic(silent()).limits(Limits::AWS).run(input).await;
    assert_eq!(failure(result), ("States.DataLimitExceeded".into(), cause.into()));
}

include_workflow! {
    name: forever,
    inline = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"},
        "B": {"Type": "Choice", "Default": "C", "Choices": [{"Variable": "$", "IsNumeric": true, "Next": "A"}]},
        "C": {"Type": "Succeed"}}}"#,
}

/// HIST-5
#[tokio::test]
async fn histories_are_limited() {
    let ids = crate::support::Log::default();
    let workflow = forever::dynamic(silent()).limits(Limits::AWS).recorder({
        let ids = ids.clone();
        move |event: &asl_runtime::history::Event<'_>| {
            if event.id >= 24_999 {
                ids.add((event.id, event.event_type.to_string()));
            }
        }
    });
    let cause = "The execution reached the maximum number of history events (25000).";
    assert_eq!(failure(workflow.run(json!(1)).await), ("States.Runtime".into(), cause.into()));
    assert_eq!(ids.all().last(), Some(&(25_000, "ExecutionFailed".to_owned())));
}
