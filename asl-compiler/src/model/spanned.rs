//! Values with their places.

use super::JsonataExpression;
use crate::expression::path::ReferencePath;
use crate::syntax::Place;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(value: T, place: Place) -> Self {
        Self { value, place }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A number that stands in the definition (`MaxConcurrency`), or is read at run time (`MaxConcurrencyPath`,
/// or an expression of JSONata).
#[derive(Debug, Clone, PartialEq)]
pub enum Quantity<T> {
    /// `X: 3`
    Literal(Spanned<T>),
    /// `XPath: "$.x"`
    Path(Spanned<ReferencePath>),
    /// `X: "{% … %}"`
    Expression(Spanned<JsonataExpression>),
}
