//! A definition in YAML is the same as in JSON.

use asl_runtime::include_workflow;
use serde_json::json;

use crate::table::scripted;

include_workflow! {
    name: in_json,
    inline: r#"{
        "Comment": "Twins",
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map",
                "ItemsPath": "$.items",
                "MaxConcurrency": 3,
                "ItemSelector": {"value.$": "$$.Map.Item.Value", "text": "it's 1.0"},
                "ItemProcessor": {"StartAt": "Double", "States": {
                    "Double": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.value, $.value)", "text.$": "$.text"}, "End": true}
                }},
                "ResultPath": "$.out",
                "Next": "Which"
            },
            "Which": {"Type": "Choice", "Choices": [
                {"And": [{"Variable": "$.flag", "IsPresent": true}, {"Variable": "$.flag", "BooleanEquals": true}], "Next": "Yes"}
            ], "Default": "No"},
            "Yes": {"Type": "Succeed", "OutputPath": "$.out"},
            "No": {"Type": "Fail", "Error": "No", "Cause": "two\nlines"}
        }
    }"#,
}

include_workflow! {
    name: in_yaml,
    inline: r#"
Comment: Twins
StartAt: Each
States:
  Each:
    Type: Map
    ItemsPath: $.items
    MaxConcurrency: 3
    ItemSelector:
      value.$: $$.Map.Item.Value
      text: it's 1.0
    ItemProcessor:
      StartAt: Double
      States:
        Double:
          Type: Pass
          Parameters: { n.$: "States.MathAdd($.value, $.value)", text.$: $.text }
          End: true
    ResultPath: $.out
    Next: Which
  Which:
    Type: Choice
    Choices:
      - And:
          - &flag { Variable: $.flag, IsPresent: true }
          - Variable: $.flag
            BooleanEquals: true
        Next: "Yes"
    Default: "No"
  "Yes": { Type: Succeed, OutputPath: $.out }
  "No":
    Type: Fail
    Error: "No"
    Cause: |-
      two
      lines
"#,
}

#[tokio::test]
async fn both_do_the_same() {
    let names = |states: &[in_json::State]| states.iter().map(|state| state.name()).collect::<Vec<_>>();
    assert_eq!(
        names(in_json::State::ALL),
        in_yaml::State::ALL.iter().map(|state| state.name()).collect::<Vec<_>>()
    );
    for (input, succeeds) in [
        (json!({ "items": [1, 2], "flag": true }), true),
        (json!({ "items": [], "flag": true }), true),
        (json!({ "items": [1] }), false),
        (json!({ "items": ["x"], "flag": true }), false),
    ] {
        let found = in_json::dynamic(scripted()).seed(1).run(input.clone()).await;
        let twin = in_yaml::dynamic(scripted()).seed(1).name("in_json").run(input.clone()).await;
        assert_eq!(found.is_ok(), succeeds, "{input}: {found:?}");
        assert_eq!(format!("{found:?}"), format!("{twin:?}"), "{input}");
    }
    let output = in_yaml::dynamic(scripted()).run(json!({ "items": [21], "flag": true })).await;
    assert_eq!(output.ok(), Some(json!([{ "n": 42, "text": "it's 1.0" }])));
}

#[test]
fn both_draw_the_same_picture() {
    assert_eq!(in_json::GRAPH.mermaid, in_yaml::GRAPH.mermaid);
    assert_eq!(in_json::GRAPH.dot, in_yaml::GRAPH.dot);
}
