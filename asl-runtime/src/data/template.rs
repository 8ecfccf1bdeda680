//! Payload templates (TPL).

use serde_json::Value;

use super::cause;
use super::path::Path;
use crate::program::{Failure, Step};

/// An object of a template, its members in the order that the compiler gave them (TPL-9).
pub fn object<const N: usize>(members: [(&'static str, Value); N]) -> Value {
    members.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// An array of a template.
pub fn array<const N: usize>(elements: [Value; N]) -> Value {
    Value::Array(elements.into())
}

/// The value of a member whose key ends in `.$`; `field` is the key as it is written. An index beyond the end of
/// its array gives `null` (PATH-12).
///
/// # Errors
///
/// A path that names nothing (TPL-7).
pub fn field(step: &Step<'_>, document: &Value, field: &'static str, path: &Path) -> Result<Value, Failure> {
    match path.select(step, document) {
        Ok(value) => Ok(value.into_owned()),
        Err(miss) if miss.is_index() => Ok(Value::Null),
        Err(_) => Err(Failure::runtime(cause::not_found(step, document, field, path))),
    }
}
