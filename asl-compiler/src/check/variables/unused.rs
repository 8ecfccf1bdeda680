//! Variables that are assigned and never read (STRICT-15).

use std::collections::BTreeSet;

use super::Usage;
use crate::diagnostic::{Code, Diagnostic, Findings};

pub(super) fn check(usage: &Usage<'_, '_>, findings: &mut Findings) {
    let mut seen = BTreeSet::new();
    for assignment in &usage.assignments {
        let name = usage.variables.name(assignment.variable);
        // Each variable is told of once; what may be read where a substitution stands is not known.
        let known = usage.flow.scopes.iter().all(|scope| scope.known);
        if !known || !seen.insert((assignment.scope, name)) || is_read(usage, assignment.scope, name) {
            continue;
        }
        let message = format!("`${name}` is assigned by {} and never read", assignment.words);
        findings.push(
            Diagnostic::new(Code::UnusedVariable, assignment.place, message)
                .label("it is seen in the history of an execution, and nowhere else"),
        );
    }
}

/// Whether a state that sees the variables of a scope reads one of this name.
fn is_read(usage: &Usage<'_, '_>, scope: usize, name: &str) -> bool {
    usage.reads.iter().enumerate().any(|(inner, states)| {
        usage.sees(inner, scope) && states.iter().flatten().any(|read| read.name == name)
    })
}
