//! Texts.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::super::arguments::bind;
use super::super::datum::{Datum, View};
use super::super::print::{self, Layout};
use crate::data::jsonata::bound::{LARGEST, TOO_LARGE};
use crate::data::jsonata::{Problem, Scope, signature};

/// What the reference implementation makes of an undefined text to look for.
const UNDEFINED: Cow<'static, str> = Cow::Borrowed("undefined");

/// `$string(value, prettify)`
///
/// # Errors
///
/// A number that is none (D3001, D1001), and a value that is too large.
pub fn string<'a>(scope: &Scope<'_>, value: Datum<'a>, prettify: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let value = value.bounded()?;
    let [value, prettify] = bind(scope, const { signature::known("string") }, [value, prettify])?;
    let indented = matches!(prettify.view(), View::Boolean(true));
    print::string(value, if indented { Layout::Indented } else { Layout::Compact })
}

/// `$length(text)`
pub fn length<'a>(scope: &Scope<'_>, text: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [text] = bind(scope, const { signature::known("length") }, [text])?;
    Ok(match text.view() {
        View::Text(text) => Datum::Number(text.chars().count() as f64),
        _ => Datum::Undefined,
    })
}

/// `$uppercase(text)`
pub fn uppercase<'a>(scope: &Scope<'_>, text: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [text] = bind(scope, const { signature::known("uppercase") }, [text])?;
    Ok(text.into_text().map_or(Datum::Undefined, |text| Datum::owned_text(text.to_uppercase())))
}

/// `$lowercase(text)`
pub fn lowercase<'a>(scope: &Scope<'_>, text: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [text] = bind(scope, const { signature::known("lowercase") }, [text])?;
    Ok(text.into_text().map_or(Datum::Undefined, |text| Datum::owned_text(text.to_lowercase())))
}

/// `$trim(text)`: no blanks at the ends, and a single one for any inside.
pub fn trim<'a>(scope: &Scope<'_>, text: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [text] = bind(scope, const { signature::known("trim") }, [text])?;
    let Some(text) = text.into_text() else { return Ok(Datum::Undefined) };
    let mut trimmed = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            ' ' | '\t' | '\n' | '\r' if trimmed.ends_with(' ') => {}
            ' ' | '\t' | '\n' | '\r' => trimmed.push(' '),
            letter => trimmed.push(letter),
        }
    }
    Ok(Datum::owned_text(trimmed.trim()))
}

/// `$substring(text, start, length)`
pub fn substring<'a>(
    scope: &Scope<'_>,
    text: Datum<'a>,
    start: Datum<'a>,
    length: Datum<'a>,
) -> Result<Datum<'a>, Problem> {
    let [text, start, length] = bind(scope, const { signature::known("substring") }, [text, start, length])?;
    let Some(text) = text.into_text() else { return Ok(Datum::Undefined) };
    let length = if let View::Number(length) = length.view() { Some(length as i64) } else { None };
    let View::Number(start) = start.view() else {
        return Ok(if length.is_some() { Datum::from("") } else { Datum::Text(text) });
    };
    let count = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    // A start before the text is its start.
    let start = start as i64;
    let start = if start < 0 { count.saturating_add(start).max(0) } else { start.min(count) };
    let end = length.map_or(count, |length| start.saturating_add(length.max(0)).min(count));
    let (skipped, taken) = (start.unsigned_abs(), (end - start).max(0).unsigned_abs());
    let taken = text
        .chars()
        .skip(usize::try_from(skipped).unwrap_or(usize::MAX))
        .take(usize::try_from(taken).unwrap_or(usize::MAX));
    Ok(Datum::owned_text(taken.collect::<String>()))
}

/// `$substringBefore(text, separator)`
pub fn substring_before<'a>(
    scope: &Scope<'_>,
    text: Datum<'a>,
    separator: Datum<'a>,
) -> Result<Datum<'a>, Problem> {
    let [text, separator] = bind(scope, const { signature::known("substringBefore") }, [text, separator])?;
    let Some(text) = text.into_text() else { return Ok(Datum::Undefined) };
    let separator = separator.into_text().unwrap_or(UNDEFINED);
    Ok(match text.split_once(&*separator) {
        Some((before, _)) => Datum::owned_text(before),
        None => Datum::Text(text),
    })
}

/// `$substringAfter(text, separator)`
pub fn substring_after<'a>(
    scope: &Scope<'_>,
    text: Datum<'a>,
    separator: Datum<'a>,
) -> Result<Datum<'a>, Problem> {
    let [text, separator] = bind(scope, const { signature::known("substringAfter") }, [text, separator])?;
    let Some(text) = text.into_text() else { return Ok(Datum::Undefined) };
    let separator = separator.into_text().unwrap_or(UNDEFINED);
    Ok(match text.split_once(&*separator) {
        Some((_, after)) => Datum::owned_text(after),
        None => Datum::Text(text),
    })
}

/// `$contains(text, part)`
///
/// # Errors
///
/// A function in place of the part (D3137).
pub fn contains<'a>(scope: &Scope<'_>, text: Datum<'a>, part: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [text, part] = bind(scope, const { signature::known("contains") }, [text, part])?;
    Ok(match (text.view(), part.view()) {
        (View::Text(text), View::Text(part)) => Datum::Boolean(text.contains(part)),
        (View::Text(_), View::Function) => {
            return Err(Problem::error("D3137", "contains() requires string arguments"));
        }
        _ => Datum::Undefined,
    })
}

/// `$split(text, separator, limit)`
///
/// # Errors
///
/// A negative limit (D3020), and an undefined separator (T1010).
pub fn split<'a>(
    scope: &Scope<'_>,
    text: Datum<'a>,
    separator: Datum<'a>,
    limit: Datum<'a>,
) -> Result<Datum<'a>, Problem> {
    let [text, separator, limit] =
        bind(scope, const { signature::known("split") }, [text, separator, limit])?;
    let View::Text(text) = text.view() else { return Ok(Datum::Undefined) };
    let limit = match limit.view() {
        View::Number(limit) if limit < 0.0 => {
            let text = "Third argument of split function must evaluate to a positive number";
            return Err(Problem::error("D3020", text));
        }
        View::Number(limit) => limit as usize,
        _ => usize::MAX,
    };
    let parts = match separator.view() {
        View::Text("") => text.chars().take(limit).map(Datum::owned_text).collect(),
        View::Text(separator) => text.split(separator).take(limit).map(Datum::owned_text).collect(),
        _ => {
            let text = "The matcher function argument passed to function $split does not return the correct object \
                        structure";
            return Err(Problem::error("T1010", text));
        }
    };
    Ok(Datum::array(parts))
}

/// `$join(texts, separator)`
///
/// # Errors
///
/// A text that is too large.
pub fn join<'a>(scope: &Scope<'_>, texts: Datum<'a>, separator: Datum<'a>) -> Result<Datum<'a>, Problem> {
    if length_of(&texts).saturating_mul(length_of(&separator)) > LARGEST {
        return Err(TOO_LARGE);
    }
    let [texts, separator] = bind(scope, const { signature::known("join") }, [texts, separator])?;
    let View::Array(elements) = texts.view() else { return Ok(Datum::Undefined) };
    let separator = separator.into_text().unwrap_or_default();
    let mut joined = String::new();
    for (index, element) in elements.iter().enumerate() {
        if index > 0 {
            joined.push_str(&separator);
        }
        if let View::Text(text) = element.view() {
            joined.push_str(text);
        }
    }
    Ok(Datum::owned_text(joined))
}

/// How often a value's neighbour is repeated, or how long that is.
fn length_of(value: &Datum<'_>) -> usize {
    match value.view() {
        View::Text(text) => text.len(),
        View::Array(elements) => elements.len(),
        _ => 0,
    }
}

/// `$pad(text, width, filling)`: behind the text, or before it where the width is negative.
///
/// # Errors
///
/// A text that is too large.
pub fn pad<'a>(
    scope: &Scope<'_>,
    text: Datum<'a>,
    width: Datum<'a>,
    filling: Datum<'a>,
) -> Result<Datum<'a>, Problem> {
    if matches!(width.view(), View::Number(width) if width.abs() > LARGEST as f64) {
        return Err(TOO_LARGE);
    }
    let [text, width, filling] = bind(scope, const { signature::known("pad") }, [text, width, filling])?;
    let Some(text) = text.into_text() else { return Ok(Datum::Undefined) };
    let View::Number(width) = width.view() else { return Ok(Datum::Text(text)) };
    let width = width as i32;
    let missing =
        usize::try_from(width.unsigned_abs()).unwrap_or(usize::MAX).saturating_sub(text.chars().count());
    if missing == 0 {
        return Ok(Datum::Text(text));
    }
    let filling = filling.into_text().filter(|filling| !filling.is_empty()).unwrap_or(Cow::Borrowed(" "));
    let padding: String = filling.chars().cycle().take(missing).collect();
    Ok(Datum::owned_text(if width < 0 { padding + &text } else { text.into_owned() + &padding }))
}

/// `$base64encode(text)`
pub fn base64encode<'a>(scope: &Scope<'_>, text: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [text] = bind(scope, const { signature::known("base64encode") }, [text])?;
    Ok(text.into_text().map_or(Datum::Undefined, |text| Datum::owned_text(STANDARD.encode(text.as_bytes()))))
}

/// `$base64decode(text)`: what is no base64 is passed over.
///
/// # Errors
///
/// Bytes that are no text (D3137).
pub fn base64decode<'a>(scope: &Scope<'_>, text: Datum<'a>) -> Result<Datum<'a>, Problem> {
    let [text] = bind(scope, const { signature::known("base64decode") }, [text])?;
    let Some(text) = text.into_text() else { return Ok(Datum::Undefined) };
    let mut bytes = Vec::with_capacity(text.len());
    let (mut pending, mut bits) = (0_u32, 0);
    for letter in text.bytes().take_while(|letter| *letter != b'=') {
        let six = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => continue,
        };
        pending = pending << 6 | u32::from(six);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((pending >> bits) as u8);
        }
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Datum::owned_text(text)),
        Err(_) => Err(Problem::error("D3137", "Invalid UTF-8 in decoded base64")),
    }
}
