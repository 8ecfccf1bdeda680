//! Compiled expressions by themselves: without the evaluator too.

use std::time::Instant;

use serde_json::{Value, json};

use super::*;
use crate::data::jsonata::{Problem, Query as _, Scope, Trial, evaluate};
use crate::program::Fixture;

fn input() -> Value {
    json!({
        "order": {"id": 17, "lines": [{"sku": "a", "price": 2}, {"sku": "b", "price": 3.5}]},
        "big": 9_007_199_254_740_993_i64, "decimal": 1.0, "name": "Ada", "one": [7], "nested": [[{"a": 1}], {"a": [2]}],
    })
}

#[track_caller]
fn gives(cases: &[(Body, Value)]) {
    let mut trial = Trial::new(input()).with_variable("x", json!(5)).with_variable("count", json!(1));
    for (index, (body, expected)) in cases.iter().enumerate() {
        assert_eq!(trial.evaluate(&compiled("…", *body)), Ok(Some(expected.clone())), "case {index}");
    }
}

#[track_caller]
fn fails(cases: &[(Body, &str, &str)]) {
    let mut trial = Trial::new(input()).with_variable("count", json!(1));
    for (index, (body, code, text)) in cases.iter().enumerate() {
        let expected = Problem::error((*code).to_owned(), *text);
        assert_eq!(trial.evaluate(&compiled("…", *body)), Err(expected), "case {index}");
    }
}

#[test]
fn paths_map_and_collapse() {
    gives(&[
        (|scope| scope.input().path(&["order", "lines", "sku"]), json!(["a", "b"])),
        (|scope| scope.input().select(&[("order", &[]), ("lines", &[0]), ("sku", &[])]), json!("a")),
        (|scope| scope.input().select(&[("order", &[]), ("lines", &[-1]), ("sku", &[])]), json!("b")),
        (|scope| scope.input().path(&["one"]), json!([7])),
        (|scope| scope.input().keep(&[("order", &[]), ("id", &[])]), json!([17])),
        (|scope| scope.input().path(&["nested", "a"]), json!([1, 2])),
        (|scope| Ok(scope.context(&["Execution", "Name"])), json!("Run")),
        (|scope| Ok(scope.named("x")), json!(5)),
    ]);
    let mut trial = Trial::new(input());
    let nothing: [Body; 4] = [
        |scope| scope.input().path(&["name", "length"]),
        |scope| scope.input().select(&[("one", &[1])]),
        |scope| Ok(scope.context(&["Task", "Token"])),
        |scope| Ok(scope.named("nothing")),
    ];
    for (index, body) in nothing.into_iter().enumerate() {
        assert_eq!(trial.evaluate(&compiled("…", body)), Ok(None), "case {index}");
    }
}

#[test]
fn numbers_stay_what_they_are_until_they_are_computed_with() {
    gives(&[
        (
            |scope| {
                Ok(object([
                    ("big", scope.input().path(&["big"])?),
                    ("decimal", scope.input().path(&["decimal"])?),
                ]))
            },
            json!({"big": 9_007_199_254_740_993_i64, "decimal": 1.0}),
        ),
        (|scope| add(scope.input().path(&["big"])?, datum(0.0)), json!(9_007_199_254_740_992_i64)),
        (|scope| multiply(scope.input().path(&["decimal"])?, datum(3.0)), json!(3)),
        (|_| divide(datum(1.0), datum(0.0)), json!("Infinity")),
        (|_| divide(datum(0.0), datum(0.0)), json!("NaN")),
        (|_| concatenate(datum(1e21), datum(0.1 + 0.2)), json!("1e+210.3")),
    ]);
}

#[test]
fn errors_say_what_the_language_says() {
    fails(&[
        (
            |scope| add(scope.input().path(&["name"])?, datum(1.0)),
            "T2001",
            r#"The left side of the "+" operator must evaluate to a number"#,
        ),
        (
            |scope| less(scope.input().path(&["name"])?, datum(1.0)),
            "T2009",
            r#"The values "Ada" and 1 either side of operator "<" must be of the same data type"#,
        ),
        (
            |scope| functions::sum(scope, scope.input().path(&["order", "lines", "sku"])?),
            "T0412",
            r#"Argument 1 of function "sum" must be an array of "numbers""#,
        ),
        (|scope| functions::count(scope, scope.input()), "T1006", "Attempted to invoke a non-function"),
        (
            |scope| functions::contains(scope, datum(""), scope.named_or_function("sum")),
            "D3137",
            "contains() requires string arguments",
        ),
        (
            |_| {
                let mut keys = Keys::new();
                keys.add(datum("a"))?;
                keys.add(datum("a"))?;
                keys.object(|_| Ok(NULL))
            },
            "D1009",
            "Multiple key definitions evaluate to same key: \"a\"",
        ),
    ]);
}

#[test]
fn time_and_randomness_come_from_the_host() {
    let mut trial = Trial::new(input());
    let drawn: Body = |scope| {
        Ok(array([
            Element::Each(functions::random(scope, Datum::Undefined)?),
            Element::Each(functions::uuid(scope)?),
            Element::Each(functions::shuffle(scope, range(datum(1.0), datum(20.0))?)?),
        ]))
    };
    let first = trial.evaluate(&compiled("…", drawn));
    assert_eq!(first, trial.evaluate(&compiled("…", drawn)), "equal seeds give equal results");
    let mut fixture = Fixture::new(Value::Null);
    let step = fixture.step();
    let twice = [(); 2].map(|()| evaluate(&Scope::new(&step), "Output", &compiled("…", drawn)));
    assert_ne!(twice[0], twice[1], "nothing is drawn twice");
    gives(&[
        (|scope| functions::random(scope, datum(42.0)), json!(0.727_563_680_032_868_1)),
        (|scope| functions::now(scope), json!("2025-01-01T00:00:00.123Z")),
        (|scope| functions::millis(scope), json!(1_735_689_600_123_i64)),
    ]);
}

#[test]
fn runaway_expressions_end() {
    let large: [Body; 6] = [
        |_| range(datum(0.0), datum(1e9)),
        |_| range(datum(-1e300), datum(1e300)),
        |scope| functions::range(scope, datum(1.0), datum(1e6), datum(1.0)),
        |scope| functions::pad(scope, datum(""), datum(1e8), datum("x")),
        |scope| {
            let texts = array([Element::Each(range(datum(1.0), datum(1e5))?)]);
            functions::join(scope, texts, functions::pad(scope, datum(""), datum(1e5), datum("x"))?)
        },
        |_| {
            let mut value = datum("x");
            for _ in 0..60 {
                value = array([Element::Whole(value.clone()), Element::Whole(value)]).bounded()?;
            }
            Ok(value)
        },
    ];
    let mut trial = Trial::new(Value::Null);
    for (index, body) in large.into_iter().enumerate() {
        let expected = Err(Problem::Limit("Expression evaluation memory limit exceeded"));
        assert_eq!(trial.evaluate(&compiled("…", body)), expected, "case {index}");
    }
}

#[test]
fn a_field_costs_the_same_in_a_big_input() {
    let padding: Vec<Value> = (0..2_000).map(|n| json!({"n": n, "text": "x".repeat(80)})).collect();
    let big = json!({"padding": padding, "order": {"id": 17}});
    let small = json!({"order": {"id": 17}});
    assert!(big.to_string().len() > 200_000);
    let read: Body = |scope| greater(scope.input().path(&["order", "id"])?, datum(1.0));
    let time = |input: &Value| {
        let mut fixture = Fixture::new(input.clone());
        let step = fixture.step();
        let scope = Scope::new(&step);
        // The quickest of many, which nothing else has disturbed.
        let rounds = (0..200).map(|_| {
            let start = Instant::now();
            for _ in 0..20 {
                assert_eq!(compiled("…", read).evaluate(&scope), Ok(Some(json!(true))));
            }
            start.elapsed()
        });
        rounds.min().unwrap_or_default()
    };
    let (small, big) = (time(&small), time(&big));
    assert!(big < small * 5, "{small:?} grows to {big:?}");
}
