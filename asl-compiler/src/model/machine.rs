//! The machine and its scopes.

use super::{Spanned, State};
use crate::syntax::Place;

/// A whole definition (DOC-2).
#[derive(Debug, Clone, PartialEq)]
pub struct StateMachine {
    /// `Comment`.
    pub comment: Option<String>,
    /// `TimeoutSeconds` (TIME-7).
    pub timeout_seconds: Option<Spanned<u32>>,
    /// The outermost scope.
    pub scope: Scope,
}

/// A `States` object with its `StartAt`: the machine, a branch or an item processor (DOC-10).
#[derive(Debug, Clone, PartialEq)]
pub struct Scope {
    /// The object that holds `StartAt` and `States`.
    pub place: Place,
    /// `Comment` of a branch or item processor.
    pub comment: Option<String>,
    /// The first state.
    pub start_at: StateId,
    /// The states in the order of the text; never empty.
    pub states: Vec<State>,
}

impl Scope {
    /// The state with this id.
    pub fn state(&self, id: StateId) -> &State {
        &self.states[id.0 as usize]
    }

    /// The ids of all states, in the order of the text.
    pub fn ids(&self) -> impl Iterator<Item = StateId> {
        (0..self.states.len() as u32).map(StateId)
    }
}

/// A state by its index in [`Scope::states`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StateId(pub u32);

/// `QueryLanguage` (LANG).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum QueryLanguage {
    /// The default.
    #[default]
    JsonPath,
    /// JSONata.
    Jsonata,
}

/// `kind:` in the macro's arguments (EXEC-9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum WorkflowKind {
    /// Durable, exactly-once, up to a year.
    #[default]
    Standard,
    /// In memory, at least once, up to five minutes.
    Express,
}
