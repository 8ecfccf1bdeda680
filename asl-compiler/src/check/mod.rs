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

/// Checks keys, names and transitions. Works on the syntax, so that it sees everything that was written,
/// also where the model has something harmless in its place.
pub fn structure(document: &Document, source: &Source, findings: &mut Findings) {
    let graph = graph::extract(document, source);
    graph::check(&graph, document, findings);
    keys::check(document, &graph.states_objects(), findings);
}

/// Looks for what the service accepts and then fails, or what never does what it says. Comes after all
/// errors have been found: data is followed only through a definition that has none.
pub fn lint(
    model: &StateMachine,
    document: &Document,
    source: &Source,
    kind: WorkflowKind,
    findings: &mut Findings,
) {
    lints::check(model, document, source, kind, findings);
}
