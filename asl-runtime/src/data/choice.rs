//! Choice rules (CHO). A value or an operand of another type than the operator's makes a comparison false, never
//! an error (CHO-7).

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::Value;

pub use super::number::Number;
use super::path::Path;
use crate::program::{Failure, Step};
use crate::time::Timestamp;

/// How an operator compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is named after the end of its operators' names")]
pub enum Relation {
    Equals,
    LessThan,
    GreaterThan,
    LessThanEquals,
    GreaterThanEquals,
}

impl Relation {
    fn holds(self, ordering: Option<Ordering>) -> bool {
        ordering.is_some_and(|ordering| match self {
            Self::Equals => ordering.is_eq(),
            Self::LessThan => ordering.is_lt(),
            Self::GreaterThan => ordering.is_gt(),
            Self::LessThanEquals => ordering.is_le(),
            Self::GreaterThanEquals => ordering.is_ge(),
        })
    }
}

/// The value of `Variable`.
///
/// # Errors
///
/// A path that names nothing (CHO-8).
pub fn variable<'d>(step: &'d Step<'_>, document: &'d Value, path: &Path) -> Result<Cow<'d, Value>, Failure> {
    path.select(step, document).map_err(|_| invalid(path))
}

/// The operand of an operator with suffix `Path`, read from the same document.
///
/// # Errors
///
/// A path that names nothing (CHO-9).
pub fn operand<'d>(step: &'d Step<'_>, document: &'d Value, path: &Path) -> Result<Cow<'d, Value>, Failure> {
    path.select(step, document).map_err(|_| invalid(path))
}

fn invalid(path: &Path) -> Failure {
    Failure::runtime(format!(
        "Invalid path '{}': The choice state's condition path references an invalid value.",
        path.text
    ))
}

/// `IsPresent`: an explicit `null` is present (CHO-11).
pub fn is_present(step: &Step<'_>, document: &Value, path: &Path) -> bool {
    path.select(step, document).is_ok()
}

/// `StringEquals` and its like: by UTF-16 code unit.
pub fn string(value: &Value, relation: Relation, operand: &str) -> bool {
    value.as_str().is_some_and(|text| relation.holds(Some(compare_text(text, operand))))
}

/// `StringEqualsPath` and its like.
pub fn string_path(value: &Value, relation: Relation, operand: &Value) -> bool {
    operand.as_str().is_some_and(|operand| string(value, relation, operand))
}

/// The order of texts in the language of the service.
pub(super) fn compare_text(left: &str, right: &str) -> Ordering {
    left.encode_utf16().cmp(right.encode_utf16())
}

/// `NumericEquals` and its like: 1 equals 1.0.
pub fn numeric(value: &Value, relation: Relation, operand: Number) -> bool {
    Number::of(value).is_some_and(|number| relation.holds(number.compare(operand)))
}

/// `NumericEqualsPath` and its like.
pub fn numeric_path(value: &Value, relation: Relation, operand: &Value) -> bool {
    Number::of(operand).is_some_and(|operand| numeric(value, relation, operand))
}

/// `BooleanEquals`
pub fn boolean(value: &Value, operand: bool) -> bool {
    value.as_bool() == Some(operand)
}

/// `BooleanEqualsPath`
pub fn boolean_path(value: &Value, operand: &Value) -> bool {
    operand.as_bool().is_some_and(|operand| boolean(value, operand))
}

/// `TimestampEquals` and its like: by instant.
pub fn timestamp(value: &Value, relation: Relation, operand: Timestamp) -> bool {
    instant(value).is_some_and(|instant| relation.holds(Some(instant.cmp(&operand))))
}

/// `TimestampEqualsPath` and its like.
pub fn timestamp_path(value: &Value, relation: Relation, operand: &Value) -> bool {
    instant(operand).is_some_and(|operand| timestamp(value, relation, operand))
}

fn instant(value: &Value) -> Option<Timestamp> {
    Timestamp::parse(value.as_str()?)
}

/// `StringMatches`, the pattern split at its unescaped `*` (CHO-13): the pieces, in order, with anything between.
pub fn string_matches(value: &Value, pieces: &[&str]) -> bool {
    let Some(text) = value.as_str() else { return false };
    match pieces {
        [] => text.is_empty(),
        [whole] => text == *whole,
        [first, between @ .., last] => {
            let Some(mut rest) = text.strip_prefix(first) else { return false };
            for piece in between {
                // The earliest place leaves the most text for the pieces that follow.
                match rest.split_once(piece) {
                    Some((_, after)) => rest = after,
                    None => return false,
                }
            }
            rest.ends_with(last)
        }
    }
}

/// `IsNull`
pub fn is_null(value: &Value) -> bool {
    value.is_null()
}

/// `IsString`
pub fn is_string(value: &Value) -> bool {
    value.is_string()
}

/// `IsNumeric`
pub fn is_numeric(value: &Value) -> bool {
    value.is_number()
}

/// `IsBoolean`
pub fn is_boolean(value: &Value) -> bool {
    value.is_boolean()
}

/// `IsTimestamp`: a string that is a timestamp (CHO-12).
pub fn is_timestamp(value: &Value) -> bool {
    instant(value).is_some()
}

/// No rule holds, and there is no `Default` (CHO-10).
pub fn no_match() -> Failure {
    Failure::runtime("Failed to transition out of the state. The state does not point to a next state.")
}

/// A `StringMatches` pattern with a backslash that escapes nothing; found when the rule is reached (CHO-13).
pub fn invalid_pattern(pattern: &'static str) -> Failure {
    Failure::runtime(format!("Invalid pattern '{pattern}': a backslash must escape '*' or '\\'."))
}
