//! No inner scope assigns a variable of an outer one (VAR-11).

use super::Usage;
use super::flow::is_distributed;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::read::service_location;

pub(super) fn check(usage: &Usage<'_, '_>, findings: &mut Findings) {
    for assignment in &usage.assignments {
        // A branch that assigns what the Parallel or its catchers assign as well comes before them, and passes.
        let outer = usage.flow.scopes.get(assignment.scope).and_then(|scope| scope.around.as_ref());
        if !outer.is_some_and(|outer| outer.sometimes.contains(assignment.variable)) {
            continue;
        }
        let Some(holder) =
            usage.view.scopes[assignment.scope].holder.filter(|holder| !is_distributed(*holder))
        else {
            continue;
        };
        let name = usage.variables.name(assignment.variable);
        let message = format!(
            "{} assigns `${name}`, which belongs to a scope around the state `{}`",
            assignment.words, holder.state.name.value
        );
        let mut finding = Diagnostic::new(Code::OuterVariable, assignment.place, message)
            .label("a branch or item can read it, and not assign it")
            .help("give the variable another name, and hand its value on by `Output`");
        let first = usage.assignments.iter().find(|other| {
            other.variable == assignment.variable
                && other.scope != assignment.scope
                && usage.sees(assignment.scope, other.scope)
        });
        if let Some(first) = first {
            finding = finding.related(first.place, "it is assigned here");
        }
        let service = format!("The variable name '{name}' was already defined in a parent scope.");
        let location = service_location(usage.view.document, assignment.place.node);
        // The code is that of an emulator; the text was recorded (OPEN-4).
        findings.push(finding.service("DUPLICATE_VARIABLE_NAME", service, Some(location)));
    }
}
