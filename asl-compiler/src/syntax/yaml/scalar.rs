//! What a plain scalar is: the core schema of YAML 1.2 (§10.3), as far as it is JSON.

use serde_json::Number;

use crate::substitution::whole;
use crate::syntax::node::Kind;

/// The value of a scalar without quotes and without a tag.
///
/// # Errors
///
/// For the numbers that JSON does not have; the text says why.
pub(crate) fn plain(text: &str) -> Result<Kind, String> {
    if whole(text).is_some() {
        return Ok(Kind::Substitution(text.into()));
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Ok(Kind::Null),
        "true" | "True" | "TRUE" => return Ok(Kind::Bool(true)),
        "false" | "False" | "FALSE" => return Ok(Kind::Bool(false)),
        _ => {}
    }
    match number(text) {
        Some(number) => number.map(Kind::Number),
        None => Ok(Kind::String(text.into())),
    }
}

/// The number that the text is in the core schema, if it is one.
pub(super) fn number(text: &str) -> Option<Result<Number, String>> {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Some(Err(format!("`{text}` is no number of JSON")));
    }
    if let Some(digits) = text.strip_prefix("0x").filter(|digits| all(digits, |d| d.is_ascii_hexdigit())) {
        return Some(radix(text, digits, 16));
    }
    if let Some(digits) = text.strip_prefix("0o").filter(|digits| all(digits, |d| matches!(d, b'0'..=b'7'))) {
        return Some(radix(text, digits, 8));
    }
    if !is_decimal(unsigned) {
        return None;
    }
    let unplussed = text.strip_prefix('+').unwrap_or(text);
    let integer = unplussed.parse().map(|value: u64| Number::from(value));
    if let Ok(integer) = integer.or_else(|_| unplussed.parse().map(|value: i64| Number::from(value))) {
        return Some(Ok(integer));
    }
    // Rust reads every float of the core schema; one beyond the range becomes infinite.
    let float = unplussed.parse().ok().and_then(Number::from_f64);
    Some(float.ok_or_else(|| format!("`{text}` is too large for a number")))
}

fn radix(text: &str, digits: &str, radix: u32) -> Result<Number, String> {
    u64::from_str_radix(digits, radix)
        .map(Number::from)
        .map_err(|_| format!("`{text}` is too large for an integer"))
}

/// `[0-9]+ ( \. [0-9]* )?` or `\. [0-9]+`, with an exponent or without.
fn is_decimal(unsigned: &str) -> bool {
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let is_digits = |digits: &str| all(digits, |digit| digit.is_ascii_digit());
    let mantissa = match mantissa.split_once('.') {
        None => is_digits(mantissa),
        Some(("", fraction)) => is_digits(fraction),
        Some((whole, fraction)) => is_digits(whole) && (fraction.is_empty() || is_digits(fraction)),
    };
    let exponent =
        exponent.is_none_or(|exponent| is_digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)));
    mantissa && exponent
}

fn all(digits: &str, is_digit: impl Fn(u8) -> bool) -> bool {
    !digits.is_empty() && digits.bytes().all(is_digit)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::syntax::{Node, Place};

    fn value(text: &str) -> Value {
        let kind = plain(text).expect(text);
        Node { id: Place::START.node, span: Place::START.span, kind }.to_json()
    }

    #[test]
    fn reads_the_core_schema() {
        for (text, expected) in [
            ("", json!(null)),
            ("~", json!(null)),
            ("Null", json!(null)),
            ("nULL", json!("nULL")),
            ("TRUE", json!(true)),
            ("yes", json!("yes")),
            ("False", json!(false)),
            ("0", json!(0)),
            ("007", json!(7)),
            ("-12", json!(-12)),
            ("+12", json!(12)),
            ("0x1F", json!(31)),
            ("0o17", json!(15)),
            ("0x", json!("0x")),
            ("-0x1", json!("-0x1")),
            ("1_000", json!("1_000")),
            ("1.", json!(1.0)),
            (".5", json!(0.5)),
            (".", json!(".")),
            ("-1.5e3", json!(-1500.0)),
            ("1e-2", json!(0.01)),
            ("1e", json!("1e")),
            ("18446744073709551615", json!(u64::MAX)),
            ("-9223372036854775808", json!(i64::MIN)),
            ("18446744073709551616", json!(18_446_744_073_709_551_616.0)),
            ("2026-01-02", json!("2026-01-02")),
            ("1.0.0", json!("1.0.0")),
            ("inf", json!("inf")),
            ("$.a", json!("$.a")),
        ] {
            assert_eq!(value(text), expected, "{text}");
        }
        assert!(matches!(plain("${A}"), Ok(Kind::Substitution(_))));
    }

    #[test]
    fn refuses_what_json_cannot_hold() {
        for (text, message) in [
            (".inf", "`.inf` is no number of JSON"),
            ("-.Inf", "`-.Inf` is no number of JSON"),
            (".NaN", "`.NaN` is no number of JSON"),
            ("1e999", "`1e999` is too large for a number"),
            ("0xFFFFFFFFFFFFFFFFF", "`0xFFFFFFFFFFFFFFFFF` is too large for an integer"),
        ] {
            assert_eq!(plain(text).expect_err(text), message);
        }
    }
}
