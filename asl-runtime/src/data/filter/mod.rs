//! Conditions of filter steps (PATH-4), for the functions that generated code makes of them.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::OnceLock;

use regex_lite::{Regex, RegexBuilder};
use serde_json::Value;

use super::choice::compare_text;
use super::literal::Literal;
use super::number::{self, Number};
use super::path::{Misses, PathStep, walk};

/// A side of a comparison.
#[derive(Debug, Clone)]
pub struct Operand<'a>(Side<'a>);

#[derive(Debug, Clone)]
enum Side<'a> {
    /// A path that names nothing; equal to nothing, not even to another one.
    Missing,
    Value(Cow<'a, Value>),
    Literal(&'static Literal),
}

/// What `steps` name from the candidate (`@…`) or from the document (`$…`).
pub fn select<'a>(from: &'a Value, steps: &'static [PathStep], document: &'a Value) -> Operand<'a> {
    Operand(match walk(steps, from, document, Misses::Lenient) {
        Ok(value) => Side::Value(value),
        Err(_) => Side::Missing,
    })
}

/// A literal.
pub fn literal(literal: &'static Literal) -> Operand<'static> {
    Operand(Side::Literal(literal))
}

/// `@.a`: whether there is such a thing, `null` included.
pub fn exists(from: &Value, steps: &'static [PathStep], document: &Value) -> bool {
    walk(steps, from, document, Misses::Strict).is_ok()
}

/// `!@.a`: whether there is no such thing, or `null` (PATH-5).
pub fn absent(from: &Value, steps: &'static [PathStep], document: &Value) -> bool {
    !walk(steps, from, document, Misses::Strict).is_ok_and(|value| !value.is_null())
}

/// `==`; nothing is converted.
pub fn equal(left: Operand<'_>, right: Operand<'_>) -> bool {
    match (left.scalar(), right.scalar()) {
        (Scalar::Null, Scalar::Null) => true,
        (Scalar::Bool(left), Scalar::Bool(right)) => left == right,
        (Scalar::Number(left), Scalar::Number(right)) => left.compare(right) == Some(Ordering::Equal),
        (Scalar::Text(left), Scalar::Text(right)) => left == right,
        (Scalar::None, Scalar::None) => match (left.value(), right.value()) {
            (Some(left), Some(right)) => number::equal(&left, &right),
            _ => false,
        },
        _ => false,
    }
}

/// `!=`
pub fn not_equal(left: Operand<'_>, right: Operand<'_>) -> bool {
    !equal(left, right)
}

/// `<`
pub fn less(left: Operand<'_>, right: Operand<'_>) -> bool {
    order(&left, &right).is_some_and(Ordering::is_lt)
}

/// `<=`
pub fn less_or_equal(left: Operand<'_>, right: Operand<'_>) -> bool {
    order(&left, &right).is_some_and(Ordering::is_le)
}

/// `>`
pub fn greater(left: Operand<'_>, right: Operand<'_>) -> bool {
    order(&left, &right).is_some_and(Ordering::is_gt)
}

/// `>=`
pub fn greater_or_equal(left: Operand<'_>, right: Operand<'_>) -> bool {
    order(&left, &right).is_some_and(Ordering::is_ge)
}

/// Only numbers with numbers and strings with strings have an order.
fn order(left: &Operand<'_>, right: &Operand<'_>) -> Option<Ordering> {
    match (left.scalar(), right.scalar()) {
        (Scalar::Number(left), Scalar::Number(right)) => left.compare(right),
        (Scalar::Text(left), Scalar::Text(right)) => Some(compare_text(left, right)),
        _ => None,
    }
}

/// `in`
pub fn is_in(left: Operand<'_>, right: Operand<'_>) -> bool {
    match (left.value(), right.value()) {
        (Some(left), Some(right)) => contains(&right, &left),
        _ => false,
    }
}

/// `nin`
pub fn not_in(left: Operand<'_>, right: Operand<'_>) -> bool {
    !is_in(left, right)
}

/// `subsetof`
pub fn subset_of(left: Operand<'_>, right: Operand<'_>) -> bool {
    arrays(&left, &right, |left, right| left.iter().all(|element| contains(right, element)))
}

/// `anyof`
pub fn any_of(left: Operand<'_>, right: Operand<'_>) -> bool {
    arrays(&left, &right, |left, right| left.iter().any(|element| contains(right, element)))
}

/// `noneof`
pub fn none_of(left: Operand<'_>, right: Operand<'_>) -> bool {
    arrays(&left, &right, |left, right| !left.iter().any(|element| contains(right, element)))
}

fn arrays(left: &Operand<'_>, right: &Operand<'_>, holds: impl FnOnce(&[Value], &Value) -> bool) -> bool {
    match (left.value(), right.value()) {
        (Some(left), Some(right)) => match (&*left, right.is_array()) {
            (Value::Array(elements), true) => holds(elements, &right),
            _ => false,
        },
        _ => false,
    }
}

fn contains(array: &Value, wanted: &Value) -> bool {
    array.as_array().is_some_and(|elements| elements.iter().any(|element| number::equal(element, wanted)))
}

/// `size`: the length of an array or a string.
pub fn size(left: Operand<'_>, right: Operand<'_>) -> bool {
    let length = match left.value().as_deref() {
        Some(Value::Array(elements)) => elements.len(),
        Some(Value::String(text)) => text.encode_utf16().count(),
        _ => return false,
    };
    match right.scalar() {
        Scalar::Number(expected) => usize::try_from(expected.truncate()) == Ok(length),
        _ => false,
    }
}

/// `empty`: whether an array, an object or a string is empty, compared with the boolean at the right.
pub fn empty(left: Operand<'_>, right: Operand<'_>) -> bool {
    let empty = match left.value().as_deref() {
        Some(Value::Array(elements)) => elements.is_empty(),
        Some(Value::Object(members)) => members.is_empty(),
        Some(Value::String(text)) => text.is_empty(),
        _ => return false,
    };
    matches!(right.scalar(), Scalar::Bool(expected) if expected == empty)
}

/// A regular expression; made by the first match and kept. Generated code holds it in a `static`.
#[derive(Debug)]
pub struct Pattern {
    text: &'static str,
    case: Case,
    regex: OnceLock<Option<Regex>>,
}

/// Whether a pattern tells capital letters from small ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// `/…/`
    Exact,
    /// `/…/i`
    Ignored,
}

impl Pattern {
    /// The pattern between the slashes, without compiling it.
    pub const fn new(text: &'static str, case: Case) -> Self {
        Self { text, case, regex: OnceLock::new() }
    }

    /// Whether the whole text matches. A pattern that can't be compiled matches nothing.
    fn is_match(&self, text: &str) -> bool {
        let compile = || {
            let whole = format!("^(?:{})$", self.text);
            RegexBuilder::new(&whole).case_insensitive(self.case == Case::Ignored).build().ok()
        };
        self.regex.get_or_init(compile).as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

/// `=~`: the whole value as text, or any element of an array.
pub fn matches(value: Operand<'_>, pattern: &Pattern) -> bool {
    match value.value().as_deref() {
        Some(Value::Array(elements)) => elements.iter().any(|element| pattern.is_match(&text(Some(element)))),
        other => pattern.is_match(&text(other)),
    }
}

/// What has no text counts as an empty one.
fn text(value: Option<&Value>) -> Cow<'_, str> {
    match value {
        Some(Value::String(text)) => Cow::Borrowed(text),
        Some(Value::Number(number)) => Cow::Owned(number.to_string()),
        Some(Value::Bool(value)) => Cow::Borrowed(if *value { "true" } else { "false" }),
        _ => Cow::Borrowed(""),
    }
}

/// A value that has no parts.
enum Scalar<'a> {
    Null,
    Bool(bool),
    Number(Number),
    Text(&'a str),
    None,
}

impl Operand<'_> {
    fn scalar(&self) -> Scalar<'_> {
        match &self.0 {
            Side::Missing => Scalar::None,
            Side::Value(value) => match &**value {
                Value::Null => Scalar::Null,
                Value::Bool(value) => Scalar::Bool(*value),
                Value::Number(number) => Scalar::Number(number.into()),
                Value::String(text) => Scalar::Text(text),
                Value::Array(_) | Value::Object(_) => Scalar::None,
            },
            Side::Literal(literal) => match literal {
                Literal::Null => Scalar::Null,
                Literal::Bool(value) => Scalar::Bool(*value),
                Literal::Integer(number) => Scalar::Number(Number::Integer(*number)),
                Literal::Unsigned(number) => Scalar::Number(Number::Unsigned(*number)),
                Literal::Float(number) => Scalar::Number(Number::Float(*number)),
                Literal::String(text) | Literal::Substituted(text) => Scalar::Text(text),
                Literal::Array(_) | Literal::Object(_) => Scalar::None,
            },
        }
    }

    fn value(&self) -> Option<Cow<'_, Value>> {
        match &self.0 {
            Side::Missing => None,
            Side::Value(value) => Some(Cow::Borrowed(value)),
            Side::Literal(literal) => Some(Cow::Owned(literal.plain())),
        }
    }
}

#[cfg(test)]
mod tests;
