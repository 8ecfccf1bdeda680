//! What the failure of a check begins with.

use crate::model::State;
use crate::source::{Location, Origin, Source};
use crate::syntax::Place;

/// Makes the beginnings of messages.
pub(super) struct Words<'a> {
    pub(super) source: &'a Source,
}

impl Words<'_> {
    /// `workflows/order.asl.json:14:20`
    fn place(&self, place: Place) -> String {
        let Location { line, column } = self.source.locate(place.span.start);
        match self.source.origin() {
            Origin::File(name) => format!("{name}:{line}:{column}"),
            Origin::Literal => format!("line {line}, column {column} of the literal"),
        }
    }

    /// A path that is read. `more` says on which way, or who has replaced what was there.
    pub(super) fn reads(&self, state: &State, place: Place, path: &str, more: &str) -> String {
        format!("{}: state {} reads {path}{more}", self.place(place), state.name.value)
    }

    /// A path that is tested for being there.
    pub(super) fn tests(&self, state: &State, place: Place, path: &str) -> String {
        format!("{}: state {} tests whether {path} is there", self.place(place), state.name.value)
    }

    /// A value that is compared.
    pub(super) fn compares(&self, state: &State, place: Place, path: &str, with: &str) -> String {
        format!("{}: state {} compares {path} with {with}", self.place(place), state.name.value)
    }

    /// A value that a field or a function wants.
    pub(super) fn wants(&self, state: &State, place: Place, what: &str, wanted: &str, path: &str) -> String {
        format!("{}: {what} of state {} wants {wanted}, and gets {path}", self.place(place), state.name.value)
    }

    /// A result that is written into something.
    pub(super) fn writes(&self, state: &State, place: Place, into: &str) -> String {
        format!("{}: state {} writes its result into {into}", self.place(place), state.name.value)
    }

    /// An error that is retried or caught.
    pub(super) fn handles(&self, state: &State, place: Place, name: &str) -> String {
        format!("{}: state {} handles {name}", self.place(place), state.name.value)
    }

    /// Errors that end the execution.
    pub(super) fn fails(&self, state: &State, place: Place) -> String {
        format!("{}: an error of state {} ends the workflow", self.place(place), state.name.value)
    }

    /// What a handler gets.
    pub(super) fn payload(&self, state: &State, place: Place, more: String) -> String {
        format!("{}: the payload of state {}{more}", self.place(place), state.name.value)
    }

    /// What the execution ends with.
    pub(super) fn output(&self, state: &State) -> String {
        format!("{}: the workflow's output, from state {}", self.place(state.name.place), state.name.value)
    }
}
