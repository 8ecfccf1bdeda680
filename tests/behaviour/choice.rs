//! Choice rules (CHO).

use crate::table::table;

#[tokio::test]
async fn operators_compare() {
    table! {
        "strings" r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [
            {"Variable": "$.v", "StringEquals": "equal", "Next": "Equal"},
            {"Variable": "$.v", "StringLessThan": "b", "Next": "Less"},
            {"Variable": "$.v", "StringGreaterThanEquals": "y", "Next": "Greater"},
            {"Variable": "$.v", "StringMatches": "m*\\*n", "Next": "Matches"}
        ], "Default": "None"},
        "Equal": {"Type": "Pass", "Result": "=", "End": true}, "Less": {"Type": "Pass", "Result": "<", "End": true},
        "Greater": {"Type": "Pass", "Result": ">", "End": true}, "Matches": {"Type": "Pass", "Result": "m", "End": true},
        "None": {"Type": "Pass", "Result": "-", "End": true}}}"# {
            {"v": "equal"} => "=";
            {"v": "apple"} => "<";
            {"v": ""} => "<";
            {"v": "b"} => "-";
            {"v": "y"} => ">";
            {"v": "ü"} => ">";
            {"v": "m*n"} => "m";
            {"v": "middle*n"} => "m";
            {"v": "mn"} => "-";
            {"v": 1} => "-";
            {"v": null} => "-";
        }
        "numbers" r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [
            {"Variable": "$.v", "NumericEquals": 1, "Next": "Equal"},
            {"Variable": "$.v", "NumericLessThanEquals": -2.5, "Next": "Less"},
            {"Variable": "$.v", "NumericGreaterThan": 1e3, "Next": "Greater"}
        ], "Default": "None"},
        "Equal": {"Type": "Pass", "Result": "=", "End": true}, "Less": {"Type": "Pass", "Result": "<", "End": true},
        "Greater": {"Type": "Pass", "Result": ">", "End": true}, "None": {"Type": "Pass", "Result": "-", "End": true}}}"# {
            {"v": 1} => "=";
            {"v": 1.0} => "=";
            {"v": (-2.5)} => "<";
            {"v": (-9007199254740993_i64)} => "<";
            {"v": 1000} => "-";
            {"v": 1000.5} => ">";
            {"v": "1"} => "-";
        }
        "booleans and timestamps" r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [
            {"Variable": "$.v", "BooleanEquals": false, "Next": "Equal"},
            {"Variable": "$.v", "TimestampEquals": "2024-01-01T12:00:00Z", "Next": "Equal"},
            {"Variable": "$.v", "TimestampLessThan": "2000-01-01T00:00:00Z", "Next": "Less"},
            {"Variable": "$.v", "TimestampGreaterThanEquals": "2030-01-01T00:00:00.5+01:00", "Next": "Greater"}
        ], "Default": "None"},
        "Equal": {"Type": "Pass", "Result": "=", "End": true}, "Less": {"Type": "Pass", "Result": "<", "End": true},
        "Greater": {"Type": "Pass", "Result": ">", "End": true}, "None": {"Type": "Pass", "Result": "-", "End": true}}}"# {
            {"v": false} => "=";
            {"v": true} => "-";
            {"v": "false"} => "-";
            {"v": "2024-01-01T13:00:00.000+01:00"} => "=";
            {"v": "1999-12-31T23:59:59Z"} => "<";
            {"v": "2000-01-01T00:00:00+00:01"} => "<";
            {"v": "2029-12-31T23:00:00.5Z"} => ">";
            {"v": "2029-12-31T23:00:00.4Z"} => "-";
            {"v": "1999-12-31"} => "-";
            {"v": 0} => "-";
        }
        "operands from paths" r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [
            {"Variable": "$.v", "StringEqualsPath": "$.o.x", "Next": "S"},
            {"Variable": "$.v", "NumericGreaterThanPath": "$.o.x", "Next": "N"},
            {"Variable": "$.v", "BooleanEqualsPath": "$.o.x", "Next": "B"},
            {"Variable": "$.v", "TimestampLessThanEqualsPath": "$.o.x", "Next": "T"}
        ], "Default": "None"},
        "S": {"Type": "Pass", "Result": "s", "End": true}, "N": {"Type": "Pass", "Result": "n", "End": true},
        "B": {"Type": "Pass", "Result": "b", "End": true}, "T": {"Type": "Pass", "Result": "t", "End": true},
        "None": {"Type": "Pass", "Result": "-", "End": true}}}"# {
            {"v": "a", "o": {"x": "a"}} => "s";
            {"v": 2, "o": {"x": 1.5}} => "n";
            {"v": 1, "o": {"x": 1}} => "-";
            {"v": true, "o": {"x": true}} => "b";
            {"v": "2024-01-01T00:00:00Z", "o": {"x": "2024-01-01T00:00:01Z"}} => "t";
            {"v": 2, "o": {"x": "1"}} => "-";
            {"v": 1, "o": {}} fails "States.Runtime" because "Invalid path '$.o.x': The choice state's condition path references an invalid value.";
        }
        "tests of types" r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [
            {"Variable": "$.v", "IsPresent": false, "Next": "Absent"},
            {"Variable": "$.v", "IsNull": true, "Next": "Null"},
            {"Variable": "$.v", "IsTimestamp": true, "Next": "Timestamp"},
            {"Variable": "$.v", "IsString": true, "Next": "String"},
            {"Variable": "$.v", "IsNumeric": true, "Next": "Numeric"},
            {"Variable": "$.v", "IsBoolean": false, "Next": "Other"}
        ], "Default": "Boolean"},
        "Absent": {"Type": "Pass", "Result": "absent", "End": true}, "Null": {"Type": "Pass", "Result": "null", "End": true},
        "Timestamp": {"Type": "Pass", "Result": "timestamp", "End": true}, "String": {"Type": "Pass", "Result": "string", "End": true},
        "Numeric": {"Type": "Pass", "Result": "numeric", "End": true}, "Other": {"Type": "Pass", "Result": "other", "End": true},
        "Boolean": {"Type": "Pass", "Result": "boolean", "End": true}}}"# {
            {} => "absent";
            {"v": null} => "null";
            {"v": "2024-02-29T00:00:00Z"} => "timestamp";
            {"v": "2023-02-29T00:00:00Z"} => "string";
            {"v": 0} => "numeric";
            {"v": [1]} => "other";
            {"v": false} => "boolean";
        }
    }
}

#[tokio::test]
async fn rules_are_tried_in_order() {
    table! {
        "CHO-5" r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [
            {"And": [{"Variable": "$.a", "IsPresent": true}, {"Variable": "$.a", "NumericEquals": 1}], "Next": "And"},
            {"Or": [{"Variable": "$.b", "IsPresent": true}, {"Variable": "$.c", "BooleanEquals": true}], "Next": "Or"},
            {"Not": {"And": [{"Variable": "$.c", "BooleanEquals": false}, {"Not": {"Variable": "$.d", "IsNull": true}}]}, "Next": "Not"}
        ], "Default": "None"},
        "And": {"Type": "Pass", "Result": "and", "End": true}, "Or": {"Type": "Pass", "Result": "or", "End": true},
        "Not": {"Type": "Pass", "Result": "not", "End": true}, "None": {"Type": "Pass", "Result": "-", "End": true}}}"# {
            {"a": 1} => "and";
            {"a": 2, "b": 0} => "or";
            {"b": null} => "or";
            {"c": true} => "or";
            {"c": 1} => "not";
            {"c": false, "d": null} => "not";
            {"c": false, "d": 0} => "-";
        }
        "CHO-6" r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [
            {"Variable": "$.l.length()", "NumericGreaterThan": 2, "Next": "Long"},
            {"Variable": "$.l[?(@.x)]", "StringEquals": "x", "Next": "Long"},
            {"Variable": "$$.Execution.Name", "StringEquals": "", "Next": "Long"}
        ], "Default": "Short"},
        "Long": {"Type": "Pass", "Result": "long", "End": true}, "Short": {"Type": "Pass", "Result": "short", "End": true}}}"# {
            {"l": [1, 2, 3]} => "long";
            {"l": [{"x": "x"}]} => "short";
        }
        "CHO-8, CHO-12" r#"{"StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [
            {"Variable": "$.v", "IsNull": true, "Next": "Done"}], "Default": "Done"}, "Done": {"Type": "Succeed"}}}"# {
            {"v": 1} => {"v": 1};
            {} fails "States.Runtime" because "Invalid path '$.v': The choice state's condition path references an invalid value.";
        }
        "CHO-10" r#"{"StartAt": "P", "States": {
            "P": {"Type": "Parallel", "End": true, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Caught"}],
                "Branches": [{"StartAt": "C", "States": {
                    "C": {"Type": "Choice", "Choices": [{"Variable": "$.v", "NumericEquals": 1, "Next": "Done"}]},
                    "Done": {"Type": "Succeed"}}}]},
            "Caught": {"Type": "Succeed"}}}"# {
            {"v": 1} => [{"v": 1}];
            {"v": 2} fails "States.Runtime" because "Failed to transition out of the state. The state does not point to a next state.";
        }
    }
}
