//! The arguments of calls.

use super::Datum;
use super::datum::View;
use crate::data::jsonata::signature::{Counts, Signature, mismatch};
use crate::data::jsonata::{Problem, Scope};

/// Fails where a workflow variable hides a function that is called (VAR-2): it is none.
pub(super) fn callable(scope: &Scope<'_>, name: &str) -> Result<(), Problem> {
    match scope.variable(name) {
        None => Ok(()),
        Some(_) => Err(Problem::error("T1006", "Attempted to invoke a non-function")),
    }
}

/// The arguments by parameters, as the function gets them: one that is missing is undefined, and a scalar where an
/// array belongs is an array.
pub(super) fn bind<'a, const N: usize>(
    scope: &Scope<'_>,
    signature: Signature,
    given: [Datum<'a>; N],
) -> Result<[Datum<'a>; N], Problem> {
    callable(scope, signature.name)?;
    // States apply expressions to nothing.
    let counts = signature.check(&Datum::Undefined, &given)?;
    Ok(by_parameter(signature, counts, given))
}

fn by_parameter<'a, const N: usize>(
    signature: Signature,
    counts: Counts,
    given: [Datum<'a>; N],
) -> [Datum<'a>; N] {
    let mut given = given.into_iter();
    let mut parameters = signature.parameters().zip(counts);
    std::array::from_fn(|_| match parameters.next() {
        Some((parameter, 0)) if parameter.context => Datum::Undefined,
        Some((parameter, _)) => {
            let value = given.next().unwrap_or(Datum::Undefined);
            match value.view() {
                View::Array(_) | View::Undefined => value,
                _ if parameter.is_array() => Datum::array(vec![value]),
                _ => value,
            }
        }
        None => Datum::Undefined,
    })
}

/// A number for a function without a signature of the language's; `None` where it is undefined.
pub(super) fn number(name: &str, index: usize, value: &Datum<'_>) -> Result<Option<f64>, Problem> {
    match value.view() {
        View::Undefined => Ok(None),
        View::Number(number) => Ok(Some(number)),
        _ => Err(mismatch(name, index)),
    }
}

/// A text for a function without a signature of the language's; `None` where it is undefined.
pub(super) fn text<'v>(name: &str, index: usize, value: &'v Datum<'_>) -> Result<Option<&'v str>, Problem> {
    match value.view() {
        View::Undefined => Ok(None),
        View::Text(text) => Ok(Some(text)),
        _ => Err(mismatch(name, index)),
    }
}
