//! JSON (RFC 8259) with places. `serde_json` gives no spans and drops duplicate keys, hence our own reader.

use std::ops::Range;

use super::limits::{DEEPEST, check_length};
use super::node::{Document, Kind, Member, Node, NodeId, Object, Parents, Segment, SyntaxError};
use crate::source::{Format, Span};
use crate::substitution::name_at;

/// Reads a JSON text.
///
/// # Errors
///
/// The first place where the text is not JSON (DOC-6).
pub fn parse_json(text: &str) -> Result<Document, SyntaxError> {
    check_length(text)?;
    let mut reader = Reader { text, at: 0, depth: 0, parents: Parents::default() };
    reader.skip_blank();
    let root = reader.value(None)?;
    reader.skip_blank();
    if reader.at < text.len() {
        return Err(reader.error("expected the end of the text", Some("a definition is one JSON object")));
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

    fn found(&self) -> String {
        match self.text[self.at..].chars().next() {
            Some(character) => format!("found `{character}`"),
            None => "found the end of the text".into(),
        }
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
            Some(b'/' | b'#') => {
                return Err(self.error("JSON has no comments", Some("use a `Comment` field")));
            }
            Some(b'\'') => {
                return Err(self.error("expected a value", Some("JSON text stands in double quotes")));
            }
            _ => return Err(self.error(format!("expected a value, {}", self.found()), None)),
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
                    _ => self.error(format!("expected a key in double quotes, {}", self.found()), None),
                });
            }
            let start = self.at;
            let key = self.string()?;
            let key_span = Span::new(start..self.at);
            self.skip_blank();
            if self.peek() != Some(b':') {
                return Err(self.error(format!("expected `:` after the key, {}", self.found()), None));
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
                Err(self.error(format!("expected `,` or `{close}`, {}", self.found()), None))
            }
        }
    }

    fn string(&mut self) -> Read<String> {
        let start = self.at;
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let Some(stop) = rest.find(|c: char| c == '"' || c == '\\' || c < ' ') else {
                return Err(self.error_at(start..start + 1, "this string is never closed", Some("add `\"`")));
            };
            text.push_str(&rest[..stop]);
            self.at += stop;
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => {
                    let (character, length) = unescape(&self.text[self.at..]).ok_or_else(|| {
                        let end =
                            (self.at + 2..).find(|&at| self.text.is_char_boundary(at)).unwrap_or(self.at);
                        self.error_at(
                            self.at..end.min(self.text.len()),
                            "this is no escape of JSON",
                            Some("the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX"),
                        )
                    })?;
                    text.push(character);
                    self.at += length;
                }
                _ => {
                    return Err(self.error_at(
                        self.at..self.at + 1,
                        "a control character must be escaped in a string",
                        Some("write a line break as `\\n`"),
                    ));
                }
            }
        }
    }

    fn number(&mut self) -> Read<serde_json::Number> {
        let start = self.at;
        let length = self.text[start..]
            .find(|c: char| !matches!(c, '0'..='9' | '+' | '-' | '.' | 'e' | 'E'))
            .unwrap_or(self.text.len() - start);
        self.at += length;
        let text = &self.text[start..self.at];
        serde_json::from_str(text)
            .map_err(|_| self.error_at(start..self.at, format!("`{text}` is no number of JSON"), None))
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
            _ => Err(self.error_at(
                start..self.at,
                format!("`{word}` is no value of JSON"),
                Some("text stands in double quotes"),
            )),
        }
    }
}

/// Reads the escape that `text` starts with: its character and its length in bytes.
fn unescape(text: &str) -> Option<(char, usize)> {
    let character = match text.as_bytes().get(1)? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => {
            let unit = |at: usize| {
                let digits = text.get(at..at + 4)?;
                if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                    return None;
                }
                u16::from_str_radix(digits, 16).ok()
            };
            let first = unit(2)?;
            if let Some(character) = char::from_u32(u32::from(first)) {
                return Some((character, 6));
            }
            if text.get(6..8) != Some("\\u") {
                return None;
            }
            let character = char::decode_utf16([first, unit(8)?]).next()?.ok()?;
            return Some((character, 12));
        }
        _ => return None,
    };
    Some((character, 2))
}

/// Where a part of a string's decoded text stands in its raw text, quotes included. `None` where the raw text
/// is not that string, or not that part.
pub(super) fn span_in_string(raw: &str, decoded: &str, part: Range<usize>) -> Option<Range<usize>> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    let mut rest = decoded.chars();
    let (mut at, mut length) = (0, 0);
    let (mut start, mut end) = (None, None);
    loop {
        // The bytes of the quote and of the text before.
        start = start.or((length == part.start).then_some(at + 1));
        end = end.or((length == part.end).then_some(at + 1));
        let Some(next) = inner[at..].chars().next() else { break };
        let (character, width) = if next == '\\' { unescape(&inner[at..])? } else { (next, next.len_utf8()) };
        if rest.next() != Some(character) {
            return None;
        }
        at += width;
        length += character.len_utf8();
    }
    if rest.next().is_some() { None } else { Some(start?..end?) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_order_duplicates_spans_and_pointers() {
        let text = r#"{"b": [1, {"a/~": "x"}], "a": 1.0, "b": -0}"#;
        let document = parse_json(text).expect("it is JSON");
        let object = document.root.as_object().expect("it is an object");
        let keys: Vec<_> = object.members.iter().map(|member| member.key.as_str()).collect();
        assert_eq!(keys, ["b", "a", "b"]);
        let array = object.members[0].value.as_array().expect("it is an array");
        let x = array[1].as_object().and_then(|object| object.get("a/~")).expect("it is there");
        assert_eq!(document.pointer(x.id), "/b/1/a~1~0");
        assert_eq!(&text[x.span.range()], "\"x\"");
        assert_eq!(&text[object.members[1].key_span.range()], "\"a\"");
    }

    #[test]
    fn takes_a_substitution_as_a_value() {
        let text = r#"{"a": ${N.x}}"#;
        let document = parse_json(text).expect("it is a definition's text");
        let value = document.root.as_object().and_then(|object| object.get("a")).expect("it is there");
        assert!(value.is_substitution());
        assert_eq!((value.as_str(), &text[value.span.range()]), (Some("${N.x}"), "${N.x}"));
    }

    #[test]
    fn says_where_a_text_is_no_json() {
        for (text, message, at) in [
            ("", "expected a value, found the end of the text", 0..0),
            ("{\"a\": 1,}", "a comma stands before `}`", 8..9),
            ("{\"a\": 1", "this object is never closed", 0..1),
            ("[1 2]", "expected `,` or `]`, found `2`", 3..4),
            ("{\"a\" 1}", "expected `:` after the key, found `1`", 5..6),
            ("{a: 1}", "expected a key in double quotes, found `a`", 1..2),
            ("\"a", "this string is never closed", 0..1),
            ("\"\\x\"", "this is no escape of JSON", 1..3),
            ("01", "`01` is no number of JSON", 0..2),
            ("True", "`True` is no value of JSON", 0..4),
            ("{} {}", "expected the end of the text", 3..4),
            ("// x", "JSON has no comments", 0..1),
            ("\"\\ud800\"", "this is no escape of JSON", 1..3),
            ("[${a b}]", "expected a value, found `$`", 1..2),
            ("[${A}1]", "expected `,` or `]`, found `1`", 5..6),
        ] {
            let error = parse_json(text).expect_err(text);
            assert_eq!((error.message.as_str(), error.span.range()), (message, at), "{text}");
        }
        assert!(parse_json(&"[".repeat(100_000)).is_err());
    }

    #[test]
    fn finds_a_part_of_a_string_behind_escapes() {
        let raw = r#""a\n\u00e4b\\c""#;
        let decoded = "a\näb\\c";
        let b = decoded.find('b').expect("it is there");
        assert_eq!(span_in_string(raw, decoded, b..b + 1), Some(10..11));
        assert_eq!(span_in_string(raw, decoded, 0..decoded.len()), Some(1..14));
        assert_eq!(span_in_string(raw, decoded, 3..4), None, "within a character");
        assert_eq!(span_in_string(raw, decoded, 0..99), None);
        assert_eq!(span_in_string(raw, "other", 0..1), None);
        assert_eq!(span_in_string("\"${A}\"", "abcd", 0..1), None, "a value of the same length");
    }
}
