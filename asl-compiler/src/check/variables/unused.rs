//! Variables that are assigned and never read (STRICT-15).

use std::collections::{BTreeSet, HashMap};

use super::Usage;
use crate::diagnostic::{Code, Diagnostic, Findings};

pub(super) fn check(usage: &Usage<'_, '_>, findings: &mut Findings) {
    // What may be read where a substitution stands is not known.
    if usage.flow.scopes.iter().any(|scope| !scope.known) {
        return;
    }
    let readers = readers(usage);
    let mut told = BTreeSet::new();
    for assignment in &usage.assignments {
        let name = usage.variables.name(assignment.variable);
        let is_read = readers
            .get(name)
            .is_some_and(|scopes| scopes.iter().any(|inner| usage.sees(*inner, assignment.scope)));
        if is_read || !told.insert((assignment.scope, name)) {
            continue;
        }
        let message = format!("`${name}` is assigned by {} and never read", assignment.words);
        findings.push(
            Diagnostic::new(Code::UnusedVariable, assignment.place, message)
                .label("it is seen in the history of an execution, and nowhere else"),
        );
    }
}

/// The scopes in which each name is read.
fn readers<'u>(usage: &'u Usage<'_, '_>) -> HashMap<&'u str, BTreeSet<usize>> {
    let mut readers: HashMap<&str, BTreeSet<usize>> = HashMap::new();
    for (scope, states) in usage.reads.iter().enumerate() {
        for read in states.iter().flatten() {
            readers.entry(read.name).or_default().insert(scope);
        }
    }
    readers
}
