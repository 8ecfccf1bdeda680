//! The text of a definition, and places in it.

use std::ops::Range;

/// A range of bytes in a [`Source`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Span {
    /// The span of these bytes.
    pub fn new(range: Range<usize>) -> Self {
        // A definition is at most 1 MiB (DOC-1); the reader refuses more than 4 GiB before it makes a span.
        Self { start: range.start as u32, end: range.end as u32 }
    }

    /// The bytes as a range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Line and column of a byte, both counted from 1; the column counts characters, as editors do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in characters.
    pub column: u32,
}

/// The syntax of a definition's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// JSON (`.json`, `.asl.json`, `.asl`).
    Json,
    /// YAML (`.yaml`, `.yml`).
    Yaml,
}

impl Format {
    /// The format that a file's name asks for: YAML for `.yaml` and `.yml`, else JSON.
    pub fn of_path(path: &str) -> Self {
        let lower = path.to_ascii_lowercase();
        if lower.ends_with(".yaml") || lower.ends_with(".yml") { Self::Yaml } else { Self::Json }
    }
}

/// Where a text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A file, with the path that diagnostics show.
    File(String),
    /// A literal in the macro's arguments; lines count from the literal's first.
    Literal,
}

/// A definition's text with the name that diagnostics show for it.
#[derive(Debug, Clone)]
pub struct Source {
    origin: Origin,
    text: String,
    format: Format,
    line_starts: Vec<u32>,
}

impl Source {
    /// A source; `name` is the path that diagnostics show.
    pub fn new(name: impl Into<String>, text: impl Into<String>, format: Format) -> Self {
        Self::of(Origin::File(name.into()), text.into(), format)
    }

    /// The source that stands in the macro's arguments: `inline = r#"…"#`.
    pub fn inline(text: impl Into<String>, format: Format) -> Self {
        Self::of(Origin::Literal, text.into(), format)
    }

    fn of(origin: Origin, text: String, format: Format) -> Self {
        let line_starts =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at as u32 + 1)).collect();
        Self { origin, text, format, line_starts }
    }

    /// Where the text comes from.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The name that diagnostics show.
    pub fn name(&self) -> &str {
        match &self.origin {
            Origin::File(name) => name,
            Origin::Literal => "the literal",
        }
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text's syntax.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Line and column of a byte offset; one beyond the end gives the end.
    pub fn locate(&self, offset: u32) -> Location {
        let offset = (offset as usize).min(self.text.len());
        let line = self.line_starts.partition_point(|&start| start as usize <= offset) - 1;
        let start = self.line_starts[line] as usize;
        let column = self.text.get(start..offset).map_or(offset - start, |before| before.chars().count());
        Location { line: line as u32 + 1, column: column as u32 + 1 }
    }

    /// The text of a line (counted from 1), without its line break.
    pub fn line(&self, line: u32) -> &str {
        &self.text[self.line_bytes(line)]
    }

    /// The bytes of a line (counted from 1), without its line break; none beyond the last line.
    pub fn line_bytes(&self, line: u32) -> Range<usize> {
        let begin = |index: usize| self.line_starts.get(index).map_or(self.text.len(), |&at| at as usize);
        let line = line as usize;
        let (start, end) = (begin(line.saturating_sub(1)), begin(line));
        start..start + self.text[start..end].trim_end_matches(['\n', '\r']).len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locates_bytes_by_line_and_character() {
        let source = Source::new("x.json", "{\n  \"ä\": 1\n}", Format::Json);
        let one = source.text().find('1').expect("there is a 1") as u32;
        assert_eq!(source.locate(one), Location { line: 2, column: 8 });
        assert_eq!(source.line(2), "  \"ä\": 1");
        assert_eq!(source.locate(999), Location { line: 3, column: 2 });
    }
}
