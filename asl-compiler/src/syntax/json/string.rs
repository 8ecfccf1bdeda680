//! Strings and their escapes.

use std::ops::Range;

use super::{Read, Reader};
use crate::syntax::node::SyntaxError;

impl Reader<'_> {
    /// Reads the string that starts here.
    pub(super) fn string(&mut self) -> Read<String> {
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
                    let (character, length) =
                        unescape(&self.text[self.at..]).ok_or_else(|| self.no_escape())?;
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

    /// Why what starts with this backslash is no escape.
    fn no_escape(&self) -> SyntaxError {
        let rest = &self.text[self.at..];
        // The only four digits that are no character by themselves are halves of a pair.
        if rest.starts_with("\\u") && rest.get(2..6).is_some_and(is_hexadecimal) {
            let help = "a character beyond U+FFFF takes two escapes, as in \\uD83D\\uDE00";
            return self.error_at(self.at..self.at + 6, "this is half of a surrogate pair", Some(help));
        }
        let length = rest.chars().take(2).map(char::len_utf8).sum::<usize>();
        let help = "the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\uXXXX";
        self.error_at(self.at..self.at + length, "this is no escape of JSON", Some(help))
    }
}

fn is_hexadecimal(digits: &str) -> bool {
    digits.bytes().all(|digit| digit.is_ascii_hexdigit())
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
                if !is_hexadecimal(digits) {
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
pub(in crate::syntax) fn span_in_string(
    raw: &str,
    decoded: &str,
    part: Range<usize>,
) -> Option<Range<usize>> {
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
