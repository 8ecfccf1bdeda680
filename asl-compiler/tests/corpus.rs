//! The judgement over published definitions: good ones are accepted, bad ones refused at the right place.

mod support;

use std::path::Path;

use asl_compiler::model::WorkflowKind;
use serde_json::Value;
use support::{Checked, check, shared};

fn index(folder: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.join("index.json")).expect("the folder has an index");
    serde_json::from_str(&text).expect("the index is JSON")
}

fn text<'a>(entry: &'a Value, field: &str) -> &'a str {
    entry[field].as_str().unwrap_or_default()
}

fn file(folder: &Path, entry: &Value) -> Checked {
    let name = text(entry, "file");
    let content = std::fs::read_to_string(folder.join(name)).expect("the index names files that are there");
    check(name, &content, WorkflowKind::Standard).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Files that are refused although the corpus has them among the good ones, each with the code and the reason.
const REFUSED: &[(&str, &str, &str)] = &[
    (
        "asl-validator/valid-assign.asl.json",
        "variable-name",
        "VAR-2: its variable is called `top-level`, which no expression can read; its source checks no names",
    ),
    (
        "states-language-service/jsonataStrings--stateLevelJsonataDocument.asl.json",
        "top-level-reference",
        "JNA-16: it reads `$` at the top level; its source colours syntax and checks no names",
    ),
];

#[test]
fn good_definitions_have_no_error() {
    let Some(folder) = shared("corpus/valid") else { return };
    let mut wrong = Vec::new();
    for entry in index(&folder) {
        let checked = file(&folder, &entry);
        let refused = REFUSED.iter().find(|(name, ..)| *name == text(&entry, "file"));
        let (excepted, errors): (Vec<_>, Vec<_>) = checked
            .errors()
            .partition(|error| refused.is_some_and(|(_, code, _)| *code == error.code.name()));
        if refused.is_some() && excepted.is_empty() {
            wrong.push(format!("{}: is not refused any more", text(&entry, "file")));
        }
        for error in errors {
            wrong.push(format!("{}: {}", text(&entry, "file"), checked.line(error)));
        }
        assert!(checked.machine.is_some(), "{}: no state could be read", text(&entry, "file"));
    }
    assert!(wrong.is_empty(), "{} errors in good definitions:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn bad_definitions_are_refused_where_they_are_bad() {
    let Some(folder) = shared("corpus/invalid") else { return };
    let mut wrong = Vec::new();
    for entry in &index(&folder) {
        let name = text(entry, "file");
        let checked = file(&folder, entry);
        let places: Vec<&str> = match &entry["at"] {
            Value::Array(places) => places.iter().filter_map(Value::as_str).collect(),
            place => vec![place.as_str().unwrap_or_default()],
        };
        let hit = checked.refusals().any(|finding| {
            let pointer = checked.document.pointer(finding.place.node);
            places.iter().any(|place| is_on_one_line(&pointer, place))
        });
        if !hit {
            let found: Vec<String> = checked.refusals().map(|finding| checked.line(finding)).collect();
            wrong.push(format!("{name}: {} at {places:?}\n    found {found:#?}", text(entry, "why")));
        }
    }
    assert!(wrong.is_empty(), "{} bad definitions pass:\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether one pointer is the other, or leads to a place above it.
fn is_on_one_line(one: &str, other: &str) -> bool {
    let above = |short: &str, long: &str| {
        long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    above(one, other) || above(other, one)
}
