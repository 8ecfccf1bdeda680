//! Why an expression has no value.

use std::borrow::Cow;

use serde_json::Value;

use crate::program::Failure;

/// What went wrong in an evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// An error with JSONata's code (JNA-32).
    Error {
        /// `T2001`
        code: Cow<'static, str>,
        /// What JSONata says of it.
        text: String,
    },
    /// A value that is no JSON: a function (JNA-27).
    Unsupported,
    /// More than an expression may use (JNA-35).
    Limit(&'static str),
}

impl Problem {
    /// An error with a code.
    pub fn error(code: impl Into<Cow<'static, str>>, text: impl Into<String>) -> Self {
        Self::Error { code: code.into(), text: text.into() }
    }

    /// The failure of the field that the expression stands in.
    fn failure(&self, field: &'static str, expression: &str) -> Failure {
        let what = match self {
            Self::Error { code, text } => {
                Cow::Owned(format!("threw an error during evaluation. {code}: {text}"))
            }
            Self::Limit(text) => Cow::Owned(format!("threw an error during evaluation. {text}")),
            Self::Unsupported => Cow::Borrowed("returned an unsupported result type."),
        };
        failure(field, expression, &what)
    }
}

/// A result that is undefined (JNA-30), where there was no problem.
#[cold]
pub(super) fn no_value(field: &'static str, expression: &str, problem: Option<Problem>) -> Failure {
    match problem {
        None => failure(field, expression, "returned nothing (undefined)."),
        Some(problem) => problem.failure(field, expression),
    }
}

/// A result of a type that the field does not take (JNA-31).
#[cold]
pub(super) fn unexpected(field: &'static str, expression: &str, expected: &str, found: &Value) -> Failure {
    let kind = type_name(found);
    let what = format!(
        "returned an unexpected result type. Expected '{expected}', but was '{kind}' for value: {found}"
    );
    failure(field, expression, &what)
}

fn failure(field: &'static str, expression: &str, what: &str) -> Failure {
    let cause = format!("The JSONata expression '{expression}' specified for the field '{field}' {what}");
    Failure::evaluation(Some(field), cause)
}

/// The types of values as causes name them (JNA-31).
fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
