//! Names after a dot (PATH-16, PATH-17).

use super::super::cursor::{Cursor, is_blank, shown};
use super::{ExpressionError, Step, Surroundings};

/// Whether a character ends a dotted name unless a `\` stands before it (PATH-17).
pub(super) fn ends_name(next: char) -> bool {
    is_blank(next) || matches!(next, '.' | '[' | ']' | '(' | ')' | ',' | ':' | '?' | '*' | '@' | '\'' | '"')
}

/// Whether a name in a filter's path ends before this text: at an operator.
fn begins_operator(rest: &str) -> bool {
    rest.starts_with(['=', '<', '>', '!', '~']) || rest.starts_with("&&") || rest.starts_with("||")
}

/// Reads the name that stands here; none if no character of it does.
///
/// A `${Name}` whose value is not known yet is part of the name, whatever it holds (SUB-1).
pub(super) fn dotted(
    cursor: &mut Cursor<'_>,
    surroundings: Surroundings,
) -> Result<Option<String>, ExpressionError> {
    let mut name = String::new();
    while let Some(next) = cursor.peek() {
        if ends_name(next) || (surroundings == Surroundings::Filter && begins_operator(cursor.rest())) {
            break;
        }
        if let Some(length) = substitution(cursor.rest()) {
            name.push_str(cursor.rest().get(..length).unwrap_or_default());
            cursor.back_to(cursor.position() + length);
            continue;
        }
        let start = cursor.position();
        cursor.bump();
        if next != '\\' {
            name.push(next);
        } else if let Some(escaped) = cursor.bump() {
            name.push(escaped);
        } else {
            return Err(ExpressionError::new(
                start..cursor.position(),
                "the path ends with a `\\` that escapes nothing",
            ));
        }
    }
    Ok((!name.is_empty()).then_some(name))
}

/// The length of the `${…}` that the text begins with.
fn substitution(rest: &str) -> Option<usize> {
    let length = rest.strip_prefix("${")?.find('}')? + 3;
    Some(length)
}

/// Why no name follows the dots that begin at `start`.
pub(super) fn missing(cursor: &Cursor<'_>, start: usize, dots: &str) -> ExpressionError {
    let Some(next) = cursor.peek() else {
        let error = ExpressionError::new(start..cursor.position(), format!("the path ends with `{dots}`"));
        return if dots == ".." {
            error.help("`..*` gives all nodes below, `..name` those of a name")
        } else {
            error.help("a name or `*` belongs after the dot")
        };
    };
    let error = cursor.error(format!("`{}` can't follow `{dots}`", shown(next)));
    match next {
        '\'' | '"' => error.help("a quoted name stands in brackets: `['name']`"),
        '?' => error.help("a filter stands in brackets: `[?(@.name == 1)]`"),
        _ => error.help("a name or `*` belongs after the dot"),
    }
}

/// Why the path, which ends here, can't go on with what follows.
pub(in crate::expression) fn stray(cursor: &Cursor<'_>, steps: &[Step]) -> ExpressionError {
    let mut after = cursor.clone();
    after.skip_blanks();
    let next = after.peek().unwrap_or(' ');
    let start = cursor.position();
    let word_end = start + cursor.rest().find(['.', '[', ']', '(', ')', ',']).unwrap_or(cursor.rest().len());
    let word = cursor.slice(start..word_end);
    let is_name = matches!(steps.last(), Some(Step::Name(_))) && !cursor.slice(0..start).ends_with(']');
    let (Some(Step::Name(name)), true, false) = (steps.last(), is_name, word.trim().is_empty()) else {
        let range = after.here();
        return match next {
            '.' | '[' => ExpressionError::new(start..range.start, "a blank can't stand between steps"),
            ']' => ExpressionError::new(range, "this `]` closes nothing"),
            ')' => ExpressionError::new(range, "this `)` closes nothing"),
            _ => ExpressionError::new(range, format!("`{}` can't stand here", shown(next)))
                .help("a step begins with `.` or `[`"),
        };
    };
    let quoted = format!("{name}{}", word.trim_end()).replace('\\', "\\\\").replace('\'', "\\'");
    let error = match cursor.peek() {
        Some(blank) if is_blank(blank) => {
            ExpressionError::new(start..word_end, "a name after a dot can't hold a blank")
        }
        _ => ExpressionError::new(after.here(), format!("a name after a dot can't hold `{}`", shown(next))),
    };
    error.help(format!("write the name in brackets: `['{quoted}']`"))
}
