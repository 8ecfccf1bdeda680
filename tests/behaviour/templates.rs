//! Payload templates (TPL).

use crate::table::table;

#[tokio::test]
async fn templates_are_evaluated() {
    table! {
        "TPL-2, TPL-3" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Parameters": {
            "literal": "$.a", "deep": {"deeper": [{"x.$": "$.a"}, "$.a", 1, [{"y.$": "$.b"}]]}, "empty": {}, "none": null
        }}}}"# {
            {"a": 1, "b": [2]} => {
                "literal": "$.a", "deep": {"deeper": [{"x": 1}, "$.a", 1, [{"y": [2]}]]}, "empty": {}, "none": null
            };
        }
        "TPL-4" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "InputPath": "$.in", "End": true, "Parameters": {
            "a.$": "$", "b.$": "$.x", "c.$": "$$.Execution.Input.y", "d.$": "States.Array($.x, 'z')"
        }}}}"# {
            {"in": {"x": 1}, "y": 2} => {"a": {"x": 1}, "b": 1, "c": 2, "d": [1, "z"]};
        }
        "TPL-7" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Parameters": {"o": {"value.$": "$.x.y"}}}}}"# {
            {"x": {"y": "z"}} => {"o": {"value": "z"}};
            {"x": {}} fails "States.Runtime" because
                "The JSONPath '$.x.y' specified for the field 'value.$' could not be found in the input '{\"x\":{}}'";
        }
        "TPL-8" r#"{"StartAt": "S", "States": {"S": {"Type": "Map", "InputPath": "$.in", "ItemsPath": "$.items",
            "ItemSelector": {"dollar.$": "$", "item.$": "$$.Map.Item.Value"}, "End": true,
            "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}"# {
            {"in": {"items": [1]}} => [{"item": 1, "dollar": {"items": [1]}}];
        }
        "TPL-9" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Parameters": {
            "b.$": "$.x", "id.$": "$.x", "firstSku.$": "$.x", "a": 1,
            "o": {"id.$": "$.x", "b.$": "$.x", "z": 0}
        }}}}"# {
            {"x": {"q": 1, "p": 2}} => {
                "a": 1,
                "o": {"z": 0, "b": {"q": 1, "p": 2}, "id": {"q": 1, "p": 2}},
                "b": {"q": 1, "p": 2}, "firstSku": {"q": 1, "p": 2}, "id": {"q": 1, "p": 2}
            };
        }
    }
}
