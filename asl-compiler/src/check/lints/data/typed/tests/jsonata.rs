//! Checks of expressions of JSONata.

use super::{TASK, checks, expect};

#[test]
fn follows_the_plain_part_of_jsonata() {
    expect(
        &format!(
            r#""A": {{"QueryLanguage": "JSONata", {TASK},
                "Arguments": {{"id": "{{% $states.input.order.id %}}", "sum": "{{% $sum($states.input.items.cents) %}}"}},
                "Output": {{"paid": "{{% $states.result.paid %}}"}}, "Next": "B"}},
            "B": {{"Type": "Choice", "QueryLanguage": "JSONata",
                "Choices": [{{"Condition": "{{% $exists($states.input.note) %}}", "Next": "C"}}], "Default": "C"}},
            "C": {{"Type": "Pass", "InputPath": "$.paid", "End": true}}"#
        ),
        &[
            "{id: input.order!.id!, sum: N} to task 0",
            "some input*order*id",
            "some input*items*cents",
            "some answer 0*paid",
            "answer 0.paid! to the output",
        ],
    );
}

/// A Pass of JSONata with this output; its checks.
fn output(expression: &str, expected: &[&str]) {
    let pass = r#""A": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"x": "{% EXPRESSION %}"}, "Next": "B"},
        "B": {"Type": "Fail"}"#;
    expect(&pass.replace("EXPRESSION", expression), expected);
}

#[test]
fn paths_go_through_positions_predicates_and_blocks() {
    output("$states.input.items[0].sku", &["some input*items[0]**sku"]);
    output("$states.input.items[count > 1].sku", &["some input*items<…>*sku"]);
    output("($o := $states.input.order; $o.id)", &["some input*order", "some input*order*id"]);
    output("$states.input.items[]", &["some input*items"]);
    output("function($i){ $i.x }($states.input.a)", &["some input*a"]);
}

#[test]
fn operands_and_comparisons_want_kinds() {
    output("$states.input.n + 1", &["some input*n", "input.n! ~ N"]);
    output("$states.input.a < 'x'", &["some input*a", "input.a! ~ T"]);
    output("$states.input.a & 'x'", &["some input*a"]);
    output(
        "$states.input.kind = 'card'",
        &["some input*kind", "input.kind! ~ T", "equals input.kind!<=card>"],
    );
}

#[test]
fn fields_want_kinds() {
    expect(
        r#""A": {"Type": "Wait", "QueryLanguage": "JSONata", "Seconds": "{% $states.input.wait %}", "Next": "B"},
        "B": {"Type": "Fail"}"#,
        &["some input*wait", "input.wait! ~ N"],
    );
}

#[test]
fn a_condition_tells_what_is_there() {
    let choice = |condition: &str, path: &str| {
        format!(
            r#""A": {{"Type": "Choice", "QueryLanguage": "JSONata", "Default": "C", "Choices": [
                {{"Condition": "{{% {condition} %}}", "Next": "B"}}]}},
            "B": {{"Type": "Pass", "InputPath": "{path}", "Next": "C"}}, "C": {{"Type": "Fail"}}"#
        )
    };
    for (condition, path, expected) in [
        ("$exists($states.input.note)", "$.note", &["some input*note"][..]),
        ("$exists($states.input.note)", "$.name", &["some input*note", "read input.name"]),
        ("$not($exists($states.input.note))", "$.name", &["some input*note", "read input.name"]),
        (
            "$states.input.kind = 'card'",
            "$.number",
            &[
                "some input*kind",
                "input.kind! ~ T",
                "equals input.kind!<=card>",
                "read input<kind=card>.number",
            ],
        ),
        ("$count($states.input.items) > 0", "$.items[0]", &["some input*items", "some input*items<?>[0]"]),
        ("$boolean($states.input)", "$.items", &["read input.items"]),
    ] {
        expect(&choice(condition, path), expected);
    }
}

#[test]
fn branches_of_conditionals_know_their_condition() {
    output(
        "$states.input.kind = 'card' ? $states.input.number : $states.input.days",
        &[
            "some input*kind",
            "input.kind! ~ T",
            "equals input.kind!<=card>",
            "some input<kind=card>*number",
            "some input<kind!=card>*days",
        ],
    );
    output("$exists($states.input.note) ? $states.input.note : ''", &["some input*note"]);
}

#[test]
fn merged_objects_have_the_members_of_both() {
    expect(
        &format!(
            r#""A": {{"Type": "Pass", "QueryLanguage": "JSONata",
                "Output": "{{% $merge([$states.input, {{'n': 1}}]) %}}", "Next": "B"}},
            "B": {{{TASK}, "Next": "C"}}, "C": {{"Type": "Fail"}}"#
        ),
        &["{n: N, …input<O>} to task 0"],
    );
}

#[test]
fn objects_that_expressions_make_are_payloads() {
    let payload = |expression: &str| {
        format!(
            r#""A": {{"QueryLanguage": "JSONata", {TASK}, "Arguments": "{{% {expression} %}}", "Next": "B"}},
            "B": {{"Type": "Fail"}}"#
        )
    };
    for (expression, expected) in [
        ("{'id': $states.input.id, 'n': 1, 'kind': 'card'}", "{id: input*id, kind: 'card', n: N} to task 0"),
        (
            "($o := $states.input; {'id': $o.id, 'in': {'kinds': ['a', 'b']}})",
            "{id: input*id, in: {kinds: ['a', 'b']}} to task 0",
        ),
        ("{'cents': $states.input.cents > 5 ? 1 : 'x'}", "{cents: ?} to task 0"),
        // Names that are computed are not known.
        ("{$states.input.id: 1}", ""),
    ] {
        let found = checks(&payload(expression));
        let fits: Vec<_> =
            found.iter().filter(|check| check.contains(" to task")).map(String::as_str).collect();
        let expected: Vec<_> = [expected].into_iter().filter(|text| !text.is_empty()).collect();
        assert_eq!(fits, expected, "{expression}: {found:?}");
    }
}

#[test]
fn what_is_on_some_ways_only_may_be_asked_for() {
    let states = |expression: &str| {
        format!(
            r#""A": {{"QueryLanguage": "JSONata", {TASK}, "Next": "B",
                "Catch": [{{"ErrorEquals": ["States.ALL"], "Output": "{{% $states.input %}}", "Next": "B"}}]}},
            "B": {{"Type": "Pass", "QueryLanguage": "JSONata", "Output": {{"x": "{{% {expression} %}}"}}, "Next": "C"}},
            "C": {{"Type": "Fail"}}"#
        )
    };
    expect(&states("$states.input.id"), &["input to task 0", "some answer 0*id", "some input*id"]);
    expect(
        &states("$exists($states.input.id) ? $states.input.id : 0"),
        &["input to task 0", "some answer 0*id | input*id"],
    );
}
