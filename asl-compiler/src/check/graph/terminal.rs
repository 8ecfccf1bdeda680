//! Every scope can end (DOC-12).

use super::{Graph, Report, TargetKind};
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(graph: &Graph<'_>, report: &mut Report<'_>) {
    for (index, scope) in graph.scopes.iter().enumerate() {
        if scope.states.iter().any(|state| state.terminal) {
            continue;
        }
        let outermost = index == 0;
        // A nested scope with a state that leads nowhere, or to nobody knows where, has a mistake of its own.
        let broken = scope.states.iter().any(|state| {
            let lost = |name| scope.position(name).is_none();
            state.targets.is_empty()
                || state.targets.iter().any(|target| target.kind != TargetKind::Checked || lost(target.name))
        });
        if !outermost && broken {
            continue;
        }
        let code = if outermost { Code::NoTerminalState } else { Code::NoTerminalNestedState };
        let finding =
            Diagnostic::new(code, scope.place, format!("{} has no state that ends it", scope.words))
                .label("it would run for ever")
                .help("end it with `\"End\": true`, or a `Succeed` or `Fail` state");
        if outermost {
            let words = "Workflow has no terminal state".to_owned();
            report.push(finding.service("MISSING_END_STATE", words, None));
        } else {
            report.push(finding);
        }
    }
}
