//! Inputs: every kind of value under the same few names.

use serde_json::{Map, Value, json};

/// The fields of inputs, and of objects inside of them.
pub(super) const FIELDS: [&str; 8] = ["a", "b", "c", "d", "list", "name", "total", "ünï"];

/// Workflow variables. One has the name of a function, which it hides.
pub(super) const VARIABLES: [&str; 4] = ["x", "order", "count", "total"];

/// What is evaluated over: an input, outcomes and variables.
pub(super) fn inputs(random: &mut fastrand::Rng) -> Vec<Value> {
    let mut inputs = vec![
        surroundings(json!({}), json!({})),
        surroundings(json!(null), json!({"x": null})),
        surroundings(json!([]), json!({"x": []})),
        surroundings(json!([{"a": 1}, {"a": [2, 3]}, {"b": 4}]), json!({"x": [{"a": {"b": [1]}}]})),
        surroundings(json!("text"), json!({"x": "text", "order": {"a": "b"}})),
    ];
    while inputs.len() < 24 {
        let input = fields(random, 3, &FIELDS);
        let variables = fields(random, 2, &VARIABLES);
        inputs.push(surroundings(input, variables));
    }
    inputs
}

fn surroundings(input: Value, variables: Value) -> Value {
    let result = json!({"a": [1, "two"], "total": 5});
    json!({
        "input": input,
        "result": result,
        "errorOutput": {"Error": "Failed", "Cause": "{\"a\":1}"},
        "variables": variables,
    })
}

/// An object with some of the names.
fn fields(random: &mut fastrand::Rng, depth: usize, names: &[&str]) -> Value {
    let mut members = Map::new();
    for name in names {
        if random.u8(..4) > 0 {
            members.insert((*name).to_owned(), value(random, depth));
        }
    }
    Value::Object(members)
}

fn value(random: &mut fastrand::Rng, depth: usize) -> Value {
    if depth == 0 || random.u8(..5) < 2 {
        return scalar(random);
    }
    match random.u8(..8) {
        0 => json!([]),
        1 => json!([value(random, depth - 1)]),
        2 => (0..random.usize(2..5)).map(|_| scalar(random)).collect(),
        3 => (0..random.usize(2..4)).map(|_| number(random)).collect(),
        4 => (0..random.usize(2..4)).map(|_| text(random)).collect(),
        5 => (0..random.usize(1..4)).map(|_| value(random, depth - 1)).collect(),
        6 => (0..random.usize(1..4)).map(|_| fields(random, depth - 1, &FIELDS)).collect(),
        _ => fields(random, depth - 1, &FIELDS),
    }
}

fn scalar(random: &mut fastrand::Rng) -> Value {
    match random.u8(..8) {
        0 => Value::Null,
        1 => Value::Bool(random.bool()),
        2..=4 => number(random),
        _ => text(random),
    }
}

fn number(random: &mut fastrand::Rng) -> Value {
    let numbers = [
        json!(0),
        json!(1),
        json!(2),
        json!(3),
        json!(-1),
        json!(7),
        json!(0.5),
        json!(2.5),
        json!(-3.25),
        json!(0.1),
        json!(1e-7),
        json!(1e21),
        json!(1.5e300),
        json!(-0.0),
        json!(1.0),
        json!(9_007_199_254_740_993_i64),
        json!(i64::MIN),
        json!(u64::MAX),
    ];
    numbers[random.usize(..numbers.len())].clone()
}

fn text(random: &mut fastrand::Rng) -> Value {
    let texts = [
        "",
        "a",
        "b",
        "name",
        "12",
        "-1.5e3",
        "0x1F",
        "a,b,,c",
        "  much   room\t\n ",
        "Ünïcödé 🎉",
        "quote \" and \\",
        "YWJj",
        "{\"a\":[1,null]}",
        "undefined",
        "SHA-1",
        "ǆ ß İ",
        "inf",
    ];
    Value::from(texts[random.usize(..texts.len())])
}
