//! Every state can be reached (DOC-11).

use super::{Graph, Report, Scope, TARGET, TargetKind};
use crate::diagnostic::{Code, Diagnostic};

/// The most states that the advice names.
const NAMED: usize = 5;

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
        let mut reached = vec![false; scope.states.len()];
        // Of two states of one name the second has a finding of its own.
        for (state, reached) in reached.iter_mut().enumerate() {
            *reached = scope.position(&scope.states[state].member.key) != Some(state);
        }
        spread(scope, scope.start.and_then(|start| scope.meant(start.name)), &mut reached);
        while let Some(first) = first_lost(scope, &reached) {
            let before = reached.clone();
            spread(scope, Some(first), &mut reached);
            let others =
                (0..reached.len()).filter(|other| reached[*other] && !before[*other] && *other != first);
            let others: Vec<&str> = others.map(|other| scope.states[other].member.key.as_str()).collect();
            report_lost(scope, first, &others, outermost, report);
        }
    }
}

/// Marks a state and all that it leads to.
fn spread(scope: &Scope<'_>, from: Option<usize>, reached: &mut [bool]) {
    let mut next: Vec<usize> = from.into_iter().collect();
    while let Some(index) = next.pop() {
        if !std::mem::replace(&mut reached[index], true) {
            next.extend(scope.states[index].targets.iter().filter_map(|target| scope.meant(target.name)));
        }
    }
}

/// The first state that is not reached and that no other such state leads to; in a circle the first of all.
/// One finding for each is enough: what follows it is lost because it is.
fn first_lost(scope: &Scope<'_>, reached: &[bool]) -> Option<usize> {
    let lost: Vec<usize> = (0..reached.len()).filter(|state| !reached[*state]).collect();
    let mut led_to = vec![false; reached.len()];
    for state in &lost {
        let targets = scope.states[*state].targets.iter().filter_map(|target| scope.meant(target.name));
        targets.filter(|target| target != state).for_each(|target| led_to[target] = true);
    }
    lost.iter().copied().find(|state| !led_to[*state]).or(lost.first().copied())
}

fn report_lost(scope: &Scope<'_>, state: usize, others: &[&str], outermost: bool, report: &mut Report<'_>) {
    let member = scope.states[state].member;
    let name = &member.key;
    let (code, words) = if outermost {
        (Code::UnreachableState, format!("the state `{name}` is never reached"))
    } else {
        (Code::UnreachableNestedState, format!("the state `{name}` of {} is never reached", scope.words))
    };
    let mut finding = Diagnostic::new(code, member.key_place(), words).label("nothing leads here");
    if !others.is_empty() {
        let mut names: Vec<String> = others.iter().take(NAMED).map(|other| format!("`{other}`")).collect();
        if others.len() > NAMED {
            names.push(format!("{} more", others.len() - NAMED));
        }
        finding = finding.help(format!("what follows it is not reached either: {}", names.join(", ")));
    }
    if outermost {
        let words = format!("State \"{name}\" is not reachable.");
        report.push_service(finding, TARGET, words, member.value.id);
    } else {
        report.push(finding);
    }
}
