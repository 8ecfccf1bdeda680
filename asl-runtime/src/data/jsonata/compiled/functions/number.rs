//! Numbers.

use super::super::arguments::bind;
use super::super::datum::{Datum, View};
use super::super::print::printed;
use crate::data::jsonata::{Problem, Scope, signature};

/// `$number(value)`
///
/// # Errors
///
/// A text that is no number, and a number without bounds (D3030).
pub fn number<'a>(scope: &Scope<'_>, value: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [value] = bind(scope, const { signature::known("number") }, [value])?;
    let number = match value.view() {
        View::Undefined => return Ok(Datum::Undefined),
        View::Boolean(value) => f64::from(u8::from(value)),
        View::Number(number) if number.is_finite() => number,
        View::Text(text) => read(text).ok_or_else(|| {
            Problem::error("D3030", format!("Unable to cast value to a number: {}", printed(&value)))
        })?,
        _ => return Err(Problem::error("D3030", "Cannot convert infinite number")),
    };
    Ok(Datum::Number(number))
}

/// A decimal number, or one with `0x`, `0o` or `0b` before it.
fn read(text: &str) -> Option<f64> {
    let text = text.trim();
    for (prefixes, radix) in [(["0x", "0X"], 16), (["0o", "0O"], 8), (["0b", "0B"], 2)] {
        if let Some(digits) = prefixes.iter().find_map(|prefix| text.strip_prefix(prefix)) {
            return i64::from_str_radix(digits, radix).ok().map(|number| number as f64);
        }
    }
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

/// `$abs(number)`
pub fn abs<'a>(scope: &Scope<'_>, number: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [number] = bind(scope, const { signature::known("abs") }, [number])?;
    Ok(computed(&number, f64::abs))
}

/// `$floor(number)`
pub fn floor<'a>(scope: &Scope<'_>, number: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [number] = bind(scope, const { signature::known("floor") }, [number])?;
    Ok(computed(&number, f64::floor))
}

/// `$ceil(number)`
pub fn ceil<'a>(scope: &Scope<'_>, number: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [number] = bind(scope, const { signature::known("ceil") }, [number])?;
    Ok(computed(&number, f64::ceil))
}

/// `$sqrt(number)`
///
/// # Errors
///
/// A negative number (D3060).
pub fn sqrt<'a>(scope: &Scope<'_>, number: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [number] = bind(scope, const { signature::known("sqrt") }, [number])?;
    match number.view() {
        View::Number(number) if number < 0.0 => {
            let text = format!("The sqrt function cannot be applied to a negative number: {number}");
            Err(Problem::error("D3060", text))
        }
        _ => Ok(computed(&number, f64::sqrt)),
    }
}

fn computed<'a>(number: &Datum<'_>, compute: fn(f64) -> f64) -> Datum<'a> {
    match number.view() {
        View::Number(number) => Datum::Number(compute(number)),
        _ => Datum::Undefined,
    }
}

/// `$round(number, precision)`: what lies in the middle goes to the even neighbour.
pub fn round<'a>(scope: &Scope<'_>, number: Datum<'a>, precision: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [number, precision] = bind(scope, const { signature::known("round") }, [number, precision])?;
    let View::Number(number) = number.view() else { return Ok(Datum::Undefined) };
    let precision = if let View::Number(precision) = precision.view() { precision as i32 } else { 0 };
    let multiplier = 10_f64.powi(precision);
    let scaled = number * multiplier;
    let floor = scaled.floor();
    let fraction = scaled - floor;
    // Products of decimals are seldom exact.
    let is_half = (fraction - 0.5).abs() < 1e-10;
    let up = if is_half { floor as i64 % 2 != 0 } else { fraction > 0.5 };
    Ok(Datum::Number(if up { floor + 1.0 } else { floor } / multiplier))
}

/// `$power(base, exponent)`
///
/// # Errors
///
/// A result that is no number (D3061).
pub fn power<'a>(scope: &Scope<'_>, base: Datum<'a>, exponent: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [base, exponent] = bind(scope, const { signature::known("power") }, [base, exponent])?;
    let View::Number(base) = base.view() else { return Ok(Datum::Undefined) };
    let exponent = if let View::Number(exponent) = exponent.view() { Some(exponent) } else { None };
    let power = exponent.map_or(f64::NAN, |exponent| base.powf(exponent));
    if power.is_finite() {
        return Ok(Datum::Number(power));
    }
    let exponent = exponent.map_or_else(|| "undefined".to_owned(), |exponent| exponent.to_string());
    let text = format!(
        "The power function has resulted in a value that cannot be represented as a JSON number: base={base}, \
         exponent={exponent}"
    );
    Err(Problem::error("D3061", text))
}
