//! Operators.

use std::rc::Rc;

use serde_json::Value;

use super::Datum;
use super::datum::View;
use super::path::within_bounds;
use super::print::{append_text, printed};
use crate::data::jsonata::Problem;
use crate::data::jsonata::bound::TOO_LARGE;

/// `left + right`
///
/// # Errors
///
/// Anything but numbers (T2001, T2002), and an operand without bounds (D1001). So it is with all arithmetic; an
/// operand that is undefined makes the result undefined.
#[inline]
pub fn add<'a>(left: Datum<'a>, right: Datum<'a>) -> Result<Datum<'a>, Problem> {
    arithmetic("+", left, right, |left, right| left + right)
}

/// `left - right`
#[inline]
pub fn subtract<'a>(left: Datum<'a>, right: Datum<'a>) -> Result<Datum<'a>, Problem> {
    arithmetic("-", left, right, |left, right| left - right)
}

/// `left * right`
#[inline]
pub fn multiply<'a>(left: Datum<'a>, right: Datum<'a>) -> Result<Datum<'a>, Problem> {
    arithmetic("*", left, right, |left, right| left * right)
}

/// `left / right`
#[inline]
pub fn divide<'a>(left: Datum<'a>, right: Datum<'a>) -> Result<Datum<'a>, Problem> {
    arithmetic("/", left, right, |left, right| left / right)
}

/// `left % right`
#[inline]
pub fn remainder<'a>(left: Datum<'a>, right: Datum<'a>) -> Result<Datum<'a>, Problem> {
    arithmetic("%", left, right, |left, right| left % right)
}

/// `-value`
pub fn negate(value: Datum<'_>) -> Result<Datum<'_>, Problem> {
    match value.view() {
        View::Undefined => Ok(Datum::Undefined),
        View::Number(number) => Ok(Datum::Number(-number)),
        _ => Err(Problem::error("D1002", format!("Cannot negate a non-numeric value: {}", printed(&value)))),
    }
}

#[inline]
fn arithmetic<'a>(
    symbol: &str,
    left: Datum<'_>,
    right: Datum<'_>,
    compute: impl Fn(f64, f64) -> f64,
) -> Result<Datum<'a>, Problem> {
    match numbers(left, right) {
        Ok((left, right)) if left.is_finite() && right.is_finite() => Ok(Datum::Number(compute(left, right))),
        Ok((left, right)) => {
            unusual_arithmetic(symbol, &Datum::Number(left), &Datum::Number(right), &compute)
        }
        Err((left, right)) => unusual_arithmetic(symbol, &left, &right, &compute),
    }
}

/// Two numbers, or two values of which one is none.
#[inline]
fn numbers<'a, 'b>(left: Datum<'a>, right: Datum<'b>) -> Result<(f64, f64), (Datum<'a>, Datum<'b>)> {
    match (left.number(), right.number()) {
        (Some(one), Some(other)) => {
            // Numbers hold nothing, so there is nothing to look for.
            std::mem::forget((left, right));
            Ok((one, other))
        }
        _ => Err((left, right)),
    }
}

/// Arithmetic on anything but two numbers within bounds.
#[cold]
fn unusual_arithmetic<'a>(
    symbol: &str,
    left: &Datum<'_>,
    right: &Datum<'_>,
    compute: &dyn Fn(f64, f64) -> f64,
) -> Result<Datum<'a>, Problem> {
    let (left, right) = (left.view(), right.view());
    let infinite = |view: &View<'_, '_>| matches!(view, View::Number(number) if number.is_infinite());
    if infinite(&left) || infinite(&right) {
        return Err(Problem::error("D1001", "Number out of range: null"));
    }
    if let (View::Number(left), View::Number(right)) = (&left, &right) {
        return Ok(Datum::Number(compute(*left, *right)));
    }
    let wrong = |view: &View<'_, '_>| match view {
        View::Undefined => false,
        View::Number(number) => number.is_nan(),
        _ => true,
    };
    let side = match () {
        () if wrong(&left) => ("T2001", "left"),
        () if wrong(&right) => ("T2002", "right"),
        () => return Ok(Datum::Undefined),
    };
    let (code, side) = side;
    let text = format!("The {side} side of the \"{symbol}\" operator must evaluate to a number");
    Err(Problem::error(code, text))
}

/// `left = right`
pub fn equal<'a>(left: Datum<'a>, right: Datum<'a>) -> Datum<'a> {
    Datum::Boolean(same(&left, &right))
}

/// `left != right`; nothing is unequal to what is undefined.
pub fn not_equal<'a>(left: Datum<'a>, right: Datum<'a>) -> Datum<'a> {
    Datum::Boolean(!left.is_undefined() && !right.is_undefined() && !same(&left, &right))
}

/// Whether two values are equal, part by part.
pub(super) fn same(left: &Datum<'_>, right: &Datum<'_>) -> bool {
    match (left.view(), right.view()) {
        (View::Null, View::Null) => true,
        (View::Boolean(left), View::Boolean(right)) => left == right,
        (View::Number(left), View::Number(right)) => left == right,
        (View::Text(left), View::Text(right)) => left == right,
        (View::Array(left), View::Array(right)) => {
            left.len() == right.len()
                && left.iter().zip(right.iter()).all(|(left, right)| same(&left, &right))
        }
        (View::Object(left), View::Object(right)) => {
            let mut equal = left.len() == right.len();
            left.for_each(|name, member| {
                equal = equal && right.get(&name).is_some_and(|other| same(&member, &other));
            });
            equal
        }
        _ => false,
    }
}

/// `left < right`
///
/// # Errors
///
/// Anything but numbers and texts (T2010), and one of each (T2009). So it is with all four; an operand that is
/// undefined makes the result undefined.
#[inline]
pub fn less<'a>(left: Datum<'a>, right: Datum<'a>) -> Result<Datum<'a>, Problem> {
    compare("<", left, right, |left, right| left < right, |left, right| left < right)
}

/// `left <= right`
#[inline]
pub fn less_or_equal<'a>(left: Datum<'a>, right: Datum<'a>) -> Result<Datum<'a>, Problem> {
    compare("<=", left, right, |left, right| left <= right, |left, right| left <= right)
}

/// `left > right`
#[inline]
pub fn greater<'a>(left: Datum<'a>, right: Datum<'a>) -> Result<Datum<'a>, Problem> {
    compare(">", left, right, |left, right| left > right, |left, right| left > right)
}

/// `left >= right`
#[inline]
pub fn greater_or_equal<'a>(left: Datum<'a>, right: Datum<'a>) -> Result<Datum<'a>, Problem> {
    compare(">=", left, right, |left, right| left >= right, |left, right| left >= right)
}

#[inline]
fn compare<'a>(
    symbol: &str,
    left: Datum<'_>,
    right: Datum<'_>,
    holds: impl Fn(f64, f64) -> bool,
    texts: fn(&str, &str) -> bool,
) -> Result<Datum<'a>, Problem> {
    match numbers(left, right) {
        Ok((left, right)) => Ok(Datum::Boolean(holds(left, right))),
        Err((left, right)) => unusual_comparison(symbol, &left, &right, texts),
    }
}

/// A comparison of anything but two numbers.
#[cold]
fn unusual_comparison<'a>(
    symbol: &str,
    left: &Datum<'_>,
    right: &Datum<'_>,
    texts: fn(&str, &str) -> bool,
) -> Result<Datum<'a>, Problem> {
    let views = (left.view(), right.view());
    let comparable = |view: &View<'_, '_>| matches!(view, View::Undefined | View::Number(_) | View::Text(_));
    if !comparable(&views.0) || !comparable(&views.1) {
        let text = format!(
            "The expressions either side of operator \"{symbol}\" must evaluate to numeric or string values"
        );
        return Err(Problem::error("T2010", text));
    }
    match views {
        (View::Undefined, _) | (_, View::Undefined) => Ok(Datum::Undefined),
        (View::Text(left), View::Text(right)) => Ok(Datum::Boolean(texts(left, right))),
        _ => {
            let text = format!(
                "The values {} and {} either side of operator \"{symbol}\" must be of the same data type",
                printed(left),
                printed(right)
            );
            Err(Problem::error("T2009", text))
        }
    }
}

/// `left in right`: arrays and objects are found only where they are the very same.
pub fn contained<'a>(left: Datum<'a>, right: Datum<'a>) -> Datum<'a> {
    if left.is_undefined() {
        return Datum::Boolean(false);
    }
    Datum::Boolean(match right.view() {
        View::Array(elements) => elements.iter().any(|element| identical(&left, &element)),
        _ => identical(&left, &right),
    })
}

fn identical(left: &Datum<'_>, right: &Datum<'_>) -> bool {
    match (left, right) {
        (Datum::Borrowed(left @ (Value::Array(_) | Value::Object(_))), Datum::Borrowed(right)) => {
            std::ptr::eq(*left, *right)
        }
        (Datum::Array(left), Datum::Array(right)) => Rc::ptr_eq(&left.elements, &right.elements),
        (Datum::Object(left), Datum::Object(right)) => Rc::ptr_eq(left, right),
        (left, right) => match (left.view(), right.view()) {
            (View::Array(_) | View::Object(_), _) => false,
            _ => same(left, right),
        },
    }
}

/// `left & right`; what is undefined adds nothing.
///
/// # Errors
///
/// A number that is none (D3001, D1001).
pub fn concatenate<'a>(left: Datum<'a>, right: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let mut text = String::new();
    append_text(&left, &mut text)?;
    append_text(&right, &mut text)?;
    Ok(Datum::owned_text(text))
}

/// `first..last`
///
/// # Errors
///
/// Anything but whole numbers (T2003, T2004), and too many of them.
pub fn range<'a>(first: Datum<'a>, last: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let first = whole(&first, "T2003", "left")?;
    let last = whole(&last, "T2004", "right")?;
    let (Some(first), Some(last)) = (first, last) else { return Ok(Datum::Undefined) };
    if first > last {
        return Ok(Datum::Undefined);
    }
    let count = last.abs_diff(first).saturating_add(1);
    within_bounds(usize::try_from(count).map_err(|_| TOO_LARGE)?)?;
    Ok(Datum::sequence((first..=last).map(|number| Datum::Number(number as f64)).collect()))
}

/// An end of a range.
fn whole(end: &Datum<'_>, code: &'static str, side: &str) -> Result<Option<i64>, Problem> {
    match end.view() {
        View::Undefined | View::Null => Ok(None),
        View::Number(number) if number.fract() == 0.0 => Ok(Some(number as i64)),
        _ => {
            let text = format!("The {side} side of the range operator (..) must evaluate to an integer");
            Err(Problem::error(code, text))
        }
    }
}
