//! Choice rules (CHO).

use super::{Assign, Flow, JsonataExpression, Next, Output, Spanned};
use crate::expression::path::Path;
use crate::syntax::Place;

/// A top-level rule: a condition and where it leads.
#[derive(Debug, Clone, PartialEq)]
pub struct ChoiceRule {
    /// The whole rule.
    pub place: Place,
    /// `Comment`.
    pub comment: Option<String>,
    /// When it is taken, and in JSONata what comes out then.
    pub test: Flow<Condition, JsonataTest>,
    /// `Assign`, where it is taken (CHO-16).
    pub assign: Option<Assign>,
    /// `Next`; never [`Next::End`].
    pub next: Next,
}

/// What a rule in JSONata says (CHO-30).
#[derive(Debug, Clone, PartialEq)]
pub struct JsonataTest {
    /// `Condition`.
    pub condition: JsonataCondition,
    /// `Output`, where the rule is taken; without it the state's input goes on.
    pub output: Output,
}

/// `Condition` (CHO-30).
#[derive(Debug, Clone, PartialEq)]
pub enum JsonataCondition {
    /// `true`, `false`
    Literal(bool),
    /// An expression that must give a boolean.
    Expression(Spanned<JsonataExpression>),
}

/// A condition in JSONPath (CHO-4).
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// `And`; never empty.
    And(Vec<Condition>),
    /// `Or`; never empty.
    Or(Vec<Condition>),
    /// `Not`
    Not(Box<Condition>),
    /// `Variable` and one operator.
    Comparison(Box<Comparison>),
}

/// `Variable` and one operator.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// The whole rule.
    pub place: Place,
    /// `Variable`.
    pub variable: Spanned<Path>,
    /// The operator with its operand.
    pub operator: Spanned<Operator>,
}

/// An operator with its operand; the place of the operator is that of the operand.
#[derive(Debug, Clone, PartialEq)]
pub enum Operator {
    /// `StringEquals`, `StringLessThanPath` …
    String(Relation, Operand<String>),
    /// `NumericEquals` …
    Numeric(Relation, Operand<serde_json::Number>),
    /// `BooleanEquals`, `BooleanEqualsPath`
    Boolean(Operand<bool>),
    /// `TimestampEquals` …; a literal is as it was written and has been checked (CHO-14).
    Timestamp(Relation, Operand<String>),
    /// `StringMatches`: the pattern (CHO-13).
    StringMatches(String),
    /// `IsNull`, `IsPresent` … with what it is compared with (CHO-10).
    Is(TypeTest, bool),
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named after the end of its operators' names")]
pub enum Relation {
    Equals,
    LessThan,
    GreaterThan,
    LessThanEquals,
    GreaterThanEquals,
}

/// What a value is compared with.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand<T> {
    /// A literal.
    Literal(T),
    /// A path, of the operator with suffix `Path`.
    Path(Path),
}

/// A test of a value's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named after its operator, `IsNull` …")]
pub enum TypeTest {
    Null,
    Present,
    String,
    Numeric,
    Boolean,
    Timestamp,
}
