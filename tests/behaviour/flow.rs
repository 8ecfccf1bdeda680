//! What of the data a state sees and passes on (FLOW).

use crate::table::table;

#[tokio::test]
async fn input_and_output_are_filtered() {
    table! {
        "FLOW-1" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "InputPath": "$.a.b", "End": true}}}"# {
            {"a": {"b": [1]}, "c": 2} => [1];
            {"a": {"b": null}} => null;
            {"a": {}} fails "States.Runtime" because "Invalid path '$.a.b' : No results for path: $['a']['b']";
            {} fails "States.Runtime" because "Invalid path '$.a.b' : Missing property in path $['a']";
            null fails "States.Runtime" because "Unable to apply Path transformation to null or empty input.";
        }
        "FLOW-2" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "InputPath": null, "End": true}}}"# {
            {"a": 1} => {};
            3 => {};
        }
        "FLOW-11" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "OutputPath": "$.a", "End": true}}}"# {
            {"a": {"b": 1}} => {"b": 1};
            {"b": 1} fails "States.Runtime" because "Invalid path '$.a' : No results for path: $['a']";
        }
        "FLOW-11" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "OutputPath": null, "End": true}}}"# {
            {"a": 1} => {};
        }
        "FLOW-11 of every type"
        r#"{"StartAt": "C", "States": {
            "C": {"Type": "Choice", "InputPath": "$.c", "OutputPath": "$.w", "Default": "W", "Choices": [
                {"Variable": "$.go", "IsNull": true, "Next": "W"}]},
            "W": {"Type": "Wait", "Seconds": 0, "InputPath": "$.in", "OutputPath": "$.out", "Next": "S"},
            "S": {"Type": "Succeed", "InputPath": "$.in", "OutputPath": "$.out"}
        }}"# {
            {"c": {"go": 1, "w": {"in": {"out": {"in": {"out": "x"}}}}}} => "x";
        }
        "FLOW-15" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true}}}"# {
            null => null;
            0.5 => 0.5;
            "text" => "text";
            [1, {}] => [1, {}];
            {"z": 1, "a": 2} => {"z": 1, "a": 2};
            9223372036854775807_i64 => 9223372036854775807_i64;
        }
    }
}

#[tokio::test]
async fn results_are_selected_and_placed() {
    table! {
        "FLOW-3" r#"{"StartAt": "S", "States": {"S": {"Type": "Task", "Resource": "${echo}", "InputPath": "$.a",
            "Parameters": {"whole.$": "$", "text": "x"}, "End": true}}}"# {
            {"a": {"b": 1}} => {"text": "x", "whole": {"b": 1}};
        }
        "FLOW-5" r#"{"StartAt": "S", "States": {"S": {"Type": "Task", "Resource": "${give}",
            "ResultSelector": {"first.$": "$[0]", "length.$": "$.length()", "literal": {"a.$": "$[1].b"}}, "End": true}}}"# {
            {"result": [1, {"b": 2}]} => {"literal": {"a": 2}, "length": 2, "first": 1};
            {"result": [1, {}]} fails "States.Runtime"
                because "The JSONPath '$[1].b' specified for the field 'a.$' could not be found in the input '[1,{}]'";
        }
        "FLOW-6" r#"{"StartAt": "S", "States": {"S": {"Type": "Task", "Resource": "${echo}", "InputPath": "$.a",
            "ResultPath": "$.b.c", "OutputPath": "$.b", "End": true}}}"# {
            {"a": 1, "b": {"x": 0}} => {"x": 0, "c": 1};
            {"a": 1} => {"c": 1};
        }
        "FLOW-6" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "Result": 1, "ResultPath": "$", "End": true}}}"# {
            {"a": 1} => 1;
        }
        "FLOW-7" r#"{"StartAt": "S", "States": {"S": {"Type": "Task", "Resource": "${echo}", "Parameters": {"x": 1},
            "ResultPath": null, "End": true}}}"# {
            {"a": 1} => {"a": 1};
            7 => 7;
        }
        "FLOW-7: what is discarded is evaluated" r#"{"StartAt": "S", "States": {"S": {"Type": "Task", "Resource": "${echo}",
            "ResultSelector": {"x.$": "$.x"}, "ResultPath": null, "End": true}}}"# {
            {"x": 1} => {"x": 1};
            {} fails "States.Runtime"
                because "The JSONPath '$.x' specified for the field 'x.$' could not be found in the input '{}'";
        }
        "FLOW-7: of a Pass too" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "Parameters": {"x.$": "$.x"},
            "ResultPath": null, "End": true}}}"# {
            {"x": 1, "y": 2} => {"x": 1, "y": 2};
            {} fails "States.Runtime"
                because "The JSONPath '$.x' specified for the field 'x.$' could not be found in the input '{}'";
        }
        "FLOW-8" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "Result": true, "ResultPath": "$.a.b", "End": true}}}"# {
            {} => {"a": {"b": true}};
            {"a": {"b": 1, "c": 2}} => {"a": {"b": true, "c": 2}};
            {"a": 1} fails "States.ResultPathMatchFailure" because "Unable to apply step \"b\" to input {\"a\":1}";
            [] fails "States.ResultPathMatchFailure" because "Unable to apply ReferencePath $.a.b to input []";
        }
        "FLOW-9" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "Result": true, "ResultPath": "$.a[1]", "End": true}}}"# {
            {"a": [1, 2, 3]} => {"a": [1, true, 3]};
            {"a": [1]} fails "States.ResultPathMatchFailure" because "Unable to apply step \"1\" to input {\"a\":[1]}";
        }
        "FLOW-12" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "Result": {"a.$": "$.a", "b": [null, 1.5, "x", {}]},
            "Parameters": {"never.$": "$.never"}, "End": true}}}"# {
            {} => {"a.$": "$.a", "b": [null, 1.5, "x", {}]};
        }
    }
}

#[tokio::test(start_paused = true)]
async fn errors_are_placed_too() {
    table! {
        "FLOW-13, CATCH-3, CATCH-4" r#"{"StartAt": "S", "States": {
            "S": {"Type": "Task", "Resource": "${fail}", "InputPath": "$.in", "ResultSelector": {"no.$": "$.no"},
                "ResultPath": "$.no", "OutputPath": "$.no", "Next": "Never", "Catch": [
                    {"ErrorEquals": ["Placed"], "ResultPath": "$.failure", "Next": "Caught"},
                    {"ErrorEquals": ["Dropped"], "ResultPath": null, "Next": "Caught"},
                    {"ErrorEquals": ["States.ALL"], "Next": "Caught"}]},
            "Never": {"Type": "Fail", "Error": "Never"},
            "Caught": {"Type": "Succeed"}
        }}"# {
            {"in": {"error": "Placed", "cause": "c"}, "a": 1}
                => {"in": {"error": "Placed", "cause": "c"}, "a": 1, "failure": {"Error": "Placed", "Cause": "c"}};
            {"in": {"error": "Dropped", "cause": "c"}} => {"in": {"error": "Dropped", "cause": "c"}};
            {"in": {"error": "Other", "cause": "c"}} => {"Error": "Other", "Cause": "c"};
        }
        "FLOW-14" r#"{"StartAt": "S", "States": {"S": {"Type": "Task", "Resource": "${fail}",
            "Parameters": {"error": "Again", "cause.$": "States.Format('{}: {}', $.text, $$.State.RetryCount)"},
            "ResultPath": "$.text", "End": true,
            "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 1, "MaxAttempts": 2, "BackoffRate": 1}]}}}"# {
            {"text": "attempt"} fails "Again" because "attempt: 2";
        }
    }
}
