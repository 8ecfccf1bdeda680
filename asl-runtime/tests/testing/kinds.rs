//! Every kind of task can be mocked.

use asl_runtime::testing::{Answer, Mocks, TestRun, WorkflowTest};
use asl_runtime::{DynamicHandlers, Workflow, include_workflow};
use serde_json::{Value, json};

/// The types of a run's events between those of the state.
fn events(run: &TestRun) -> Vec<String> {
    let types = run.history().iter().map(|event| event.event_type.to_string());
    types.filter(|name| !name.starts_with("Execution") && !name.starts_with("TaskState")).collect()
}

fn mocked<D: asl_runtime::Definition>(
    dynamic: fn(DynamicHandlers) -> Workflow<D>,
    answer: Answer,
) -> TestRun {
    let mocks = Mocks::new().state("Call", answer);
    WorkflowTest::of(dynamic).mocks(mocks).run(json!({ "a": 1 })).expect("it runs to its end")
}

/// A workflow with one task: what it sends, and its events when the mock returns and when it throws.
macro_rules! kinds {
    ($( $definition:literal sends $input:tt; returning $returned:tt; throwing $thrown:tt )*) => {$({
        // A mock that answers a token by itself needs nobody who is told.
        include_workflow! { name: workflow, inline: $definition, allow: ["token-not-passed"] }
        let run = mocked(workflow::dynamic, Answer::returns(json!({ "r": 2 })));
        run.assert_output(json!({ "r": 2 })).assert_calls([("Call", json!($input))]);
        let expected: &[&str] = &$returned;
        assert_eq!(events(&run), expected, "{}", $definition);
        let run = mocked(workflow::dynamic, Answer::throws("Broken", "why"));
        run.assert_failure("Broken", "why");
        let expected: &[&str] = &$thrown;
        assert_eq!(events(&run), expected, "{}", $definition);
    })*};
}

#[test]
fn every_kind_of_task_is_mocked() {
    kinds! {
        r#"{"StartAt": "Call", "States": {"Call": {"Type": "Task", "End": true,
            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f"}}}"#
            sends { "a": 1 };
            returning ["LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionSucceeded"];
            throwing ["LambdaFunctionScheduled", "LambdaFunctionStarted", "LambdaFunctionFailed"]
        r#"{"StartAt": "Call", "States": {"Call": {"Type": "Task", "End": true,
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "f", "Payload.$": "$"}}}}"#
            sends { "FunctionName": "f", "Payload": { "a": 1 } };
            returning ["TaskScheduled", "TaskStarted", "TaskSucceeded"];
            throwing ["TaskScheduled", "TaskStarted", "TaskFailed"]
        r#"{"StartAt": "Call", "States": {"Call": {"Type": "Task", "End": true,
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "q", "MessageBody": "hello"}}}}"#
            sends { "QueueUrl": "q", "MessageBody": "hello" };
            returning ["TaskScheduled", "TaskStarted", "TaskSucceeded"];
            throwing ["TaskScheduled", "TaskStarted", "TaskFailed"]
        r#"{"StartAt": "Call", "States": {"Call": {"Type": "Task", "End": true,
            "Resource": "arn:aws:states:::batch:submitJob.sync",
            "Parameters": {"JobName": "j", "JobQueue": "q", "JobDefinition": "d"}}}}"#
            sends { "JobName": "j", "JobQueue": "q", "JobDefinition": "d" };
            returning ["TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded"];
            throwing ["TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskFailed"]
        r#"{"StartAt": "Call", "States": {"Call": {"Type": "Task", "End": true, "TimeoutSeconds": 60,
            "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
            "Parameters": {"FunctionName": "f", "Payload": {"question": "?"}}}}}"#
            sends { "FunctionName": "f", "Payload": { "question": "?" } };
            returning ["TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded"];
            throwing ["TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskFailed"]
        r#"{"StartAt": "Call", "States": {"Call": {"Type": "Task", "End": true, "TimeoutSeconds": 60,
            "Resource": "arn:aws:states:eu-west-1:123456789012:activity:a"}}}"#
            sends { "a": 1 };
            returning ["ActivityScheduled", "ActivityStarted", "ActivitySucceeded"];
            throwing ["ActivityScheduled", "ActivityStarted", "ActivityFailed"]
        r#"{"StartAt": "Call", "States": {"Call": {"Type": "Task", "End": true,
            "Resource": "arn:aws:states:::states:startExecution.sync:2",
            "Parameters": {"StateMachineArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:m"}}}}"#
            sends { "StateMachineArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:m" };
            returning ["TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded"];
            throwing ["TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskFailed"]
    }
}

#[test]
fn an_answer_can_depend_on_what_was_sent() {
    include_workflow! {
        name: doubled,
        inline: r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
            "StartAt": "Call", "States": {"Call": {"Type": "Task", "End": true,
                "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:double"}}}}}}"#,
    }
    let double = |input: &Value| input.as_u64().map(|number| json!(number * 2)).unwrap_or_default();
    let mocks = Mocks::new().state("Call", Answer::with(move |call| Ok(double(&call.input))).always());
    let run = WorkflowTest::of(doubled::dynamic).mocks(mocks).run([1, 2, 3]).expect("it runs to its end");
    run.assert_output([2, 4, 6]);
}
