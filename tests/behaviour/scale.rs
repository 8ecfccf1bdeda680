//! Long loops, many items, deep nests.

use asl_runtime::include_workflow;
use serde_json::{Value, json};

use crate::table::scripted;

include_workflow! {
    name: counting,
    inline: r#"{
        "StartAt": "Count",
        "States": {
            "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)", "end.$": "$.end"}, "Next": "Enough?"},
            "Enough?": {"Type": "Choice", "Choices": [
                {"Variable": "$.n", "NumericLessThanPath": "$.end", "Next": "Work"}], "Default": "Done"},
            "Work": {"Type": "Task", "Resource": "${echo}", "Next": "Count"},
            "Done": {"Type": "Succeed", "OutputPath": "$.n"}
        }
    }"#,
}

/// DOC-13
#[tokio::test]
async fn ten_thousand_turns() {
    let output = counting::dynamic(scripted()).run(json!({ "n": 0, "end": 10_000 })).await;
    assert_eq!(output.ok(), Some(json!(10_000)));
}

include_workflow! {
    name: fan_out,
    inline: r#"{
        "StartAt": "Each",
        "States": {"Each": {"Type": "Map", "ItemProcessor": {"StartAt": "Work", "States": {
            "Work": {"Type": "Task", "Resource": "${echo}", "Next": "Keep"},
            "Keep": {"Type": "Pass", "Parameters": {"item.$": "$"}, "OutputPath": "$.item", "End": true}
        }}, "End": true}}
    }"#,
}

#[tokio::test]
async fn ten_thousand_items() {
    let items: Vec<u32> = (0..10_000).collect();
    let output = fan_out::dynamic(scripted()).run(json!(items)).await;
    assert_eq!(output.ok(), Some(json!(items)));
}

include_workflow! {
    name: nest,
    inline: r#"{"StartAt": "A", "States": {"A": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "B", "States": {"B": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "C", "States": {"C": {"Type": "Map", "End": true, "ItemProcessor": {
                "StartAt": "D", "States": {"D": {"Type": "Parallel", "End": true, "Branches": [
                    {"StartAt": "E", "States": {"E": {"Type": "Map", "End": true, "ItemProcessor": {
                        "StartAt": "F", "States": {"F": {"Type": "Parallel", "End": true, "Branches": [
                            {"StartAt": "G", "States": {"G": {"Type": "Task", "Resource": "${echo}", "End": true}}}
                        ]}}}}}}
                ]}}}}}}
        ]}}}
    ]}}}"#,
}

/// MAP-14
#[tokio::test]
async fn scopes_in_scopes() {
    let output = nest::dynamic(scripted()).run(json!([[1, 2], [3]])).await;
    // A and B wrap, C maps, D wraps, E maps, F wraps.
    assert_eq!(output.ok(), Some(json!([[[[[[1], [2]]], [[[3]]]]]])));
}

include_workflow! {
    name: keeping,
    inline: r#"{"StartAt": "Keep", "States": {
        "Keep": {"Type": "Pass", "InputPath": "$.deep", "ResultPath": "$.copy", "Next": "Text"},
        "Text": {"Type": "Pass", "Parameters": {"text.$": "States.JsonToString($.deep)", "copy.$": "$.copy"}, "End": true}
    }}"#,
}

include_workflow! {
    name: long_names,
    inline: r#"{"StartAt": "A state whose name is as long as a name may be, which is eighty letters, as here", "States": {
        "A state whose name is as long as a name may be, which is eighty letters, as here": {
            "Type": "Pass", "Parameters": {"name.$": "$$.State.Name"}, "OutputPath": "$.name", "Next": "Ein Name aus vielen Sprachen: 状態, состояние, κατάσταση, حالة, 🚦 (ß, ﬁ, é) #1"},
        "Ein Name aus vielen Sprachen: 状態, состояние, κατάσταση, حالة, 🚦 (ß, ﬁ, é) #1": {
            "Type": "Pass", "Parameters": {"before.$": "$", "name.$": "$$.State.Name"}, "End": true}
    }}"#,
}

/// NAME-1
#[tokio::test]
async fn long_and_foreign_names() {
    let [one, other] = long_names::State::ALL else { panic!("there are two states") };
    assert_eq!(one.name().chars().count(), 80);
    let output = long_names::dynamic(scripted()).run(json!({})).await;
    assert_eq!(output.ok(), Some(json!({ "before": one.name(), "name": other.name() })));
}

/// A running execution is its state, and not a tower of futures.
#[test]
fn a_run_is_a_small_future() {
    let (small, large) = (nest::dynamic(scripted()), fan_out::dynamic(scripted()));
    let sizes = [size_of_val(&small.run(json!({}))), size_of_val(&large.run(json!({})))];
    assert_eq!(sizes[0], sizes[1]);
    assert!(sizes[0] <= 2048, "{sizes:?}");
}

/// Data as deep as JSON may be, and long.
#[tokio::test]
async fn deep_and_long_data() {
    let depth = 120;
    let deep = (0..depth).fold(json!("bottom"), |inner, _| json!([inner]));
    let output = keeping::dynamic(scripted()).run(json!({ "deep": deep })).await.expect("it succeeds");
    assert_eq!(output["copy"], deep);
    assert_eq!(output["text"].as_str().map(str::len), Some(2 * depth + "\"bottom\"".len()));
    let long: Vec<Value> = (0..100_000).map(|number| json!({ "number": number })).collect();
    let output = keeping::dynamic(scripted()).run(json!({ "deep": long })).await.expect("it succeeds");
    assert_eq!(output["copy"].as_array().map(Vec::len), Some(100_000));
}
