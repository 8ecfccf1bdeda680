//! The checks, as functions that an expression calls.

use jsonata_core::evaluator::EvaluatorError;
use jsonata_core::value::JValue;

use super::signature;

type Check = fn(&[JValue]) -> Result<JValue, EvaluatorError>;

/// Their names, which hold a blank so that nobody else can call them.
pub(super) const CHECKS: &[(&str, Check)] = &[(CALL, call), (COMPARISON, comparison), (NEGATION, negation)];

pub(super) const CALL: &str = "check call";
pub(super) const COMPARISON: &str = "check comparison";
pub(super) const NEGATION: &str = "check negation";

/// Name of the function, context, arguments.
fn call(values: &[JValue]) -> Result<JValue, EvaluatorError> {
    if let [JValue::String(name), context, arguments @ ..] = values
        && let Some(signature) = signature::of(name)
    {
        signature.check(name, context, arguments).map_err(EvaluatorError::TypeError)?;
    }
    Ok(JValue::Undefined)
}

/// Symbol of the operator, left side, right side.
fn comparison(values: &[JValue]) -> Result<JValue, EvaluatorError> {
    let [JValue::String(operator), left, right] = values else { return Ok(JValue::Undefined) };
    let comparable =
        |value: &JValue| matches!(value, JValue::Undefined | JValue::Number(_) | JValue::String(_));
    if !comparable(left) || !comparable(right) {
        return Err(EvaluatorError::TypeError(format!(
            "T2010: The expressions either side of operator \"{operator}\" must evaluate to numeric or string values"
        )));
    }
    match (left, right) {
        (JValue::Number(_), JValue::String(_)) | (JValue::String(_), JValue::Number(_)) => {
            Err(EvaluatorError::TypeError(format!(
                "T2009: The values {} and {} either side of operator \"{operator}\" must be of the same data type",
                printed(left),
                printed(right)
            )))
        }
        _ => Ok(JValue::Undefined),
    }
}

/// What is negated.
fn negation(values: &[JValue]) -> Result<JValue, EvaluatorError> {
    match values {
        [] | [JValue::Number(_) | JValue::Undefined] => Ok(JValue::Undefined),
        [value, ..] => Err(EvaluatorError::EvaluationError(format!(
            "D1002: Cannot negate a non-numeric value: {}",
            printed(value)
        ))),
    }
}

fn printed(value: &JValue) -> String {
    value.to_json_string().unwrap_or_default()
}
