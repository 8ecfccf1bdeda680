//! Attempts are counted by state: in retries, loops, branches and items (TEST-7).

use asl_runtime::include_workflow;
use asl_runtime::testing::{Answer, Mocks, WorkflowTest};
use serde_json::json;

#[test]
fn retries_are_attempts() {
    include_workflow! {
        name: retried,
        inline: r#"{"StartAt": "Call", "States": {"Call": {"Type": "Task", "End": true,
            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f",
            "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 1, "MaxAttempts": 3}]}}}"#,
    }
    for (failures, output) in [(0, Some("done")), (3, Some("done")), (4, None)] {
        let mocks =
            Mocks::new().state("Call", [Answer::throws("Busy", "").times(failures), Answer::returns("done")]);
        let run = WorkflowTest::of(retried::dynamic).mocks(mocks).run(json!({})).expect("it ends");
        assert_eq!(run.output_as::<String>().as_deref(), output, "{failures}");
        let invocations: Vec<u64> = run.calls().iter().map(|call| call.invocation).collect();
        assert_eq!(invocations, (0..=u64::from(failures.min(3))).collect::<Vec<_>>());
    }
}

#[test]
fn visits_in_a_loop_are_attempts() {
    include_workflow! {
        name: polling,
        inline: r#"{"StartAt": "Ask", "States": {
            "Ask": {"Type": "Task", "Next": "Ready?",
                "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:ask"},
            "Ready?": {"Type": "Choice", "Default": "Done",
                "Choices": [{"Variable": "$", "StringEquals": "running", "Next": "Sleep"}]},
            "Sleep": {"Type": "Wait", "Seconds": 3600, "Next": "Ask"},
            "Done": {"Type": "Succeed"}}}"#,
    }
    let mocks =
        Mocks::new().state("Ask", [Answer::returns("running").times(30), Answer::returns("completed")]);
    let run = WorkflowTest::of(polling::dynamic).mocks(mocks).run(json!({})).expect("it ends");
    run.assert_output("completed");
    assert_eq!(run.calls().len(), 31);
    assert_eq!(run.elapsed().as_secs(), 30 * 3600);
}

#[test]
fn branches_and_items_count_by_their_states() {
    include_workflow! {
        name: both,
        inline: r#"{"StartAt": "Side by side", "States": {"Side by side": {"Type": "Parallel", "End": true,
            "Branches": [
                {"StartAt": "Left", "States": {"Left": {"Type": "Task", "End": true,
                    "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f"}}},
                {"StartAt": "Right", "States": {"Right": {"Type": "Map", "ItemsPath": "$.items", "End": true,
                    "ItemProcessor": {"StartAt": "Item", "States": {"Item": {"Type": "Task", "End": true,
                        "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f"}}}}}}
            ]}}}"#,
    }
    let mocks = Mocks::new()
        .state("Left", Answer::returns("l"))
        .state("Item", [Answer::returns("first"), Answer::returns("later").times(2)]);
    let run =
        WorkflowTest::of(both::dynamic).mocks(mocks).run(json!({ "items": [7, 8, 9] })).expect("it ends");
    run.assert_output(json!(["l", ["first", "later", "later"]]));
    run.assert_calls([
        ("Left", json!({ "items": [7, 8, 9] })),
        ("Item", json!(7)),
        ("Item", json!(8)),
        ("Item", json!(9)),
    ]);
}

#[test]
fn items_of_a_distributed_map_count_too_and_have_histories() {
    include_workflow! {
        name: distributed,
        inline: r#"{"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": true, "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "Item", "States": {"Item": {"Type": "Task", "End": true,
                "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f"}}}}}}"#,
    }
    let mocks = Mocks::new().state("Item", [Answer::returns("a"), Answer::returns("b")]);
    let run = WorkflowTest::of(distributed::dynamic).mocks(mocks).run([1, 2]).expect("it ends");
    run.assert_output(["a", "b"]).assert_states(["Each"]);
    assert_eq!(run.histories().executions().len(), 3);
}
