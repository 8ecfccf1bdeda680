//! The intrinsic functions (INT): one function of generated code each.
//!
//! Each takes the call as it is written, because causes quote it, and its arguments as values. Arity and types are
//! the run time's business (INT-5). Text literals come with their escapes resolved, but for the braces of a
//! template of `States.Format`.

use serde_json::Value;

use super::number::Number;
use super::path::Path;
use crate::program::{Failure, Step};

mod array;
mod encoding;
mod format;
mod jackson;
mod java;
mod json;
mod math;
mod text;
mod unique;

pub use array::{array, array_contains, array_get_item, array_length, array_partition, array_range};
pub(crate) use encoding::digest;
pub use encoding::{base64_decode, base64_encode, hash};
pub use format::{format, format_text};
pub(crate) use java::Random as JavaRandom;
pub use json::{json_merge, json_to_string, string_to_json};
pub use math::{math_add, math_random};
pub use text::{string_split, uuid};
pub use unique::array_unique;

/// The longest string that the encoding functions take (INT-20 to INT-22).
const LONGEST_TEXT: usize = 10_000;

/// The value of a path argument.
///
/// # Errors
///
/// A path that names nothing, an index beyond the end included (INT-6, PATH-12).
pub fn argument(
    step: &Step<'_>,
    document: &Value,
    call: &'static str,
    path: &Path,
) -> Result<Value, Failure> {
    // Most paths lead straight to a node.
    if let Some(node) = path.node(document) {
        return Ok(node.clone());
    }
    match path.select(step, document) {
        Ok(value) => Ok(value.into_owned()),
        Err(_) => Err(Failure::runtime(format!(
            "The function '{call}' had the following error: The JsonPath argument for the field '{}' could not be \
             found in the input '{}'",
            path.text,
            path.searched(step, document)
        ))),
    }
}

/// A call under way.
#[derive(Debug, Clone, Copy)]
struct Call {
    text: &'static str,
    function: &'static str,
}

impl Call {
    fn new(text: &'static str, function: &'static str) -> Self {
        Self { text, function }
    }

    /// The wrong number of arguments, or one of the wrong type or value (INT-7).
    fn invalid(self) -> Failure {
        self.failed(&format!("Invalid arguments in States.{}", self.function))
    }

    fn failed(self, problem: &str) -> Failure {
        Failure::runtime(format!(
            "There was an error while evaluating the intrinsic function: {}. {problem}",
            self.text
        ))
    }

    fn arguments<const N: usize>(self, arguments: &[Value]) -> Result<&[Value; N], Failure> {
        arguments.try_into().map_err(|_| self.invalid())
    }

    fn array(self, argument: &Value) -> Result<&[Value], Failure> {
        argument.as_array().map(Vec::as_slice).ok_or_else(|| self.invalid())
    }

    fn string(self, argument: &Value) -> Result<&str, Failure> {
        argument.as_str().ok_or_else(|| self.invalid())
    }

    /// A string of at most 10,000 characters.
    fn short_string(self, argument: &Value) -> Result<&str, Failure> {
        let text = self.string(argument)?;
        // There are never more characters than bytes.
        if text.len() > LONGEST_TEXT && text.encode_utf16().count() > LONGEST_TEXT {
            return Err(self.invalid());
        }
        Ok(text)
    }

    fn number(self, argument: &Value) -> Result<Number, Failure> {
        Number::of(argument).ok_or_else(|| self.invalid())
    }

    /// A number without its fraction (INT-8).
    fn truncated(self, argument: &Value) -> Result<i64, Failure> {
        self.number(argument).map(Number::truncate)
    }
}

#[cfg(test)]
mod testing;
