//! Values as texts: `$string`, `&`, and what errors show of them.

use std::borrow::Cow;

use serde_json::{Number, Value};

use super::Datum;
use super::datum::View;
use crate::data::jsonata::Problem;

/// How arrays and objects are laid out.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Compact,
    /// A line for each part, two blanks for each level.
    Indented,
}

/// The text of a value, as `$string` gives it.
pub(super) fn string<'a>(value: Datum<'a>, layout: Layout) -> Result<Datum<'a>, Problem> {
    match value.view() {
        View::Undefined => Ok(Datum::Undefined),
        View::Text(_) => Ok(value),
        _ => {
            let mut text = String::new();
            write(&value, layout, &mut text)?;
            Ok(Datum::owned_text(text))
        }
    }
}

/// Adds the text of a value; of what is undefined there is none.
pub(super) fn append_text(value: &Datum<'_>, out: &mut String) -> Result<(), Problem> {
    write(value, Layout::Compact, out)
}

fn write(value: &Datum<'_>, layout: Layout, out: &mut String) -> Result<(), Problem> {
    match value.view() {
        View::Undefined | View::Function => {}
        View::Text(text) => out.push_str(text),
        View::Number(number) if !number.is_finite() => {
            return Err(Problem::error("D3001", "Attempting to invoke string function on Infinity or NaN"));
        }
        View::Array(_) | View::Object(_) => {
            check_finite(value)?;
            part(value, layout, 0, out);
        }
        _ => part(value, layout, 0, out),
    }
    Ok(())
}

fn check_finite(value: &Datum<'_>) -> Result<(), Problem> {
    match value.view() {
        View::Number(number) if !number.is_finite() => {
            Err(Problem::error("D1001", "Number out of range: null"))
        }
        View::Array(elements) => elements.iter().try_for_each(|element| check_finite(&element)),
        View::Object(members) => {
            let mut checked = Ok(());
            members.for_each(|_, member| {
                if checked.is_ok() {
                    checked = check_finite(&member);
                }
            });
            checked
        }
        _ => Ok(()),
    }
}

fn part(value: &Datum<'_>, layout: Layout, depth: usize, out: &mut String) {
    match value.view() {
        View::Undefined | View::Null => out.push_str("null"),
        View::Boolean(value) => out.push_str(if value { "true" } else { "false" }),
        View::Number(number) => out.push_str(&rounded(number)),
        View::Text(text) => quoted(text, out),
        View::Function => out.push_str("\"\""),
        View::Array(elements) if elements.len() == 0 => out.push_str("[]"),
        View::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                next(index, layout, depth + 1, out);
                part(&element, layout, depth + 1, out);
            }
            line(layout, depth, out);
            out.push(']');
        }
        View::Object(members) if members.len() == 0 => out.push_str("{}"),
        View::Object(members) => {
            out.push('{');
            let mut index = 0;
            members.for_each(|name, member| {
                next(index, layout, depth + 1, out);
                index += 1;
                quoted(&name, out);
                out.push_str(if layout == Layout::Indented { ": " } else { ":" });
                part(&member, layout, depth + 1, out);
            });
            line(layout, depth, out);
            out.push('}');
        }
    }
}

/// What stands before a part.
fn next(index: usize, layout: Layout, depth: usize, out: &mut String) {
    if index > 0 {
        out.push(',');
    }
    line(layout, depth, out);
}

fn line(layout: Layout, depth: usize, out: &mut String) {
    if layout == Layout::Indented {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    }
}

fn quoted(text: &str, out: &mut String) {
    out.push_str(&Value::from(text).to_string());
}

/// A number as the language prints it (JNA-38): one that is not whole with 15 digits.
fn rounded(number: f64) -> String {
    if number.fract() == 0.0 {
        return script_number(number);
    }
    script_number(format!("{number:.14e}").parse().unwrap_or(number))
}

/// A finite number as JavaScript prints it.
fn script_number(number: f64) -> String {
    if number == 0.0 {
        return "0".to_owned();
    }
    if (1e-6..1e21).contains(&number.abs()) {
        return number.to_string();
    }
    let text = format!("{number:e}");
    if text.contains("e-") { text } else { text.replace('e', "e+") }
}

/// A value as errors show it.
pub(super) fn printed(value: &Datum<'_>) -> Cow<'static, str> {
    fn json(value: &Datum<'_>) -> Value {
        match value.view() {
            View::Undefined | View::Null => Value::Null,
            View::Boolean(value) => Value::Bool(value),
            View::Number(number) if number.fract() == 0.0 && number.abs() <= i64::MAX as f64 => {
                Value::from(number as i64)
            }
            View::Number(number) => Number::from_f64(number).map_or(Value::Null, Value::Number),
            View::Text(text) => Value::from(text),
            View::Array(elements) => elements.iter().map(|element| json(&element)).collect(),
            View::Object(members) => {
                let mut object = serde_json::Map::new();
                members.for_each(|name, member| {
                    object.insert(name.into_owned(), json(&member));
                });
                Value::Object(object)
            }
            View::Function => Value::from(""),
        }
    }
    match value.view() {
        View::Undefined => Cow::Borrowed("undefined"),
        _ => Cow::Owned(json(value).to_string()),
    }
}
