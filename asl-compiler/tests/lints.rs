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
        // What this version does not run yet says nothing of the workflow.
        for lint in checked.lints().filter(|lint| lint.code != Code::NotYetRun) {
            let pointer = checked.document.pointer(lint.place.node);
            if !judged.remove(&(name.to_owned(), pointer, lint.code.name())) {
                new.push(format!("{name}: {}", checked.line(lint)));
            }
        }
    }
    assert!(new.is_empty(), "{} lints that nobody has looked at:\n{}", new.len(), new.join("\n"));
    assert!(judged.is_empty(), "no longer raised: {judged:#?}");
}
