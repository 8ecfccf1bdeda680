//! What expressions give (JNA-10 to JNA-38), through the door that generated code uses.

mod cost;
mod failures;
mod functions;
mod limits;

use serde_json::{Value, json};

use super::Expression;
use crate::data::jsonata::{Scope, evaluate};
use crate::program::{Fixture, ItemContext};

fn input() -> Value {
    json!({
        "order": {"id": 17, "lines": [{"sku": "a", "price": 2}, {"sku": "b", "price": 3.5}]},
        "name": "Ada", "none": null, "empty": [], "one": [7], "big": 9_007_199_254_740_993_i64, "decimal": 1.0,
        "exact": [{"n": 9_007_199_254_740_993_i64, "d": 2.0}],
    })
}

fn expression(text: &str) -> Expression {
    Expression::new(text.to_owned().leak())
}

/// The value as it prints, or what the cause says after the field's name.
fn evaluated(fixture: &mut Fixture, text: &str) -> Result<String, String> {
    let step = fixture.step();
    let result = json!({"Payload": [1]});
    let error_output = json!({"Error": "E", "Cause": "C"});
    let scope = Scope::new(&step).with_result(&result).with_error_output(&error_output);
    match evaluate(&scope, "Output", &expression(text)) {
        Ok(value) => Ok(value.to_string()),
        Err(failure) => {
            assert_eq!(failure.name(), "States.QueryEvaluationError");
            let prefix = format!("The JSONata expression '{text}' specified for the field 'Output' ");
            let cause = failure.cause().unwrap_or_default();
            Err(cause.strip_prefix(&prefix).unwrap_or(cause).to_owned())
        }
    }
}

#[track_caller]
fn gives(cases: &[(&str, &str)]) {
    let mut fixture = Fixture::new(input());
    fixture
        .variables
        .assign(&mut crate::program::assigned([("x", json!({"y": [1, 2]})), ("range", json!("a variable"))]));
    for (text, expected) in cases {
        assert_eq!(evaluated(&mut fixture, text).as_deref(), Ok(*expected), "{text}");
    }
}

#[track_caller]
fn fails(cases: &[(&str, &str)]) {
    let mut fixture = Fixture::new(input());
    for (text, expected) in cases {
        let expected = format!("threw an error during evaluation. {expected}");
        assert_eq!(evaluated(&mut fixture, text), Err(expected), "{text}");
    }
}

const UNDEFINED: &str = "returned nothing (undefined).";

#[track_caller]
fn undefined(cases: &[&str]) {
    let mut fixture = Fixture::new(input());
    for text in cases {
        assert_eq!(evaluated(&mut fixture, text).as_ref().map_err(String::as_str), Err(UNDEFINED), "{text}");
    }
}

#[test]
fn states_and_variables_are_read() {
    gives(&[
        ("$states.input.order.id", "17"),
        ("$states.input.order.id + 1", "18"),
        ("$states.input.order.lines.price", "[2,3.5]"),
        ("$states.input.order.lines[price > 2].sku", r#""b""#),
        ("$sum($states.input.order.lines.price)", "5.5"),
        ("$states.result.Payload", "[1]"),
        ("$states.result.Payload[0]", "1"),
        ("$states.errorOutput.Error & $states.errorOutput.Cause", r#""EC""#),
        ("$x", r#"{"y":[1,2]}"#),
        ("$x.y[1]", "2"),
        ("$range", r#""a variable""#),
        ("( $a := $states.input.order.id; $a * 2 )", "34"),
        ("$keys($states)", r#"["input","context","result","errorOutput"]"#),
        ("$states.input.none", "null"),
        ("$states.input.empty", "[]"),
        ("$states.input.one", "[7]"),
        ("$states.input.one[0]", "7"),
    ]);
    undefined(&[
        "$states.input.missing",
        "$states.input.none.below",
        "$states.input.name.below",
        "$states.other",
        "$missing",
        "$missing.below",
        "$states.input.empty[0]",
    ]);
}

#[test]
fn the_context_is_read_member_by_member() {
    let mut fixture = Fixture::new(json!({"a": [9_007_199_254_740_993_i64]}));
    fixture.item = Some(ItemContext { index: 2, value: json!({"sku": "x"}), key: None, source: None });
    fixture.task_token = Some("token");
    fixture.retry_count = Some(1);
    let cases = [
        ("$states.context.Execution.Name", r#""Run""#),
        ("$states.context.Execution.Input.a", "[9007199254740993]"),
        ("$states.context.Execution.Input.a[0] > 0", "true"),
        (
            "$states.context.State",
            r#"{"Name":"State","EnteredTime":"2025-01-01T00:00:00.000Z","RetryCount":1}"#,
        ),
        ("$states.context.Task.Token", r#""token""#),
        ("$states.context.Map.Item", r#"{"Index":2,"Value":{"sku":"x"}}"#),
        ("$states.context.Map.Item.Value.sku & $states.context.Map.Item.Index", r#""x2""#),
        ("$keys($states.context)", r#"["Execution","StateMachine","State","Task","Map"]"#),
        ("$states.context.StateMachine.Name = \"Machine\"", "true"),
    ];
    for (text, expected) in cases {
        assert_eq!(evaluated(&mut fixture, text).as_deref(), Ok(expected), "{text}");
    }
    let missing = ["$states.context.Map.Item.Source", "$states.context.Other", "$states.context.Task.Other"];
    for text in missing {
        assert_eq!(evaluated(&mut fixture, text), Err(UNDEFINED.to_owned()), "{text}");
    }
    assert_eq!(
        evaluated(&mut Fixture::new(json!({})), "$states.context.Task.Token"),
        Err(UNDEFINED.to_owned())
    );
}

#[test]
fn numbers_pass_unchanged_where_nothing_is_computed() {
    gives(&[
        ("$states.input.big", "9007199254740993"),
        ("$states.input.decimal", "1.0"),
        ("$states.input.exact", r#"[{"n":9007199254740993,"d":2.0}]"#),
        ("$states.input.exact[0]", r#"{"n":9007199254740993,"d":2.0}"#),
        (
            r#"{"all": $states.input.exact, "s": $string(1)}"#,
            r#"{"all":[{"n":9007199254740993,"d":2.0}],"s":"1"}"#,
        ),
        ("$filter($states.input.exact, function($v) { $v.d = 2 })", r#"{"n":9007199254740993,"d":2.0}"#),
        ("$states.input.big + 1", "9007199254740992"),
        ("$states.input.decimal + 1", "2"),
        ("$states.input.exact ~> |$|{\"d\": 3}|", r#"[{"n":9007199254740992,"d":3}]"#),
    ]);
}

#[test]
fn numbers_print_as_the_language_does() {
    gives(&[
        ("$string(1e21)", r#""1e+21""#),
        ("$string(1e20)", r#""100000000000000000000""#),
        ("1/0", r#""Infinity""#),
        ("-1/0", r#""-Infinity""#),
        ("0/0", r#""NaN""#),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("6 / 2", "3"),
        ("-0", "0"),
    ]);
}

#[test]
fn null_is_a_value() {
    gives(&[
        ("$exists(null)", "true"),
        ("$type(null)", r#""null""#),
        ("$count(null)", "1"),
        ("null", "null"),
    ]);
}

#[test]
fn sequences_of_one_collapse() {
    gives(&[
        ("$states.input.order.lines[sku = \"a\"].price", "2"),
        ("[$states.input.order.lines[sku = \"a\"].price]", "[2]"),
        ("$states.input.order.lines[sku = \"a\"].price[]", "[2]"),
        (r#"{"a": $states.input.missing, "b": [$states.input.missing, 1]}"#, r#"{"b":[1]}"#),
    ]);
}
