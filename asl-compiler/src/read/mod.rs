//! Syntax → model: reads every field, reports all that the service refuses, and goes on.
//!
//! Where a part is wrong it is reported and something harmless takes its place, so that a definition with
//! mistakes still has its states and handlers (see [`crate::model`]).

mod assign;
mod catch;
mod choice;
mod data;
mod error_names;
mod fail;
mod fields;
mod flow;
mod item_reader;
mod jsonata;
mod location;
mod machine;
mod map;
mod map_parts;
mod mode;
mod operator;
mod parallel;
mod pass;
mod path;
mod quantity;
mod reader;
mod resource;
mod retry;
mod state;
mod task;
mod template;
mod values;
mod wait;

pub(crate) use location::service_location;

use crate::diagnostic::Findings;
use crate::model::{StateMachine, WorkflowKind};
use crate::source::Source;
use crate::syntax::Document;

/// How to read a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ReadOptions {
    /// The kind that the workflow is compiled for.
    pub kind: WorkflowKind,
}

/// Reads a definition and reports every mistake that the service refuses.
///
/// `None` only if no state can be read; the reason is among the findings then.
pub fn read(
    document: &Document,
    source: &Source,
    options: &ReadOptions,
    findings: &mut Findings,
) -> Option<StateMachine> {
    let mut reader = reader::Reader::new(document, source, *options);
    let machine = reader.machine();
    reader.finish(findings);
    machine
}
