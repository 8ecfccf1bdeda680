//! Every run of a test is the same.

use asl_runtime::include_workflow;
use asl_runtime::testing::{Answer, Mocks, WorkflowTest};
use serde_json::json;

include_workflow! {
    name: random,
    inline: r#"{"StartAt": "Draw", "States": {
        "Draw": {"Type": "Pass", "Next": "Ask", "Parameters": {
            "uuid.$": "States.UUID()", "name.$": "$$.Execution.Name"}},
        "Ask": {"Type": "Task", "End": true, "TimeoutSeconds": 60, "ResultPath": "$.answer",
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}},
            "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 100, "JitterStrategy": "FULL"}]}}}"#,
}

#[test]
fn ids_tokens_jitter_and_times_repeat() {
    let mocks = || Mocks::new().state("Ask", [Answer::throws("Busy", ""), Answer::returns(1)]);
    let test = WorkflowTest::of(random::dynamic).mocks(mocks());
    let first = test.run(json!({})).expect("it ends");
    let again = test.run(json!({})).expect("it ends");
    let anew = WorkflowTest::of(random::dynamic).mocks(mocks()).run(json!({})).expect("it ends");
    for run in [&again, &anew] {
        assert_eq!(run.history(), first.history());
        assert_eq!((run.calls(), run.elapsed()), (first.calls(), first.elapsed()));
    }
    let other = WorkflowTest::of(|handlers| random::dynamic(handlers).seed(1)).mocks(mocks());
    assert_ne!(other.run(json!({})).expect("it ends").output(), first.output());
    let named = WorkflowTest::of(random::dynamic).mocks(mocks()).named("monday").run(json!({}));
    assert!(named.expect("it ends").execution_id().ends_with(":execution:random:monday"));
}
