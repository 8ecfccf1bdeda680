//! Pictures of small workflows.

mod condition;
mod dot;
mod mermaid;
mod summary;

use serde_json::{Value, json};

use crate::diagnostic::Findings;
use crate::model::StateMachine;
use crate::read::{ReadOptions, read};
use crate::source::{Format, Source};
use crate::substitution::UnknownNames;
use crate::syntax::parse;

/// The model of a definition.
pub(super) fn machine(definition: &Value) -> StateMachine {
    let source = Source::inline(definition.to_string(), Format::Json);
    let document = parse(&source).expect("the text is JSON");
    let mut findings = Findings::new(UnknownNames::Assumed);
    read(&document, &source, &ReadOptions::default(), &mut findings).expect("it has states")
}

/// The model of states in the order given; the first one is `StartAt`.
pub(super) fn states(states: &[(&str, Value)]) -> StateMachine {
    machine(&scope(states))
}

/// `StartAt` and `States`.
pub(super) fn scope(states: &[(&str, Value)]) -> Value {
    let object: serde_json::Map<String, Value> =
        states.iter().map(|(name, state)| ((*name).to_owned(), state.clone())).collect();
    json!({ "StartAt": states[0].0, "States": object })
}

/// A Pass that goes on or ends.
pub(super) fn pass(next: Option<&str>) -> Value {
    match next {
        Some(next) => json!({ "Type": "Pass", "Next": next }),
        None => json!({ "Type": "Pass", "End": true }),
    }
}

/// A workflow with one of everything: a catcher, a loop, branches, a processor, and both kinds of end.
pub(super) fn order() -> StateMachine {
    states(&[
        (
            "Charge",
            json!({
                "Type": "Task",
                "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:charge",
                "Next": "Charged?",
                "Catch": [{ "ErrorEquals": ["Declined", "States.Timeout"], "Next": "Refused" }],
            }),
        ),
        (
            "Charged?",
            json!({
                "Type": "Choice",
                "Choices": [{ "Variable": "$.charged", "BooleanEquals": true, "Next": "Ship" }],
                "Default": "Later",
            }),
        ),
        ("Later", json!({ "Type": "Wait", "Seconds": 30, "Next": "Charge" })),
        (
            "Ship",
            json!({
                "Type": "Parallel",
                "Branches": [
                    scope(&[(
                        "Each line",
                        json!({
                            "Type": "Map",
                            "ItemsPath": "$.lines",
                            "ItemProcessor": scope(&[("Pack", pass(None))]),
                            "Next": "Send",
                        }),
                    ), ("Send", pass(None))]),
                    scope(&[("Tell", json!({ "Type": "Succeed" }))]),
                ],
                "End": true,
            }),
        ),
        ("Refused", json!({ "Type": "Fail", "Error": "Refused" })),
    ])
}

/// Names that mean something to one format or another.
pub(super) const HOSTILE: &[&str] = &[
    "end",
    "\"quoted\"",
    "a#b; #35; #quot;",
    "%%{init: {\"theme\": \"dark\"}}%%",
    "style x: #f00; y#a;",
    "classDef a:#b c;",
    "<b>bold</b> & <script>alert(1)</script>",
    "&lt; &#60;",
    "\"`markdown`\"",
    "*a* _b_ ~~c~~",
    "1. one",
    "[link](http://x)",
    "$$x^2$$",
    "a|b",
    "back\\slash\\",
    "日本語の状態",
    "🚀",
    "line\n\nline\ttab\r\n",
    "]]> --> <!--",
    "\u{0}\u{1b}\u{202e}\u{ffff}",
    " ",
    "'",
];
