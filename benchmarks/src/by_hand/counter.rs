//! A counter in a loop.

use std::hint::black_box;

use serde_json::{Value, json};

#[derive(Clone, Copy)]
enum State {
    Increment,
    Check,
}

/// As the definition says it: a new object in each round. The state goes through `black_box`, so that each
/// transition is really made.
pub(crate) async fn counter(mut data: Value) -> Value {
    let mut state = State::Increment;
    loop {
        state = match state {
            State::Increment => {
                data = json!({ "n": data["n"].as_i64().unwrap_or_default() + 1, "limit": data["limit"] });
                State::Check
            }
            State::Check if data["n"].as_f64() < data["limit"].as_f64() => State::Increment,
            State::Check => return data,
        };
        state = black_box(state);
    }
}
