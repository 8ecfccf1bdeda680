//! The checks, as functions that an expression calls.

use jsonata_core::evaluator::EvaluatorError;
use jsonata_core::value::JValue;

use crate::data::jsonata::{Problem, signature};

type Check = fn(&[JValue]) -> Result<JValue, EvaluatorError>;

/// Their names, which hold a blank so that nobody else can call them.
pub(super) const CHECKS: &[(&str, Check)] =
    &[(CALL, call), (COMPARISON, comparison), (CONCATENATION, concatenation), (NEGATION, negation)];

pub(super) const CALL: &str = "check call";
pub(super) const COMPARISON: &str = "check comparison";
pub(super) const CONCATENATION: &str = "check concatenation";
pub(super) const NEGATION: &str = "check negation";

/// Name of the function, context, arguments.
fn call(values: &[JValue]) -> Result<JValue, EvaluatorError> {
    if let [JValue::String(name), context, arguments @ ..] = values
        && let Some(signature) = signature::of(name)
    {
        signature.check(context, arguments).map_err(|problem| EvaluatorError::TypeError(coded(&problem)))?;
    }
    Ok(JValue::Undefined)
}

/// The problem with its code, as the evaluator's errors have it.
fn coded(problem: &Problem) -> String {
    match problem {
        Problem::Error { code, text } => format!("{code}: {text}"),
        Problem::Unsupported | Problem::Limit(_) => String::new(),
    }
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

/// What is joined: numbers that are none have no text.
fn concatenation(values: &[JValue]) -> Result<JValue, EvaluatorError> {
    for value in values {
        match value {
            JValue::Number(number) if !number.is_finite() => {
                // The text is the error's own.
                return Err(EvaluatorError::EvaluationError("D3001: ".to_owned()));
            }
            value if !is_finite(value) => return Err(EvaluatorError::EvaluationError("D1001: ".to_owned())),
            _ => {}
        }
    }
    Ok(JValue::Undefined)
}

/// Whether all numbers in a value are numbers.
fn is_finite(value: &JValue) -> bool {
    match value {
        JValue::Number(number) => number.is_finite(),
        JValue::Array(elements) => elements.iter().all(is_finite),
        JValue::Object(members) => members.values().all(is_finite),
        _ => true,
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
