//! Intrinsic functions (INT).

use crate::table::table;

#[tokio::test]
async fn functions_give_what_they_should() {
    table! {
        "INT-10" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Parameters": {
            "a.$": "States.Format('{} is {}, {} and {}', $.s, $.n, true, null)",
            "b.$": "States.Format('\\{{}\\} it\\'s', 'x')",
            "c.$": "States.Format($.template, 1)",
            "d.$": "States.Format('{}', $.o)"
        }}}}"# {
            {"s": "x", "n": 1.5, "template": "<{}>", "o": {"Arg1": 1, "Arg2": [1, 2, "a"]}}
                => {"a": "x is 1.5, true and null", "b": "{x} it's", "c": "<1>", "d": "{Arg1=1, Arg2=[1, 2, a]}"};
        }
        "INT-11, INT-12" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Parameters": {
            "a.$": "States.StringToJson($.text)", "b.$": "States.StringToJson(' ')", "c.$": "States.JsonToString($.o)",
            "d.$": "States.JsonToString('x')"
        }}}}"# {
            {"text": "{\"z\": [1, -0], \"a\": \"ü\"}", "o": {"z": 1, "a": [true]}}
                => {"a": {"z": [1, 0], "a": "ü"}, "b": null, "c": "{\"z\":1,\"a\":[true]}", "d": "\"x\""};
        }
        "INT-13, INT-14, INT-15" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Parameters": {
            "a.$": "States.Array()", "b.$": "States.Array($.l, 1, States.Array('x'))",
            "c.$": "States.ArrayPartition($.l, 2)", "d.$": "States.ArrayPartition($.l, 2.6)",
            "e.$": "States.ArrayContains($.l, 3)", "f.$": "States.ArrayContains($.l, 'x')"
        }}}}"# {
            {"l": [1, 2, 3]} => {
                "a": [], "b": [[1, 2, 3], 1, ["x"]], "c": [[1, 2], [3]], "d": [[1, 2], [3]], "e": true, "f": false
            };
        }
        "INT-16, INT-17, INT-18" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Parameters": {
            "a.$": "States.ArrayRange(1, 9, 2)", "b.$": "States.ArrayRange(5, 1, -2)", "c.$": "States.ArrayRange(1, 0, 1)",
            "d.$": "States.ArrayGetItem($.l, 1)", "e.$": "States.ArrayGetItem($.none, 7)", "f.$": "States.ArrayLength($.l)"
        }}}}"# {
            {"l": ["x", "y"], "none": []} => {
                "a": [1, 3, 5, 7, 9], "b": [5, 3, 1], "c": [], "d": "y", "e": null, "f": 2
            };
        }
        "INT-19" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "Parameters": {"a.$": "States.ArrayUnique($)"}, "End": true}}}"# {
            [1, 1.0, 2, 1] => {"a": [1, 2]};
            [{"x": 1, "y": 2}, {"y": 2, "x": 1}] => {"a": [{"x": 1, "y": 2}]};
            [true, false, true] => {"a": [false, true]};
        }
        "INT-20, INT-21, INT-22" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Parameters": {
            "a.$": "States.Base64Encode($)", "b.$": "States.Base64Decode(States.Base64Encode($))",
            "c.$": "States.Hash($, 'MD5')", "d.$": "States.Hash($, 'SHA-1')", "e.$": "States.Base64Decode(' YW Jj')"
        }}}}"# {
            "abc" => {
                "a": "YWJj", "b": "abc", "c": "900150983cd24fb0d6963f7d28e17f72",
                "d": "a9993e364706816aba3e25717850c26c9cd0d89d", "e": "abc"
            };
        }
        "INT-23" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "Parameters": {
            "a.$": "States.JsonMerge($.a, $.b, false)"}, "End": true}}}"# {
            {"a": {"x": {"p": 1}, "y": 2}, "b": {"z": 3, "x": {"q": 4}}} => {"a": {"x": {"q": 4}, "y": 2, "z": 3}};
        }
        "INT-24, INT-25, INT-26" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Parameters": {
            "a.$": "States.MathRandom(1, 100, 42)", "b.$": "States.MathRandom(1, 1000, 2)", "c.$": "States.MathAdd($.n, -1)",
            "d.$": "States.MathAdd(-1.5, -0.5)", "e.$": "States.StringSplit('a.b,,c', '.,')", "f.$": "States.StringSplit(',', ',')"
        }}}}"# {
            {"n": 111} => {"a": 63, "b": 806, "c": 110, "d": -1, "e": ["a", "b", "c"], "f": []};
        }
        "INT-1: nested" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Parameters": {
            "a.$": "States.ArrayGetItem( States.StringSplit( States.Format('{}-{}', $.a, $.b) , '-' ) , States.MathAdd(0, 1) )"
        }}}}"# {
            {"a": "x", "b": "y"} => {"a": "y"};
        }
    }
}

#[tokio::test]
async fn functions_fail_as_they_should() {
    table! {
        "INT-5, INT-7" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "Parameters": {"a.$": "States.MathAdd(1)"}, "End": true}}}"# {
            {} fails "States.Runtime" because
                "There was an error while evaluating the intrinsic function: States.MathAdd(1). Invalid arguments in States.MathAdd";
        }
        "INT-6" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "Parameters": {"a.$": "States.Array($.p)"}, "End": true}}}"# {
            {"p": null} => {"a": [null]};
            {"q": 1} fails "States.Runtime" because
                "The function 'States.Array($.p)' had the following error: The JsonPath argument for the field '$.p' could not be found in the input '{\"q\":1}'";
        }
        "INT-7, INT-25" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "Parameters": {"a.$": "States.MathAdd($.n, 1)"}, "End": true}}}"# {
            {"n": 2147483646} => {"a": 2147483647};
            {"n": 2147483647} fails "States.Runtime" because "There was an error while evaluating the intrinsic function: States.MathAdd($.n, 1). …";
            {"n": "1"} fails "States.Runtime" because "There was an error while evaluating the intrinsic function: States.MathAdd($.n, 1). …";
        }
        "INT-10" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "Parameters": {"a.$": "States.Format($.t, 1)"}, "End": true}}}"# {
            {"t": "{}"} => {"a": "1"};
            {"t": "{} {}"} fails "States.Runtime" because "There was an error while evaluating the intrinsic function: …";
            {"t": "}"} fails "States.Runtime" because
                "There was an error while evaluating the intrinsic function: States.Format($.t, 1). Invalid template in States.Format: matching '{' not found for '}'.";
        }
        "INT-14, INT-17" r#"{"StartAt": "S", "States": {"S": {"Type": "Pass", "Parameters": {
            "a.$": "States.ArrayPartition($.l, $.n)", "b.$": "States.ArrayGetItem($.l, $.i)"}, "End": true}}}"# {
            {"l": [1], "n": 1, "i": 0} => {"a": [[1]], "b": 1};
            {"l": [1], "n": 0.6, "i": 0} fails "States.Runtime" because "…";
            {"l": [1], "n": 1, "i": 1} fails "States.Runtime" because "…";
            {"l": [1], "n": 1, "i": (-1)} fails "States.Runtime" because "…";
            {"l": {}, "n": 1, "i": 0} fails "States.Runtime" because "…";
        }
    }
}
