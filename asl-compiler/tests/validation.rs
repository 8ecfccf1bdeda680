//! The judgement, code, words and location of recorded validations.

mod support;

use asl_compiler::model::WorkflowKind;
use serde_json::Value;
use support::{Checked, check, shared};

/// Recordings whose mistakes another part finds, each with the reason.
const ELSEWHERE: &[(&str, &str)] = &[
    ("NOT_A_DEF", "the text is no JSON; the words are those of the service's own JSON reader"),
    ("EMPTY_STRING", "the text is empty; our reader of JSON says so in its own words"),
    ("Feature.JSONataComposition.006", "VAR-11"),
    ("Feature.JsonataScopeSource.001", "VAR-11"),
    ("Feature.JSONataValidation.002", "JNA-14"),
    ("Feature.JSONataValidation.003", "JNA-14"),
    ("Feature.JSONataValidation.004", "JNA-14"),
];

struct Recording {
    name: String,
    kind: WorkflowKind,
    definition: String,
    diagnostics: Vec<Value>,
}

fn recordings() -> Vec<Recording> {
    let folders = ["conformance/validation", "conformance-2/validation"].into_iter().filter_map(shared);
    let files = folders.flat_map(|folder| std::fs::read_dir(folder).expect("the folder can be read"));
    let mut recordings: Vec<Recording> = files
        .map(|file| {
            let path = file.expect("the folder can be read").path();
            let text = std::fs::read_to_string(&path).expect("the file can be read");
            let value: Value = serde_json::from_str(&text).expect("a recording is JSON");
            let express = value["type"] == "EXPRESS";
            Recording {
                name: path.file_stem().unwrap_or_default().to_string_lossy().into_owned(),
                kind: if express { WorkflowKind::Express } else { WorkflowKind::Standard },
                definition: match &value["definition_text"] {
                    Value::String(text) => text.clone(),
                    _ => serde_json::to_string_pretty(&value["definition"]).expect("it was read"),
                },
                diagnostics: value["expect"]["diagnostics"].as_array().cloned().unwrap_or_default(),
            }
        })
        .collect();
    recordings.sort_by(|one, other| one.name.cmp(&other.name));
    recordings
}

/// What the service says, as far as the recording kept it: code, location, message.
fn expected(diagnostic: &Value, ours: &[[String; 3]]) -> [String; 3] {
    let message = diagnostic["message"].as_str().unwrap_or_default().trim().to_owned();
    // A recording of the second set keeps the messages alone.
    let other = ours.iter().find(|[_, _, text]| *text == message);
    let field = |name: &str, index: usize| match &diagnostic[name] {
        Value::String(text) => text.clone(),
        _ => other.map_or_else(String::new, |ours| ours[index].clone()),
    };
    [field("code", 0), field("location", 1), message]
}

fn service(checked: &Checked) -> Vec<[String; 3]> {
    let refusals = checked.refusals().filter_map(|finding| finding.service.as_ref());
    refusals
        .map(|service| {
            let location = service.location.clone().unwrap_or_default();
            [service.code.to_owned(), location, service.message.clone()]
        })
        .collect()
}

#[test]
fn says_what_the_service_says() {
    let mut wrong = Vec::new();
    for recording in recordings() {
        if ELSEWHERE.iter().any(|(name, _)| recording.name.contains(name)) {
            continue;
        }
        let checked = check(&recording.name, &recording.definition, recording.kind)
            .unwrap_or_else(|error| panic!("{}: {error}", recording.name));
        let mut ours = service(&checked);
        let mut theirs: Vec<[String; 3]> =
            recording.diagnostics.iter().map(|diagnostic| expected(diagnostic, &ours)).collect();
        ours.sort();
        theirs.sort();
        let silent = checked.errors().filter(|finding| finding.service.is_none());
        let silent: Vec<String> = silent.map(|finding| checked.line(finding)).collect();
        if ours != theirs || !silent.is_empty() {
            wrong.push(format!("{}\n  expected {theirs:#?}\n  found {ours:#?} {silent:#?}", recording.name));
        }
    }
    assert!(wrong.is_empty(), "{} recordings differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn accepts_what_the_service_ran() {
    let mut wrong = Vec::new();
    for folder in ["conformance/cases", "conformance-2/cases"].into_iter().filter_map(shared) {
        for group in std::fs::read_dir(folder).expect("the folder can be read") {
            let group = group.expect("the folder can be read").path();
            for file in std::fs::read_dir(group).expect("the folder can be read") {
                let path = file.expect("the folder can be read").path();
                let text = std::fs::read_to_string(&path).expect("the file can be read");
                let value: Value = serde_json::from_str(&text).expect("a case is JSON");
                let Value::Object(definition) = &value["definition"] else { continue };
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let kind = match value["type"] == "EXPRESS" {
                    true => WorkflowKind::Express,
                    false => WorkflowKind::Standard,
                };
                let text = serde_json::to_string_pretty(definition).expect("it was read");
                let checked = check(&name, &text, kind).unwrap_or_else(|error| panic!("{name}: {error}"));
                wrong.extend(checked.errors().map(|error| format!("{name}: {}", checked.line(error))));
            }
        }
    }
    assert!(wrong.is_empty(), "{} errors in what the service ran:\n{}", wrong.len(), wrong.join("\n"));
}
