//! Choice rules (CHO). A value or an operand of another type than the operator's makes a comparison false, never
//! an error (CHO-7).

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::Value;

pub use super::number::Number;
use super::path::{Path, Root};
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

/// What `Variable`, or the operand of an operator with suffix `Path`, reads of a raw input that may be no JSON yet: no
/// more of it becomes JSON than the path names.
///
/// # Errors
///
/// A path that names nothing (CHO-8, CHO-9).
pub fn of_input<'d>(step: &'d Step<'_>, path: &Path) -> Result<Cow<'d, Value>, Failure> {
    if path.root == Root::Document
        && let Some(found) = step.input.select(path.steps)
    {
        return Ok(Cow::Owned(found));
    }
    variable(step, step.input(), path)
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Relation::{Equals, GreaterThan, GreaterThanEquals, LessThan, LessThanEquals};
    use super::*;
    use crate::data::path::{PathStep, Root};
    use crate::program::Fixture;

    const ALL: [Relation; 5] = [Equals, LessThan, GreaterThan, LessThanEquals, GreaterThanEquals];

    /// Which relations hold where the value compares with the operand as `ordering` says.
    fn expected(ordering: Option<Ordering>) -> [bool; 5] {
        match ordering {
            Some(Ordering::Less) => [false, true, false, true, false],
            Some(Ordering::Equal) => [true, false, false, true, true],
            Some(Ordering::Greater) => [false, false, true, false, true],
            None => [false; 5],
        }
    }

    /// A value of each type, for what a comparison says of values that are not of its own.
    fn others(kind: &str) -> Vec<Value> {
        let all = [
            ("string", json!("x")),
            ("number", json!(1)),
            ("boolean", json!(true)),
            ("null", json!(null)),
            ("array", json!([1])),
            ("object", json!({"a": 1})),
        ];
        all.into_iter().filter(|(name, _)| *name != kind).map(|(_, value)| value).collect()
    }

    #[test]
    fn strings_compare_by_utf_16_units() {
        let cases = [
            ("a", "a", Some(Ordering::Equal)),
            ("a", "b", Some(Ordering::Less)),
            ("b", "a", Some(Ordering::Greater)),
            ("A", "a", Some(Ordering::Less)),
            ("a", "ab", Some(Ordering::Less)),
            ("", "", Some(Ordering::Equal)),
            // By code point it would be the other way round.
            ("\u{1F680}", "\u{FF5E}", Some(Ordering::Less)),
        ];
        for (value, operand, ordering) in cases {
            assert_eq!(ALL.map(|relation| string(&json!(value), relation, operand)), expected(ordering));
            let by_path = ALL.map(|relation| string_path(&json!(value), relation, &json!(operand)));
            assert_eq!(by_path, expected(ordering), "{value} {operand}");
        }
        for other in others("string") {
            assert_eq!(ALL.map(|relation| string(&other, relation, "1")), [false; 5], "{other}");
            assert_eq!(ALL.map(|relation| string_path(&json!("1"), relation, &other)), [false; 5], "{other}");
            assert_eq!(ALL.map(|relation| string_path(&other, relation, &other)), [false; 5], "{other}");
        }
    }

    #[test]
    fn numbers_compare_by_value() {
        let cases = [
            (json!(1), Number::Integer(1), json!(1), Ordering::Equal),
            (json!(1), Number::Float(1.0), json!(1.0), Ordering::Equal),
            (json!(1.0), Number::Integer(1), json!(1), Ordering::Equal),
            (json!(-0.5), Number::Integer(0), json!(0), Ordering::Less),
            (json!(u64::MAX), Number::Integer(i64::MAX), json!(i64::MAX), Ordering::Greater),
            (json!(5), Number::Unsigned(u64::MAX), json!(u64::MAX), Ordering::Less),
        ];
        for (value, literal, operand, ordering) in cases {
            let expected = expected(Some(ordering));
            assert_eq!(
                ALL.map(|relation| numeric(&value, relation, literal)),
                expected,
                "{value} {literal:?}"
            );
            assert_eq!(
                ALL.map(|relation| numeric_path(&value, relation, &operand)),
                expected,
                "{value} {operand}"
            );
        }
        for other in others("number").into_iter().chain([json!("1")]) {
            assert_eq!(
                ALL.map(|relation| numeric(&other, relation, Number::Integer(1))),
                [false; 5],
                "{other}"
            );
            assert_eq!(ALL.map(|relation| numeric_path(&json!(1), relation, &other)), [false; 5], "{other}");
            assert_eq!(ALL.map(|relation| numeric_path(&other, relation, &other)), [false; 5], "{other}");
        }
    }

    #[test]
    fn booleans_are_not_truthy() {
        assert!(boolean(&json!(true), true) && boolean(&json!(false), false));
        assert!(!boolean(&json!(true), false) && !boolean(&json!(false), true));
        assert!(boolean_path(&json!(false), &json!(false)) && !boolean_path(&json!(false), &json!(true)));
        for other in others("boolean").into_iter().chain([json!("true"), json!(0), json!("")]) {
            for operand in [true, false] {
                assert!(!boolean(&other, operand), "{other}");
                assert!(!boolean_path(&json!(operand), &other), "{other}");
            }
            assert!(!boolean_path(&other, &other), "{other}");
        }
    }

    #[test]
    fn timestamps_compare_by_instant() {
        let noon = Timestamp::new(1_735_732_800, 0);
        let cases = [
            ("2025-01-01T12:00:00Z", Some(Ordering::Equal)),
            ("2025-01-01T12:00:00.000Z", Some(Ordering::Equal)),
            ("2025-01-01T07:00:00.000-05:00", Some(Ordering::Equal)),
            ("2025-01-01T12:00:00+01:00", Some(Ordering::Less)),
            ("2025-01-01T12:00:00.001Z", Some(Ordering::Greater)),
            ("2025-01-01", None),
            ("2025-01-01T12:00:00", None),
            ("noon", None),
        ];
        for (value, ordering) in cases {
            let value = json!(value);
            assert_eq!(ALL.map(|relation| timestamp(&value, relation, noon)), expected(ordering), "{value}");
            let by_path =
                ALL.map(|relation| timestamp_path(&value, relation, &json!("2025-01-01T12:00:00Z")));
            assert_eq!(by_path, expected(ordering), "{value}");
            assert_eq!(is_timestamp(&value), ordering.is_some(), "{value}");
        }
        for other in others("").into_iter().chain([json!(1_735_732_800)]) {
            assert_eq!(ALL.map(|relation| timestamp(&other, relation, noon)), [false; 5], "{other}");
            assert_eq!(ALL.map(|relation| timestamp_path(&other, relation, &other)), [false; 5], "{other}");
            assert!(!is_timestamp(&other), "{other}");
        }
    }

    #[test]
    fn patterns_match_whole_strings() {
        let cases: &[(&[&str], &str, bool)] = &[
            (&["abc"], "abc", true),
            (&["abc"], "abcd", false),
            (&["a?[b]"], "a?[b]", true),
            (&["a?[b]"], "axb", false),
            (&["log-", ".txt"], "log-1.txt", true),
            (&["log-", ".txt"], "log-.txt", true),
            (&["log-", ".txt"], "log-1.TXT", false),
            (&["log-", ".txt"], "a-log-1.txt", false),
            (&["", ""], "", true),
            (&["", ""], "anything", true),
            (&["", "b"], "aab", true),
            (&["", "b"], "aba", false),
            (&["a", ""], "ab", true),
            (&["a", "b", "c"], "a--b--c", true),
            (&["a", "b", "c"], "abc", true),
            (&["a", "b", "c"], "a--c--b", false),
            (&["", "aab", ""], "aaab", true),
            (&["a", "", "b"], "ab", true),
            // The ends may not share what they match.
            (&["ab", "ba"], "aba", false),
            (&["ab", "b", "ba"], "abba", false),
            (&["file*name"], "file*name", true),
            (&["é", "✓"], "é-✓", true),
            (&[""], "", true),
            (&[""], "x", false),
        ];
        for (pieces, text, matches) in cases {
            assert_eq!(string_matches(&json!(text), pieces), *matches, "{pieces:?} {text}");
        }
        for other in others("string") {
            assert!(!string_matches(&other, &["", ""]), "{other}");
        }
    }

    #[test]
    fn tests_types() {
        type Test = fn(&Value) -> bool;
        let cases: [(&str, Test, Value); 4] = [
            ("null", is_null, json!(null)),
            ("string", is_string, json!("1")),
            ("number", is_numeric, json!(1.5)),
            ("boolean", is_boolean, json!(false)),
        ];
        for (kind, test, mine) in cases {
            assert!(test(&mine), "{kind}");
            assert!(!others(kind).iter().any(test), "{kind}");
        }
    }

    #[test]
    fn a_miss_names_the_path() {
        let mut fixture = Fixture::new(Value::Null);
        let step = fixture.step();
        let document = json!({"none": null, "list": [1]});
        let there: &[(&str, &'static [PathStep])] = &[
            ("$.none", &[PathStep::Name("none")]),
            ("$.list[0]", &[PathStep::Name("list"), PathStep::Index(0)]),
            ("$.nothing[*]", &[PathStep::Name("nothing"), PathStep::Wildcard]),
        ];
        let missing: &[(&str, &'static [PathStep])] = &[
            ("$.a.b", &[PathStep::Name("a"), PathStep::Name("b")]),
            ("$.list[1]", &[PathStep::Name("list"), PathStep::Index(1)]),
            ("$.none.a", &[PathStep::Name("none"), PathStep::Name("a")]),
        ];
        for (text, steps) in there {
            let path = Path { text, root: Root::Document, steps };
            assert!(is_present(&step, &document, &path), "{text}");
            assert!(
                variable(&step, &document, &path).is_ok() && operand(&step, &document, &path).is_ok(),
                "{text}"
            );
        }
        for (text, steps) in missing {
            let path = Path { text, root: Root::Document, steps };
            assert!(!is_present(&step, &document, &path), "{text}");
            let cause = format!(
                "Invalid path '{text}': The choice state's condition path references an invalid value."
            );
            let failure = Err(Failure::runtime(cause));
            assert_eq!(variable(&step, &document, &path), failure);
            assert_eq!(operand(&step, &document, &path), failure);
        }
    }

    #[test]
    fn failures_are_of_the_run_time() {
        let cause = "Failed to transition out of the state. The state does not point to a next state.";
        assert_eq!(no_match(), Failure::runtime(cause));
        assert!(!no_match().is_catchable() && !invalid_pattern("a\\b").is_catchable());
    }
}
