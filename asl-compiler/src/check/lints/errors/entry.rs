//! Retriers and catchers alike.

use crate::check::lints::view::{View, words};
use crate::model::{Catcher, ErrorName, Retrier, Spanned, State, StateKind};
use crate::syntax::Place;

/// Which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Retrier,
    Catcher,
}

/// A retrier or catcher, as far as its names go.
pub(super) struct Entry<'a> {
    pub(super) role: Role,
    pub(super) place: Place,
    pub(super) names: &'a [Spanned<ErrorName>],
    /// Whether all of its names are known; one that needs a substitution is not.
    pub(super) complete: bool,
    /// How messages name it: ``retrier 1 of the state `A` ``.
    pub(super) words: String,
}

/// The retriers of a state, and its catchers.
pub(super) fn lists<'a>(view: &View<'a>, state: &'a State) -> [Vec<Entry<'a>>; 2] {
    let (retriers, catchers) = handlers(state);
    let entry = |role, place, names: &'a [Spanned<ErrorName>], index: usize| {
        let noun = match role {
            Role::Retrier => "retrier",
            Role::Catcher => "catcher",
        };
        let written = view.field(place, "ErrorEquals").and_then(|member| member.value.as_array());
        Entry {
            role,
            place,
            names,
            complete: written.is_some_and(|written| written.len() == names.len()),
            words: format!("{noun} {} of {}", index + 1, words(state)),
        }
    };
    let retriers = retriers.iter().enumerate();
    let catchers = catchers.iter().enumerate();
    [
        retriers.map(|(index, one)| entry(Role::Retrier, one.place, &one.error_equals, index)).collect(),
        catchers.map(|(index, one)| entry(Role::Catcher, one.place, &one.error_equals, index)).collect(),
    ]
}

/// `Retry` and `Catch` of a state.
pub(in crate::check::lints) fn handlers(state: &State) -> (&[Retrier], &[Catcher]) {
    match &state.kind {
        StateKind::Task(task) => (&task.retry, &task.catch),
        StateKind::Parallel(parallel) => (&parallel.retry, &parallel.catch),
        StateKind::Map(map) => (&map.retry, &map.catch),
        _ => (&[], &[]),
    }
}
