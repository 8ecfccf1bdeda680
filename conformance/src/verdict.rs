//! What a comparison says of a case.

use serde_json::{Value, json};

use crate::case::Case;
use crate::compare::{Difference, Numbers, compare};
use crate::run::Ran;

/// What is equal, and what is not.
#[derive(Debug, Default)]
pub struct Verdict {
    /// The first difference in status, output, error or cause, or in what a task was sent.
    pub result: Option<String>,
}

impl Verdict {
    /// Compares what came out of a case with what is expected.
    pub fn of(case: &Case, ran: Result<Ran, String>) -> Self {
        match ran {
            Err(message) => Self { result: Some(format!("it can't be run: {message}")) },
            Ok(ran) => Self { result: result(case, &ran).err() },
        }
    }

    /// As a line for `cargo xtask conformance`.
    pub fn to_json(&self, path: &str) -> Value {
        json!({ "path": path, "result": self.result })
    }
}

/// The numbers of a case were written by AWS, or by a program that does not tell `1` from `1.0`: the second
/// format, which says where its evidence is from.
pub(crate) fn numbers(case: &Case) -> Numbers {
    match case.get("evidence") {
        Some(_) => Numbers::Value,
        None => Numbers::ValueAndKind,
    }
}

/// Status, output, error and cause (level a).
fn result(case: &Case, ran: &Ran) -> Result<(), String> {
    let numbers = numbers(case);
    let check = |name: &str, actual: Option<Value>| {
        let expected = case.at(&format!("/expect/{name}"));
        let compared = match (expected, &actual) {
            (None, None) => Ok(()),
            (Some(expected), Some(actual)) => compare(expected, actual, numbers),
            (expected, actual) => Err(Box::new(Difference::new(expected, actual.as_ref()))),
        };
        compared.map_err(|difference| format!("{name}{}{difference}", separator(&difference)))
    };
    let status = check("status", Some(ran.status.into()));
    let part = |part: &Option<String>| part.clone().map(Value::String);
    status
        .map_err(|text| match (&ran.error, &ran.cause) {
            (None, None) => text,
            (error, cause) => format!(
                "{text} with `{}`: {}",
                error.as_deref().unwrap_or_default(),
                cause.as_deref().unwrap_or_default()
            ),
        })
        .and_then(|()| check("error", part(&ran.error)))
        .and_then(|()| check("cause", part(&ran.cause)))
        .and_then(|()| check("output", ran.output.clone()))
        .and_then(|()| ran.miss.clone().map_or(Ok(()), Err))
}

fn separator(difference: &Difference) -> &'static str {
    if difference.pointer.is_empty() { ": " } else { "" }
}
