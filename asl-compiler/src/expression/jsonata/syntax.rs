//! What is written, before steps, predicates and groups have found their paths.

use std::ops::Range;

use super::ast::{BinaryOperator, Direction, Regex};
use super::signature::Signature;

/// A part of what is written.
#[derive(Debug)]
pub(super) struct Syntax {
    pub(super) kind: SyntaxKind,
    pub(super) range: Range<usize>,
    /// How deep parts lie in it.
    pub(super) depth: usize,
    /// Whether `[]` follows it, or follows predicates on it.
    pub(super) keep_array: bool,
}

/// A key and a value, as they are written.
pub(super) type Pair = (Syntax, Syntax);

#[derive(Debug)]
pub(super) enum SyntaxKind {
    /// The end of the text, where a value should be.
    End,
    Name(String),
    /// Without `$`.
    Variable(String),
    Text(String),
    Number(f64),
    Boolean(bool),
    Null,
    Regex(Regex),
    Wildcard,
    Descendants,
    Parent,
    Negate(Box<Syntax>),
    Dot(Box<Syntax>, Box<Syntax>),
    Binary(BinaryOperator, Box<Syntax>, Box<Syntax>),
    Apply(Box<Syntax>, Box<Syntax>),
    /// `base[predicate]`
    Filter(Box<Syntax>, Box<Syntax>),
    /// `base{…}`
    Group(Box<Syntax>, Vec<Pair>),
    /// `base^(…)`
    Sort(Box<Syntax>, Vec<(Direction, Syntax)>),
    /// `base@$name`
    Focus(Box<Syntax>, String),
    /// `base#$name`
    Index(Box<Syntax>, String),
    /// `$name := value`
    Bind(String, Box<Syntax>),
    Array(Vec<Syntax>),
    Object(Vec<Pair>),
    Block(Vec<Syntax>),
    Conditional(Box<Syntax>, Box<Syntax>, Option<Box<Syntax>>),
    Call(Box<Syntax>, Vec<Syntax>),
    /// `None` for each `?`.
    Partial(Box<Syntax>, Vec<Option<Syntax>>),
    Lambda {
        parameters: Vec<String>,
        signature: Option<Signature>,
        body: Box<Syntax>,
    },
    /// Pattern, update, delete.
    Transform(Box<Syntax>, Box<Syntax>, Option<Box<Syntax>>),
}
