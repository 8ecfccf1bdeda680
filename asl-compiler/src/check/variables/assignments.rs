//! Where variables get their values (VAR-1, VAR-13, VAR-15).

use super::set::{Set, VariableId, Variables};
use crate::check::view::{View, words};
use crate::model::{Assign, Catcher, Next, State, StateKind};
use crate::syntax::Place;

/// A variable that gets a value.
pub(super) struct Assignment {
    pub(super) variable: VariableId,
    /// The index of its scope in [`View::scopes`].
    pub(super) scope: usize,
    /// The position of its state in the scope.
    pub(super) position: usize,
    /// As messages name it: `` `Assign` of the state `A` ``.
    pub(super) words: String,
    /// The key.
    pub(super) place: Place,
}

/// All that is assigned, in the order of the states.
pub(super) fn collect<'a>(view: &View<'a>, variables: &mut Variables<'a>) -> Vec<Assignment> {
    let mut assignments = Vec::new();
    for (scope, of) in view.scopes.iter().enumerate() {
        for (position, state) in of.scope.states.iter().enumerate() {
            for (part, assign) in parts(state) {
                let words = format!("{part} of {}", words(state));
                assignments.extend(assign.variables.iter().map(|assigned| Assignment {
                    variable: variables.add(&assigned.name.value),
                    scope,
                    position,
                    words: words.clone(),
                    place: assigned.name.place,
                }));
            }
        }
    }
    assignments
}

/// Every `Assign` of a state, with what messages call it.
fn parts(state: &State) -> Vec<(String, &Assign)> {
    let mut parts: Vec<(String, &Assign)> = Vec::new();
    parts.extend(own(state).map(|assign| ("`Assign`".to_owned(), assign)));
    if let StateKind::Choice(choice) = &state.kind {
        let rules = choice.choices.iter().enumerate();
        parts.extend(rules.filter_map(|(index, rule)| {
            Some((format!("`Assign` of rule {}", index + 1), rule.assign.as_ref()?))
        }));
    }
    let catchers = catchers(state).iter().enumerate();
    parts.extend(catchers.filter_map(|(index, catcher)| {
        Some((format!("`Assign` of catcher {}", index + 1), catcher.assign.as_ref()?))
    }));
    parts
}

/// The `Assign` of the state itself.
pub(in crate::check) fn own(state: &State) -> Option<&Assign> {
    match &state.kind {
        StateKind::Task(task) => task.assign.as_ref(),
        StateKind::Pass(pass) => pass.assign.as_ref(),
        StateKind::Choice(choice) => choice.assign.as_ref(),
        StateKind::Wait(wait) => wait.assign.as_ref(),
        StateKind::Parallel(parallel) => parallel.assign.as_ref(),
        StateKind::Map(map) => map.assign.as_ref(),
        StateKind::Succeed(_) | StateKind::Fail(_) => None,
    }
}

fn catchers(state: &State) -> &[Catcher] {
    match &state.kind {
        StateKind::Task(task) => &task.catch,
        StateKind::Parallel(parallel) => &parallel.catch,
        StateKind::Map(map) => &map.catch,
        _ => &[],
    }
}

/// How a state is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Via {
    Next,
    Rule(usize),
    Catch(usize),
}

/// A transition with what it assigns.
pub(super) struct Transition {
    /// The position of the state that it leads to.
    pub(super) to: usize,
    pub(super) via: Via,
    pub(super) assigns: Set,
    /// What has a value if it is gone at all: the state fails without.
    pub(super) needs: Set,
}

/// The transitions of a state within its scope.
pub(super) fn transitions(state: &State, variables: &Variables<'_>) -> Vec<Transition> {
    let mut transitions = Vec::new();
    let mut add = |next: Next, via, assign: Option<&Assign>| {
        if let Next::State(id) = next {
            let mut assigns = Set::default();
            let names = assign.iter().flat_map(|assign| &assign.variables);
            names.filter_map(|assigned| variables.id(&assigned.name.value)).for_each(|id| assigns.insert(id));
            transitions.push(Transition { to: id.0 as usize, via, assigns, needs: Set::default() });
        }
    };
    match &state.kind {
        StateKind::Task(task) => add(task.next, Via::Next, own(state)),
        StateKind::Pass(pass) => add(pass.next, Via::Next, own(state)),
        StateKind::Wait(wait) => add(wait.next, Via::Next, own(state)),
        StateKind::Parallel(parallel) => add(parallel.next, Via::Next, own(state)),
        StateKind::Map(map) => add(map.next, Via::Next, own(state)),
        StateKind::Choice(choice) => {
            for (index, rule) in choice.choices.iter().enumerate() {
                add(rule.next, Via::Rule(index), rule.assign.as_ref());
            }
            choice.default.into_iter().for_each(|next| add(next, Via::Next, own(state)));
        }
        StateKind::Succeed(_) | StateKind::Fail(_) => {}
    }
    for (index, catcher) in catchers(state).iter().enumerate() {
        add(catcher.next, Via::Catch(index), catcher.assign.as_ref());
    }
    transitions
}
