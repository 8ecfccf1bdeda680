//! Every target is a state of its own scope (DOC-3, DOC-10).

use std::collections::HashMap;

use super::{Graph, Report, Scope, TARGET, Target, TargetKind};
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn check(graph: &Graph<'_>, report: &mut Report<'_>) {
    let mut scope_of = HashMap::new();
    for (index, scope) in graph.scopes.iter().enumerate() {
        for name in scope.names() {
            scope_of.entry(name).or_insert(index);
        }
    }
    for scope in &graph.scopes {
        for target in scope.targets().filter(|target| target.kind == TargetKind::Checked) {
            if scope.position(target.name).is_none() {
                let elsewhere = scope_of.get(target.name).map(|index| &graph.scopes[*index]);
                report_unknown(scope, target, elsewhere, report);
            }
        }
    }
}

fn report_unknown(
    scope: &Scope<'_>,
    target: Target<'_>,
    elsewhere: Option<&Scope<'_>>,
    report: &mut Report<'_>,
) {
    let name = target.name;
    let mut finding = match elsewhere {
        Some(other) => {
            let there = other.position(name).map(|index| other.states[index].member.key_place());
            let words =
                format!("`{name}` is a state of {}, and cannot be reached from {}", other.words, scope.words);
            let finding = Diagnostic::new(Code::UnknownTarget, target.place, words)
                .label("a transition cannot leave its scope or enter another one");
            there.map_or(finding.clone(), |place| finding.related(place, format!("`{name}` stands here")))
        }
        None => Diagnostic::new(
            Code::UnknownTarget,
            target.place,
            format!("`{name}` is not a state of {}", scope.words),
        )
        .label("there is no such state"),
    };
    finding.help = advice(scope, name, elsewhere);
    report.push_service(finding, TARGET, format!("Missing 'Next' target: {name}"), target.node.id);
}

fn advice(scope: &Scope<'_>, name: &str, elsewhere: Option<&Scope<'_>>) -> Option<String> {
    if let Some(near) = scope.near(name) {
        return Some(format!("did you mean `{near}`?"));
    }
    match elsewhere?.owner {
        Some(owner) if scope.position(owner).is_some() => {
            Some(format!("lead to `{owner}`, which runs the states inside of it"))
        }
        _ => {
            let owner = scope.owner?;
            Some(format!("write `\"End\": true`; `Next` of `{owner}` says what follows"))
        }
    }
}
