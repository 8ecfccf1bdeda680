//! JSONata: what expressions give, how they fail, and what states make of them (JNA, CHO-30, WAIT-6, MAP-4, TIME-10).

use crate::table::table;

#[tokio::test]
async fn strings_are_expressions_or_text() {
    table! {
        "JNA-1, JNA-2, JNA-3, JNA-4" r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass",
            "Comment": "{% not evaluated %}", "End": true, "Output": {
                "whole": "{%$states.input.a%}", "blank": " {% $states.input.a %} ", "array": ["{% 1 + 1 %}", ["{% [] %}"], null],
                "{% key %}": {"deep": "{% {'k': $states.input.a} %}"}, "text": "a {% b %} c", "number": 1.5}}}}"# {
            {"a": [1, {"b": null}]} => {
                "whole": [1, {"b": null}], "blank": " {% $states.input.a %} ", "array": [2, [[]], null],
                "{% key %}": {"deep": {"k": [1, {"b": null}]}}, "text": "a {% b %} c", "number": 1.5
            };
        }
        "JNA-10, JNA-11" r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
            "Output": "{% [$states.input, $states.context.State.Name, $keys($states.context)] %}"}}}"# {
            {"a": 1} => [{"a": 1}, "P", "Execution", "StateMachine", "State"];
        }
        "JNA-15" r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {
            "P": {"Type": "Pass", "Assign": {"x": 1}, "Next": "Q"},
            "Q": {"Type": "Pass", "Output": "{% ( $y := $x + 1; $f := function($x) { $x * $y }; [$f(10), $x] ) %}", "End": true}}}"# {
            {} => [20, 1];
        }
        "LANG-2, LANG-8" r#"{"StartAt": "P", "States": {
            "P": {"Type": "Pass", "Parameters": {"b.$": "$.a", "lit": "{% 1 %}"}, "Next": "Q"},
            "Q": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"c.$": "{% $states.input.b * 2 %}"}, "Next": "R"},
            "R": {"Type": "Pass", "InputPath": "$['c.$']", "End": true}}}"# {
            {"a": 21} => 42;
        }
    }
}

#[tokio::test]
async fn values_are_those_of_jsonata() {
    table! {
        "JNA-36" r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
            "Output": ["{% 1 / 0 %}", "{% -1 / 0 %}"]}}}"# {
            {} => ["Infinity", "-Infinity"];
        }
        "JNA-37" r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
            "Output": "{% [$exists(null), $type($states.input.n), $count(null)] %}"}}}"# {
            {"n": null} => [true, "null", 1];
        }
        "JNA-38" r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
            "Output": {"text": "{% $string(1e21) & ' ' & $string(0.1 + 0.2) %}", "passed": "{% $states.input %}",
                "sum": "{% $states.input.n + 1 %}"}}}}"# {
            {"n": 5} => {"text": "1e+21 0.3", "passed": {"n": 5}, "sum": 6};
            {"n": 9007199254740993_i64} => {"text": "1e+21 0.3", "passed": {"n": 9007199254740993_i64}, "sum": 9007199254740992_i64};
        }
        "JNA-39" r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
            "Output": "{% {'one': $states.input.a[b > 1].b, 'kept': $states.input.a[b > 1][].b, 'made': [$states.input.a[b > 1].b], 'all': $states.input.a.b} %}"}}}"# {
            {"a": [{"b": 1}, {"b": 2}]} => {"one": 2, "kept": [2], "made": [2], "all": [1, 2]};
        }
        "JNA-20 to JNA-25" r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
            "Output": {"partition": "{% $partition([1, 2, 3], 2) %}", "range": "{% $range(1, 7, 3) %}", "one": "{% $range(1, 9, 9) %}",
                "hash": "{% $hash('a', 'MD5') %}", "random": "{% $random(42) %}", "uuid": "{% $length($uuid()) %}",
                "parse": "{% $parse(' {\"a\": [1]} ') %}", "same": "{% $millis() = $millis() and $now() = $now() %}"}}}}"# {
            {} => {"partition": [[1, 2], [3]], "range": [1, 4, 7], "one": 1, "hash": "0cc175b9c0f1b6a831c399e269772661",
                "random": 0.7275636800328681, "uuid": 36, "parse": {"a": [1]}, "same": true};
        }
    }
}

#[tokio::test]
async fn failures_name_expression_and_field() {
    table! {
        "JNA-30, JNA-34" r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
            "Output": {"result": {"b": [1, "{%  $states.input.x  %}"]}, "inside": "{% {'gone': $states.input.y, 'list': [$states.input.y, 1]} %}"}}}}"# {
            {"x": null} => {"result": {"b": [1, null]}, "inside": {"list": [1]}};
            {} fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.input.x' specified for the field 'Output/result/b[1]' returned nothing (undefined).";
        }
        "JNA-31" r#"{"QueryLanguage": "JSONata", "StartAt": "F", "States": {"F": {"Type": "Fail",
            "Error": "{% $states.input.e %}", "Cause": "{% $states.input.c %}"}}}"# {
            {"e": "Custom", "c": "why"} fails "Custom" because "why";
            {"e": "Custom", "c": {"a": 1}} fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.input.c' specified for the field 'Cause' returned an unexpected result type. \
                 Expected 'string', but was 'object' for value: {\"a\":1}";
            {"e": 1} fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.input.e' specified for the field 'Error' returned an unexpected result type. \
                 Expected 'string', but was 'number' for value: 1";
        }
        "JNA-32" r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
            "Assign": {"x": {"y": "{% $states.input.a + 1 %}"}}}}}"# {
            {"a": 1} => {"a": 1};
            {"a": "1"} fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.input.a + 1' specified for the field 'Assign/x/y' threw an error during evaluation. \
                 T2001: The left side of the \"+\" operator must evaluate to a number";
        }
        "JNA-20: $eval is none" r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
            "Output": "{% $eval('1') %}"}}}"# {
            {} fails "States.QueryEvaluationError" because
                "The JSONata expression '$eval('1')' specified for the field 'Output' threw an error during evaluation. \
                 T1006: Attempted to invoke a non-function";
        }
        "JNA-21" r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
            "Output": "{% $partition([1, 2], $states.input) %}"}}}"# {
            1 => [[1], [2]];
            (-1) fails "States.QueryEvaluationError" because
                "The JSONata expression '$partition([1, 2], $states.input)' specified for the field 'Output' threw an error during evaluation. \
                 D3137: Second argument must be zero or greater";
            0 fails "States.QueryEvaluationError" because
                "The JSONata expression '$partition([1, 2], $states.input)' specified for the field 'Output' returned nothing (undefined).";
        }
        "JNA-27" r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true, "Output": "{% $sum %}"}}}"# {
            {} fails "States.QueryEvaluationError" because
                "The JSONata expression '$sum' specified for the field 'Output' returned an unsupported result type.";
        }
        "JNA-35" r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
            "Output": "{% ( $f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f($states.input) ) %}"}}}"# {
            10 => 10;
            100000 fails "States.QueryEvaluationError" because
                "The JSONata expression '( $f := function($n) { $n = 0 ? 0 : 1 + $f($n - 1) }; $f($states.input) )' specified for the \
                 field 'Output' threw an error during evaluation. …";
        }
        "JNA-34: arguments, catchers" r#"{"QueryLanguage": "JSONata", "StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "${fail}", "Arguments": {"error": "{% $states.input.e %}", "cause": "c"}, "End": true,
                "Catch": [{"ErrorEquals": ["One"], "Next": "C"}, {"ErrorEquals": ["Two"], "Output": {"v": "{% $states.input.none %}"}, "Next": "C"}]},
            "C": {"Type": "Succeed", "Output": "{% $states.input.Error %}"}}}"# {
            {"e": "One"} => "One";
            {} fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.input.e' specified for the field 'Arguments/error' returned nothing (undefined).";
            {"e": "Two"} fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.input.none' specified for the field 'Catch[1]/Output/v' returned nothing (undefined).";
        }
    }
}

#[tokio::test(start_paused = true)]
async fn failures_are_errors_of_the_state() {
    table! {
        "JNA-33, RETRY-11, CATCH-5" r#"{"QueryLanguage": "JSONata", "StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "${give}", "Arguments": {"result": "{% $states.input.a %}"}, "Output": "{% $states.result.b %}",
                "Retry": [{"ErrorEquals": ["States.QueryEvaluationError"], "MaxAttempts": 2}], "End": true,
                "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "C", "Output": {
                    "error": "{% $states.errorOutput.Error %}", "in": "{% $states.input %}", "mentions": "{% $contains($states.errorOutput.Cause, 'Output') %}"}}]},
            "C": {"Type": "Pass", "End": true}}}"# {
            {"a": {"b": 1}} => 1;
            {"a": 1} => {"error": "States.QueryEvaluationError", "in": {"a": 1}, "mentions": true};
            {} => {"error": "States.QueryEvaluationError", "in": {}, "mentions": false};
        }
        "JNA-33, CATCH-5: by States.ALL, around a branch" r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {
            "P": {"Type": "Parallel", "Branches": [{"StartAt": "Q", "States": {"Q": {"Type": "Pass", "Output": "{% $states.input.x %}", "End": true}}}],
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}], "End": true},
            "C": {"Type": "Pass", "Output": "{% $keys($states.input) %}", "End": true}}}"# {
            {"x": 1} => [1];
            {} => ["Error", "Cause"];
        }
        "JNA-33: of States.TaskFailed it is none" r#"{"QueryLanguage": "JSONata", "StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "${echo}", "Arguments": "{% $states.input.x %}", "End": true,
                "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "C"}]},
            "C": {"Type": "Succeed"}}}"# {
            {"x": 5} => 5;
            {} fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.input.x' specified for the field 'Arguments' returned nothing (undefined).";
        }
    }
}

#[tokio::test]
async fn data_flows_as_the_fields_say() {
    table! {
        "JNA-50, JNA-51, JNA-52: a task" r#"{"QueryLanguage": "JSONata", "StartAt": "A", "States": {
            "A": {"Type": "Task", "Resource": "${echo}", "Next": "B"},
            "B": {"Type": "Task", "Resource": "${echo}", "Arguments": "{% $states.input.n %}", "Next": "C"},
            "C": {"Type": "Task", "Resource": "${echo}", "Arguments": {"n": "{% $states.input + 1 %}"},
                "Output": "{% [$states.input, $states.result.n] %}", "End": true}}}"# {
            {"n": 1} => [1, 2];
        }
        "JNA-51: the others" r#"{"QueryLanguage": "JSONata", "StartAt": "P", "States": {
            "P": {"Type": "Pass", "Next": "W"},
            "W": {"Type": "Wait", "Seconds": 0, "Next": "C"},
            "C": {"Type": "Choice", "Choices": [{"Condition": true, "Next": "B"}]},
            "B": {"Type": "Parallel", "Branches": [{"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}], "Next": "M"},
            "M": {"Type": "Map", "ItemProcessor": {"StartAt": "J", "States": {"J": {"Type": "Pass", "End": true}}}, "Next": "S"},
            "S": {"Type": "Succeed"}}}"# {
            {"n": 1} => [{"n": 1}];
        }
        "JNA-50: Parallel and Map" r#"{"QueryLanguage": "JSONata", "StartAt": "B", "States": {
            "B": {"Type": "Parallel", "Arguments": {"list": "{% $states.input.l %}"}, "Output": "{% {'l': $states.result[0], 'was': $states.input} %}",
                "Branches": [{"StartAt": "I", "States": {"I": {"Type": "Pass", "Output": "{% $reverse($states.input.list) %}", "End": true}}}], "Next": "M"},
            "M": {"Type": "Map", "Items": "{% $states.input.l %}", "ItemSelector": {"i": "{% $states.context.Map.Item.Index %}",
                "v": "{% $states.context.Map.Item.Value %}", "n": "{% $count($states.input.l) %}"}, "MaxConcurrency": "{% 1 + 1 %}",
                "ItemProcessor": {"StartAt": "J", "States": {"J": {"Type": "Pass", "Output": "{% $states.input.v * 10 + $states.input.i %}", "End": true}}},
                "Output": {"sum": "{% $sum($states.result) %}", "was": "{% $states.input.was.l %}"}, "End": true}}}"# {
            {"l": [1, 2, 3]} => {"sum": 63, "was": [1, 2, 3]};
        }
        "JNA-51, END-1" r#"{"QueryLanguage": "JSONata", "StartAt": "S", "States": {
            "S": {"Type": "Succeed", "Output": {"a": ["{% $states.input %}"]}}}}"# {
            5 => {"a": [5]};
        }
    }
}

#[tokio::test]
async fn conditions_decide() {
    table! {
        "CHO-30, CHO-31, CHO-32, JNA-34" r#"{"QueryLanguage": "JSONata", "StartAt": "C", "States": {
            "C": {"Type": "Choice", "Output": "{% 'default' %}", "Default": "S", "Choices": [
                {"Condition": false, "Next": "S", "Output": "never"},
                {"Condition": "{% $states.input.first %}", "Next": "S", "Output": {"v": "{% $states.input.out %}"}},
                {"Condition": "{% $states.input.second = 1 %}", "Next": "S"}]},
            "S": {"Type": "Succeed"}}}"# {
            {"first": true, "out": 1} => {"v": 1};
            {"first": false, "second": 1} => {"first": false, "second": 1};
            {"first": false} => "default";
            {"first": true, "second": 1, "out": null} => {"v": null};
            {"first": true} fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.input.out' specified for the field 'Choices[1]/Output/v' returned nothing (undefined).";
            {"first": 1} fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.input.first' specified for the field 'Choices[1]/Condition' returned an unexpected \
                 result type. Expected 'boolean', but was 'number' for value: 1";
            {} fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.input.first' specified for the field 'Choices[1]/Condition' returned nothing (undefined).";
        }
        "CHO-10, CHO-30" r#"{"QueryLanguage": "JSONata", "StartAt": "C", "States": {
            "C": {"Type": "Choice", "Choices": [{"Condition": "{% $states.input = 1 %}", "Next": "S"}]},
            "S": {"Type": "Succeed"}}}"# {
            1 => 1;
            2 fails "States.Runtime" because
                "Failed to transition out of the state. The state does not point to a next state.";
        }
    }
}

#[tokio::test(start_paused = true)]
async fn times_and_items_have_types() {
    table! {
        "WAIT-6" r#"{"QueryLanguage": "JSONata", "StartAt": "W", "States": {
            "W": {"Type": "Wait", "Timestamp": "{% $states.input %}", "Output": "waited", "End": true}}}"# {
            "2020-01-01T00:00:00.123456789Z" => "waited";
            "2020-01-01" fails "States.QueryEvaluationError" because
                "The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: 2020-01-01";
        }
        "WAIT-6, JNA-31" r#"{"QueryLanguage": "JSONata", "StartAt": "W", "States": {
            "W": {"Type": "Wait", "Seconds": "{% $states.input %}", "End": true}}}"# {
            3 => 3;
            "3" fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.input' specified for the field 'Seconds' returned an unexpected result type. \
                 Expected 'number', but was 'string' for value: \"3\"";
        }
        "TIME-10" r#"{"QueryLanguage": "JSONata", "StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "${echo}", "TimeoutSeconds": "{% $states.input.t %}", "End": true}}}"# {
            {"t": 5} => {"t": 5};
            {"t": 1.6} fails "States.QueryEvaluationError" because "The TimeoutSeconds field cannot be parsed as an integer: 1.6";
            {"t": (-1)} fails "States.QueryEvaluationError" because "TimeoutSeconds must be between 0 and 99999999 but was: -1";
            {"t": "3"} fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.input.t' specified for the field 'TimeoutSeconds' returned an unexpected result type. \
                 Expected 'number', but was 'string' for value: \"3\"";
            {} fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.input.t' specified for the field 'TimeoutSeconds' returned nothing (undefined).";
        }
        "MAP-3, MAP-4, JNA-39" r#"{"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": {"Type": "Map", "Items": "{% $states.input.l %}",
            "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}, "End": true}}}"# {
            {"l": [1, 2]} => [1, 2];
            {"l": []} => [];
            {"l": {"a": 1}} fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.input.l' specified for the field 'Items' returned an unexpected result type. \
                 Expected 'array', but was 'object' for value: {\"a\":1}";
            {"l": 1} fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.input.l' specified for the field 'Items' returned an unexpected result type. \
                 Expected 'array', but was 'number' for value: 1";
            {"l": null} fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.input.l' specified for the field 'Items' returned an unexpected result type. \
                 Expected 'array', but was 'null' for value: null";
        }
        "MAP-3: of a distributed Map" r#"{"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": {"Type": "Map", "Items": "{% $states.input.l %}",
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}, "End": true}}}"# {
            {"l": [1]} => [1];
            {"l": {"a": 1}} => [{"Key": "a", "Value": 1}];
        }
        "MAP-4: without Items" r#"{"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": {"Type": "Map",
            "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}, "End": true}}}"# {
            [1] => [1];
            1 fails "States.QueryEvaluationError" because "Map state input must be an array but was: 1";
        }
        "MAP-2: written out" r#"{"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": {"Type": "Map", "Items": ["a", "{% $states.input %}", [1]],
            "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}, "End": true}}}"# {
            {"x": 1} => ["a", {"x": 1}, [1]];
        }
        "JNA-34: of an item" r#"{"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": {"Type": "Map",
            "ItemSelector": {"k": "{% $states.context.Map.Item.Value.k %}"},
            "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}, "End": true}}}"# {
            [{"k": 1}] => [{"k": 1}];
            [{}] fails "States.QueryEvaluationError" because
                "The JSONata expression '$states.context.Map.Item.Value.k' specified for the field 'ItemSelector/k' returned nothing (undefined).";
        }
        "DMAP-13, DMAP-14" r#"{"QueryLanguage": "JSONata", "StartAt": "M", "States": {"M": {"Type": "Map", "Items": "{% $states.input.l %}",
            "ItemBatcher": {"MaxItemsPerBatch": "{% $states.input.size %}", "BatchInput": {"n": "{% $count($states.input.l) %}"}},
            "ToleratedFailureCount": "{% $states.input.bad %}",
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "C", "States": {
                "C": {"Type": "Choice", "Choices": [{"Condition": "{% 0 in $states.input.Items %}", "Next": "F"}], "Default": "S"},
                "F": {"Type": "Fail", "Error": "Bad"}, "S": {"Type": "Succeed", "Output": "{% $states.input %}"}}}, "End": true}}}"# {
            {"l": [1, 2, 3], "size": 2, "bad": 0} => [{"BatchInput": {"n": 3}, "Items": [1, 2]}, {"BatchInput": {"n": 3}, "Items": [3]}];
            {"l": [1, 0], "size": 1, "bad": 0} fails "States.ExceedToleratedFailureThreshold" because "The specified tolerated failure threshold was exceeded";
            {"l": [1], "size": 1, "bad": (-1)} fails "States.QueryEvaluationError" because "ToleratedFailureCount cannot be negative.";
        }
    }
}
