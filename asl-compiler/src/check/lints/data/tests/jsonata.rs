//! What JSONata gives, and what its paths find (JNA).

use super::FUNCTION;
use crate::check::lints::testing::{check_table, found};
use crate::diagnostic::Code;

/// A Pass of JSONata that makes data, and one that reads it.
fn reads(output: &str, expression: &str) -> String {
    format!(
        r#""A": {{"Type": "Pass", "QueryLanguage": "JSONata", "Output": {output}, "Next": "B"}},
        "B": {{"Type": "Pass", "QueryLanguage": "JSONata", "Output": {{"x": "{{% {expression} %}}"}}, "Next": "End"}}"#
    )
}

const PLACE: &[&str] = &["/States/B/Output/x"];

#[test]
fn paths_that_never_find_anything() {
    let data = r#"{"id": "o-1", "n": 1, "list": [{"a": 1}, {"b": "x"}], "deep": {"er": true}, "none": null}"#;
    for (expression, missing) in [
        ("$states.input.id", false),
        ("$states.input.Id", true),
        ("$states.input.deep.er", false),
        ("$states.input.deep.est", true),
        ("$states.input.id.text", true),
        // A path goes through arrays.
        ("$states.input.list.a", false),
        ("$states.input.list.c", true),
        ("$states.input.list[0].a", false),
        ("$states.input.list[0].b", true),
        ("$states.input.list[-1].b", false),
        ("$states.input.list[5].b", false),
        ("$states.input.n[0]", false),
        ("$states.input.list[a = 1].b", false),
        ("$states.input.list[a = 1].c", false),
        // Asked for, it may be missing.
        ("$exists($states.input.Id)", false),
        ("$states.input.Id ? 1 : 2", false),
        ("$states.input.Id or true", false),
        ("$count($states.input.Id)", false),
        ("'no' & $states.input.Id", true),
        ("$states.input.n + $states.input.m", true),
        ("{'a': $states.input.Id}", true),
        ("$sum($states.input.list.c)", true),
        ("($x := $states.input.deep; $x.er)", false),
        ("($x := $states.input.deep; $x.est)", true),
        ("function($d){ $d.est }($states.input.deep)", false),
        ("$map($states.input.list, function($i){ $i.c })", false),
        ("$states.input.*", false),
        ("$states.input.none.x", true),
        ("$states.input.(id & 'x')", false),
        ("$lookup($states.input, 'id')", false),
        ("$states.context.Execution.Input.id", false),
    ] {
        let expected = if missing { PLACE } else { &[] };
        assert_eq!(found(Code::MissingData, &reads(data, expression)), expected, "{expression}");
    }
}

#[test]
fn constructors_operators_and_functions_give_known_values() {
    for (output, expression, missing) in [
        (r#""{% {'a': 1, 'b': {'c': 'x'}} %}""#, "$states.input.b.c", false),
        (r#""{% {'a': 1, 'b': {'c': 'x'}} %}""#, "$states.input.b.d", true),
        (r#""{% $merge([{'a': 1}, {'b': 2}]) %}""#, "$states.input.b", false),
        (r#""{% $merge([{'a': 1}, {'b': 2}]) %}""#, "$states.input.c", true),
        (r#""{% $merge([$states.input, {'b': 2}]) %}""#, "$states.input.c", false),
        (r#""{% $merge([$states.input, {'b': 2}]) %}""#, "$states.input.b.c", true),
        (r#""{% {'a': 1}.{'b': a} %}""#, "$states.input.a", false),
        (r#""{% true ? {'a': 1} : {'b': 1} %}""#, "$states.input.a", false),
        (r#""{% true ? {'a': 1} : {'b': 1} %}""#, "$states.input.c", true),
        (r#"{"a": "{% 'x' & 'y' %}"}"#, "$states.input.a.b", true),
        (r#"{"a": "{% 1 + 2 %}"}"#, "$states.input.a.b", true),
        (r#"{"a": "{% 1 < 2 %}"}"#, "$states.input.a.b", true),
        (r#"{"a": "{% $string(1) %}"}"#, "$states.input.a.b", true),
        (r#"{"a": "{% $parse('{}') %}"}"#, "$states.input.a.b", false),
        (r#"{"a": "{% [1, 2] %}"}"#, "$states.input.a[0]", false),
        (r#"{"a": "{% [1, 2] %}"}"#, "$states.input.a.b", true),
        (r#"{"a": "{% [$states.input] %}"}"#, "$states.input.a.b", false),
        (r#"{"a": "{% $states.context.Execution.Name %}"}"#, "$states.input.a.b", true),
        (r#"{"a": "{% ($y := {'b': 1}; $y) %}"}"#, "$states.input.a.c", true),
        (r#"{"a": "{% ($y := {'b': 1}; $y := {'c': 1}; $y) %}"}"#, "$states.input.a.d", false),
    ] {
        let expected = if missing { PLACE } else { &[] };
        assert_eq!(found(Code::MissingData, &reads(output, expression)), expected, "{output} {expression}");
    }
}

#[test]
fn variables_and_results_are_known() {
    let states = |assign: &str, expression: &str| {
        format!(
            r#""A": {{"QueryLanguage": "JSONata", {FUNCTION}, "Arguments": {{"a": 1}}, "Assign": {assign},
                "Output": {{"r": 1}}, "Next": "B"}},
            "B": {{"Type": "Pass", "QueryLanguage": "JSONata", "Output": {{"x": "{{% {expression} %}}"}}, "Next": "End"}}"#
        )
    };
    for (assign, expression, missing) in [
        (r#"{"v": {"a": 1}}"#, "$v.a", false),
        (r#"{"v": {"a": 1}}"#, "$v.b", true),
        (r#"{"v": "{% $states.result %}"}"#, "$v.b", false),
        (r#"{"v": "{% $states.input %}"}"#, "$v.b", false),
        (r#"{"v": "{% {'a': $states.result.a} %}"}"#, "$v.a", false),
        (r#"{"v": "{% {'a': $states.result.a} %}"}"#, "$v.b", true),
        (r#"{"v": 1}"#, "$states.input.r", false),
        (r#"{"v": 1}"#, "$states.input.v", true),
        (r#"{"v": {"a": 1}}"#, "($v := {'b': 1}; $v.b)", false),
        (r#"{"v": {"a": 1}}"#, "function($v){ $v.b }({'b': 1})", false),
    ] {
        let expected = if missing { PLACE } else { &[] };
        assert_eq!(found(Code::MissingData, &states(assign, expression)), expected, "{assign} {expression}");
    }
}

#[test]
fn operands_and_fields_want_types() {
    let data = r#"{"text": "x", "n": 1, "list": [1]}"#;
    for (expression, wrong) in [
        ("$states.input.n + 1", false),
        ("$states.input.text + 1", true),
        ("$states.input.n < 2", false),
        ("$states.input.text < 2", true),
        ("$states.input.text < 'y'", false),
        ("$states.input.list < 1", true),
        ("$states.input.list[0] < 1", false),
        ("$states.input.text & 1", false),
    ] {
        let expected = if wrong { PLACE } else { &[] };
        assert_eq!(found(Code::OperandType, &reads(data, expression)), expected, "{expression}");
    }
    let map = |items: &str| {
        format!(
            r#""A": {{"Type": "Pass", "QueryLanguage": "JSONata", "Output": {data}, "Next": "B"}},
            "B": {{"Type": "Map", "QueryLanguage": "JSONata", "Items": "{{% {items} %}}", "Next": "End",
                "ItemProcessor": {{"StartAt": "C", "States": {{"C": {{"Type": "Pass", "End": true}}}}}}}}"#
        )
    };
    check_table(
        Code::WrongResultType,
        &[
            (&map("$states.input.list"), &[]),
            (&map("$states.input"), &[]),
            (&map("$states.input.n"), &["/States/B/Items"]),
        ],
    );
}

#[test]
fn conditions_tell_what_is_there() {
    let choice = |condition: &str, path: &str| {
        format!(
            r#""A": {{{FUNCTION}, "Next": "B"}},
            "B": {{"Type": "Choice", "QueryLanguage": "JSONata", "Default": "End", "Choices": [
                {{"Condition": "{{% {condition} %}}", "Next": "C"}}]}},
            "C": {{"Type": "Pass", "Parameters": {{"y.$": "{path}"}}, "Next": "End"}}"#
        )
    };
    let place = &["/States/C/Parameters/y.$"][..];
    check_table(
        Code::MissingData,
        &[
            (&choice("$exists($states.input.a)", "$.a"), &[]),
            (&choice("$not($exists($states.input.a))", "$.a"), place),
            (&choice("$not($exists($states.input.a)) and true", "$.a"), place),
            (&choice("$not($exists($states.input.a)) or true", "$.a"), &[]),
            (&choice("$states.input.a = 'x'", "$.a.b"), place),
            (&choice("'x' = $states.input.a", "$.a.b"), place),
            (&choice("$states.input.a != 'x'", "$.a.b"), &[]),
            (&choice("$type($states.input.a) = 'string'", "$.a.b"), place),
            (&choice("$count($states.input.a) = 0", "$.a"), &[]),
        ],
    );
}

#[test]
fn input_that_is_lost_is_told_with_the_state() {
    let states = r#""A": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"id": 1}, "Next": "B"},
        "B": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"n": "{% $states.input.id %}"}, "Next": "C"},
        "C": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.input.id %}", "Next": "End"}"#;
    assert_eq!(found(Code::MissingData, states), ["/States/C/Output"]);
}

#[test]
fn what_one_way_lacks_fails_the_whole_expression() {
    let states = |expression: &str| {
        format!(
            r#""A": {{"QueryLanguage": "JSONata", {FUNCTION}, "Output": {{"id": 1}}, "Next": "B",
                "Catch": [{{"ErrorEquals": ["States.ALL"], "Next": "B"}}]}},
            "B": {{"Type": "Pass", "QueryLanguage": "JSONata", "Output": {{"x": "{{% {expression} %}}"}}, "Next": "End"}}"#
        )
    };
    check_table(
        Code::PossiblyMissingData,
        &[
            (&states("$states.input.id"), PLACE),
            (&states("$states.input.Cause"), PLACE),
            (&states("$exists($states.input.id) ? $states.input.id : 0"), &[]),
            (&states("[$states.input.id]"), &[]),
        ],
    );
}
