//! Payload templates (TPL, JNA-2).

use super::{JsonataExpression, Spanned};
use crate::expression::{intrinsic::Call, path::Path};
use crate::syntax::Place;

/// A payload template (TPL-2, TPL-3), or JSON of JSONata that holds expressions (JNA-2).
#[derive(Debug, Clone, PartialEq)]
pub enum Template {
    /// JSON without any member that is evaluated.
    Literal(Literal),
    /// The value of a member whose key ends in `.$`; in JSONata any string that is an expression.
    Expression(Spanned<Expression>),
    /// An object with at least one evaluated member, at any depth; members in the order of the text.
    Object(Vec<TemplateMember>),
    /// An array with at least one evaluated member, at any depth.
    Array(Vec<Template>),
}

/// A member of a template object.
#[derive(Debug, Clone, PartialEq)]
pub struct TemplateMember {
    /// The key, in JSONPath without `.$`; its place is the whole key.
    pub key: Spanned<String>,
    /// The value; in JSONPath a [`Template::Expression`] exactly where the key was written with `.$`.
    pub value: Template,
}

/// Literal JSON. Its strings may still hold `${Name}` of substitutions that get their value at run time.
#[derive(Debug, Clone, PartialEq)]
pub struct Literal {
    /// The JSON.
    pub value: serde_json::Value,
    /// Where it stands.
    pub place: Place,
}

/// What is evaluated (TPL-4, JNA-1).
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// A path.
    Path(Path),
    /// An intrinsic function.
    Intrinsic(Call),
    /// JSONata; in states of that language, and nowhere else.
    Jsonata(JsonataExpression),
}
