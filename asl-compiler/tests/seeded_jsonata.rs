//! Mistakes put into a good workflow of JSONata with variables: each is found where it was put, and nothing else is.

#[path = "support/seed.rs"]
mod seed;
mod support;

use asl_compiler::diagnostic::Kind;
use asl_compiler::model::WorkflowKind;
use seed::Seed::{self, Set};
use seed::{GOOD_JSONATA, planted_in};
use serde_json::{Value, json};
use support::check;

/// Every field of the workflow that takes an expression.
const EXPRESSIONS: [&str; 20] = [
    "/States/Prepare/Assign/total",
    "/States/Ask for discount/Arguments/customer",
    "/States/Ask for discount/TimeoutSeconds",
    "/States/Ask for discount/Assign/discount",
    "/States/Ask for discount/Output",
    "/States/Ask for discount/Catch/0/Assign/attempts",
    "/States/Ask for discount/Catch/0/Output/order",
    "/States/Ask again?/Choices/0/Condition",
    "/States/Ask again?/Choices/0/Output",
    "/States/Pause/Seconds",
    "/States/Price lines/Items",
    "/States/Price lines/ItemSelector/line",
    "/States/Price lines/ItemProcessor/States/Price line/Output/price",
    "/States/Price lines/Output/total",
    "/States/No discount/Cause",
    // These are put there.
    "/States/No discount/Error",
    "/States/Done/Output",
    "/States/Ask for discount/HeartbeatSeconds",
    "/States/Price lines/MaxConcurrency",
    "/States/Ask again?/Output",
];

/// A mistake, where it must be found, and its code.
fn seeds() -> Vec<(Seed, &'static str, &'static str)> {
    let mut seeds = Vec::new();
    for pointer in EXPRESSIONS {
        for (text, code) in [
            ("{% $states.input.( %}", "jsonata-syntax"),
            ("{% 1 ?? 2 %}", "jsonata-syntax"),
            ("{% %}", "jsonata-syntax"),
            ("{% $attempts", "jsonata-delimiters"),
            ("$attempts %}", "jsonata-delimiters"),
        ] {
            seeds.push((Set(pointer, json!(text)), pointer, code));
        }
    }
    let mut plant =
        |pointer: &'static str, value: Value, code| seeds.push((Set(pointer, value), pointer, code));
    for pointer in [
        "/States/Ask for discount/TimeoutSeconds",
        "/States/Ask again?/Choices/0/Condition",
        "/States/Pause/Seconds",
        "/States/Price lines/Items",
    ] {
        plant(pointer, json!("$attempts"), "wrong-type");
    }
    for pointer in [
        "/States/Prepare/Result",
        "/States/Ask for discount/Parameters",
        "/States/Ask for discount/TimeoutSecondsPath",
        "/States/Ask for discount/Catch/0/ResultPath",
        "/States/Ask again?/Choices/0/Variable",
        "/States/Pause/InputPath",
        "/States/Price lines/ItemsPath",
        "/States/Price lines/ResultSelector",
        "/States/Done/OutputPath",
        "/States/No discount/CausePath",
    ] {
        plant(pointer, json!("$.order"), "query-language-field");
    }
    plant("/States/Prepare/Assign/states", json!(1), "variable-name");
    plant("/States/Prepare/Assign", json!("{% {'total': 1} %}"), "wrong-type");
    plant("/States/Done/Assign", json!({"x": 1}), "unknown-field");
    plant("/States/No discount/Output", json!(1), "unknown-field");
    plant("/States/Done/QueryLanguage", json!("JSONPath"), "query-language");
    // Where the mistake is a key, it is found at what the key holds.
    for (parent, name) in [
        ("/States/Pause/Assign", "/States/Pause/Assign/1st"),
        ("/States/Ask again?/Choices/0/Assign", "/States/Ask again?/Choices/0/Assign/a-b"),
    ] {
        let key = &name[parent.len() + 1..];
        seeds.push((Set(parent, json!({ key: 1 })), name, "variable-name"));
    }
    seeds
}

#[test]
fn the_workflow_is_good() {
    let checked = check("pricing", GOOD_JSONATA, WorkflowKind::Standard).expect("it is JSON");
    let findings = checked.found.errors.iter().chain(&checked.found.warnings);
    let found: Vec<_> = findings.map(|finding| checked.line(finding)).collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_mistake_is_found_where_it_is_and_makes_no_noise() {
    let mut wrong = Vec::new();
    for (seed, pointer, code) in seeds() {
        let checked =
            check(pointer, &planted_in(GOOD_JSONATA, &seed), WorkflowKind::Standard).expect("it is JSON");
        let errors = checked.refusals().filter(|finding| finding.code.kind() == Kind::Error);
        let found: Vec<String> = errors
            .map(|finding| {
                format!("{} {}", finding.code.name(), checked.document.pointer(finding.place.node))
            })
            .collect();
        if found != [format!("{code} {pointer}")] {
            wrong.push(format!("expected only `{code}` at {pointer}, found {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), seeds().len(), wrong.join("\n"));
}
