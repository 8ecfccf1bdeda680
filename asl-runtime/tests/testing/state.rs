//! States by themselves, as by TestState (TEST-1 to TEST-6).

use std::time::Duration;

use asl_runtime::include_workflow;
use asl_runtime::testing::{Answer, StateRun, StateStatus, StateTest};
use serde_json::{Value, json};

include_workflow! {
    name: order,
    inline: r#"{"StartAt": "Task", "States": {
        "Task": {"Type": "Task", "Next": "Pass",
            "Resource": "arn:aws:states:::lambda:invoke",
            "InputPath": "$.in", "Parameters": {"FunctionName": "f", "Payload.$": "$.a"},
            "ResultSelector": {"b.$": "$.Payload"}, "ResultPath": "$.result", "OutputPath": "$.result.b",
            "Retry": [{"ErrorEquals": ["Other"]},
                      {"ErrorEquals": ["Busy"], "IntervalSeconds": 3, "BackoffRate": 2, "MaxAttempts": 2}],
            "Catch": [{"ErrorEquals": ["Refused"], "ResultPath": "$.error", "Next": "Fail"}]},
        "Pass": {"Type": "Pass", "Parameters": {"a.$": "$.b"}, "ResultPath": "$.made", "Next": "Wait"},
        "Wait": {"Type": "Wait", "Seconds": 3600, "OutputPath": "$.x", "Next": "Choice"},
        "Choice": {"Type": "Choice", "Default": "Fail",
            "Choices": [{"Variable": "$.n", "NumericEquals": 1, "Next": "Map"}]},
        "Map": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrencyPath": "$.width", "ToleratedFailureCount": 1,
            "ItemSelector": {"item.$": "$$.Map.Item.Value", "all.$": "$.width"},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "Item", "States": {"Item": {"Type": "Pass", "End": true}}},
            "Next": "Parallel"},
        "Parallel": {"Type": "Parallel", "Next": "Done", "ResultPath": null, "Branches": [
            {"StartAt": "Left", "States": {"Left": {"Type": "Pass", "End": true}}}]},
        "Done": {"Type": "Succeed"},
        "Fail": {"Type": "Fail", "Error": "E", "Cause": "C"}}}"#,
}

fn test(state: &str) -> StateTest {
    StateTest::of(order::dynamic, state).expect("there is such a state")
}

fn run(test: &StateTest, input: Value) -> StateRun {
    test.run(input).expect("it runs")
}

#[test]
fn every_step_of_the_data_flow_shows() {
    let mock = Answer::returns(json!({ "Payload": 7, "StatusCode": 200 }));
    let found = run(&test("Task").mock(mock), json!({ "in": { "a": 1 } }));
    assert_eq!((found.status, found.next_state), (StateStatus::Succeeded, Some("Pass")));
    for (step, value, expected) in [
        ("effective input", found.effective_input, json!({ "a": 1 })),
        ("payload", found.payload, json!({ "FunctionName": "f", "Payload": 1 })),
        ("result", found.result, json!({ "Payload": 7, "StatusCode": 200 })),
        ("selected result", found.selected_result, json!({ "b": 7 })),
        ("merged output", found.merged_output, json!({ "in": { "a": 1 }, "result": { "b": 7 } })),
        ("output", found.output, json!(7)),
    ] {
        assert_eq!(value, Some(expected), "{step}");
    }
    let found = run(&test("Pass"), json!({ "b": 1 }));
    assert_eq!(found.selected_result, Some(json!({ "a": 1 })));
    assert_eq!(found.merged_output, Some(json!({ "b": 1, "made": { "a": 1 } })));
    let found = run(&test("Wait"), json!({ "x": 1 }));
    assert_eq!((found.merged_output, found.output), (Some(json!({ "x": 1 })), Some(json!(1))));
}

#[test]
fn maps_show_their_items_and_limits() {
    let input = json!({ "items": ["a", "b"], "width": 5 });
    let mapped = |failed| {
        let test = test("Map").mock(Answer::returns(json!([1, 2]))).failed_items(failed);
        run(&test, input.clone())
    };
    let found = mapped(1);
    assert_eq!((found.items, found.max_concurrency), (Some(json!(["a", "b"])), Some(5)));
    let selected = json!([{ "item": "a", "all": 5 }, { "item": "b", "all": 5 }]);
    assert_eq!((found.selected_items, found.tolerated_failure_count), (Some(selected), Some(1)));
    assert_eq!((found.output, found.next_state), (Some(json!([1, 2])), Some("Parallel")));
    let found = mapped(2);
    assert_eq!((found.status, found.output), (StateStatus::Failed, None));
    assert_eq!(found.error.as_deref(), Some("States.ExceedToleratedFailureThreshold"));
    let found = run(&test("Map").mock(Answer::returns(json!([]))), json!({ "items": 1, "width": 5 }));
    assert_eq!(found.cause.as_deref(), Some(r#"Reference path "$.items" must point to array."#));
    assert_eq!((found.items, found.max_concurrency), (None, None), "it did not get there");
}

#[test]
fn retry_and_catch_are_told() {
    let input = json!({ "in": { "a": 1 } });
    let failing = |error: &str, retried| {
        run(&test("Task").mock(Answer::throws(error, "why")).retried(retried), input.clone())
    };
    for (retried, status, delay) in [
        (0, StateStatus::Retriable, Some(3)),
        (1, StateStatus::Retriable, Some(6)),
        (2, StateStatus::Failed, None),
    ] {
        let found = failing("Busy", retried);
        assert_eq!((found.status, found.retrier), (status, Some(1)));
        assert_eq!(found.retry_delay, delay.map(Duration::from_secs), "{retried}");
        assert_eq!((found.error.as_deref(), found.cause.as_deref()), (Some("Busy"), Some("why")));
    }
    let found = failing("Refused", 0);
    assert_eq!((found.status, found.next_state), (StateStatus::CaughtError, Some("Fail")));
    let caught = json!({ "in": { "a": 1 }, "error": { "Error": "Refused", "Cause": "why" } });
    assert_eq!((found.output, found.retrier), (Some(caught), None));
    assert_eq!(failing("Unknown", 0).status, StateStatus::Failed);
    let fail = run(&test("Fail"), json!({}));
    assert_eq!((fail.error.as_deref(), fail.cause.as_deref()), (Some("E"), Some("C")));
    let late = run(&test("Task").mock(Answer::never()), input);
    assert_eq!(late.error.as_deref(), Some("States.Timeout"));
}

#[test]
fn states_at_any_depth_and_of_any_type_are_tested() {
    for (state, input, output, next) in [
        ("Choice", json!({ "n": 1 }), json!({ "n": 1 }), Some("Map")),
        ("Choice", json!({ "n": 2 }), json!({ "n": 2 }), Some("Fail")),
        ("Done", json!(1), json!(1), None),
        ("Item", json!(2), json!(2), None),
        ("Left", json!(3), json!(3), None),
    ] {
        let found = run(&test(state), input);
        assert_eq!((found.output, found.next_state), (Some(output), next), "{state}");
    }
    let found = run(&test("Parallel").mock(Answer::returns(json!([1]))), json!({ "a": 1 }));
    assert_eq!((found.payload, found.output), (Some(json!({ "a": 1 })), Some(json!({ "a": 1 }))));
}

#[test]
fn context_and_variables_are_given() {
    include_workflow! {
        name: context,
        inline: r#"{"StartAt": "Tell", "States": {"Tell": {"Type": "Pass", "End": true, "Parameters": {
            "name.$": "$$.State.Name", "more.$": "$$.More"}}}}"#,
        allow: ["context-field"],
    }
    let test = StateTest::of(context::dynamic, "Tell").expect("there is such a state");
    let found = run(&test.context(json!({ "State": { "Name": "Given" }, "More": [1] })), json!({}));
    assert_eq!(found.output, Some(json!({ "name": "Given", "more": [1] })));
    let found = run(&test, json!({}));
    assert_eq!(found.error.as_deref(), Some("States.Runtime"));
    include_workflow! {
        name: variables,
        inline: r#"{"StartAt": "Set", "States": {
            "Set": {"Type": "Pass", "Assign": {"x.$": "$.x"}, "Next": "Get"},
            "Get": {"Type": "Pass", "Parameters": {"x.$": "$x"}, "Assign": {"y": 2}, "End": true}}}"#,
        allow: ["unused-variable"],
    }
    let test = StateTest::of(variables::dynamic, "Get").expect("there is such a state").variable("x", 1);
    let found = run(&test, json!({}));
    assert_eq!(found.output, Some(json!({ "x": 1 })));
    assert_eq!(found.variables, [("x".to_owned(), json!(1)), ("y".to_owned(), json!(2))]);
}

#[test]
fn what_cannot_be_tested_is_told() {
    let error = StateTest::of(order::dynamic, "task").err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some("the workflow has no state `task`; did you mean `Task`?"));
    let error = test("Map").run(json!({ "items": [], "width": 0 })).err().map(|error| error.to_string());
    let text = "the Map state `Map` needs an answer in the place of what it calls: give it one with `mock`";
    assert_eq!(error.as_deref(), Some(text));
}
