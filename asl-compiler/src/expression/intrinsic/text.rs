//! Quoted text in a call (INT-3).

use super::super::ExpressionError;
use super::super::cursor::{Cursor, shown};

/// Which escapes are left as they were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    /// None: all stand for their character.
    Resolved,
    /// `\\`, `\{` and `\}`, in the template of `States.Format`.
    KeptForFormat,
}

/// Parses the text whose `'` stands here.
pub(super) fn quoted(cursor: &mut Cursor<'_>, escapes: Escapes) -> Result<String, ExpressionError> {
    let start = cursor.position();
    cursor.eat("'");
    let mut text = String::new();
    loop {
        let here = cursor.position();
        match cursor.bump() {
            Some('\'') => return Ok(text),
            Some('\\') => {
                let escaped = escaped(cursor, here)?;
                if escaped != '\'' && escapes == Escapes::KeptForFormat {
                    text.push('\\');
                }
                text.push(escaped);
            }
            Some(next) => text.push(next),
            None => {
                return Err(ExpressionError::new(start..here, "this quote is not closed")
                    .help("within a text, `'` is written `\\'`"));
            }
        }
    }
}

fn escaped(cursor: &mut Cursor<'_>, start: usize) -> Result<char, ExpressionError> {
    match cursor.bump() {
        Some(next @ ('\'' | '\\' | '{' | '}')) => Ok(next),
        Some(next) => {
            let range = start..cursor.position();
            let error = ExpressionError::new(
                range,
                format!("`\\{}` is no escape of an intrinsic function", shown(next)),
            );
            Err(match next {
                '"' => error.help("`\"` needs no escape here: write `\\\"` in JSON text, not `\\\\\\\"`"),
                'n' | 't' | 'r' => error.help(format!(
                    "write `\\{next}` in JSON text, not `\\\\{next}`: the text then holds the character itself"
                )),
                _ => error.help("there are `\\'`, `\\\\`, `\\{` and `\\}`"),
            })
        }
        None => Err(ExpressionError::new(start..cursor.position(), "this `\\` escapes nothing")),
    }
}
