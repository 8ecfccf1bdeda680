//! Literal data beyond what a state may hold (STRICT-20).

use super::errors::handlers;
use super::uses::templates;
use super::view::{View, words};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::model::{Assign, State, StateKind, Template};
use crate::syntax::Place;

/// The longest JSON text that passes between states, in bytes (LIM-1).
const LARGEST: usize = 262_144;

pub(super) fn check(view: &View<'_>, findings: &mut Findings) {
    for state in view.states() {
        for (place, length) in assigned(state) {
            let message = format!("`Assign` of {} makes {length} bytes of JSON", words(state));
            findings.extend((length > LARGEST).then(|| {
                Diagnostic::new(Code::LiteralTooLarge, place, message)
                    .label(format!("it assigns {LARGEST} bytes at most, and fails beyond"))
            }));
        }
    }
    for state in view.jsonpath_states() {
        if let StateKind::Pass(pass) = &state.kind
            && let Some(result) = pass.flow.json_path().and_then(|made| made.result.as_ref())
        {
            findings.extend(finding(view, state, "Result", result.place, length(&result.value)));
        }
        for used in templates(state).iter().filter(|used| used.field != "Assign") {
            let place =
                view.field(state.place, used.field).map_or(state.name.place, |member| member.key_place());
            findings.extend(finding(view, state, used.field, place, template(used.template)));
        }
    }
}

fn finding(view: &View<'_>, state: &State, field: &str, place: Place, length: usize) -> Option<Diagnostic> {
    let place = view.field(state.place, field).map_or(place, |member| member.key_place());
    (length > LARGEST).then(|| {
        let message = format!("`{field}` of {} makes {length} bytes of JSON", words(state));
        Diagnostic::new(Code::LiteralTooLarge, place, message)
            .label(format!("a state holds {LARGEST} bytes at most, and fails beyond"))
    })
}

/// Where a state assigns variables, and the least number of bytes that it makes there (VAR-17).
fn assigned(state: &State) -> Vec<(Place, usize)> {
    let catchers = handlers(state).1.iter().map(|catcher| &catcher.assign);
    let (own, rules) = match &state.kind {
        StateKind::Task(task) => (&task.assign, &[][..]),
        StateKind::Pass(pass) => (&pass.assign, &[][..]),
        StateKind::Wait(wait) => (&wait.assign, &[][..]),
        StateKind::Parallel(parallel) => (&parallel.assign, &[][..]),
        StateKind::Map(map) => (&map.assign, &[][..]),
        StateKind::Choice(choice) => (&choice.assign, choice.choices.as_slice()),
        StateKind::Succeed(_) | StateKind::Fail(_) => return Vec::new(),
    };
    let every = std::iter::once(own).chain(rules.iter().map(|rule| &rule.assign)).chain(catchers);
    let length = |assign: &Assign| {
        assign.variables.iter().map(|one| one.name.value.len() + 4 + template(&one.value)).sum::<usize>() + 1
    };
    every.flatten().map(|assign| (assign.place, length(assign))).collect()
}

/// The least number of bytes of what a template makes.
fn template(template: &Template) -> usize {
    match template {
        Template::Literal(literal) => length(&literal.value),
        // Nothing is shorter than a digit.
        Template::Expression(_) => 1,
        Template::Array(elements) => {
            1 + elements.iter().map(|element| self::template(element) + 1).sum::<usize>()
        }
        Template::Object(members) => {
            1 + members
                .iter()
                .map(|member| member.key.value.len() + 4 + self::template(&member.value))
                .sum::<usize>()
        }
    }
}

fn length(value: &serde_json::Value) -> usize {
    value.to_string().len()
}

#[cfg(test)]
mod tests {
    use crate::check::lints::testing::check_table;
    use crate::diagnostic::Code;

    #[test]
    fn data_has_a_limit() {
        let pass = |field: &str, value: &str| {
            format!(r#""A": {{"Type": "Pass", "{field}": {value}, "Next": "End"}}"#)
        };
        let text = |length: usize| format!(r#""{}""#, "x".repeat(length - 2));
        let member = |length: usize| format!(r#"{{"a":{}}}"#, text(length - r#"{"a":}"#.len()));
        let beside = |length: usize| format!(r#"{{"b.$": "$.b", "a": {}}}"#, text(length));
        let jsonata = |value: &str| {
            format!(
                r#""A": {{"Type": "Pass", "QueryLanguage": "JSONata", "Assign": {value}, "Next": "End"}}"#
            )
        };
        check_table(
            Code::LiteralTooLarge,
            &[
                (&pass("Result", &text(262_144)), &[]),
                (&pass("Result", &text(262_145)), &["/States/A/Result"]),
                (&pass("Parameters", &member(262_144)), &[]),
                (&pass("Parameters", &member(262_145)), &["/States/A/Parameters"]),
                (&pass("Parameters", &beside(262_100)), &[]),
                (&pass("Parameters", &beside(262_144)), &["/States/A/Parameters"]),
                (&pass("Assign", &member(262_144)), &[]),
                (&pass("Assign", &member(262_145)), &["/States/A/Assign"]),
                (&jsonata(&beside(262_144).replace("b.$", "b")), &["/States/A/Assign"]),
            ],
        );
    }
}
