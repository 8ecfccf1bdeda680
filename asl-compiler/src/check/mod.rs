//! Checks of a definition as a whole, beside what reading its fields finds.

mod graph;
mod keys;

use crate::diagnostic::Findings;
use crate::source::Source;
use crate::syntax::Document;

/// Checks keys, names and transitions. Works on the syntax, so that it sees everything that was written,
/// also where the model has something harmless in its place.
pub fn structure(document: &Document, source: &Source, findings: &mut Findings) {
    let graph = graph::extract(document, source);
    graph::check(&graph, document, findings);
    keys::check(document, &graph.states_objects(), findings);
}
