//! Workflow variables in both query languages: values, moments, scopes (VAR).

use crate::table::table;

#[tokio::test(start_paused = true)]
async fn new_values_hold_from_the_next_state_on() {
    table! {
        "VAR-4, VAR-5, JNA-53" r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {
            "A": {"Type": "Pass", "Assign": {"x": 1, "y": {"a": ["{% $states.input %}"]}}, "Next": "B"},
            "B": {"Type": "Pass", "Assign": {"x": "{% $x + 1 %}", "y": "{% $x %}"}, "Output": {"x": "{% $x %}"}, "Next": "C"},
            "C": {"Type": "Pass", "Output": {"before": "{% $states.input.x %}", "x": "{% $x %}", "y": "{% $y %}"}, "End": true}}}"# {
            "in" => {"before": 1, "x": 2, "y": 1};
        }
        "VAR-5, VAR-9: JSONPath" r#"{"StartAt": "A", "States": {
            "A": {"Type": "Pass", "Assign": {"x": 1, "list": [1, {"b": 2}]}, "Next": "B"},
            "B": {"Type": "Pass", "Assign": {"x.$": "States.MathAdd($x, 1)", "y.$": "$x", "b.$": "$list[1].b"}, "Parameters": {"x.$": "$x"}, "Next": "C"},
            "C": {"Type": "Pass", "Parameters": {"before.$": "$.x", "x.$": "$x", "y.$": "$y", "b.$": "$b", "text.$": "States.Format('{}', $list)"}, "End": true}}}"# {
            {} => {"b": 2, "before": 1, "x": 2, "y": 1, "text": "[1, {b=2}]"};
        }
        "VAR-9: every field that takes a path" r#"{"StartAt": "A", "States": {
            "A": {"Type": "Pass", "Assign": {"o": {"l": [3, 1], "one": 1, "t": "2020-01-01T00:00:00Z", "e": "E"}}, "Next": "W"},
            "W": {"Type": "Wait", "SecondsPath": "$o.one", "Next": "V"},
            "V": {"Type": "Wait", "TimestampPath": "$o.t", "OutputPath": "$o", "Next": "M"},
            "M": {"Type": "Map", "ItemsPath": "$o.l", "MaxConcurrencyPath": "$o.one", "ResultPath": "$.m",
                "ItemProcessor": {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "${echo}", "TimeoutSecondsPath": "$o.one", "InputPath": "$o.one", "End": true}}},
                "Next": "C"},
            "C": {"Type": "Choice", "Choices": [{"Variable": "$o.one", "NumericEqualsPath": "$o.l[1]", "Next": "F"}], "Default": "S"},
            "F": {"Type": "Fail", "ErrorPath": "$o.e", "CausePath": "States.JsonToString($o.l)"},
            "S": {"Type": "Succeed"}}}"# {
            {} fails "E" because "[3,1]";
        }
        "VAR-8" r#"{"QueryLanguage": "JSONata", "StartAt": "C", "States": {
            "C": {"Type": "Choice", "Choices": [{"Condition": "{% $states.input.set %}", "Assign": {"x": 1}, "Next": "R"}], "Default": "R"},
            "R": {"Type": "Pass", "Output": "{% $x %}", "End": true}}}"# {
            {"set": true} => 1;
            {"set": false} fails "States.QueryEvaluationError" because
                "The JSONata expression '$x' specified for the field 'Output' returned nothing (undefined).";
        }
        "VAR-8: JSONPath" r#"{"StartAt": "C", "States": {
            "C": {"Type": "Choice", "Choices": [{"Variable": "$.set", "BooleanEquals": true, "Assign": {"x": 1}, "Next": "R"}], "Default": "R"},
            "R": {"Type": "Pass", "Parameters": {"x.$": "$x"}, "End": true}}}"# {
            {"set": true} => {"x": 1};
            {"set": false} fails "States.Runtime" because "…";
        }
        "LANG-7" r#"{"StartAt": "A", "States": {
            "A": {"Type": "Pass", "Assign": {"x.$": "$.a"}, "Next": "B"},
            "B": {"Type": "Pass", "QueryLanguage": "JSONata", "Assign": {"y": "{% $x * 2 %}"}, "Next": "C"},
            "C": {"Type": "Pass", "Parameters": {"x.$": "$x", "y.$": "$y"}, "End": true}}}"# {
            {"a": 4} => {"x": 4, "y": 8};
        }
    }
}

#[tokio::test(start_paused = true)]
async fn json_path_assigns_from_its_own_document() {
    table! {
        "VAR-7: the raw result" r#"{"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "${echo}", "ResultSelector": {"s.$": "$.a"}, "Assign": {"x.$": "$.a", "all.$": "$", "name.$": "$$.State.Name"}, "ResultPath": "$.r", "Next": "P"},
            "P": {"Type": "Pass", "Parameters": {"x.$": "$x", "all.$": "$all", "name.$": "$name", "in.$": "$"}, "End": true}}}"# {
            {"a": 1} => {"all": {"a": 1}, "in": {"a": 1, "r": {"s": 1}}, "x": 1, "name": "T"};
        }
        "VAR-7: the result of a Pass" r#"{"StartAt": "A", "States": {
            "A": {"Type": "Pass", "InputPath": "$.a", "Parameters": {"b.$": "$.b"}, "Assign": {"x.$": "$", "inside": {"b.$": "$.b"}}, "ResultPath": null, "Next": "P"},
            "P": {"Type": "Pass", "Parameters": {"x.$": "$x", "inside.$": "$inside", "in.$": "$"}, "End": true}}}"# {
            {"a": {"b": 1, "c": 2}} => {"in": {"a": {"b": 1, "c": 2}}, "x": {"b": 1}, "inside": {"b": 1}};
        }
        "VAR-7: the effective input" r#"{"StartAt": "C", "States": {
            "C": {"Type": "Choice", "InputPath": "$.a", "Assign": {"x.$": "$.b"}, "Default": "W",
                "Choices": [{"Variable": "$.b", "NumericEquals": 2, "Assign": {"x.$": "$"}, "Next": "W"}]},
            "W": {"Type": "Wait", "Seconds": 1, "InputPath": "$.b", "Assign": {"y.$": "$"}, "Next": "P"},
            "P": {"Type": "Pass", "Parameters": {"x.$": "$x", "y.$": "$y", "in.$": "$"}, "End": true}}}"# {
            {"a": {"b": 1}} => {"in": 1, "x": 1, "y": 1};
            {"a": {"b": 2}} => {"in": 2, "x": {"b": 2}, "y": 2};
        }
        "VAR-7, VAR-15: the Error Output" r#"{"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "${fail}", "Assign": {"x": "own"}, "Catch": [
                {"ErrorEquals": ["States.ALL"], "Assign": {"e.$": "$.Error", "c.$": "$.Cause"}, "ResultPath": null, "Next": "P"}], "End": true},
            "P": {"Type": "Pass", "Parameters": {"e.$": "$e", "c.$": "$c", "in.$": "$"}, "End": true}}}"# {
            {"error": "E", "cause": "c"} => {"c": "c", "e": "E", "in": {"error": "E", "cause": "c"}};
        }
        "VAR-7: Parallel and Map" r#"{"StartAt": "B", "States": {
            "B": {"Type": "Parallel", "Branches": [{"StartAt": "I", "States": {"I": {"Type": "Pass", "Result": 1, "End": true}}}],
                "ResultSelector": {"first.$": "$[0]"}, "Assign": {"b.$": "$"}, "Next": "M"},
            "M": {"Type": "Map", "ItemsPath": "$b", "ItemProcessor": {"StartAt": "J", "States": {"J": {"Type": "Pass", "End": true}}},
                "ResultSelector": {"all.$": "$"}, "Assign": {"m.$": "$[0]"}, "Next": "P"},
            "P": {"Type": "Pass", "Parameters": {"b.$": "$b", "m.$": "$m", "in.$": "$"}, "End": true}}}"# {
            {} => {"b": [1], "in": {"all": [1]}, "m": 1};
        }
    }
}

#[tokio::test(start_paused = true)]
async fn scopes_read_outward_and_end_with_their_variables() {
    table! {
        "VAR-10, VAR-12, VAR-13" r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {
            "A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "B"},
            "B": {"Type": "Parallel", "Assign": {"x": "{% $x + $sum($states.result) %}"}, "Next": "C", "Branches": [
                {"StartAt": "L", "States": {
                    "L": {"Type": "Pass", "Assign": {"own": "{% $x * 10 %}"}, "Next": "LW"},
                    "LW": {"Type": "Wait", "Seconds": 5, "Next": "LR"},
                    "LR": {"Type": "Pass", "Output": "{% $own + $x %}", "End": true}}},
                {"StartAt": "R", "States": {
                    "R": {"Type": "Pass", "Assign": {"own": "{% $x * 100 %}"}, "Next": "RR"},
                    "RR": {"Type": "Pass", "Output": "{% $own + $x %}", "End": true}}}]},
            "C": {"Type": "Pass", "Output": "{% [$states.input, $x, $exists($own)] %}", "End": true}}}"# {
            {} => [11, 101, 113, false];
        }
        "VAR-10, VAR-12: iterations" r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {
            "A": {"Type": "Pass", "Assign": {"factor": "{% $states.input.f %}"}, "Next": "M"},
            "M": {"Type": "Map", "Items": "{% $states.input.l %}", "MaxConcurrency": 1, "End": true, "ItemProcessor": {"StartAt": "I", "States": {
                "I": {"Type": "Pass", "Output": "{% {'seen': $exists($own), 'v': $states.input * $factor} %}", "Assign": {"own": 1}, "Next": "J"},
                "J": {"Type": "Pass", "Output": "{% [$states.input.seen, $states.input.v, $own] %}", "End": true}}}}}}"# {
            {"f": 3, "l": [1, 2]} => [[false, 3, 1], [false, 6, 1]];
        }
        "VAR-14" r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {
            "A": {"Type": "Pass", "Assign": {"x": 1}, "Next": "M"},
            "M": {"Type": "Map", "Items": [0], "ItemSelector": {"given": "{% $x %}"}, "End": true, "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "I", "States": {"I": {"Type": "Pass", "Output": "{% [$states.input.given, $exists($x)] %}", "End": true}}}}}}"# {
            {} => [[1, false]];
        }
        "VAR-15: a catcher's, not the state's" r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {
            "A": {"Type": "Pass", "Assign": {"x": "before", "y": "before"}, "Next": "T"},
            "T": {"Type": "Task", "Resource": "${fail}", "Assign": {"x": "state", "y": "state"}, "Next": "P",
                "Catch": [{"ErrorEquals": ["One"], "Next": "P"},
                    {"ErrorEquals": ["Two"], "Assign": {"x": "{% $states.errorOutput.Error %}"}, "Output": "{% $x %}", "Next": "P"}]},
            "P": {"Type": "Pass", "Output": "{% [$x, $y] %}", "End": true}}}"# {
            {"error": "One", "cause": ""} => ["before", "before"];
            {"error": "Two", "cause": ""} => ["Two", "before"];
        }
        "VAR-15: a rule's, not the state's" r#"{"QueryLanguage": "JSONata", "StartAt": "C", "States": {
            "C": {"Type": "Choice", "Assign": {"x": "state"}, "Output": "{% 'state' %}", "Default": "P",
                "Choices": [{"Condition": "{% $states.input = 1 %}", "Assign": {"y": "rule"}, "Next": "P"}]},
            "P": {"Type": "Pass", "Output": "{% {'in': $states.input, 'x': $x, 'y': $y} %}", "End": true}}}"# {
            1 => {"in": 1, "y": "rule"};
            2 => {"in": "state", "x": "state"};
        }
        "VAR-16" r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {
            "A": {"Type": "Pass", "Assign": {"n": 0}, "Next": "T"},
            "T": {"Type": "Task", "Resource": "${give}", "Assign": {"n": "{% $n + 1 %}"}, "Output": "{% $states.result.x %}",
                "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": 2}], "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "P"}], "Next": "P"},
            "P": {"Type": "Pass", "Output": "{% $n %}", "End": true}}}"# {
            {"result": {"x": 1}} => 1;
            {"result": {}} => 0;
        }
        "VAR-5: a loop" r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {
            "A": {"Type": "Pass", "Assign": {"i": 0, "seen": []}, "Next": "L"},
            "L": {"Type": "Choice", "Choices": [{"Condition": "{% $i < $states.input %}", "Assign": {"i": "{% $i + 1 %}", "seen": "{% $append($seen, $i) %}"}, "Next": "W"}], "Default": "E"},
            "W": {"Type": "Wait", "Seconds": "{% $i %}", "Next": "L"},
            "E": {"Type": "Succeed", "Output": "{% [$i, $seen] %}"}}}"# {
            3 => [3, 0, 1, 2];
        }
    }
}
