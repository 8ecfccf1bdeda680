//! The counter with variables, numbers being doubles as JSONata has them.

use std::hint::black_box;

use serde_json::{Map, Value, json};

#[derive(Clone, Copy)]
enum State {
    Increment,
    Check,
}

/// Variables by name in a map of values.
pub(crate) async fn variables(input: Value) -> Value {
    let mut variables = Map::new();
    variables.insert("n".to_owned(), input["n"].clone());
    variables.insert("limit".to_owned(), input["limit"].clone());
    let number = |variables: &Map<String, Value>, name: &str| variables.get(name).and_then(Value::as_f64);
    let mut state = State::Increment;
    loop {
        state = match state {
            State::Increment => {
                let next = number(&variables, "n").unwrap_or_default() + 1.0;
                variables.insert("n".to_owned(), next.into());
                State::Check
            }
            State::Check if number(&variables, "n") < number(&variables, "limit") => State::Increment,
            State::Check => return json!({ "n": variables["n"], "limit": variables["limit"] }),
        };
        state = black_box(state);
    }
}
