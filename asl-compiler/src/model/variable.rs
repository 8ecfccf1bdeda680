//! `Assign` (VAR).

use super::{Spanned, Template};
use crate::syntax::Place;

/// `Assign` of a state, a choice rule or a catcher (VAR-1).
#[derive(Debug, Clone, PartialEq)]
pub struct Assign {
    /// The whole object.
    pub place: Place,
    /// What is assigned, in the order of the text; all values are those from before (VAR-5).
    pub variables: Vec<AssignedVariable>,
}

/// A variable that gets a value.
#[derive(Debug, Clone, PartialEq)]
pub struct AssignedVariable {
    /// Its name, in JSONPath without `.$`; the place is the whole key.
    pub name: Spanned<String>,
    /// What it gets.
    pub value: Template,
}
