//! What the service accepts and then fails, or what never does what it says (STRICT). A lint each, with a
//! code and a level of its own.
//!
//! A lint that is false does harm: where something is not known, nothing is said.

mod context;
mod data;
mod errors;
mod limits;
mod payload;
#[cfg(test)]
mod testing;
mod uses;
mod view;

use crate::diagnostic::Findings;
use crate::model::{StateMachine, WorkflowKind};
use crate::source::Source;
use crate::syntax::Document;
use view::View;

pub(super) fn check(
    machine: &StateMachine,
    document: &Document,
    source: &Source,
    kind: WorkflowKind,
    findings: &mut Findings,
) {
    let view = View::new(machine, document, source, kind);
    errors::check(&view, findings);
    payload::check(&view, findings);
    context::check(&view, findings);
    limits::check(&view, findings);
    // Where something is wrong, the model has something harmless in its place, and the data would tell of that.
    if !findings.have_errors() {
        data::check(&view, findings);
    }
}
