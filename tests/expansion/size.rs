//! How much code a state costs. rustc's time follows the tokens, a reader's the lines; `size.txt` holds what they
//! were when somebody last looked, and more than 5 % above that is a mistake until it is shown to be worth it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use proc_macro2::{TokenStream, TokenTree};
use serde_json::{Value, json};

use crate::blesses;
use crate::fixture::{expand, print};

/// What may be added before the test fails.
const TOLERANCE: f64 = 1.05;

/// Tokens and lines.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Size {
    tokens: f64,
    lines: f64,
}

/// A state of every type, as workflows have them: `{n}` becomes the state's number.
fn kinds() -> [(&'static str, Value); 8] {
    let inner = |number: usize| {
        json!({ "StartAt": format!("In {number} of {{n}}"), "States": {
        format!("In {number} of {{n}}"): { "Type": "Pass", "End": true }
    } })
    };
    [
        ("pass", json!({ "Type": "Pass", "Parameters": { "a.$": "$.a", "b": 1 }, "ResultPath": "$.x" })),
        ("wait", json!({ "Type": "Wait", "SecondsPath": "$.delay" })),
        (
            "choice",
            json!({
                "Type": "Choice",
                "Choices": [
                    { "Variable": "$.a", "StringEquals": "x", "Next": "{next}" },
                    { "And": [
                        { "Variable": "$.b", "IsPresent": true },
                        { "Variable": "$.b", "NumericGreaterThan": 3 }
                    ], "Next": "{next}" }
                ],
                "Default": "{next}"
            }),
        ),
        (
            "task",
            json!({ "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f{n}" }),
        ),
        (
            "task with a generated input, two retriers and a catcher",
            json!({
                "Type": "Task",
                "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f{n}",
                "Parameters": { "id.$": "$.id", "amount.$": "$.amount", "kind": "order" },
                "ResultPath": "$.result",
                "Retry": [
                    { "ErrorEquals": ["Throttled", "Busy"], "IntervalSeconds": 2, "MaxAttempts": 5 },
                    { "ErrorEquals": ["States.TaskFailed"] }
                ],
                "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "{next}" }]
            }),
        ),
        ("parallel of two", json!({ "Type": "Parallel", "Branches": [inner(0), inner(1)] })),
        (
            "map",
            json!({ "Type": "Map", "ItemsPath": "$.items", "ItemProcessor": inner(0), "ResultPath": "$.x" }),
        ),
        ("ten intrinsic functions", {
            let calls = (0..10).map(|n| (format!("f{n}.$"), json!("States.Format('{}', $.a)")));
            json!({ "Type": "Pass", "Parameters": calls.collect::<serde_json::Map<_, _>>() })
        }),
    ]
}

/// A chain of such states.
fn chain(state: &Value, length: usize) -> String {
    let mut states = serde_json::Map::new();
    for number in 0..length {
        let next = format!("State {}", number + 1);
        let text = state.to_string().replace("{n}", &number.to_string()).replace("{next}", &next);
        let mut state: Value = serde_json::from_str(&text).expect("the template is JSON");
        if state["Type"] != "Choice" {
            state["Next"] = next.into();
        }
        states.insert(format!("State {number}"), state);
    }
    states.insert(format!("State {length}"), json!({ "Type": "Succeed" }));
    json!({ "StartAt": "State 0", "States": states }).to_string()
}

fn size_of_chain(state: &Value, length: usize) -> Size {
    let tokens = expand("chain", &chain(state, length));
    let file: syn::File = syn::parse2(tokens.clone()).expect("the expansion is Rust");
    Size { tokens: count(tokens) as f64, lines: print(&file).lines().count() as f64 }
}

fn count(tokens: TokenStream) -> usize {
    tokens
        .into_iter()
        .map(|token| if let TokenTree::Group(group) = token { 2 + count(group.stream()) } else { 1 })
        .sum()
}

/// What one more state costs, between two lengths.
fn per_state(state: &Value, short: usize, long: usize) -> Size {
    let (less, more) = (size_of_chain(state, short), size_of_chain(state, long));
    let states = (long - short) as f64;
    Size { tokens: (more.tokens - less.tokens) / states, lines: (more.lines - less.lines) / states }
}

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("expansion/size.txt")
}

/// The committed figures: `kind: 12 tokens, 3 lines`.
fn committed() -> BTreeMap<String, Size> {
    let text = std::fs::read_to_string(file()).expect("the figures can be read");
    let entry = |line: &str| {
        let (kind, figures) = line.split_once(": ")?;
        let (tokens, lines) = figures.strip_suffix(" lines")?.split_once(" tokens, ")?;
        Some((kind.to_owned(), Size { tokens: tokens.parse().ok()?, lines: lines.parse().ok()? }))
    };
    text.lines().map(|line| entry(line).unwrap_or_else(|| panic!("`{line}` holds no figures"))).collect()
}

#[test]
fn a_state_costs_no_more_than_it_did() {
    let measured = kinds().map(|(kind, state)| (kind, per_state(&state, 10, 20)));
    if blesses() {
        let text: String = measured
            .iter()
            .map(|(kind, size)| format!("{kind}: {:.0} tokens, {:.0} lines\n", size.tokens, size.lines))
            .collect();
        std::fs::write(file(), text).expect("the figures can be written");
        return;
    }
    let committed = committed();
    for (kind, size) in measured {
        let limit = committed.get(kind).unwrap_or_else(|| panic!("`size.txt` has no figures for {kind}"));
        assert!(
            size.tokens <= limit.tokens * TOLERANCE && size.lines <= limit.lines * TOLERANCE,
            "{kind}: {size:?} is more than 5 % above {limit:?}"
        );
    }
}

#[test]
fn code_grows_linearly() {
    for (kind, state) in kinds() {
        let (early, late) = (per_state(&state, 10, 20), per_state(&state, 50, 60));
        assert!(late.tokens <= early.tokens * 1.01, "{kind}: {early:?}, then {late:?}");
        assert!(late.lines <= early.lines * 1.01, "{kind}: {early:?}, then {late:?}");
    }
}
