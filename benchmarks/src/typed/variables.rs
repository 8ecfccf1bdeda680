//! The counter with variables that are doubles, in registers.

use std::hint::black_box;

use serde::Serialize;

/// The variables.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Variables {
    pub(crate) n: f64,
    pub(crate) limit: f64,
}

#[derive(Clone, Copy)]
enum State {
    Increment,
    Check,
}

/// The state goes through `black_box`, so that each transition is really made.
pub(crate) async fn variables(mut variables: Variables) -> Variables {
    let mut state = State::Increment;
    loop {
        state = match state {
            State::Increment => {
                variables.n += 1.0;
                State::Check
            }
            State::Check if variables.n < variables.limit => State::Increment,
            State::Check => return variables,
        };
        state = black_box(state);
    }
}
