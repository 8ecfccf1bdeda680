//! What an evaluation costs, and how often an expression is parsed.

use std::time::Instant;

use serde_json::{Value, json};

use super::{expression, input};
use crate::data::jsonata::evaluator::Expression;
use crate::data::jsonata::{Scope, evaluate};
use crate::program::Fixture;

#[test]
fn a_field_costs_the_same_in_a_big_input() {
    // The biggest input that AWS takes, and one that is nothing but the field.
    let padding: Vec<Value> = (0..2_000).map(|n| json!({"n": n, "text": "x".repeat(80)})).collect();
    let big = json!({"padding": padding, "order": {"id": 17}, "lines": [{"price": 1}]});
    let small = json!({"order": {"id": 17}, "lines": [{"price": 1}]});
    assert!(big.to_string().len() > 200_000);
    let texts = ["$states.input.order.id", "$states.input.order.id + 1", "$sum($states.input.lines.price)"];
    for text in texts {
        let expression = expression(text);
        let time = |input: &Value| {
            let mut fixture = Fixture::new(input.clone());
            let step = fixture.step();
            let scope = Scope::new(&step);
            // The quickest of many, which nothing else has disturbed.
            let rounds = (0..200).map(|_| {
                let start = Instant::now();
                assert!(evaluate(&scope, "Output", &expression).is_ok());
                start.elapsed()
            });
            rounds.min().unwrap_or_default()
        };
        let (small, big) = (time(&small), time(&big));
        assert!(big < small * 5, "{text}: {small:?} grows to {big:?}");
    }
}

#[test]
fn expressions_are_constants() {
    static EXPRESSION: Expression = Expression::new("$states.input.order.id * 2");
    let mut fixture = Fixture::new(input());
    let step = fixture.step();
    let threads = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| {
                scope.spawn(|| {
                    let mut fixture = Fixture::new(input());
                    evaluate(&Scope::new(&fixture.step()), "Output", &EXPRESSION)
                })
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("it does not panic")).collect::<Vec<_>>()
    });
    assert!(threads.iter().all(|value| *value == Ok(json!(34))), "{threads:?}");
    assert_eq!(evaluate(&Scope::new(&step), "Output", &EXPRESSION), Ok(json!(34)));
}

#[test]
fn expressions_are_parsed_at_most_once() {
    // A value, a value that only the evaluator finds, an error that is looked into once more, a text that can't be
    // parsed.
    let texts = [
        "$states.input.order.id",
        "$sum($states.input.order.lines.price)",
        "$length($states.input.order)",
        "1 +",
    ];
    for text in texts {
        let expression = expression(text);
        assert_eq!(expression.parses(), 0, "{text}: what is never evaluated is never parsed");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let mut fixture = Fixture::new(input());
                    for _ in 0..3 {
                        let _ = evaluate(&Scope::new(&fixture.step()), "Output", &expression);
                    }
                });
            }
        });
        assert_eq!(expression.parses(), 1, "{text}");
    }
}
