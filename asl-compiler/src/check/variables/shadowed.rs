//! Names that an expression binds itself, and that hide a variable of the workflow (STRICT-15).

use super::Usage;
use crate::check::jsonata::Site;
use crate::diagnostic::{Code, Diagnostic, Findings};

pub(super) fn check(usage: &Usage<'_, '_>, sites: &[Site<'_>], findings: &mut Findings) {
    for site in sites {
        for binding in &site.names.bindings {
            let Some(variable) = usage.variables.id(binding.name) else { continue };
            let flow = usage.flow.scopes.get(site.scope);
            let found = flow.and_then(|flow| flow.states.get(site.position)?.as_ref());
            if !found.is_some_and(|found| found.sometimes.contains(variable)) {
                continue;
            }
            let message = format!("`${}` in {} hides the variable of the workflow", binding.name, site.words);
            let mut finding =
                Diagnostic::new(Code::ShadowedVariable, site.part(usage.view, &binding.range), message)
                    .label("it is bound here for this expression alone; the variable keeps its value")
                    .help("give it another name; a variable gets its value by `Assign`");
            if let Some(first) = usage.assignments.iter().find(|assignment| assignment.variable == variable) {
                finding = finding.related(first.place, "the variable is assigned here");
            }
            findings.push(finding);
        }
    }
}
