//! Each class of mistake that the corpus knows, put into a good workflow, is found where it was put.

#[path = "support/seed.rs"]
mod seed;
mod support;

use std::collections::BTreeSet;

use asl_compiler::diagnostic::Kind;
use asl_compiler::model::WorkflowKind;
use seed::Seed::{self, Remove, Set};
use seed::{GOOD, planted};
use serde_json::{Value, json};
use support::{check, shared};

/// Class, mistake, where it must be found, and its code.
fn seeds() -> Vec<(&'static str, Seed, &'static str, &'static str)> {
    const CHARGE: &str = "/States/Charge card";
    const RETRIER: &str = "/States/Charge card/Retry/0";
    const MAP: &str = "/States/Ship items";
    const RULE: &str = "/States/Is it large?/Choices/0";
    let long = "s".repeat(81);
    let seeds = vec![
        (
            "unknown-field",
            Set("/States/Charge card/Foo", json!(1)),
            "/States/Charge card/Foo",
            "unknown-field",
        ),
        ("unknown-field", Set("/Foo", json!(1)), "/Foo", "unknown-field"),
        ("required", Remove("/States/Charge card/Resource"), CHARGE, "missing-field"),
        ("required", Remove("/StartAt"), "", "missing-field"),
        ("type", Set("/States/Charge card/Retry", json!({})), "/States/Charge card/Retry", "wrong-type"),
        (
            "next",
            Set("/States/Charge card/Next", json!("Elsewhere")),
            "/States/Charge card/Next",
            "unknown-target",
        ),
        ("start-at", Set("/StartAt", json!("Elsewhere")), "/StartAt", "unknown-target"),
        ("next-end", Set("/States/Charge card/End", json!(true)), CHARGE, "exclusive-fields"),
        ("next-end", Remove("/States/Charge card/Next"), CHARGE, "missing-transition"),
        ("unreachable", Set("/States/Lost", json!({"Type": "Succeed"})), "/States/Lost", "unreachable-state"),
        (
            "unreachable",
            Set("/States/Ship items/ItemProcessor/States/Lost", json!({"Type": "Succeed"})),
            "/States/Ship items/ItemProcessor/States/Lost",
            "unreachable-nested-state",
        ),
        (
            "no-terminal",
            Set("/States", json!({"Is it large?": {"Type": "Pass", "Next": "Is it large?"}})),
            "",
            "no-terminal-state",
        ),
        (
            "no-terminal",
            Set(
                "/States/Ship items/ItemProcessor/States/Ship item",
                json!({"Type": "Pass", "Next": "Ship item"}),
            ),
            "/States/Ship items/ItemProcessor",
            "no-terminal-nested-state",
        ),
        (
            "duplicate-state",
            Set("/States/Ship items/ItemProcessor/States/Done", json!({"Type": "Succeed"})),
            "/States/Done",
            "duplicate-state",
        ),
        (
            "path-syntax",
            Set("/States/Charge card/InputPath", json!("$.order[")),
            "/States/Charge card/InputPath",
            "path",
        ),
        (
            "path-type",
            Set("/States/Charge card/InputPath", json!(1)),
            "/States/Charge card/InputPath",
            "wrong-type",
        ),
        (
            "reference-path",
            Set("/States/Charge card/ResultPath", json!("$.a[*]")),
            "/States/Charge card/ResultPath",
            "reference-path",
        ),
        (
            "resultpath-root",
            Set("/States/Charge card/ResultPath", json!("$$.a")),
            "/States/Charge card/ResultPath",
            "reference-path",
        ),
        (
            "payload-path",
            Set("/States/Charge card/Parameters/id.$", json!("id")),
            "/States/Charge card/Parameters/id.$",
            "template-value",
        ),
        (
            "payload-duplicate",
            Set("/States/Charge card/Parameters/id", json!(1)),
            "/States/Charge card/Parameters/id.$",
            "duplicate-member",
        ),
        (
            "intrinsic",
            Set("/States/Charge card/Parameters/id.$", json!("States.Format('{}', $.id")),
            "/States/Charge card/Parameters/id.$",
            "template-value",
        ),
        (
            "intrinsic-type",
            Set("/States/Sorry/CausePath", json!("States.MathAdd(1, 2)")),
            "/States/Sorry/CausePath",
            "text-expression",
        ),
        (
            "query-language",
            Set("/States/Charge card/QueryLanguage", json!("JSONPointer")),
            "/States/Charge card/QueryLanguage",
            "unknown-value",
        ),
        (
            "query-language-field",
            Set("/States/Charge card/Output", json!({})),
            "/States/Charge card/Output",
            "query-language-field",
        ),
        (
            "exclusive",
            Set("/States/Charge card/TimeoutSecondsPath", json!("$.limit")),
            "/States/Charge card/TimeoutSecondsPath",
            "exclusive-fields",
        ),
        (
            "number",
            Set("/States/Charge card/TimeoutSeconds", json!("60")),
            "/States/Charge card/TimeoutSeconds",
            "wrong-type",
        ),
        (
            "range",
            Set("/States/Charge card/TimeoutSeconds", json!(0)),
            "/States/Charge card/TimeoutSeconds",
            "out-of-range",
        ),
        (
            "enum",
            Set("/States/Charge card/Retry/0/JitterStrategy", json!("HALF")),
            "/States/Charge card/Retry/0/JitterStrategy",
            "unknown-value",
        ),
        (
            "operand",
            Set("/States/Is it large?/Choices/0/NumericGreaterThan", json!("9")),
            "/States/Is it large?/Choices/0/NumericGreaterThan",
            "wrong-type",
        ),
        ("choice-rule", Remove("/States/Is it large?/Choices/0/NumericGreaterThan"), RULE, "choice-rule"),
        ("choice-rule", Set("/States/Is it large?/Choices/0/IsNull", json!(true)), RULE, "choice-rule"),
        (
            "nested-next",
            Set("/States/Is it large?/Choices/1/And/0/Next", json!("Done")),
            "/States/Is it large?/Choices/1/And/0/Next",
            "nested-next",
        ),
        (
            "wait-one",
            Set("/States/Pause/Timestamp", json!("2030-01-01T00:00:00Z")),
            "/States/Pause",
            "exclusive-fields",
        ),
        ("wait-one", Remove("/States/Pause/Seconds"), "/States/Pause", "missing-field"),
        (
            "timestamp",
            Set("/States/Is it large?/Choices/1/And/1/TimestampLessThan", json!("tomorrow")),
            "/States/Is it large?/Choices/1/And/1/TimestampLessThan",
            "timestamp",
        ),
        (
            "error-equals",
            Set("/States/Charge card/Retry/0/ErrorEquals", json!([])),
            "/States/Charge card/Retry/0/ErrorEquals",
            "empty-value",
        ),
        (
            "states-all-alone",
            Set("/States/Charge card/Catch/0/ErrorEquals", json!(["Declined", "States.ALL"])),
            "/States/Charge card/Catch/0",
            "states-all",
        ),
        (
            "states-all-last",
            Set("/States/Charge card/Retry/0/ErrorEquals", json!(["States.ALL"])),
            RETRIER,
            "states-all",
        ),
        ("heartbeat", Set("/States/Charge card/HeartbeatSeconds", json!(99_999)), CHARGE, "heartbeat"),
        ("max-delay", Set("/States/Charge card/Retry/0/MaxDelaySeconds", json!(1)), RETRIER, "max-delay"),
        ("map-body", Remove("/States/Ship items/ItemProcessor"), MAP, "missing-field"),
        ("label", Set("/States/Ship items/Label", json!("ship items")), "/States/Ship items/Label", "label"),
        (
            "resource-uri",
            Set("/States/Charge card/Resource", json!("charge")),
            "/States/Charge card/Resource",
            "resource",
        ),
        (
            "resource-arn",
            Set(
                "/States/Charge card/Resource",
                json!("arn:aws:lambda:eu-west-1:111122223333:function:charge:"),
            ),
            "/States/Charge card/Resource",
            "resource",
        ),
        (
            "type-value",
            Set("/States/Charge card/Type", json!("Job")),
            "/States/Charge card/Type",
            "unknown-type",
        ),
    ];
    let name: &'static str = Box::leak(format!("/States/{long}").into_boxed_str());
    let named = ("name-length", Set(name, json!({"Type": "Succeed"})), name, "state-name");
    seeds.into_iter().chain([named]).collect()
}

/// Classes that are put into a workflow of JSONata, by `seeded_jsonata.rs`.
const ELSEWHERE: &[&str] = &["jsonata-syntax", "jsonata-delimiters", "states-field"];

#[test]
fn the_workflow_is_good() {
    let checked = check("order", GOOD, WorkflowKind::Standard).expect("it is JSON");
    let findings = checked.found.errors.iter().chain(&checked.found.warnings);
    let found: Vec<_> = findings.map(|finding| checked.line(finding)).collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn every_mistake_is_found_where_it_is() {
    let mut wrong = Vec::new();
    for (class, seed, pointer, code) in seeds() {
        let checked = check(class, &planted(&seed), WorkflowKind::Standard).expect("it is JSON");
        let hit = checked.refusals().any(|finding| {
            let at = checked.document.pointer(finding.place.node);
            finding.code.name() == code && (at == pointer || at.starts_with(&format!("{pointer}/")))
        });
        if !hit {
            let found: Vec<_> = checked.refusals().map(|finding| checked.line(finding)).collect();
            wrong.push(format!("{class}: no `{code}` at {pointer}, found {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One slip is one finding, but for what follows from it in the graph.
#[test]
fn a_mistake_makes_no_noise() {
    let mut wrong = Vec::new();
    for (class, seed, _, code) in seeds() {
        let checked = check(class, &planted(&seed), WorkflowKind::Standard).expect("it is JSON");
        let others = checked.refusals().filter(|finding| {
            let follows = ["unreachable-state", "no-terminal-state"].contains(&finding.code.name());
            finding.code.name() != code && finding.code.kind() == Kind::Error && !follows
        });
        wrong.extend(others.map(|finding| format!("{class} ({code}): {}", checked.line(finding))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_class_of_the_corpus_has_a_seed() {
    let Some(folder) = shared("corpus/invalid") else { return };
    let text = std::fs::read_to_string(folder.join("index.json")).expect("the folder has an index");
    let index: Vec<Value> = serde_json::from_str(&text).expect("the index is JSON");
    let classes = index.iter().flat_map(|entry| entry["class"].as_array().into_iter().flatten());
    let known: BTreeSet<&str> = classes.filter_map(Value::as_str).collect();
    let seeded: BTreeSet<&str> = seeds().iter().map(|(class, ..)| *class).collect();
    let missing: Vec<_> =
        known.iter().filter(|class| !seeded.contains(*class) && !ELSEWHERE.contains(class)).collect();
    assert!(missing.is_empty(), "classes without a seed: {missing:?}");
}
