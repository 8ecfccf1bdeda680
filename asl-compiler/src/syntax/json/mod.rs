//! JSON (RFC 8259) with places. `serde_json` gives no spans and drops duplicate keys, hence our own reader.

mod string;
#[cfg(test)]
mod tests;

use std::ops::Range;

use serde_json::Number;

pub(super) use string::span_in_string;

use super::limits::{DEEPEST, check_length};
use super::node::{Document, Kind, Member, Node, NodeId, Object, Parents, Segment, SyntaxError};
use crate::source::{Format, Span};
use crate::substitution::name_at;
use crate::suggest::nearest;

/// Reads a JSON text.
///
/// # Errors
///
/// The first place where the text is not JSON (DOC-6).
pub fn parse_json(text: &str) -> Result<Document, SyntaxError> {
    check_length(text)?;
    let mut reader = Reader { text, at: 0, depth: 0, parents: Parents::default() };
    if text.starts_with('\u{feff}') {
        return Err(
            reader.error("the text starts with a byte order mark", Some("save it as UTF-8 without one"))
        );
    }
    reader.skip_blank();
    let root = reader.value(None)?;
    reader.skip_blank();
    if reader.at < text.len() {
        return Err(SyntaxError {
            help: Some("a definition is one JSON object".into()),
            ..reader.unexpected("the end of the text")
        });
    }
    Ok(Document { root, parents: reader.parents, format: Format::Json })
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
    parents: Parents,
}

type Read<T> = Result<T, SyntaxError>;

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blank(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// An error at the character that stands here.
    fn error(&self, message: impl Into<String>, help: Option<&str>) -> SyntaxError {
        let length = self.text[self.at..].chars().next().map_or(0, char::len_utf8);
        self.error_at(self.at..self.at + length, message, help)
    }

    fn error_at(&self, range: Range<usize>, message: impl Into<String>, help: Option<&str>) -> SyntaxError {
        SyntaxError { span: Span::new(range), message: message.into(), help: help.map(Into::into) }
    }

    /// An error where something else stands than what is expected.
    fn unexpected(&self, expected: &str) -> SyntaxError {
        let rest = &self.text[self.at..];
        if rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#') {
            return self.error("JSON has no comments", Some("use a `Comment` field"));
        }
        let found = match rest.chars().next() {
            None => "the end of the text".into(),
            Some(character @ ('"' | '\'' | '\\')) => format!("`{character}`"),
            // What cannot be seen is named.
            Some(character) => format!("`{}`", character.escape_debug()),
        };
        self.error(format!("expected {expected}, found {found}"), None)
    }

    fn value(&mut self, parent: Option<(NodeId, Segment)>) -> Read<Node> {
        let id = self.parents.allot(parent);
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{') => self.nested(|reader| reader.object(id))?,
            Some(b'[') => self.nested(|reader| reader.array(id))?,
            Some(b'"') => Kind::String(self.string()?),
            Some(b'-' | b'0'..=b'9') => Kind::Number(self.number()?),
            Some(b'a'..=b'z' | b'A'..=b'Z') => self.word()?,
            Some(b'$') => self.substitution()?,
            Some(b'\'') => {
                return Err(self.error("expected a value", Some("JSON text stands in double quotes")));
            }
            _ => return Err(self.unexpected("a value")),
        };
        Ok(Node { id, span: Span::new(start..self.at), kind })
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Read<Kind>) -> Read<Kind> {
        if self.depth == DEEPEST {
            return Err(self.error(format!("nested deeper than {DEEPEST} levels"), None));
        }
        self.depth += 1;
        let kind = read(self);
        self.depth -= 1;
        kind
    }

    fn object(&mut self, id: NodeId) -> Read<Kind> {
        let open = self.at;
        self.at += 1;
        let mut members = Vec::new();
        self.skip_blank();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Kind::Object(Object { members }));
        }
        loop {
            if self.peek() != Some(b'"') {
                return Err(match self.peek() {
                    Some(b'}') => self.error("a comma stands before `}`", Some("remove the comma")),
                    None => self.error_at(open..open + 1, "this object is never closed", Some("add `}`")),
                    _ => self.unexpected("a key in double quotes"),
                });
            }
            let start = self.at;
            let key = self.string()?;
            let key_span = Span::new(start..self.at);
            self.skip_blank();
            if self.peek() != Some(b':') {
                return Err(self.unexpected("`:` after the key"));
            }
            self.at += 1;
            self.skip_blank();
            let value = self.value(Some((id, Segment::Key(key.clone()))))?;
            members.push(Member { key, key_span, value });
            if self.separator(open, b'}', "object")? {
                return Ok(Kind::Object(Object { members }));
            }
        }
    }

    fn array(&mut self, id: NodeId) -> Read<Kind> {
        let open = self.at;
        self.at += 1;
        let mut elements = Vec::new();
        self.skip_blank();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Kind::Array(elements));
        }
        loop {
            if self.peek() == Some(b']') {
                return Err(self.error("a comma stands before `]`", Some("remove the comma")));
            }
            elements.push(self.value(Some((id, Segment::Index(elements.len() as u32))))?);
            if self.separator(open, b']', "array")? {
                return Ok(Kind::Array(elements));
            }
        }
    }

    /// After a member or an element: true at the closing bracket, false after a comma.
    fn separator(&mut self, open: usize, close: u8, what: &str) -> Read<bool> {
        self.skip_blank();
        match self.peek() {
            Some(b',') => {
                self.at += 1;
                self.skip_blank();
                Ok(false)
            }
            Some(byte) if byte == close => {
                self.at += 1;
                Ok(true)
            }
            None => {
                let close = char::from(close);
                Err(self.error_at(
                    open..open + 1,
                    format!("this {what} is never closed"),
                    Some(&format!("add `{close}`")),
                ))
            }
            Some(_) => {
                let close = char::from(close);
                Err(self.unexpected(&format!("`,` or `{close}`")))
            }
        }
    }

    fn number(&mut self) -> Read<Number> {
        let start = self.at;
        let length = self.text[start..]
            .find(|c: char| !matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E'))
            .unwrap_or(self.text.len() - start);
        self.at += length;
        let text = &self.text[start..self.at];
        if text == "-0" {
            // An integer has one zero; only `-0.0` is a float (DOC-8).
            return Ok(Number::from(0));
        }
        serde_json::from_str(text).map_err(|_| {
            // What Rust reads as a float beyond the range is well formed but for a leading zero.
            if text.parse().is_ok_and(f64::is_infinite) {
                self.error_at(start..self.at, format!("`{text}` is too large for a number"), None)
            } else {
                let help = "a number has no `+`, no leading zero, and digits on both sides of its point";
                self.error_at(start..self.at, format!("`{text}` is no number of JSON"), Some(help))
            }
        })
    }

    /// `${Name}` outside of a string (SUB-2).
    fn substitution(&mut self) -> Read<Kind> {
        let rest = &self.text[self.at..];
        let Some(name) = name_at(rest) else {
            return Err(self.error("expected a value, found `$`", Some("a substitution reads `${Name}`")));
        };
        let length = "${}".len() + name.len();
        self.at += length;
        Ok(Kind::Substitution(rest[..length].into()))
    }

    fn word(&mut self) -> Read<Kind> {
        let start = self.at;
        let length = self.text[start..]
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(self.text.len() - start);
        self.at += length;
        let word = &self.text[start..self.at];
        match word {
            "null" => Ok(Kind::Null),
            "true" => Ok(Kind::Bool(true)),
            "false" => Ok(Kind::Bool(false)),
            _ => {
                let near = nearest(word, ["null", "true", "false"]);
                let help = near.map(|near| format!("did you mean `{near}`?"));
                let help = help.as_deref().or(Some("text stands in double quotes"));
                Err(self.error_at(start..self.at, format!("`{word}` is no value of JSON"), help))
            }
        }
    }
}
