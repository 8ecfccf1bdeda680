//! States that are not mocked call the application's handlers.

use asl_runtime::testing::{Answer, Mocks, WorkflowTest};
use asl_runtime::{DynamicHandlers, TaskContext, TaskError, include_workflow};
use serde_json::{Value, json};

include_workflow! {
    name: hybrid,
    inline: r#"{"StartAt": "Function", "States": {
        "Function": {"Type": "Task", "Next": "Service",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "double", "Payload.$": "$.number"},
            "ResultSelector": {"doubled.$": "$.Payload", "status.$": "$.StatusCode"}},
        "Service": {"Type": "Task", "End": true, "ResultPath": "$.sent",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Parameters": {"QueueUrl": "q", "MessageBody.$": "$.doubled"}}}}"#,
    handlers: { "Function" => double: fn(u64) -> Result<u64, TaskError> },
}

struct Application;

impl hybrid::Handlers for Application {
    async fn double(&self, number: u64, _: &TaskContext) -> Result<u64, TaskError> {
        Ok(number * 2)
    }

    async fn sqs_send_message(
        &self,
        input: hybrid::SqsSendMessageInput,
        _: &TaskContext,
    ) -> Result<Value, TaskError> {
        Ok(json!({ "real": input.message_body }))
    }
}

#[test]
fn either_may_be_mocked_and_the_other_called() {
    let test = |mocks| {
        let run = WorkflowTest::new(hybrid::workflow(Application)).mocks(mocks).run(json!({ "number": 4 }));
        run.expect("it runs to its end")
    };
    let service = || Answer::returns(json!({ "mocked": true }));
    let function = || Answer::returns(json!({ "Payload": 100, "StatusCode": 202 }));
    for (mocks, output) in [
        (Mocks::new(), json!({ "doubled": 8, "status": 200, "sent": { "real": 8 } })),
        (
            Mocks::new().state("Service", service()),
            json!({ "doubled": 8, "status": 200, "sent": { "mocked": true } }),
        ),
        (
            Mocks::new().state("Function", function()),
            json!({ "doubled": 100, "status": 202, "sent": { "real": 100 } }),
        ),
    ] {
        test(mocks).assert_output(output);
    }
    // What a task was sent is the same, whoever answers.
    test(Mocks::new()).assert_calls([
        ("Function", json!({ "FunctionName": "double", "Payload": 4 })),
        ("Service", json!({ "QueueUrl": "q", "MessageBody": 8 })),
    ]);
}

include_workflow! {
    name: child,
    inline: r#"{"StartAt": "Done", "States": {"Done": {"Type": "Pass", "Result": "child", "End": true}}}"#,
}

include_workflow! {
    name: parent,
    inline: r#"{"StartAt": "Child", "States": {"Child": {"Type": "Task", "End": true,
        "Resource": "arn:aws:states:::states:startExecution.sync:2", "OutputPath": "$.Output",
        "Parameters": {"StateMachineArn": "arn:aws:states:eu-west-1:123456789012:stateMachine:child"}}}}"#,
}

#[test]
fn a_mock_goes_before_a_registered_workflow() {
    let nobody = || DynamicHandlers::new(|_| std::future::pending());
    let parent = || parent::dynamic(nobody()).register(&child::dynamic(nobody()));
    let run = WorkflowTest::new(parent()).run(json!({})).expect("it runs to its end");
    run.assert_output("child");
    assert_eq!(run.calls(), [], "the runtime serves it");
    let mocks = Mocks::new().state("Child", Answer::returns(json!({ "Output": "mock" })));
    let run = WorkflowTest::new(parent()).mocks(mocks).run(json!({})).expect("it runs to its end");
    run.assert_output("mock");
}

#[test]
fn tokens_that_the_application_holds_work_in_a_test() {
    include_workflow! {
        name: asking,
        inline: r#"{"StartAt": "Ask", "States": {"Ask": {"Type": "Task", "End": true, "TimeoutSeconds": 864000,
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}}}}}"#,
    }
    let (send, tokens) = std::sync::mpsc::channel::<asl_runtime::TaskTokens>();
    let tokens = std::sync::Mutex::new(tokens);
    let workflow = asking::dynamic(DynamicHandlers::new(move |call| {
        let tokens = tokens.lock().ok().and_then(|tokens| tokens.recv().ok());
        tokio::spawn(async move {
            tokio::time::sleep(std::time::Duration::from_secs(86_400)).await;
            let token = call.context.token().unwrap_or_default().to_owned();
            tokens.map(|tokens| tokens.send_task_success(&token, json!("yes")))
        });
        std::future::ready(Ok(json!({})))
    }));
    send.send(workflow.tokens()).expect("it is received");
    let run = WorkflowTest::new(workflow).run(json!({})).expect("it runs to its end");
    run.assert_output("yes");
    assert_eq!(run.elapsed().as_secs(), 86_400);
}
