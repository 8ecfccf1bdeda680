//! Every state can be reached (DOC-11).

use super::{Graph, Report, Scope, TARGET, TargetKind};
use crate::diagnostic::{Code, Diagnostic};
use crate::suggest::nearest;

pub(super) fn check(graph: &Graph<'_>, report: &mut Report<'_>) {
    for (index, scope) in graph.scopes.iter().enumerate() {
        let outermost = index == 0;
        // Without a terminal state the service does not look further (DOC-12); neither can it without a
        // start, nor anyone where a target is not known yet.
        let endless = outermost && !scope.states.iter().any(|state| state.terminal);
        let unknown = scope.targets().any(|target| target.kind == TargetKind::Unknown);
        if endless || unknown || scope.start.is_none() {
            continue;
        }
        let reached = reached(scope);
        for (state, _) in scope.states.iter().zip(&reached).filter(|(_, reached)| !**reached) {
            let name = &state.member.key;
            let code = if outermost { Code::UnreachableState } else { Code::UnreachableNestedState };
            let words = if outermost {
                format!("the state `{name}` is never reached")
            } else {
                format!("the state `{name}` of {} is never reached", scope.words)
            };
            let finding = Diagnostic::new(code, state.member.key_place(), words).label("nothing leads here");
            if outermost {
                let words = format!("State \"{name}\" is not reachable.");
                report.push_service(finding, TARGET, words, state.member.value.id);
            } else {
                report.push(finding);
            }
        }
    }
}

/// Which states can be reached. A misspelt target counts as the state that it is near to, so that one slip
/// gives one finding.
fn reached(scope: &Scope<'_>) -> Vec<bool> {
    let mut reached = vec![false; scope.states.len()];
    let find = |name: &str| {
        scope.position(name).or_else(|| nearest(name, scope.names()).and_then(|near| scope.position(near)))
    };
    let mut next: Vec<usize> = scope.start.and_then(|start| find(start.name)).into_iter().collect();
    while let Some(index) = next.pop() {
        if std::mem::replace(&mut reached[index], true) {
            continue;
        }
        next.extend(scope.states[index].targets.iter().filter_map(|target| find(target.name)));
    }
    // Of two states of one name the second has a finding of its own.
    for (index, state) in scope.states.iter().enumerate() {
        reached[index] |= scope.position(&state.member.key) != Some(index);
    }
    reached
}
