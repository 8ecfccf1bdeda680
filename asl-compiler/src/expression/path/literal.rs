//! Literals in brackets and filters: quoted text, numbers, lists (PATH-4).

use serde_json::{Number, Value};

use super::super::cursor::{Cursor, is_blank, shown};
use super::{ExpressionError, Operand};

/// Parses the quoted text that begins here.
pub(super) fn quoted(cursor: &mut Cursor<'_>) -> Result<String, ExpressionError> {
    let start = cursor.position();
    let quote = cursor.bump();
    let mut text = String::new();
    while let Some(next) = cursor.bump() {
        if Some(next) == quote {
            return Ok(text);
        }
        text.push(if next == '\\' { escaped(cursor)? } else { next });
    }
    Err(ExpressionError::new(start..cursor.position(), "this quote is not closed"))
}

/// The character that is meant after a `\`: as in Java, and any other character stands for itself.
fn escaped(cursor: &mut Cursor<'_>) -> Result<char, ExpressionError> {
    let start = cursor.position() - 1;
    match cursor.bump() {
        Some('n') => Ok('\n'),
        Some('r') => Ok('\r'),
        Some('t') => Ok('\t'),
        Some('b') => Ok('\u{8}'),
        Some('f') => Ok('\u{c}'),
        Some('u') => {
            let digits = cursor.rest().get(..4).unwrap_or_default();
            match u32::from_str_radix(digits, 16).ok().and_then(char::from_u32) {
                Some(meant) if digits.chars().all(|digit| digit.is_ascii_hexdigit()) => {
                    cursor.back_to(cursor.position() + digits.len());
                    Ok(meant)
                }
                _ => Err(ExpressionError::new(
                    start..cursor.position() + digits.len(),
                    "four hexadecimal digits of a character belong after `\\u`",
                )),
            }
        }
        Some(other) => Ok(other),
        None => Err(ExpressionError::new(start..cursor.position(), "this `\\` escapes nothing")),
    }
}

/// Parses the number that begins here.
pub(in crate::expression) fn number(cursor: &mut Cursor<'_>) -> Result<Number, ExpressionError> {
    let start = cursor.position();
    let written =
        cursor.take_while(|next| next.is_ascii_digit() || matches!(next, '-' | '+' | '.' | 'e' | 'E'));
    let followed = cursor.peek().is_some_and(char::is_alphanumeric);
    let number = (!followed).then(|| to_number(written)).flatten();
    number.ok_or_else(|| {
        cursor.take_while(|next| next.is_alphanumeric());
        let range = start..cursor.position();
        let written = cursor.slice(range.clone());
        ExpressionError::new(range, format!("`{written}` is no number"))
    })
}

/// The number a text stands for. Beyond the range of a double it is the double next to it: the service
/// takes such literals (INT-25), and none of its functions can tell them apart.
fn to_number(written: &str) -> Option<Number> {
    if let Ok(integer) = written.parse::<i64>() {
        return Some(integer.into());
    }
    let parsed = written.parse::<f64>().ok()?;
    Number::from_f64(parsed.clamp(f64::MIN, f64::MAX))
}

/// Parses the list that begins here.
pub(super) fn list(cursor: &mut Cursor<'_>) -> Result<Value, ExpressionError> {
    let open = cursor.position();
    cursor.eat("[");
    let mut elements = Vec::new();
    loop {
        cursor.skip_blanks();
        if elements.is_empty() && cursor.eat("]") {
            return Ok(Value::Array(elements));
        }
        if cursor.is_at_end() {
            return Err(super::bracket::not_closed(cursor, open));
        }
        elements.push(cursor.nested(value)?);
        cursor.skip_blanks();
        if cursor.eat("]") {
            return Ok(Value::Array(elements));
        }
        if !cursor.eat(",") && !cursor.is_at_end() {
            return Err(cursor.error("`,` or `]` was expected here"));
        }
    }
}

/// Parses the literal that begins here.
pub(super) fn value(cursor: &mut Cursor<'_>) -> Result<Value, ExpressionError> {
    match cursor.peek() {
        Some('\'' | '"') => quoted(cursor).map(Value::String),
        Some('[') => list(cursor),
        Some('{') => object(cursor),
        Some('-' | '.' | '0'..='9') => number(cursor).map(Value::Number),
        _ => word(cursor),
    }
}

/// `true`, `false`, `null`, or a text without quotes, which published workflows have and the service takes.
fn word(cursor: &mut Cursor<'_>) -> Result<Value, ExpressionError> {
    let word = cursor.take_while(|next| next.is_alphanumeric() || matches!(next, '_' | '-' | '.'));
    match word {
        "" => Err(match cursor.peek() {
            None => cursor.error("a value is missing at the end"),
            Some(next) if is_blank(next) => cursor.error("a value is missing here"),
            Some(next) => cursor.error(format!("a value was expected here, not `{}`", shown(next))),
        }),
        "true" => Ok(Value::Bool(true)),
        "false" => Ok(Value::Bool(false)),
        "null" => Ok(Value::Null),
        text => Ok(Value::String(text.to_owned())),
    }
}

/// A JSON object; a filter may compare with one.
fn object(cursor: &mut Cursor<'_>) -> Result<Value, ExpressionError> {
    let start = cursor.position();
    let mut values = serde_json::Deserializer::from_str(cursor.rest()).into_iter::<Value>();
    match values.next() {
        Some(Ok(value)) => {
            cursor.back_to(start + values.byte_offset());
            Ok(value)
        }
        _ => Err(cursor.error("no JSON object begins here")),
    }
}

/// Parses `/pattern/flags`.
pub(super) fn regex(cursor: &mut Cursor<'_>) -> Result<Operand, ExpressionError> {
    let start = cursor.position();
    cursor.eat("/");
    let pattern_start = cursor.position();
    let pattern = loop {
        let here = cursor.position();
        match cursor.bump() {
            Some('/') => break cursor.slice(pattern_start..here),
            Some('\\') => {
                cursor.bump();
            }
            Some(_) => {}
            None => {
                return Err(ExpressionError::new(
                    start..cursor.position(),
                    "this regular expression is not closed",
                )
                .help("a `/` is missing"));
            }
        }
    };
    let flags_start = cursor.position();
    let flags = cursor.take_while(|next| next.is_ascii_alphabetic());
    if let Some(at) = flags.find(|flag| flag != 'i') {
        let range = flags_start + at..flags_start + at + 1;
        return Err(ExpressionError::new(range, "the only flag of a regular expression is `i`"));
    }
    Ok(Operand::Regex { pattern: pattern.to_owned(), ignore_case: !flags.is_empty() })
}
