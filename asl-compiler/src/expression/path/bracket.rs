//! Steps in brackets: names, indices, slices, wildcards, filters (PATH-3, PATH-14).

use std::ops::Range;

use super::super::cursor::{Cursor, shown};
use super::literal;
use super::{ExpressionError, Step, filter};

/// Parses the step whose `[` stands here.
pub(super) fn step(cursor: &mut Cursor<'_>) -> Result<Step, ExpressionError> {
    let open = cursor.position();
    cursor.eat("[");
    cursor.skip_blanks();
    let step = match cursor.peek() {
        Some('\'' | '"') => names(cursor)?,
        Some('*') => {
            cursor.bump();
            Step::Wildcard
        }
        Some('?') => filter::step(cursor, open)?,
        Some('(') => script(cursor, open)?,
        Some('-' | ':' | '0'..='9') => numbers(cursor, open)?,
        Some(']') => {
            cursor.bump();
            return Err(ExpressionError::new(open..cursor.position(), "these brackets are empty")
                .help("`[*]` takes all, `[0]` the first"));
        }
        Some(_) => return Err(unquoted(cursor)),
        None => return Err(not_closed(cursor, open)),
    };
    cursor.skip_blanks();
    if cursor.eat("]") {
        return Ok(step);
    }
    match cursor.peek() {
        None => Err(not_closed(cursor, open)),
        Some(next) => Err(cursor.error(format!("`]` was expected here, not `{}`", shown(next)))),
    }
}

/// An error about a `[` without `]`.
pub(super) fn not_closed(cursor: &Cursor<'_>, open: usize) -> ExpressionError {
    let end = cursor.position() + cursor.rest().len();
    ExpressionError::new(open..end, "this `[` is not closed").help("a `]` is missing")
}

fn unquoted(cursor: &mut Cursor<'_>) -> ExpressionError {
    let start = cursor.position();
    let word = cursor.take_while(|next| !matches!(next, ']' | ',' | '[')).trim_end();
    if word.is_empty() {
        return cursor.error("a name, an index, `*` or a filter belongs in brackets");
    }
    let end = start + word.len();
    if word.starts_with(['@', '$']) {
        return ExpressionError::new(start..end, "a path can't stand in brackets")
            .help("a filter is written `[?(@.name == 1)]`");
    }
    ExpressionError::new(start..end, format!("the name `{word}` needs quotes in brackets"))
        .help(format!("write `['{}']`", word.replace('\\', "\\\\").replace('\'', "\\'")))
}

fn names(cursor: &mut Cursor<'_>) -> Result<Step, ExpressionError> {
    let mut names = vec![literal::quoted(cursor)?];
    while comma(cursor) {
        if !matches!(cursor.peek(), Some('\'' | '"')) {
            return Err(cursor.error("another quoted name belongs after the comma"));
        }
        names.push(literal::quoted(cursor)?);
    }
    Ok(match <[String; 1]>::try_from(names) {
        Ok([name]) => Step::Name(name),
        Err(names) => Step::Names(names),
    })
}

/// Reads a comma with the blanks round it.
fn comma(cursor: &mut Cursor<'_>) -> bool {
    cursor.skip_blanks();
    let comma = cursor.eat(",");
    cursor.skip_blanks();
    comma
}

fn numbers(cursor: &mut Cursor<'_>, open: usize) -> Result<Step, ExpressionError> {
    let first = integer(cursor)?;
    cursor.skip_blanks();
    if cursor.starts_with(":") {
        return slice(cursor, open, first);
    }
    let Some(first) = first else {
        return Err(cursor.error("an index belongs here"));
    };
    let mut indices = vec![first];
    while comma(cursor) {
        match integer(cursor)? {
            Some(index) => indices.push(index),
            None => return Err(cursor.error("another index belongs after the comma")),
        }
    }
    Ok(match indices.as_slice() {
        [index] => Step::Index(*index),
        _ => Step::Indices(indices),
    })
}

fn slice(cursor: &mut Cursor<'_>, open: usize, start: Option<i64>) -> Result<Step, ExpressionError> {
    cursor.eat(":");
    cursor.skip_blanks();
    let end = integer(cursor)?;
    cursor.skip_blanks();
    if cursor.starts_with(":") {
        return Err(cursor.error("a slice has no step width: `[start:end]` is all there is"));
    }
    if start.is_none() && end.is_none() {
        let range = open..cursor.position() + usize::from(cursor.starts_with("]"));
        return Err(ExpressionError::new(range, "a slice needs a start or an end").help("`[*]` takes all"));
    }
    Ok(Step::Slice { start, end })
}

/// Reads a whole number, if one stands here.
fn integer(cursor: &mut Cursor<'_>) -> Result<Option<i64>, ExpressionError> {
    let start = cursor.position();
    let negative = cursor.eat("-");
    let digits = cursor.take_while(|next| next.is_ascii_digit());
    if digits.is_empty() {
        return if negative { Err(cursor.error("digits belong after `-`")) } else { Ok(None) };
    }
    let range = start..cursor.position();
    // The service counts elements in 32 bits.
    match cursor.slice(range.clone()).parse::<i32>() {
        Ok(index) => Ok(Some(index.into())),
        Err(_) => Err(ExpressionError::new(range, "this index is out of range")),
    }
}

/// `(@.length-1)`, which older JSONPath has for `-1` (PATH-14).
fn script(cursor: &mut Cursor<'_>, open: usize) -> Result<Step, ExpressionError> {
    let start = cursor.position();
    let words = ["(", "@", ".", "length", "-"];
    let from_end = words.iter().all(|word| {
        cursor.skip_blanks();
        cursor.eat(word)
    });
    cursor.skip_blanks();
    if from_end && let Some(back) = integer(cursor)? {
        cursor.skip_blanks();
        if back > 0 && cursor.eat(")") {
            return Ok(Step::Index(-back));
        }
    }
    cursor.back_to(start);
    let script: Range<usize> = match cursor.rest().find(']') {
        Some(length) => start..start + length,
        None => return Err(not_closed(cursor, open)),
    };
    Err(ExpressionError::new(script, "a script can't stand in brackets")
        .help("the last element is `[-1]`, a filter is `[?(@.name == 1)]`"))
}
