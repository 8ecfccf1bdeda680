//! Payload templates (TPL).

use super::Spanned;
use crate::expression::{intrinsic::Call, path::Path};
use crate::syntax::Place;

/// A payload template (TPL-2, TPL-3).
#[derive(Debug, Clone, PartialEq)]
pub enum Template {
    /// JSON without any member that is evaluated.
    Literal(Literal),
    /// The value of a member whose key ends in `.$`.
    Expression(Spanned<Expression>),
    /// An object with at least one evaluated member, at any depth; members in the order of the text.
    Object(Vec<TemplateMember>),
    /// An array with at least one evaluated member, at any depth.
    Array(Vec<Template>),
}

/// A member of a template object.
#[derive(Debug, Clone, PartialEq)]
pub struct TemplateMember {
    /// The key without `.$`; its place is the whole key.
    pub key: Spanned<String>,
    /// The value; an [`Template::Expression`] exactly where the key was written with `.$`.
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

/// What is evaluated (TPL-4).
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// A path.
    Path(Path),
    /// An intrinsic function.
    Intrinsic(Call),
}
