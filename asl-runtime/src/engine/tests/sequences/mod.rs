//! One row and more for each rule on the sequence of events (HIST-20 to HIST-53).

mod children;
#[cfg(feature = "jsonata")]
mod evaluations;
mod failures;
mod states;

use serde_json::{Value, json};

use super::history::{fails, lines, run};
use super::script::Reply;
use crate::engine::Start;
use crate::workflow::Definition;

/// A workflow's events, under its input and with the answers to its tasks.
fn events<D: Definition>(input: Value, reply: impl FnMut(&Start, &Value) -> Reply) -> Vec<String> {
    run::<D>(input, reply).1
}

fn silence(_: &Start, _: &Value) -> Reply {
    Reply::Silence
}

fn answers(_: &Start, _: &Value) -> Reply {
    json!(1).into()
}

fn failing(error: &'static str) -> impl FnMut(&Start, &Value) -> Reply {
    move |_, _| fails(error)
}

/// Compares all rows, each a rule, the events, and what they are to be.
#[track_caller]
fn check(rows: &[(&str, Vec<String>, &str)]) {
    for (rule, events, expected) in rows {
        assert_eq!(*events, lines(expected), "{rule}");
    }
}
