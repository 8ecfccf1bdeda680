//! `states:startExecution` of registered workflows (TASK-14).

use std::time::Duration;

use asl_runtime::{DynamicHandlers, TaskTokens, include_workflow};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::{Log, answering, error, failure, seconds_since, silent};

include_workflow! {
    name: child,
    inline = r#"{"StartAt": "T", "TimeoutSeconds": 50, "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}"#,
}

macro_rules! parent {
    ($name:ident, $pattern:literal) => {
        include_workflow! {
            name: $name,
            inline = $pattern,
        }
    };
}

parent!(
    parent_answer,
    r#"{"StartAt": "S", "States": {"S": {"Type": "Task", "End": true,
    "Resource": "arn:aws:states:::states:startExecution",
    "Parameters": {"StateMachineArn.$": "$.arn", "Input.$": "$.input", "Name": "run"}}}}"#
);
parent!(
    parent_sync,
    r#"{"StartAt": "S", "States": {"S": {"Type": "Task", "End": true,
    "Resource": "arn:aws:states:::states:startExecution.sync",
    "Parameters": {"StateMachineArn.$": "$.arn", "Input.$": "$.input", "Name": "run"}}}}"#
);
parent!(
    parent_sync2,
    r#"{"StartAt": "S", "TimeoutSeconds": 20, "States": {"S": {"Type": "Task", "End": true,
    "Resource": "arn:aws:states:::states:startExecution.sync:2",
    "Parameters": {"StateMachineArn.$": "$.arn", "Input.$": "$.input", "Name": "run"}}}}"#
);
parent!(
    parent_token,
    r#"{"StartAt": "S", "TimeoutSeconds": 20, "States": {"S": {"Type": "Task", "End": true,
    "Resource": "arn:aws:states:::states:startExecution.waitForTaskToken",
    "Parameters": {"StateMachineArn.$": "$.arn", "Input": {"token.$": "$$.Task.Token"}}}}}"#
);

const ARN: &str = "arn:aws:states:us-east-1:123456789012:stateMachine:child";
const EXECUTION: &str = "arn:aws:states:us-east-1:123456789012:execution:child:run";

fn input() -> Value {
    json!({"arn": ARN, "input": {"a": 1}})
}

/// A clock that makes the dates in answers known.
fn clock() -> asl_runtime::TokioClock {
    asl_runtime::TokioClock::starting_at(
        asl_runtime::Timestamp::parse("2025-01-01T00:00:00Z").expect("a time"),
    )
}

fn slow_child() -> asl_runtime::Workflow<child::Definition> {
    child::dynamic(DynamicHandlers::new(|call| async move {
        tokio::time::sleep(Duration::from_secs(5)).await;
        Ok(json!({"got": call.input}))
    }))
}

#[tokio::test(start_paused = true)]
async fn a_request_is_answered_at_once() {
    let start = Instant::now();
    let workflow = parent_answer::dynamic(silent()).clock(clock()).register(&slow_child());
    let output = workflow.run(input()).await;
    assert_eq!(
        output.ok(),
        Some(json!({"ExecutionArn": EXECUTION, "StartDate": "2025-01-01T00:00:00.000Z"}))
    );
    assert_eq!(seconds_since(start), 0);
}

#[tokio::test(start_paused = true)]
async fn a_job_is_waited_for() {
    let described = |input: Value, output: Value| {
        json!({
            "ExecutionArn": EXECUTION, "Input": input, "InputDetails": {"Included": true}, "Name": "run",
            "Output": output, "OutputDetails": {"Included": true}, "StartDate": "2025-01-01T00:00:00.000Z",
            "StateMachineArn": ARN, "Status": "SUCCEEDED", "StopDate": "2025-01-01T00:00:05.000Z",
        })
    };
    let workflow = parent_sync::dynamic(silent()).clock(clock()).register(&slow_child());
    let text = described(json!(r#"{"a":1}"#), json!(r#"{"got":{"a":1}}"#));
    assert_eq!(workflow.run(input()).await.ok(), Some(text));
    let workflow = parent_sync2::dynamic(silent()).clock(clock()).register_as(ARN, &slow_child());
    assert_eq!(workflow.run(input()).await.ok(), Some(described(json!({"a": 1}), json!({"got": {"a": 1}}))));
}

/// TIME-8; as recorded: `States.TaskFailed`, with the description as its cause.
#[tokio::test(start_paused = true)]
async fn a_child_that_fails_or_times_out_fails_the_state() {
    let failing = child::dynamic(answering(|_| Err(error("Bad"))));
    for (child, status, name, cause) in [
        (failing, "FAILED", json!("Bad"), json!("why")),
        (child::dynamic(silent()), "TIMED_OUT", Value::Null, Value::Null),
    ] {
        let workflow = parent_sync::dynamic(silent()).register(&child);
        let (error, description) = failure(workflow.run(input()).await);
        let description: Value = serde_json::from_str(&description).expect("it is JSON");
        assert_eq!(error, "States.TaskFailed");
        assert_eq!(
            (&description["Status"], &description["Error"], &description["Cause"], &description["Input"]),
            (&json!(status), &name, &cause, &json!(r#"{"a":1}"#))
        );
        assert_eq!(description.get("Output"), None);
    }
}

#[tokio::test(start_paused = true)]
async fn stopping_the_state_stops_the_child() {
    let stopped = Log::default();
    let child = child::dynamic(DynamicHandlers::new({
        let stopped = stopped.clone();
        move |call| {
            let stopped = stopped.clone();
            async move {
                call.context.cancelled().await;
                stopped.add(call.context.execution_id().to_owned());
                Ok(Value::Null)
            }
        }
    }));
    let workflow = parent_sync2::dynamic(silent()).register(&child);
    assert!(workflow.run(input()).await.is_err());
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(stopped.all(), [EXECUTION]);
}

#[tokio::test(start_paused = true)]
async fn a_child_may_answer_its_parent_s_token() {
    let tokens = child::dynamic(silent()).tokens();
    let child = child::dynamic(DynamicHandlers::new({
        let tokens = tokens.clone();
        move |call| {
            let tokens: TaskTokens = tokens.clone();
            async move {
                tokio::time::sleep(Duration::from_secs(3)).await;
                let token = call.input["token"].as_str().expect("it is there");
                assert_eq!(tokens.send_task_success(token, json!("from the child")), Ok(()));
                Ok(Value::Null)
            }
        }
    }));
    let workflow = parent_token::dynamic(silent()).share_tokens(&tokens).register(&child);
    assert_eq!(workflow.run(json!({"arn": ARN})).await.ok(), Some(json!("from the child")));
}

#[tokio::test]
async fn dynamic_handlers_answer_for_what_is_not_registered() {
    let workflow = parent_sync::dynamic(answering(|call| Ok(json!([call.resource, call.input["Name"]]))));
    let output = workflow.run(input()).await;
    assert_eq!(output.ok(), Some(json!(["arn:aws:states:::states:startExecution.sync", "run"])));
}

/// RES-9, RES-10
#[tokio::test]
async fn what_is_not_registered_does_not_exist() {
    struct Nothing;
    impl parent_sync::Handlers for Nothing {}
    let (error, cause) = failure(parent_sync::workflow(Nothing).run(input()).await);
    assert_eq!(error, "StepFunctions.StateMachineDoesNotExistException");
    let expected =
        format!("State Machine Does Not Exist: '{ARN}' (Service: AWSStepFunctions; Status Code: 400; ");
    assert!(cause.starts_with(&expected), "{cause}");
    let refused = parent_sync::workflow(Nothing).register(&slow_child());
    let input = json!({"arn": ARN, "input": "{"});
    let (error, cause) = failure(refused.run(input).await);
    assert_eq!(error, "StepFunctions.InvalidExecutionInputException");
    assert!(cause.starts_with("Invalid State Machine Execution Input: '"), "{cause}");
}
