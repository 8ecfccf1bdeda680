//! Texts that several causes share.

use serde_json::Value;

use super::path::{Miss, Path};
use crate::program::{Failure, Step};

/// A field's path that names nothing (TPL-7, END-3).
pub(super) fn not_found(step: &Step<'_>, document: &Value, field: &str, path: &Path) -> String {
    let searched = path.searched(step, document);
    format!(
        "The JSONPath '{}' specified for the field '{field}' could not be found in the input '{searched}'",
        path.text
    )
}

/// A path of a field of its own that names nothing (PATH-11).
pub(super) fn invalid_path(path: &Path, miss: Miss) -> Failure {
    Failure::runtime(format!("Invalid path '{}' : {}", path.text, miss.text(path)))
}

/// A value in a running text: strings as they are, all else as compact JSON.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A number of a `…Path` field that is none (MAP-8).
pub(super) fn not_an_integer(field: &str, path: &Path, value: &Value) -> Failure {
    not_a("integer", field, path, value)
}

/// A value of a `…Path` field of the wrong kind (DMAP-15).
pub(super) fn not_a(kind: &str, field: &str, path: &Path, value: &Value) -> Failure {
    Failure::runtime(format!(
        "The {field} field refers to value \"{}\" which is not a valid {kind}: {}",
        plain(value),
        path.text
    ))
}

/// The whole number that a `…Path` field names; a string is converted, a number with a fraction is refused
/// (WAIT-3, MAP-8).
pub(super) fn parse_long(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.parse().ok(),
        _ => None,
    }
}
