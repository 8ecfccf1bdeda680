//! Checks of a definition as a whole, beside what reading its fields finds.

mod graph;
mod jsonata;
mod keys;
mod lints;
mod variables;
mod view;

use crate::diagnostic::Findings;
use crate::model::{StateMachine, WorkflowKind};
use crate::source::Source;
use crate::syntax::Document;
use crate::typed::TypeCheck;
pub(crate) use lints::data::typed::{Answer, StateTypes, TaskTypes, failures};
use variables::Usage;
use view::View;

/// Checks keys, names and transitions. Works on the syntax, so that it sees everything that was written,
/// also where the model has something harmless in its place.
pub fn structure(document: &Document, source: &Source, findings: &mut Findings) {
    let graph = graph::extract(document, source);
    graph::check(&graph, document, findings);
    keys::check(document, &graph.states_objects(), findings);
}

/// Checks what the model says: names in expressions and variables, which the service refuses; then what it
/// accepts and fails, or what never does what it says. Comes after all other errors have been found: data is
/// followed only through a definition that has none.
pub fn meaning(
    model: &StateMachine,
    document: &Document,
    source: &Source,
    kind: WorkflowKind,
    findings: &mut Findings,
) {
    let view = View::new(model, document, source, kind);
    let sites = jsonata::sites(&view);
    let usage = Usage::of(&view, &sites);
    let assigned = |name: &str| usage.is_assigned(name);
    jsonata::refuse(&view, &sites, &assigned, findings);
    usage.refuse(findings);
    jsonata::lint(&view, &sites, &assigned, findings);
    lints::check(&view, &sites, findings);
    // Where something is wrong, the model has something harmless in its place.
    if !findings.have_errors() {
        usage.lint(&sites, findings);
    }
}

/// What of the data depends on the user's types: checks for rustc, and what the lints find now that more is known. For
/// definitions without errors.
pub(crate) fn typed(
    model: &StateMachine,
    document: &Document,
    source: &Source,
    kind: WorkflowKind,
    types: &StateTypes,
    findings: &mut Findings,
) -> Vec<TypeCheck> {
    lints::data::typed::check(&View::new(model, document, source, kind), source, types, findings)
}
