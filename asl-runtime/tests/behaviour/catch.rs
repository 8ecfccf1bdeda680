//! Catch, and which names match what (CATCH, ERR).

use asl_runtime::{TaskError, include_workflow};
use serde_json::{Value, json};

use crate::support::{answering, error, failure};

include_workflow! {
    name: catches,
    inline = r#"{"StartAt": "T", "States": {
        "T": {
            "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f",
            "ResultPath": "$.result", "OutputPath": "$.result", "End": true,
            "Catch": [
                {"ErrorEquals": ["Exact", "Other"], "ResultPath": "$.caught", "Next": "Named"},
                {"ErrorEquals": ["Discarded"], "ResultPath": null, "Next": "Named"},
                {"ErrorEquals": ["Exact"], "Next": "Never"},
                {"ErrorEquals": ["States.TaskFailed"], "Next": "TaskFailed"},
                {"ErrorEquals": ["States.ALL"], "Next": "All"}
            ]},
        "Named": {"Type": "Pass", "Parameters": {"named.$": "$"}, "End": true},
        "Never": {"Type": "Fail"},
        "TaskFailed": {"Type": "Pass", "Parameters": {"task.$": "$"}, "End": true},
        "All": {"Type": "Pass", "Parameters": {"all.$": "$"}, "End": true}
    }}"#,
    allow: ["unreachable-catcher"],
}

#[tokio::test]
async fn the_first_catcher_that_matches_takes_the_error() {
    let cases: [(TaskError, Value); 7] = [
        // CATCH-3, CATCH-4: into the raw input; nothing of the state's own output side applies.
        (error("Exact"), json!({"named": {"in": 1, "caught": {"Error": "Exact", "Cause": "why"}}})),
        (error("Other"), json!({"named": {"in": 1, "caught": {"Error": "Other", "Cause": "why"}}})),
        (error("Discarded"), json!({"named": {"in": 1}})),
        // ERR-26
        (error("exact"), json!({"task": {"Error": "exact", "Cause": "why"}})),
        (error("ExactAnd"), json!({"task": {"Error": "ExactAnd", "Cause": "why"}})),
        // ERR-4
        (error("States.Timeout"), json!({"all": {"Error": "States.Timeout", "Cause": "why"}})),
        (TaskError::from_parts(None, None), json!({"task": {"Error": null, "Cause": null}})),
    ];
    for (thrown, output) in cases {
        let workflow = catches::dynamic(answering({
            let thrown = thrown.clone();
            move |_| Err(thrown.clone())
        }));
        assert_eq!(workflow.run(json!({"in": 1})).await.ok(), Some(output), "{thrown}");
    }
}

include_workflow! {
    name: uncatchable,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true,
            "Retry": [{"ErrorEquals": ["States.ALL"]}], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}],
            "ItemProcessor": {"StartAt": "T", "States": {"T": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f",
                "ResultSelector": {"x.$": "$.missing"}, "End": true,
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "D"}]},
                "D": {"Type": "Succeed"}}}},
        "C": {"Type": "Succeed"}
    }}"#,
}

/// ERR-20, ERR-22: at any depth, and not even by States.ALL.
#[tokio::test]
async fn a_runtime_error_is_caught_by_nobody() {
    let workflow = uncatchable::dynamic(answering(|_| Ok(json!({}))));
    let (error, cause) = failure(workflow.run(json!([1])).await);
    assert_eq!(error, "States.Runtime");
    // ERR-23: ExecutionStarted, MapStateEntered, MapStateStarted, MapIterationStarted, TaskStateEntered.
    let prefix = "An error occurred while executing the state 'T' (entered at the event id #5). The JSONPath '$.missing'";
    assert!(cause.starts_with(prefix), "{cause}");
}

include_workflow! {
    name: empty_fail,
    inline = r#"{"StartAt": "P", "States": {
        "P": {"Type": "Parallel", "End": true, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}],
            "Branches": [{"StartAt": "F", "States": {"F": {"Type": "Fail"}}}]},
        "C": {"Type": "Succeed"}
    }}"#,
}

include_workflow! {
    name: uncaught_fail,
    inline = r#"{"StartAt": "F", "States": {"F": {"Type": "Fail"}}}"#,
}

/// END-4
#[tokio::test]
async fn a_fail_state_without_error() {
    let output = empty_fail::dynamic(answering(|_| Ok(json!({})))).run(json!({})).await;
    assert_eq!(output.ok(), Some(json!({"Error": "", "Cause": ""})));
    let result = uncaught_fail::dynamic(answering(|_| Ok(json!({})))).run(json!({})).await;
    assert_eq!(failure(result), ("(none)".into(), "(none)".into()));
}

#[derive(Debug, asl_runtime::AslError)]
#[asl(rename = "Custom")]
pub(crate) struct Long;

impl std::fmt::Display for Long {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&"é".repeat(40_000))
    }
}

include_workflow! {
    name: typed_error,
    inline = r#"{"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:work", "End": true}}}]}}}"#,
    handlers: { "T" => work: fn(Value) -> Result<Value, Long> },
}

struct Work;

impl typed_error::Handlers for Work {
    async fn work(&self, _: Value, _: &asl_runtime::TaskContext) -> Result<Value, Long> {
        Err(Long)
    }
}

/// ERR-1, ERR-27, ERR-28
#[tokio::test]
async fn long_errors_are_cut_and_pass_through_unchanged() {
    let (name, cause) = failure(typed_error::workflow(Work).run(json!({})).await);
    assert_eq!((name.as_str(), cause.chars().count()), ("Custom", 32_768));
}
