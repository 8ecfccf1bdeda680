//! Where variables are read, in either language (VAR-9, VAR-19).

use std::collections::BTreeSet;

use crate::check::jsonata::{Role, Site};
use crate::check::lints::uses::paths;
use crate::check::view::{View, words};
use crate::expression::path::Root;
use crate::model::{Condition, Operator, State, StateKind, TypeTest};
use crate::syntax::Place;

/// A variable where it is read.
pub(super) struct Read<'a> {
    pub(super) name: &'a str,
    /// The name itself.
    pub(super) place: Place,
    /// As messages name it: `` `Output` of the state `A` ``.
    pub(super) words: String,
    pub(super) missing: Missing,
    pub(super) ways: Ways,
}

/// On which ways out of its state it is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ways {
    /// On all but those of catchers.
    Every,
    /// On some: that of a rule or catcher.
    Some,
}

/// What comes of it if the variable has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// The state fails, or its data lacks something.
    Matters,
    /// The expression does without.
    Borne,
    /// The expression asks for it first.
    Asked,
    /// It is called, and what comes of that is told of elsewhere.
    Called,
}

/// What every state reads, by scope and position.
pub(super) fn collect<'a>(view: &View<'a>, sites: &[Site<'a>]) -> Vec<Vec<Vec<Read<'a>>>> {
    let mut reads: Vec<Vec<Vec<Read<'a>>>> = view
        .scopes
        .iter()
        .map(|scope| scope.scope.states.iter().map(|state| of_paths(view, state)).collect())
        .collect();
    for site in sites {
        let tested: BTreeSet<&str> = site
            .names
            .variables
            .iter()
            .filter(|used| used.role == Role::Tested)
            .map(|used| used.name)
            .collect();
        let reads = &mut reads[site.scope][site.position];
        for used in &site.names.variables {
            let missing = match used.role {
                Role::Called => Missing::Called,
                _ if tested.contains(used.name) => Missing::Asked,
                Role::Needed => Missing::Matters,
                Role::Borne | Role::Tested => Missing::Borne,
            };
            reads.push(Read {
                name: used.name,
                place: site.part(view, &used.range),
                words: site.words.clone(),
                missing,
                ways: match site.field {
                    "Catch" | "Choices" => Ways::Some,
                    _ => Ways::Every,
                },
            });
        }
    }
    reads
}

fn of_paths<'a>(view: &View<'a>, state: &'a State) -> Vec<Read<'a>> {
    let tested = tested(state);
    let mut reads = Vec::new();
    for used in paths(state) {
        let Root::Variable(name) = &used.path.root else { continue };
        let start = used.part.as_ref().map_or(0, |part| part.start);
        let asked = used.field == "Variable" && tested.contains(name.as_str());
        reads.push(Read {
            name,
            place: view.part(used.place, start..start + 1 + name.len()),
            words: format!("`{}` of {}", used.field, words(state)),
            missing: if asked { Missing::Asked } else { Missing::Matters },
            ways: match used.field {
                "Variable" | "Assign" => Ways::Some,
                _ => Ways::Every,
            },
        });
    }
    reads
}

/// The variables of which a Choice in JSONPath asks whether they are there.
pub(super) fn tested(state: &State) -> BTreeSet<&str> {
    let mut tested = BTreeSet::new();
    if let StateKind::Choice(choice) = &state.kind {
        for condition in choice.choices.iter().filter_map(|rule| rule.test.json_path()) {
            presence(condition, &mut tested);
        }
    }
    tested
}

fn presence<'a>(condition: &'a Condition, tested: &mut BTreeSet<&'a str>) {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => {
            parts.iter().for_each(|part| presence(part, tested));
        }
        Condition::Not(part) => presence(part, tested),
        Condition::Comparison(comparison) => {
            if let (Root::Variable(name), Operator::Is(TypeTest::Present, _)) =
                (&comparison.variable.value.root, &comparison.operator.value)
            {
                tested.insert(name);
            }
        }
    }
}
