//! The judgement, code, words and location of recorded validations.

mod support;

use asl_compiler::compile::{self, Settings};
use asl_compiler::diagnostic::{Diagnostic, Kind, LintLevels};
use asl_compiler::model::WorkflowKind;
use asl_compiler::source::{Format, Source};
use asl_compiler::substitution::{Substitutions, UnknownNames};
use serde_json::Value;
use support::{check, shared};

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

fn service(refusals: &[Diagnostic]) -> Vec<[String; 3]> {
    let refusals = refusals.iter().filter_map(|finding| finding.service.as_ref());
    refusals
        .map(|service| {
            let location = service.location.clone().unwrap_or_default();
            [service.code.to_owned(), location, service.message.clone()]
        })
        .collect()
}

/// What is found that denies.
fn refusals(recording: &Recording) -> Vec<Diagnostic> {
    let source = Source::new(recording.name.as_str(), recording.definition.as_str(), Format::Json);
    let substitutions = Substitutions::new([], UnknownNames::Assumed).expect("there are none");
    let levels = LintLevels::default();
    let settings = Settings { kind: recording.kind, substitutions, levels: levels.clone() };
    compile::check(&source, &settings).findings.resolve(&levels).errors
}

#[test]
fn says_what_the_service_says() {
    let mut wrong = Vec::new();
    for recording in recordings() {
        let refusals = refusals(&recording);
        let mut ours = service(&refusals);
        let mut theirs: Vec<[String; 3]> =
            recording.diagnostics.iter().map(|diagnostic| expected(diagnostic, &ours)).collect();
        ours.sort();
        theirs.sort();
        let silent =
            refusals.iter().filter(|finding| finding.code.kind() == Kind::Error && finding.service.is_none());
        let silent: Vec<&str> = silent.map(|finding| finding.message.as_str()).collect();
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
