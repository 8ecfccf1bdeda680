//! The SVG as text, and as a picture: what is where, and what it must not touch.

mod document;
mod layout;
mod paths;
mod text;

use serde_json::{Value, json};

use crate::graph::tests::{pass, scope};
use crate::model::StateMachine;

/// A chain of so many states.
fn chain(length: usize) -> StateMachine {
    let names: Vec<String> = (0..length).map(|index| format!("state {index}")).collect();
    let states: Vec<(&str, Value)> = names
        .iter()
        .enumerate()
        .map(|(index, name)| (name.as_str(), pass(names.get(index + 1).map(String::as_str))))
        .collect();
    crate::graph::tests::states(&states)
}

/// A Parallel with so many branches of one state.
fn branches(count: usize) -> StateMachine {
    let branch = |index: usize| scope(&[(format!("in branch {index}").as_str(), pass(None))]);
    let branches: Vec<Value> = (0..count).map(branch).collect();
    crate::graph::tests::states(&[("all", json!({ "Type": "Parallel", "Branches": branches, "End": true }))])
}
