//! Lints over published definitions: every one that is raised on a real workflow has been looked at.

#[path = "support/judged.rs"]
mod judged;
mod support;

use std::collections::BTreeSet;
use std::path::Path;

use asl_compiler::diagnostic::Code;
use asl_compiler::model::WorkflowKind;
use judged::JUDGED;
use serde_json::Value;
use support::{Checked, check, shared};

/// Folders of the corpus that hold real workflows.
const REAL: [&str; 2] = ["workflows-collection/", "stepfunctions-examples/"];

fn index(folder: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join("index.json")).expect("the folder has an index");
    serde_json::from_str(&text).expect("the index is JSON")
}

fn file(folder: &Path, name: &str) -> Checked {
    let content = std::fs::read_to_string(folder.join(name)).expect("the index names files that are there");
    check(name, &content, WorkflowKind::Standard).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn every_lint_on_a_real_workflow_has_been_judged() {
    let Some(folder) = shared("corpus/valid") else { return };
    let listed = JUDGED.iter().flat_map(|(file, lints)| lints.iter().map(move |lint| (file, lint)));
    let mut judged: BTreeSet<(String, String, &str)> =
        listed.map(|(file, (pointer, code, _))| (file.to_string(), pointer.to_string(), *code)).collect();
    let mut new = Vec::new();
    for entry in index(&folder) {
        let name = entry["file"].as_str().unwrap_or_default();
        if !REAL.iter().any(|folder| name.starts_with(folder)) {
            continue;
        }
        let checked = file(&folder, name);
        for lint in checked.lints() {
            let pointer = checked.document.pointer(lint.place.node);
            if !judged.remove(&(name.to_owned(), pointer, lint.code.name())) {
                new.push(format!("{name}: {}", checked.line(lint)));
            }
        }
    }
    assert!(new.is_empty(), "{} lints that nobody has looked at:\n{}", new.len(), new.join("\n"));
    assert!(judged.is_empty(), "no longer raised: {judged:#?}");
}

/// What the corpus calls a lint, by the codes that tell of it.
fn codes(rule: &str) -> &'static [Code] {
    match rule {
        "missing-.$" => &[Code::UnevaluatedText],
        "result-is-literal" => &[Code::LiteralResult],
        "jsonata-in-jsonpath" => &[Code::ForeignSyntax],
        "unknown-states-error" => &[Code::MisspeltErrorName, Code::ReservedErrorName],
        "no-task-token" => &[Code::TokenNotPassed],
        "dataflow-certain" => &[Code::MissingData],
        "map-inline" => &[Code::UndeclaredDistributedMap],
        "unknown-variable" => &[Code::UnassignedVariable, Code::UnknownFunction],
        "jsonata-partial" => &[Code::LiteralExpression],
        // An error, which is no lint: JNA-16.
        "jsonata-top-dollar" => &[],
        _ => panic!("a rule that nothing stands for: {rule}"),
    }
}

#[test]
fn finds_the_slips_that_the_corpus_knows() {
    let Some(folder) = shared("corpus/valid") else { return };
    let mut wrong = Vec::new();
    for entry in index(&folder) {
        let name = entry["file"].as_str().unwrap_or_default();
        for slip in entry["lint"].as_array().into_iter().flatten() {
            let [rule, at] = ["rule", "at"].map(|field| slip[field].as_str().unwrap_or_default());
            let codes = codes(rule);
            let checked = file(&folder, name);
            let told = checked.lints().any(|lint| {
                let pointer = checked.document.pointer(lint.place.node);
                codes.contains(&lint.code) && (pointer.starts_with(at) || at.starts_with(&pointer))
            });
            if !told && !codes.is_empty() {
                wrong.push(format!("{name}: {rule} at {at}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lints that say what happens whenever a state is reached: it fails.
const FATAL: [Code; 12] = [
    Code::MissingData,
    Code::WrongDataType,
    Code::ContextField,
    Code::IntrinsicCall,
    Code::PatternEscape,
    Code::UnknownFunction,
    Code::NotAFunction,
    Code::FunctionArguments,
    Code::OperandType,
    Code::WrongResultType,
    Code::UndefinedResult,
    Code::DistributedMapVariable,
];

/// A state that a recorded execution has left in good order does not fail whenever it is reached.
#[test]
fn what_was_recorded_contradicts_no_lint() {
    let mut wrong = Vec::new();
    let mut told = 0;
    for folder in ["conformance/cases", "conformance-2/cases"].into_iter().filter_map(shared) {
        for group in std::fs::read_dir(folder).expect("the folder can be read") {
            let group = group.expect("the folder can be read").path();
            for entry in std::fs::read_dir(group).expect("the folder can be read") {
                let path = entry.expect("the folder can be read").path();
                let text = std::fs::read_to_string(&path).expect("the file can be read");
                let case: Value = serde_json::from_str(&text).expect("a case is JSON");
                if !case["definition"].is_object() {
                    continue;
                }
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let kind = match case["type"] == "EXPRESS" {
                    true => WorkflowKind::Express,
                    false => WorkflowKind::Standard,
                };
                let text = serde_json::to_string_pretty(&case["definition"]).expect("it was read");
                let checked = check(&name, &text, kind).unwrap_or_else(|error| panic!("{name}: {error}"));
                let left = left(&case);
                let fatal = checked.lints().filter(|lint| FATAL.contains(&lint.code));
                for lint in fatal {
                    told += 1;
                    let pointer = checked.document.pointer(lint.place.node);
                    let state = pointer.rsplit("/States/").next().and_then(|rest| rest.split('/').next());
                    if left.contains(state.unwrap_or_default()) {
                        wrong.push(format!("{name}: {}", checked.line(lint)));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        told > 50 || shared("conformance/cases").is_none(),
        "only {told} lints were held against recordings"
    );
}

/// The states that an execution left; those of one without a history that ended well.
fn left(case: &Value) -> BTreeSet<&str> {
    let events = case["expect"]["events"].as_array();
    let exits = events
        .into_iter()
        .flatten()
        .filter(|event| event["type"].as_str().is_some_and(|kind| kind.ends_with("StateExited")));
    let names = exits.filter_map(|event| event["details"]["name"].as_str());
    let first = case["definition"]["StartAt"].as_str();
    let well = case["expect"]["status"] == "SUCCEEDED";
    names.chain(first.filter(|_| well)).collect()
}
