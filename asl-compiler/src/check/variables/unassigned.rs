//! Variables that have no value where they are read (VAR-8, VAR-14).

use super::flow::is_distributed;
use super::reads::{Missing, Read};
use super::set::VariableId;
use super::{Usage, way};
use crate::check::jsonata;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::suggest::nearest;

pub(super) fn check(usage: &Usage<'_, '_>, findings: &mut Findings) {
    for (scope, states) in usage.reads.iter().enumerate() {
        for (position, reads) in states.iter().enumerate() {
            for read in reads {
                findings.extend(finding(usage, read, scope, position));
            }
        }
    }
}

fn finding(usage: &Usage<'_, '_>, read: &Read<'_>, scope: usize, position: usize) -> Option<Diagnostic> {
    // The name of a function of the library has a value where it is no variable yet.
    if read.missing == Missing::Called || jsonata::is_library(read.name) {
        return None;
    }
    let Some(variable) = usage.variables.id(read.name) else { return Some(unknown(usage, read)) };
    let flow = usage.flow.scopes.get(scope)?;
    let found = flow.states.get(position)?.as_ref()?;
    if !flow.known || found.always.contains(variable) {
        return None;
    }
    if found.sometimes.contains(variable) {
        if read.missing != Missing::Matters {
            return None;
        }
        let way = way::words(usage, variable, scope, position)?;
        let message = format!("`${}` may have no value in {}", read.name, read.words);
        let finding = Diagnostic::new(Code::PossiblyUnassignedVariable, read.place, message);
        return Some(related(usage, variable, finding.label(format!("nothing assigns it on the way {way}"))));
    }
    // Whoever asks gets an answer, if always the same.
    let finding = (read.missing != Missing::Asked).then(|| never(usage, read, variable, scope, position))?;
    Some(related(usage, variable, finding))
}

/// A name that nothing assigns.
fn unknown(usage: &Usage<'_, '_>, read: &Read<'_>) -> Diagnostic {
    let message = format!("`${}` in {} is never assigned", read.name, read.words);
    let finding = Diagnostic::new(Code::UnassignedVariable, read.place, message);
    let known = usage.variables.names().iter().copied();
    if let Some(near) = nearest(read.name, known.chain(["states"]).chain(jsonata::library_names())) {
        return finding.help(format!("did you mean `${near}`?"));
    }
    match read.name {
        "input" | "context" | "result" | "errorOutput" => {
            finding.help(format!("did you mean `$states.{}`?", read.name))
        }
        _ => finding,
    }
}

/// A variable that has no value on any way.
fn never(
    usage: &Usage<'_, '_>,
    read: &Read<'_>,
    variable: VariableId,
    scope: usize,
    position: usize,
) -> Diagnostic {
    let name = read.name;
    if let Some(map) = hidden_by(usage, variable, scope) {
        let message =
            format!("`${name}` in {} belongs to a scope around the distributed Map `{map}`", read.words);
        return Diagnostic::new(Code::DistributedMapVariable, read.place, message)
            .label("its items are executions of their own, and see no variables around them")
            .help(format!("hand it in by `ItemSelector` of `{map}`, or by `BatchInput`"));
    }
    let message = format!("`${name}` has no value in {}", read.words);
    let finding = Diagnostic::new(Code::UnassignedVariable, read.place, message);
    let mut assignments = usage.assignments.iter().filter(|assignment| assignment.variable == variable);
    if assignments.clone().any(|one| one.scope == scope && one.position == position) {
        return finding.label("what a state assigns holds from the next state on");
    }
    let Some(first) = assignments.next() else { return finding };
    if usage.sees(scope, first.scope) {
        return finding.label(format!("{} comes later, or on another way", first.words));
    }
    match usage.view.scopes.get(first.scope).and_then(|scope| scope.holder) {
        Some(holder) => finding
            .label(format!(
                "it ends with the branch or item of `{}` that assigns it",
                holder.state.name.value
            ))
            .help("hand its value on by `Output`"),
        None => finding,
    }
}

/// The distributed Map that hides the variable of an outer scope.
fn hidden_by<'a>(usage: &Usage<'_, 'a>, variable: VariableId, scope: usize) -> Option<&'a str> {
    let holders = usage.view.holders(usage.view.scopes.get(scope)?);
    let map = holders.iter().find(|holder| is_distributed(**holder))?;
    let outer = usage.flow.scopes.get(map.scope)?.states.get(map.position)?.as_ref()?;
    outer.sometimes.contains(variable).then_some(map.state.name.value.as_str())
}

fn related(usage: &Usage<'_, '_>, variable: VariableId, finding: Diagnostic) -> Diagnostic {
    match usage.assignments.iter().find(|assignment| assignment.variable == variable) {
        Some(first) => finding.related(first.place, "it is assigned here"),
        None => finding,
    }
}
