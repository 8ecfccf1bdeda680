//! Expressions that become Rust beside the same ones that the evaluator gets, since it is in a function that they stand.

use crate::table::table;

#[tokio::test]
async fn compiled_expressions_give_what_the_evaluator_gives() {
    table! {
        "JNA-30, JNA-39" r#"{"QueryLanguage": "JSONata", "StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Output": {
            "field": ["{% $states.input.o.id %}", "{% (function() { $states.input.o.id })() %}"],
            "mapped": ["{% $states.input.l.n %}", "{% (function() { $states.input.l.n })() %}"],
            "single": ["{% $states.input.one.n %}", "{% (function() { $states.input.one.n })() %}"],
            "kept": ["{% $states.input.one.n[] %}", "{% (function() { $states.input.one.n[] })() %}"],
            "position": ["{% $states.input.l[-1].n %}", "{% (function() { $states.input.l[-1].n })() %}"],
            "left out": ["{% {\"a\": $states.input.nothing, \"b\": [$states.input.nothing, [1]]} %}",
                         "{% (function() { {\"a\": $states.input.nothing, \"b\": [$states.input.nothing, [1]]} })() %}"]
        }}}}"# {
            {"o": {"id": 7}, "l": [{"n": 1}, {"n": [2, 3]}, {}, {"n": null}], "one": [{"n": "x"}]} => {
                "field": [7, 7], "mapped": [[1, 2, 3, null], [1, 2, 3, null]], "single": ["x", "x"],
                "kept": [["x"], ["x"]], "position": [null, null], "left out": [{"b": [[1]]}, {"b": [[1]]}]
            };
        }
        "JNA-36, JNA-38" r#"{"QueryLanguage": "JSONata", "StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Output": {
            "arithmetic": ["{% ($states.input.n + 0.2) * -2 %}", "{% (function() { ($states.input.n + 0.2) * -2 })() %}"],
            "endless": ["{% 1 / 0 %}", "{% (function() { 1 / 0 })() %}"],
            "none": ["{% 0 / 0 %}", "{% (function() { 0 / 0 })() %}"],
            "printed": ["{% 1e21 & $string(0.1 + 0.2) & [1.5, null] %}", "{% (function() { 1e21 & $string(0.1 + 0.2) & [1.5, null] })() %}"],
            "whole": "{% {\"big\": $states.input.big} %}"
        }}}}"# {
            {"n": 0.1, "big": 9007199254740993_i64} => {
                "arithmetic": [-0.6000000000000001, -0.6000000000000001], "endless": ["Infinity", "Infinity"],
                "none": ["NaN", "NaN"], "printed": ["1e+210.3[1.5,null]", "1e+210.3[1.5,null]"],
                "whole": {"big": 9_007_199_254_740_993_i64}
            };
        }
        "JNA-15, JNA-20" r#"{"QueryLanguage": "JSONata", "StartAt": "S", "States": {"S": {"Type": "Pass", "End": true, "Output": {
            "block": ["{% ( $n := $count($states.input.l); $n > 2 ? \"many\" : \"few\" ) %}",
                      "{% (function() { ( $n := $count($states.input.l); $n > 2 ? \"many\" : \"few\" ) })() %}"],
            "texts": ["{% ($states.input.l ~> $join(\"-\")) & $substring(\"héllo\", -3) & $pad(\"x\", -3, '+') %}",
                      "{% (function() { ($states.input.l ~> $join(\"-\")) & $substring(\"héllo\", -3) & $pad(\"x\", -3, '+') })() %}"],
            "object": ["{% $merge([{\"a\": 1, \"b\": 2}, {$states.input.l[1]: $keys({\"z\": 1}), \"a\": $type(null)}]) %}",
                       "{% (function() { $merge([{\"a\": 1, \"b\": 2}, {$states.input.l[1]: $keys({\"z\": 1}), \"a\": $type(null)}]) })() %}"],
            "logic": ["{% \"b\" in $states.input.l and $not($exists($nothing)) or $error(\"no\") %}",
                      "{% (function() { \"b\" in $states.input.l and $not($exists($nothing)) or $error(\"no\") })() %}"]
        }}}}"# {
            {"l": ["a", "b", "c"]} => {
                "block": ["many", "many"], "texts": ["a-b-cllo++x", "a-b-cllo++x"],
                "object": [{"a": "null", "b": "z"}, {"a": "null", "b": "z"}], "logic": [true, true]
            };
        }
    }
}
