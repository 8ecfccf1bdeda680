//! JSON values (rules 1 to 5).

use serde_json::{Map, Number, Value};

use super::difference::Difference;
use super::mask::Pattern;

/// How numbers are compared (rule 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// `1` is not `1.0`.
    ValueAndKind,
    /// `1` is `1.0`.
    Value,
}

/// Whether an actual value is what is expected.
pub fn equal(expected: &Value, actual: &Value, numbers: Numbers) -> bool {
    compare(expected, actual, numbers).is_ok()
}

/// Compares an actual value with the expected one.
///
/// # Errors
///
/// The first difference.
pub fn compare(expected: &Value, actual: &Value, numbers: Numbers) -> Result<(), Box<Difference>> {
    let differ = || Err(Box::new(Difference::new(Some(expected), Some(actual))));
    match (expected, actual) {
        (Value::String(text), _) => match (Pattern::of(text), actual) {
            (Some(pattern), _) if pattern.is_anything() => Ok(()),
            (Some(pattern), Value::String(actual)) if pattern.matches(actual) => Ok(()),
            (None, Value::String(actual)) if text == actual => Ok(()),
            (None, Value::String(actual)) => match (object(text), object(actual)) {
                (Some(expected), Some(actual)) => compare(&expected, &actual, numbers),
                _ => differ(),
            },
            _ => differ(),
        },
        (Value::Object(_), Value::String(text)) => match serde_json::from_str(text) {
            Ok(actual) if Value::is_object(&actual) => compare(expected, &actual, numbers),
            _ => differ(),
        },
        (Value::Object(expected), Value::Object(actual)) => members(expected, actual, numbers),
        (Value::Array(expected), Value::Array(actual)) => elements(expected, actual, numbers),
        (Value::Number(one), Value::Number(other)) if is_same_number(one, other, numbers) => Ok(()),
        _ if expected == actual => Ok(()),
        _ => differ(),
    }
}

/// The object whose JSON a text is.
fn object(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok().filter(Value::is_object)
}

fn members(
    expected: &Map<String, Value>,
    actual: &Map<String, Value>,
    numbers: Numbers,
) -> Result<(), Box<Difference>> {
    for (key, value) in expected {
        let compared = match actual.get(key) {
            Some(actual) => compare(value, actual, numbers),
            None => Err(Box::new(Difference::new(Some(value), None))),
        };
        compared.map_err(|difference| Box::new(difference.below(key)))?;
    }
    match actual.iter().find(|(key, _)| !expected.contains_key(*key)) {
        Some((key, value)) => Err(Box::new(Difference::new(None, Some(value)).below(key))),
        None => Ok(()),
    }
}

fn elements(expected: &[Value], actual: &[Value], numbers: Numbers) -> Result<(), Box<Difference>> {
    for index in 0..expected.len().max(actual.len()) {
        let compared = match (expected.get(index), actual.get(index)) {
            (Some(expected), Some(actual)) => compare(expected, actual, numbers),
            (expected, actual) => Err(Box::new(Difference::new(expected, actual))),
        };
        compared.map_err(|difference| Box::new(difference.below(&index.to_string())))?;
    }
    Ok(())
}

fn is_same_number(one: &Number, other: &Number, numbers: Numbers) -> bool {
    match numbers {
        _ if one == other => true,
        Numbers::ValueAndKind => false,
        Numbers::Value => one.as_f64() == other.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn compares_by_the_rules() {
        for (expected, actual, is_equal) in [
            (json!({"a": 1, "b": 2}), json!({"b": 2, "a": 1}), true),
            (json!({"a": 1}), json!({"a": 1, "b": 2}), false),
            (json!({"a": 1, "b": 2}), json!({"a": 1}), false),
            (json!([1, 2]), json!([2, 1]), false),
            (json!([1]), json!([1, 2]), false),
            (json!("{{any}}"), json!({"x": [1]}), true),
            (json!("at {{time}}"), json!("at noon"), true),
            (json!("at {{time}}"), json!(7), false),
            (json!({"a": "{{x}}"}), json!("{\"a\": 3}"), true),
            (json!({"a": 1}), json!("{\"a\": 3}"), false),
            (json!("{\"a\":1}"), json!("{ \"a\": 1 }"), true),
            (json!("[1]"), json!("[ 1 ]"), false),
            (json!("{\"a\":\"{{x}}\"}"), json!("{ \"a\":\"1\"}"), false),
            (json!(1), json!(1.0), false),
            (json!(null), json!(null), true),
            (json!(null), json!(false), false),
        ] {
            assert_eq!(equal(&expected, &actual, Numbers::ValueAndKind), is_equal, "{expected} {actual}");
        }
        assert!(equal(&json!([1]), &json!([1.0]), Numbers::Value));
        assert!(!equal(&json!([1]), &json!([1.5]), Numbers::Value));
    }

    #[test]
    fn tells_where() {
        let difference =
            compare(&json!({"a/b": [1, {"c": 2}]}), &json!({"a/b": [1, {"c": 3}]}), Numbers::Value);
        let difference = difference.err().map(|difference| difference.to_string());
        assert_eq!(difference.as_deref(), Some("/a~1b/1/c: expected 2, found 3"));
        let missing = compare(&json!({"a": 1}), &json!({}), Numbers::Value).err();
        assert_eq!(
            missing.map(|difference| difference.to_string()).as_deref(),
            Some("/a: expected 1, found nothing")
        );
    }
}
