use serde_json::{Value, json};

use super::{pass, states};
use crate::graph::view::view;

/// The label and the title of a rule.
fn rule(condition: Value) -> (String, String) {
    let mut rule = condition;
    rule["Next"] = "b".into();
    let machine =
        states(&[("a", json!({ "Type": "Choice", "Choices": [rule], "Default": "b" })), ("b", pass(None))]);
    let edge = view(&machine).edges.remove(0);
    (edge.label, edge.title)
}

#[test]
fn conditions_read_as_a_person_would_write_them() {
    let comparison = |operator: &str, operand: Value| json!({ "Variable": "$.a", operator: operand });
    let cases = [
        (comparison("StringEquals", "x".into()), "$.a == \"x\""),
        (comparison("StringLessThanPath", "$.b".into()), "$.a < $.b"),
        (comparison("StringMatches", "x*".into()), "$.a matches \"x*\""),
        (comparison("NumericGreaterThan", 100.into()), "$.a > 100"),
        (comparison("NumericGreaterThanEquals", json!(1.5)), "$.a >= 1.5"),
        (comparison("NumericLessThanEqualsPath", "$.b[0]".into()), "$.a <= $.b[0]"),
        (comparison("BooleanEquals", true.into()), "$.a == true"),
        (comparison("BooleanEqualsPath", "$$.b".into()), "$.a == $$.b"),
        (comparison("TimestampLessThan", "2026-01-02T03:04:05Z".into()), "$.a < 2026-01-02T03:04:05Z"),
        (comparison("IsPresent", true.into()), "$.a is present"),
        (comparison("IsPresent", false.into()), "$.a is not present"),
        (comparison("IsNull", true.into()), "$.a is null"),
        (comparison("IsNumeric", false.into()), "$.a is not a number"),
        (json!({ "Not": comparison("IsString", true.into()) }), "$.a is not a string"),
        (json!({ "Not": comparison("NumericEquals", 1.into()) }), "!($.a == 1)"),
        (
            json!({ "And": [
                comparison("IsPresent", true.into()),
                { "Or": [comparison("NumericEquals", 1.into()), comparison("IsNull", true.into())] },
            ] }),
            "$.a is present && ($.a == 1 || $.a is null)",
        ),
        (json!({ "Not": { "Or": [{ "And": [comparison("NumericEquals", 1.into())] }] } }), "!($.a == 1)"),
    ];
    for (condition, text) in cases {
        assert_eq!(rule(condition.clone()), (text.into(), text.into()), "{condition}");
    }
}

#[test]
fn labels_have_long_paths_by_their_end() {
    let cases = [
        ("$.order.lines[0].status", "$.order.lines[0].status"),
        ("$.flow.destinations[0].connector", "$…connector"),
        ("$.flow.destinations[0].connectorType", "$…connectorType"),
        ("$.aNameThatIsLongerThanAllThatIsShort", "$…aNameThatIsLongerThanAllThatIsShort"),
        ("$$.Execution.Input.detail.products", "$…Input.detail.products"),
        ("$['a name in brackets']['b']", "$['a name in brackets']['b']"),
        ("$['日本語の長い名前'].日本語の長い名前.状態の値", "$…日本語の長い名前.状態の値"),
    ];
    for (path, label) in cases {
        let (short, full) = rule(json!({ "Variable": path, "NumericEquals": 1 }));
        assert_eq!((short, full), (format!("{label} == 1"), format!("{path} == 1")));
    }
}
