//! `$hash`, `$parse`, and `$eval`, which AWS does not have.

use jsonata_core::evaluator::EvaluatorError;
use jsonata_core::value::JValue;

use super::Host;
use super::arguments::{Arguments, error};
use crate::data::intrinsic::digest;
use crate::data::jsonata::evaluator::convert::plain;

/// `$hash(string, algorithm)` (JNA-23).
pub(super) fn hash(_: &Host, arguments: &Arguments<'_>) -> Result<JValue, EvaluatorError> {
    let [text, algorithm] = arguments.at_most()?;
    if arguments.len() == 0 {
        return Err(arguments.mismatch(0));
    }
    let text = arguments.text(0, text)?;
    let algorithm = arguments.text(1, algorithm)?;
    let (Some(text), Some(algorithm)) = (text, algorithm) else { return Ok(JValue::Undefined) };
    match digest(text, algorithm) {
        Some(digest) => Ok(JValue::string(digest)),
        None => {
            let problem =
                format!("Hash algorithm '{algorithm}' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5");
            Err(error("D3137", &problem))
        }
    }
}

/// `$parse(string)` (JNA-25).
pub(super) fn parse(_: &Host, arguments: &Arguments<'_>) -> Result<JValue, EvaluatorError> {
    let [text] = arguments.at_most()?;
    let Some(text) = arguments.text(0, text)? else { return Ok(JValue::Undefined) };
    match serde_json::from_str(text) {
        Ok(value) => Ok(plain(&value)),
        Err(_) => Err(error("D3137", "Invalid JSON")),
    }
}

/// `$eval` is no function (JNA-20).
pub(super) fn eval(_: &Host, _: &Arguments<'_>) -> Result<JValue, EvaluatorError> {
    Err(error("T1006", "Attempted to invoke a non-function"))
}
