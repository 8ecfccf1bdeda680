//! A place in a text that is being parsed.

use std::ops::Range;

use super::error::ExpressionError;

/// How deep brackets, filters and lists may lie in each other: no author needs more, and the parsers,
/// which call themselves, stay within their stack whatever they are given.
const DEEPEST: usize = 32;

/// A place in a text that is being parsed.
#[derive(Debug, Clone)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    position: usize,
    depth: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, position: 0, depth: 0 }
    }

    /// Bytes from the start of the text.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// Goes back to a position that was read before.
    pub(super) fn back_to(&mut self, position: usize) {
        self.position = position;
    }

    /// What has not been read.
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.position..).unwrap_or_default()
    }

    /// What stands between `start` and here.
    pub(super) fn since(&self, start: usize) -> &'t str {
        self.slice(start..self.position)
    }

    /// A part of the text.
    pub(super) fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.rest().is_empty()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn starts_with(&self, words: &str) -> bool {
        self.rest().starts_with(words)
    }

    /// Reads one character.
    pub(super) fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.position += next.len_utf8();
        Some(next)
    }

    /// Reads `words` if they stand here.
    pub(super) fn eat(&mut self, words: &str) -> bool {
        let here = self.starts_with(words);
        if here {
            self.position += words.len();
        }
        here
    }

    /// Reads as long as `wanted` says.
    pub(super) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|next| !wanted(next)).unwrap_or(rest.len());
        self.position += length;
        rest.get(..length).unwrap_or_default()
    }

    pub(super) fn skip_blanks(&mut self) {
        self.take_while(is_blank);
    }

    /// The character that stands here; empty at the end of the text.
    pub(super) fn here(&self) -> Range<usize> {
        self.position..self.position + self.peek().map_or(0, char::len_utf8)
    }

    /// An error about the character that stands here.
    pub(super) fn error(&self, message: impl Into<String>) -> ExpressionError {
        ExpressionError::new(self.here(), message)
    }

    /// Parses something that may hold itself, unless it lies too deep.
    pub(super) fn nested<T>(
        &mut self,
        parse: impl FnOnce(&mut Self) -> Result<T, ExpressionError>,
    ) -> Result<T, ExpressionError> {
        if self.depth == DEEPEST {
            return Err(self.error(format!("this is nested more than {DEEPEST} deep")));
        }
        self.depth += 1;
        let parsed = parse(self);
        self.depth -= 1;
        parsed
    }
}

/// What may stand between tokens.
pub(super) fn is_blank(next: char) -> bool {
    matches!(next, ' ' | '\t' | '\n' | '\r')
}

/// A character as a message shows it.
pub(super) fn shown(next: char) -> String {
    if next.is_control() { next.escape_default().to_string() } else { next.to_string() }
}
