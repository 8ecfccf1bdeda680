//! A counter in a loop, in registers.

use std::hint::black_box;

use serde::Serialize;

/// How far it is, and how far it goes.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Counter {
    pub(crate) n: i64,
    pub(crate) limit: i64,
}

#[derive(Clone, Copy)]
enum State {
    Increment,
    Check,
}

/// The state goes through `black_box`, so that each transition is really made.
pub(crate) async fn counter(mut counter: Counter) -> Counter {
    let mut state = State::Increment;
    loop {
        state = match state {
            State::Increment => {
                counter.n += 1;
                State::Check
            }
            State::Check if counter.n < counter.limit => State::Increment,
            State::Check => return counter,
        };
        state = black_box(state);
    }
}
