//! Arrays.

use std::borrow::Cow;
use std::collections::HashSet;

use super::super::arguments::{self, bind, callable};
use super::super::datum::{Array, Datum, Elements, Form, View};
use super::super::operator::same;
use super::super::path::within_bounds;
use crate::data::jsonata::bound::{LONGEST_RANGE, TOO_LARGE};
use crate::data::jsonata::{Problem, Scope, signature};

/// `$count(array)`; `null` counts (JNA-37).
pub fn count<'a>(scope: &Scope<'_>, array: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [array] = bind(scope, const { signature::known("count") }, [array])?;
    let count = if let View::Array(elements) = array.view() { elements.len() } else { 0 };
    Ok(Datum::Number(count as f64))
}

/// `$sum(numbers)`
pub fn sum<'a>(scope: &Scope<'_>, numbers: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [numbers] = bind(scope, const { signature::known("sum") }, [numbers])?;
    let View::Array(elements) = numbers.view() else { return Ok(Datum::Undefined) };
    Ok(Datum::Number(values(elements).fold(0.0, |sum, number| sum + number)))
}

/// `$average(numbers)`
pub fn average<'a>(scope: &Scope<'_>, numbers: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [numbers] = bind(scope, const { signature::known("average") }, [numbers])?;
    Ok(of_some(&numbers, |elements| {
        values(elements).fold(0.0, |sum, number| sum + number) / elements.len() as f64
    }))
}

/// `$max(numbers)`
pub fn max<'a>(scope: &Scope<'_>, numbers: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [numbers] = bind(scope, const { signature::known("max") }, [numbers])?;
    Ok(of_some(&numbers, |elements| {
        values(elements).fold(f64::NEG_INFINITY, |max, number| if number > max { number } else { max })
    }))
}

/// `$min(numbers)`
pub fn min<'a>(scope: &Scope<'_>, numbers: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [numbers] = bind(scope, const { signature::known("min") }, [numbers])?;
    Ok(of_some(&numbers, |elements| {
        values(elements).fold(f64::INFINITY, |min, number| if number < min { number } else { min })
    }))
}

/// What is computed of the elements; undefined where there are none.
fn of_some<'a>(numbers: &Datum<'_>, compute: impl Fn(Elements<'_, '_>) -> f64) -> Datum<'a> {
    match numbers.view() {
        View::Array(elements) if elements.len() > 0 => Datum::Number(compute(elements)),
        _ => Datum::Undefined,
    }
}

/// The elements of an array of numbers.
fn values(elements: Elements<'_, '_>) -> impl Iterator<Item = f64> {
    elements.iter().filter_map(|element| match element.view() {
        View::Number(number) => Some(number),
        _ => None,
    })
}

/// `$append(first, second)`
///
/// # Errors
///
/// An array that is too long.
pub fn append<'a>(scope: &Scope<'_>, first: Datum<'a>, second: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [first, second] = bind(scope, const { signature::known("append") }, [first, second])?;
    if second.is_undefined() {
        return Ok(first);
    }
    if first.is_undefined() {
        return Ok(second);
    }
    let mut elements = Vec::new();
    first.spread_into(&mut elements);
    second.spread_into(&mut elements);
    within_bounds(elements.len())?;
    Ok(Datum::array(elements))
}

/// `$reverse(array)`
pub fn reverse<'a>(scope: &Scope<'_>, array: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [array] = bind(scope, const { signature::known("reverse") }, [array])?;
    let View::Array(elements) = array.view() else { return Ok(Datum::Undefined) };
    Ok(Datum::array(elements.iter().rev().collect()))
}

/// `$distinct(array)`
pub fn distinct<'a>(scope: &Scope<'_>, array: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [array] = bind(scope, const { signature::known("distinct") }, [array])?;
    let elements = match array.view() {
        View::Array(elements) if elements.len() > 1 => elements,
        _ => return Ok(array),
    };
    let mut found: Vec<Datum<'a>> = Vec::new();
    // Scalars are known by what they are; only what has parts is compared with all others.
    let (mut scalars, mut composites) = (HashSet::new(), Vec::new());
    for element in elements.iter() {
        let is_new = match scalar(&element) {
            Some(scalar) => scalars.insert(scalar),
            None => {
                let is_new = !composites.iter().any(|known| same(&element, known));
                if is_new {
                    composites.push(element.clone());
                }
                is_new
            }
        };
        if is_new {
            found.push(element);
        }
    }
    let is_sequence = matches!(&array, Datum::Array(Array { form: Form::Sequence | Form::Kept, .. }));
    Ok(if is_sequence { Datum::sequence(found) } else { Datum::array(found) })
}

/// What tells scalars apart.
#[derive(PartialEq, Eq, Hash)]
enum Scalar {
    Null,
    Boolean(bool),
    Number(u64),
    Text(String),
}

fn scalar(value: &Datum<'_>) -> Option<Scalar> {
    Some(match value.view() {
        View::Null => Scalar::Null,
        View::Boolean(value) => Scalar::Boolean(value),
        // Zero has two signs, and what is no number is not even equal to itself.
        View::Number(number) if number.is_nan() => return None,
        View::Number(number) => Scalar::Number((number + 0.0).to_bits()),
        View::Text(text) => Scalar::Text(text.to_owned()),
        _ => return None,
    })
}

/// `$zip(first, second)`
pub fn zip<'a, const N: usize>(scope: &Scope<'_>, arrays: [Datum<'a>; N]) -> Result<Datum<'a>, Problem> {
    callable(scope, "zip")?;
    let length = |array: &Datum<'_>| match array.view() {
        View::Array(elements) => elements.len(),
        View::Undefined => 0,
        _ => 1,
    };
    let shortest = arrays.iter().map(length).min().unwrap_or(0);
    let row = |index| {
        let column = |array: &Datum<'a>| match array.view() {
            View::Array(elements) => elements.get(index).unwrap_or(Datum::Undefined),
            _ => array.clone(),
        };
        Datum::array(arrays.iter().map(column).collect())
    };
    Ok(Datum::array((0..shortest).map(row).collect()))
}

/// `$partition(array, size)` (JNA-21).
///
/// # Errors
///
/// A negative size (D3137).
pub fn partition<'a>(scope: &Scope<'_>, array: Datum<'a>, size: Datum<'a>) -> Result<Datum<'a>, Problem> {
    callable(scope, "partition")?;
    let size = arguments::number("partition", 1, &size)?;
    let elements: Cow<'_, [Datum<'a>]> = match array.view() {
        View::Undefined => return Ok(Datum::Undefined),
        View::Array(Elements::Made(elements)) => Cow::Borrowed(elements),
        View::Array(elements) => Cow::Owned(elements.iter().collect()),
        _ => {
            let text = "Argument 1 of function \"partition\" must be an array of undefined";
            return Err(Problem::error("T0412", text));
        }
    };
    if size.is_some_and(|size| size < 0.0) {
        return Err(Problem::error("D3137", "Second argument must be zero or greater"));
    }
    let size = size.map_or(elements.len(), |size| size as usize);
    if size == 0 || elements.is_empty() {
        return Ok(Datum::Undefined);
    }
    Ok(Datum::array(elements.chunks(size).map(|chunk| Datum::array(chunk.to_vec())).collect()))
}

/// `$range(start, end, step)`, both ends included (JNA-22).
///
/// # Errors
///
/// Too many elements.
pub fn range<'a>(
    scope: &Scope<'_>,
    start: Datum<'a>,
    end: Datum<'a>,
    step: Datum<'a>,
) -> Result<Datum<'a>, Problem> {
    callable(scope, "range")?;
    let whole = |index, value: &Datum<'_>| arguments::number("range", index, value);
    let (start, end, step) = (whole(0, &start)?, whole(1, &end)?, whole(2, &step)?);
    let (Some(start), Some(end), Some(step)) = (start, end, step) else { return Ok(Datum::Undefined) };
    let (start, end, step) = (start.trunc(), end.trunc(), step.trunc());
    let count = ((end - start) / step).floor() + 1.0;
    if step == 0.0 || count < 1.0 || count.is_nan() {
        return Ok(Datum::Undefined);
    }
    if count > LONGEST_RANGE {
        return Err(TOO_LARGE);
    }
    let numbers = (0..count as u32).map(|index| Datum::Number(start + f64::from(index) * step));
    Ok(Datum::sequence(numbers.collect()))
}
