//! Functions whose results come from the host: time, randomness, ids; and others that only AWS has.

use super::super::arguments::{self, callable};
use super::super::datum::{Datum, View};
use crate::data::intrinsic::{JavaRandom, digest};
use crate::data::jsonata::{Problem, Scope};
use crate::names;

/// `$random(seed)` (JNA-24).
pub fn random<'a>(scope: &Scope<'_>, seed: Datum<'a>) -> Result<Datum<'a>, Problem> {
    callable(scope, "random")?;
    Ok(Datum::Number(match arguments::number("random", 0, &seed)? {
        Some(seed) => JavaRandom::new(seed as i64).next_double(),
        None => scope.step().random.borrow_mut().f64(),
    }))
}

/// `$uuid()` (JNA-25).
pub fn uuid<'a>(scope: &Scope<'_>) -> Result<Datum<'a>, Problem> {
    callable(scope, "uuid")?;
    Ok(Datum::owned_text(names::uuid(&mut scope.step().random.borrow_mut())))
}

/// `$shuffle(array)`
pub fn shuffle<'a>(scope: &Scope<'_>, array: Datum<'a>) -> Result<Datum<'a>, Problem> {
    callable(scope, "shuffle")?;
    Ok(match array.view() {
        View::Undefined => array,
        View::Array(elements) => {
            let mut elements: Vec<_> = elements.iter().collect();
            scope.step().random.borrow_mut().shuffle(&mut elements);
            Datum::array(elements)
        }
        _ => Datum::array(vec![array]),
    })
}

/// `$millis()` (JNA-26).
pub fn millis<'a>(scope: &Scope<'_>) -> Result<Datum<'a>, Problem> {
    callable(scope, "millis")?;
    let now = scope.step().now;
    Ok(Datum::Number(now.seconds() as f64 * 1_000.0 + f64::from(now.nanoseconds() / 1_000_000)))
}

/// `$now()` (JNA-26).
pub fn now<'a>(scope: &Scope<'_>) -> Result<Datum<'a>, Problem> {
    callable(scope, "now")?;
    Ok(Datum::owned_text(scope.step().now.to_string()))
}

/// `$hash(text, algorithm)` (JNA-23).
///
/// # Errors
///
/// An algorithm that is not known (D3137).
pub fn hash<'a>(scope: &Scope<'_>, text: Datum<'a>, algorithm: Datum<'a>) -> Result<Datum<'a>, Problem> {
    callable(scope, "hash")?;
    let text = arguments::text("hash", 0, &text)?;
    let algorithm = arguments::text("hash", 1, &algorithm)?;
    let (Some(text), Some(algorithm)) = (text, algorithm) else { return Ok(Datum::Undefined) };
    digest(text, algorithm).map(Datum::owned_text).ok_or_else(|| {
        let text =
            format!("Hash algorithm '{algorithm}' must be one of SHA-1, SHA-384, SHA-256, SHA-512, MD5");
        Problem::error("D3137", text)
    })
}

/// `$parse(text)` (JNA-25).
///
/// # Errors
///
/// A text that is no JSON (D3137).
pub fn parse<'a>(scope: &Scope<'_>, text: Datum<'a>) -> Result<Datum<'a>, Problem> {
    callable(scope, "parse")?;
    let Some(text) = arguments::text("parse", 0, &text)? else { return Ok(Datum::Undefined) };
    match serde_json::from_str(text) {
        Ok(value) => Ok(Datum::of(value)),
        Err(_) => Err(Problem::error("D3137", "Invalid JSON")),
    }
}
