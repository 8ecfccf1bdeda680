//! Which errors are caught, and how executions fail (ERR, CATCH, END).

use crate::table::table;

#[tokio::test(start_paused = true)]
async fn catchers_match_by_name() {
    table! {
        "ERR-3, ERR-4, ERR-5, ERR-7, ERR-19, ERR-24, ERR-26, CATCH-2" r#"{"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "${fail}", "ResultPath": "$.r", "End": true, "Catch": [
                {"ErrorEquals": ["One", "Two"], "Next": "Named"},
                {"ErrorEquals": ["one"], "Next": "Never"},
                {"ErrorEquals": ["States.TaskFailed"], "Next": "Failed"},
                {"ErrorEquals": ["States.ALL"], "Next": "All"}]},
            "Named": {"Type": "Pass", "Parameters": {"by": "name", "error.$": "$.Error"}, "End": true},
            "Failed": {"Type": "Pass", "Parameters": {"by": "failed", "error.$": "$.Error"}, "End": true},
            "All": {"Type": "Pass", "Parameters": {"by": "all", "error.$": "$.Error"}, "End": true},
            "Never": {"Type": "Fail"}
        }}"# {
            {"error": "One", "cause": ""} => {"by": "name", "error": "One"};
            {"error": "Two", "cause": ""} => {"by": "name", "error": "Two"};
            {"error": "Three", "cause": ""} => {"by": "failed", "error": "Three"};
            {"error": "States.Timeout", "cause": ""} => {"by": "all", "error": "States.Timeout"};
            {"error": "States.Permissions", "cause": ""} => {"by": "failed", "error": "States.Permissions"};
            {"error": "States.Http.StatusCode.404", "cause": ""} => {"by": "failed", "error": "States.Http.StatusCode.404"};
            {"error": "Lambda.Unknown", "cause": ""} => {"by": "failed", "error": "Lambda.Unknown"};
        }
        "CATCH-2: what nothing matches" r#"{"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "${fail}", "End": true, "Catch": [{"ErrorEquals": ["One"], "Next": "C"}]},
            "C": {"Type": "Succeed"}
        }}"# {
            {"error": "Two", "cause": "because"} fails "Two" because "because";
        }
        "RETRY-2, RETRY-5: no falling through" r#"{"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "${fail}", "Parameters": {"error.$": "$.error", "cause.$":
                    "States.Format('after {}', $$.State.RetryCount)"}, "End": true,
                "Retry": [{"ErrorEquals": ["One"], "MaxAttempts": 1}, {"ErrorEquals": ["States.ALL"], "MaxAttempts": 5}],
                "Catch": [{"ErrorEquals": ["One"], "Next": "C"}]},
            "C": {"Type": "Succeed"}
        }}"# {
            {"error": "One"} => {"Error": "One", "Cause": "after 1"};
            {"error": "Two"} fails "Two" because "after 5";
        }
        "ERR-8, OPEN-5" r#"{"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "${echo}", "ResultPath": "$.a.b", "End": true,
                "Catch": [{"ErrorEquals": ["States.ResultPathMatchFailure"], "ResultPath": "$.error", "Next": "C"}]},
            "C": {"Type": "Pass", "Parameters": {"caught.$": "$.error.Error"}, "End": true}
        }}"# {
            {"a": {}} => {"a": {"b": {"a": {}}}};
            {"a": 1} => {"caught": "States.ResultPathMatchFailure"};
        }
        "ERR-27: the innermost name and cause, through every scope" r#"{"StartAt": "P", "States": {
            "P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
                "ItemProcessor": {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "${fail}", "End": true}}}}}}],
                "Catch": [{"ErrorEquals": ["Inner"], "Next": "C"}]},
            "C": {"Type": "Succeed"}
        }}"# {
            [{"error": "Inner", "cause": "why"}] => {"Error": "Inner", "Cause": "why"};
            [{"error": "Other", "cause": "why"}] fails "Other" because "why";
        }
        "ERR-9, ERR-14, ERR-15, ERR-21: the names of the specification are never seen" r#"{"StartAt": "K", "States": {
            "K": {"Type": "Choice", "Choices": [
                {"Variable": "$.kind", "StringEquals": "template", "Next": "Template"},
                {"Variable": "$.kind", "StringEquals": "intrinsic", "Next": "Intrinsic"}]},
            "Template": {"Type": "Task", "Resource": "${echo}", "Parameters": {"x.$": "$.missing"}, "End": true,
                "Catch": [{"ErrorEquals": ["States.ParameterPathFailure"], "Next": "C"}, {"ErrorEquals": ["States.ALL"], "Next": "C"}]},
            "Intrinsic": {"Type": "Task", "Resource": "${echo}", "Parameters": {"x.$": "States.MathAdd($.kind, 1)"}, "End": true,
                "Catch": [{"ErrorEquals": ["States.IntrinsicFailure"], "Next": "C"}, {"ErrorEquals": ["States.ALL"], "Next": "C"}]},
            "C": {"Type": "Succeed"}
        }}"# {
            {"kind": "template"} fails "States.Runtime" because "The JSONPath '$.missing' specified for the field 'x.$' could not be found…";
            {"kind": "intrinsic"} fails "States.Runtime" because "There was an error while evaluating the intrinsic function…";
            {"kind": "other"} fails "States.Runtime" because "…";
        }
        "ERR-10, ERR-20" r#"{"StartAt": "P", "States": {
            "P": {"Type": "Parallel", "End": true, "Retry": [{"ErrorEquals": ["States.ALL"]}],
                "Catch": [{"ErrorEquals": ["States.Runtime"], "Next": "C"}, {"ErrorEquals": ["States.ALL"], "Next": "C"}],
                "Branches": [{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "${echo}",
                    "InputPath": "$.a", "End": true, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "D"}]},
                    "D": {"Type": "Succeed"}}}]},
            "C": {"Type": "Succeed"}
        }}"# {
            {"a": 1} => [1];
            {} fails "States.Runtime" because "Invalid path '$.a' : No results for path: $['a']";
        }
        "TIME-6: a timeout has no cause" r#"{"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "TimeoutSeconds": 5,
                "Parameters": {"MessageBody.$": "$$.Task.Token"}, "End": true,
                "Catch": [{"ErrorEquals": ["States.TaskFailed"], "Next": "Never"}, {"ErrorEquals": ["States.Timeout"], "Next": "C"}]},
            "C": {"Type": "Succeed"},
            "Never": {"Type": "Fail"}
        }}"# {
            {} => {"Error": "States.Timeout", "Cause": ""};
        }
    }
}

#[tokio::test]
async fn fail_states_fail() {
    table! {
        "END-2" r#"{"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "Custom.Error", "Cause": "say \"why\""}}}"# {
            {} fails "Custom.Error" because "say \"why\"";
        }
        "END-2, END-3" r#"{"StartAt": "F", "States": {"F": {"Type": "Fail", "ErrorPath": "$.Error",
            "CausePath": "States.Format('{}/{}', $.Cause, $$.State.Name)"}}}"# {
            {"Error": "E", "Cause": "c"} fails "E" because "c/F";
            {"Cause": "c"} fails "States.Runtime" because
                "The JSONPath '$.Error' specified for the field 'ErrorPath' could not be found in the input '{\"Cause\":\"c\"}'";
            {"Error": 1, "Cause": "c"} fails "States.Runtime" because "…";
        }
        "END-4" r#"{"StartAt": "F", "States": {"F": {"Type": "Fail"}}}"# {
            {} fails "(none)" because "(none)";
        }
        "END-4, END-6" r#"{"StartAt": "M", "States": {
            "M": {"Type": "Map", "End": true, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}],
                "ItemProcessor": {"StartAt": "F", "States": {"F": {"Type": "Fail"}}}},
            "C": {"Type": "Succeed"}
        }}"# {
            [1] => {"Error": "", "Cause": ""};
        }
        "END-6, MAP-11" r#"{"StartAt": "M", "States": {
            "M": {"Type": "Map", "End": true, "ResultPath": "$.no", "ItemsPath": "$.items",
                "Catch": [{"ErrorEquals": ["Inner"], "ResultPath": "$.failure", "Next": "C"}],
                "ItemProcessor": {"StartAt": "F", "States": {"F": {"Type": "Fail", "ErrorPath": "$", "Cause": "c"}}}},
            "C": {"Type": "Succeed"}
        }}"# {
            {"items": []} => {"items": [], "no": []};
            {"items": ["Inner"]} => {"items": ["Inner"], "failure": {"Error": "Inner", "Cause": "c"}};
            {"items": ["Outer"]} fails "Outer" because "c";
        }
        "PAT-18" r#"{"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "${fail}", "End": true,
                "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failure", "Next": "Clean up"}]},
            "Clean up": {"Type": "Task", "Resource": "${echo}", "ResultPath": null, "Next": "Fail as before"},
            "Fail as before": {"Type": "Fail", "ErrorPath": "$.failure.Error", "CausePath": "$.failure.Cause"}
        }}"# {
            {"error": "Bank", "cause": "closed"} fails "Bank" because "closed";
        }
    }
}

#[tokio::test]
async fn paths_for_numbers_are_checked() {
    table! {
        "MAP-8" r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.l", "MaxConcurrencyPath": "$.p", "End": true,
            "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}"# {
            {"l": [1], "p": 1} => [1];
            {"l": [1], "p": "2"} => [1];
            {"l": [1], "p": "x"} fails "States.Runtime" because "The MaxConcurrencyPath field refers to value \"x\" which is not a valid integer: $.p";
        }
        "MAP-4" r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.l", "End": true,
            "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}"# {
            {"l": "x"} fails "States.Runtime" because "Reference path \"$.l\" must point to array.";
        }
        "TIME-5" r#"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "${echo}", "TimeoutSecondsPath": "$.t", "End": true}}}"# {
            {"t": 10} => {"t": 10};
            {} fails "States.Runtime" because "Invalid path '$.t' : No results for path: $['t']";
        }
        "DMAP-14, DMAP-15" r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.l", "ToleratedFailureCountPath": "$.n", "End": true,
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "C", "States": {"C": {"Type": "Choice", "Choices": [{"Variable": "$", "NumericGreaterThan": 0, "Next": "F"}], "Default": "P"},
                    "F": {"Type": "Fail", "Error": "Bad"}, "P": {"Type": "Succeed"}}}}}}"# {
            {"l": [0, 0], "n": 0} => [0, 0];
            {"l": [0, 1], "n": 0} fails "States.ExceedToleratedFailureThreshold" because "The specified tolerated failure threshold was exceeded";
            {"l": [0], "n": "x"} fails "States.Runtime" because "The ToleratedFailureCountPath field refers to value \"x\" which is not a valid integer: $.n";
            {"l": [0], "n": (-1)} fails "States.Runtime" because "ToleratedFailureCount cannot be negative.";
        }
    }
}
