//! Places: the parser counts characters, spans count bytes.

use std::ops::Range;

use saphyr_parser::{Marker, ScalarStyle};

/// Leads from the number of a character to its first byte.
pub(super) struct Offsets {
    /// Empty where every character is one byte.
    bytes: Vec<u32>,
    length: usize,
}

impl Offsets {
    pub(super) fn of(text: &str) -> Self {
        let bytes =
            if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(at, _)| at as u32).collect() };
        Self { bytes, length: text.len() }
    }

    /// The byte of a marker; one beyond the end gives the end.
    pub(super) fn byte(&self, marker: Marker) -> usize {
        if self.bytes.is_empty() {
            marker.index().min(self.length)
        } else {
            self.bytes.get(marker.index()).map_or(self.length, |&at| at as usize)
        }
    }

    /// The bytes of a span.
    pub(super) fn bytes(&self, span: saphyr_parser::Span) -> Range<usize> {
        let start = self.byte(span.start);
        start..self.byte(span.end).max(start)
    }
}

/// The bytes of a scalar without the anchor and the tag before it and without the line breaks after it.
pub(super) fn trim_scalar(text: &str, mut range: Range<usize>, style: ScalarStyle) -> Range<usize> {
    if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) {
        range.end = range.start + text[range.clone()].trim_end().len();
        return range;
    }
    // Only a plain scalar could begin like this itself, and that one may not.
    while text[range.clone()].starts_with(['&', '!']) {
        let rest = &text[range.clone()];
        let property = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let blank = rest[property..].len() - rest[property..].trim_start().len();
        if property + blank == rest.len() {
            break;
        }
        range.start += property + blank;
    }
    range
}

/// Where a part of a scalar's text stands in its raw text, if the scalar is a plain one, a single-quoted one, or a block.
pub(in crate::syntax) fn span_in_scalar(raw: &str, text: &str, part: Range<usize>) -> Option<Range<usize>> {
    if raw == text {
        return raw.get(part.clone()).map(|_| part);
    }
    let Some(inner) = raw.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) else {
        return span_in_lines(raw, text, part);
    };
    if inner.contains('\n') || inner.replace("''", "'") != text {
        return None;
    }
    // The quote before, and each quote within stands twice.
    let raw_offset = |at: usize| Some(1 + at + text.get(..at)?.matches('\'').count());
    Some(raw_offset(part.start)?..raw_offset(part.end)?)
}

/// The same in a scalar of several lines, whose breaks are kept or folded and whose indentation is left out.
fn span_in_lines(raw: &str, text: &str, part: Range<usize>) -> Option<Range<usize>> {
    if raw.starts_with('"') {
        return None;
    }
    let (mut start, mut at) = (None, 0);
    for (index, next) in text.char_indices() {
        if index >= part.end {
            break;
        }
        let rest = raw.get(at..)?;
        let here = rest.chars().next();
        // A line break of the text is one of the raw text; so is a blank that a fold has made.
        let broken = here.is_some_and(|here| here == '\n' || here == '\r');
        let place = if broken && (next == '\n' || next == ' ') {
            let length = if rest.starts_with("\r\n") { 2 } else { 1 };
            let after = blanks(text.get(index + 1..)?);
            let indent = blanks(rest.get(length..)?);
            let place = at;
            at += length + indent.saturating_sub(after);
            place
        } else if here == Some(next) {
            at += next.len_utf8();
            at - next.len_utf8()
        } else {
            return None;
        };
        if index >= part.start {
            start.get_or_insert(place);
        }
    }
    Some(start.unwrap_or(at)..at)
}

/// How many blanks a text begins with.
fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches(' ').len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_part_of_a_scalar() {
        for (raw, text, part, expected) in [
            ("$.ä.b", "$.ä.b", 2..4, Some("ä")),
            ("$.ä.b", "$.ä.b", 3..4, None),
            ("'it''s ''x'", "it's 'x", 6..7, Some("x")),
            ("'it''s'", "it's", 2..3, Some("''")),
            ("'a\n b'", "a b", 0..1, None),
            ("a\n  b", "a b", 0..1, Some("a")),
            ("a\n  b", "a b", 2..3, Some("b")),
            // A block, of which the first line stands without its indentation.
            ("{% (\n    ä := 1;\n      b\n  ) %}", "{% (\n  ä := 1;\n    b\n) %}", 20..21, Some("b")),
            ("{% (\n    ä := 1;\n  ) %}", "{% (\n  ä := 1;\n) %}", 7..9, Some("ä")),
            ("{% (\n    ä := 1;\n  ) %}", "{% (\n  ä := 1;\n) %}", 16..20, Some(") %}")),
            ("a\r\n  b", "a\nb", 2..3, Some("b")),
            ("a\n\n  b", "a\n\nb", 3..4, Some("b")),
            ("\"a\n  b\"", "a b", 2..3, None),
        ] {
            let found = span_in_scalar(raw, text, part).map(|range| &raw[range]);
            // The end of a part that ends in a quote is behind the second one.
            assert_eq!(found, expected, "{raw}");
        }
    }

    #[test]
    fn leaves_out_what_stands_before_a_scalar() {
        for (raw, style, expected) in [
            ("&a !!str  'x'", ScalarStyle::SingleQuoted, "'x'"),
            ("!Sub x", ScalarStyle::Plain, "x"),
            ("!Ref", ScalarStyle::Plain, "!Ref"),
            ("two\n  lines\n\n", ScalarStyle::Literal, "two\n  lines"),
        ] {
            assert_eq!(&raw[trim_scalar(raw, 0..raw.len(), style)], expected);
        }
    }
}
