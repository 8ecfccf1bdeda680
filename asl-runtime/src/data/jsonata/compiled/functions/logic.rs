//! Truth, types, and errors of one's own.

use super::super::arguments::bind;
use super::super::datum::{Datum, View, datum};
use crate::data::jsonata::{Problem, Scope, signature};

/// `$boolean(value)`
pub fn boolean<'a>(scope: &Scope<'_>, value: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [value] = bind(scope, const { signature::known("boolean") }, [value])?;
    Ok(if value.is_undefined() { value } else { datum(value.holds()) })
}

/// `$not(value)`
pub fn not<'a>(scope: &Scope<'_>, value: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [value] = bind(scope, const { signature::known("not") }, [value])?;
    Ok(if value.is_undefined() { value } else { datum(!value.holds()) })
}

/// `$exists(value)`; `null` does (JNA-37).
pub fn exists<'a>(scope: &Scope<'_>, value: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [value] = bind(scope, const { signature::known("exists") }, [value])?;
    Ok(datum(!value.is_undefined()))
}

/// `$type(value)`
pub fn type_name<'a>(scope: &Scope<'_>, value: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [value] = bind(scope, const { signature::known("type") }, [value])?;
    Ok(datum(match value.view() {
        View::Undefined => return Ok(Datum::Undefined),
        View::Null => "null",
        View::Boolean(_) => "boolean",
        View::Number(_) => "number",
        View::Text(_) => "string",
        View::Array(_) => "array",
        View::Object(_) => "object",
        View::Function => "function",
    }))
}

/// `$error(message)`: D3137, always.
pub fn error<'a>(scope: &Scope<'_>, message: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [message] = bind(scope, const { signature::known("error") }, [message])?;
    let message = message
        .into_text()
        .map_or_else(|| "$error() function evaluated".to_owned(), |text| text.into_owned());
    Err(Problem::error("D3137", message))
}

/// `$assert(condition, message)`: D3141, unless the condition is true.
pub fn assert<'a>(scope: &Scope<'_>, condition: Datum<'a>, message: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [condition, message] = bind(scope, const { signature::known("assert") }, [condition, message])?;
    if matches!(condition.view(), View::Boolean(true)) {
        return Ok(Datum::Undefined);
    }
    let message =
        message.into_text().map_or_else(|| "$assert() statement failed".to_owned(), |text| text.into_owned());
    Err(Problem::error("D3141", message))
}
