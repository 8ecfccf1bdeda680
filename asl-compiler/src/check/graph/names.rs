//! State names: unique in the whole definition, not empty, not too long (NAME-1).

use std::collections::HashMap;

use super::{Graph, Report};
use crate::diagnostic::{Code, Diagnostic};

/// The longest name, in characters.
const LONGEST: usize = 80;

pub(super) fn check(graph: &Graph<'_>, report: &mut Report<'_>) {
    let mut first = HashMap::new();
    let states = graph.scopes.iter().flat_map(|scope| scope.states.iter().map(move |state| (scope, state)));
    let mut states: Vec<_> = states.collect();
    // In the order of the text the later one is the one too many.
    states.sort_by_key(|(_, state)| state.member.key_span);
    for (scope, state) in states {
        let name = state.member.key.as_str();
        let place = state.member.key_place();
        let length = name.chars().count();
        if length == 0 || length > LONGEST {
            let words =
                format!("the name of a state must have 1 to {LONGEST} characters, this one has {length}");
            report.push(Diagnostic::new(Code::StateName, place, words));
        }
        let Some((other, words)) = first.insert(name, (place, &scope.words)) else { continue };
        let twice = if *words == scope.words {
            format!("in {words}")
        } else {
            format!("in {words} and in {}", scope.words)
        };
        let finding = Diagnostic::new(
            Code::DuplicateState,
            place,
            format!("the state name `{name}` stands twice, {twice}"),
        )
        .label("names must be unique in the whole definition")
        .related(other, "it stands here too");
        let words = format!("Duplicate State name: {name}");
        report.push_service(finding, "DUPLICATE_STATE_NAME", words, state.member.value.id);
    }
}
