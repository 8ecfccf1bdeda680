//! Fail states (END).

use std::borrow::Cow;

use serde_json::Value;

use super::cause;
use super::path::Path;
use crate::program::{Failure, Step};

/// The failure of a Fail state; a part that it leaves out is absent from the execution (END-4).
pub fn failure(error: Option<Cow<'static, str>>, cause: Option<Cow<'static, str>>) -> Failure {
    Failure::fail_state(error, cause)
}

/// The text that `ErrorPath` or `CausePath` names in the raw input.
///
/// # Errors
///
/// A path that names nothing, or no string (END-3).
pub fn path(step: &Step<'_>, field: &'static str, path: &Path) -> Result<String, Failure> {
    match path.select(step, step.input()) {
        Ok(value) => match value.as_str() {
            Some(text) => Ok(text.to_owned()),
            None => Err(Failure::runtime(format!(
                "The JSONPath '{}' specified for the field '{field}' does not reference a string: {value}",
                path.text
            ))),
        },
        Err(_) => Err(Failure::runtime(cause::not_found(step, step.input(), field, path))),
    }
}

/// The text that the intrinsic function of `ErrorPath` or `CausePath` gave.
///
/// # Errors
///
/// A value that is no string (END-3).
pub fn string(_step: &Step<'_>, field: &'static str, value: Value) -> Result<String, Failure> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(Failure::runtime(format!(
            "The intrinsic function specified for the field '{field}' does not return a string: {other}"
        ))),
    }
}
