//! Source lines with marks below them, measured as a terminal shows them.

use std::fmt::Write as _;
use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::source::{Source, Span};

/// A line wider than this is cut around its mark.
const WIDEST: usize = 120;

/// How much of a cut line is shown before its mark.
const BEFORE: usize = 40;

/// What stands for a part that is cut off.
const CUT: &str = "...";

/// Marks a span in the text.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// What to mark; of several lines the first.
    pub(super) span: Span,
    /// `^` for the finding itself, `-` for what belongs to it.
    pub(super) glyph: char,
    /// A few words beside it.
    pub(super) label: String,
}

/// How wide the line numbers of these marks are.
pub(super) fn gutter(source: &Source, marks: &[Mark]) -> usize {
    marks.iter().map(|mark| line_of(source, mark).to_string().len()).max().unwrap_or(1)
}

/// Writes the marked lines, in the order of the text.
pub(super) fn write_snippet(out: &mut String, source: &Source, marks: &[Mark]) {
    let width = gutter(source, marks);
    let mut rows: Vec<_> = marks.iter().map(|mark| (line_of(source, mark), mark)).collect();
    rows.sort_by_key(|(line, _)| *line);
    let mut last: Option<(u32, String)> = None;
    for (line, mark) in rows {
        let bytes = source.line_bytes(line);
        let text = &source.text()[bytes.clone()];
        let marked = mark.span.range();
        let laid =
            lay_out(text, marked.start.saturating_sub(bytes.start)..marked.end.saturating_sub(bytes.start));
        // A second mark in a line that is shown whole goes below the first.
        if last.as_ref().is_none_or(|(shown, text)| *shown != line || *text != laid.text) {
            if last.is_some_and(|(shown, _)| shown + 1 < line) {
                out.push_str("...\n");
            }
            _ = writeln!(out, "{line:>width$} | {}", laid.text);
        }
        let blank = " ".repeat(laid.start);
        let glyphs = mark.glyph.to_string().repeat(laid.width);
        let row = format!("{:width$} | {blank}{glyphs} {}", "", mark.label);
        _ = writeln!(out, "{}", row.trim_end());
        last = Some((line, laid.text));
    }
}

fn line_of(source: &Source, mark: &Mark) -> u32 {
    source.locate(mark.span.start).line
}

/// A line as it is shown, and where its mark stands below it.
struct Laid {
    text: String,
    start: usize,
    width: usize,
}

/// Lays out a line around the bytes that are marked.
fn lay_out(line: &str, marked: Range<usize>) -> Laid {
    let start = line.floor_char_boundary(marked.start.min(line.len()));
    let end = line.ceil_char_boundary(marked.end.min(line.len())).max(start);
    let (before, inside, after) = (&line[..start], &line[start..end], &line[end..]);
    // A file of one line can be a megabyte: no more is measured than can be shown.
    if measure(line, WIDEST + 1) <= WIDEST {
        let mut text = String::new();
        let start = show(&mut text, before);
        let width = show(&mut text, inside).max(1);
        show(&mut text, after);
        return Laid { text, start, width };
    }
    let mut text = String::new();
    let head = &before[tail_start(before, BEFORE)..];
    if head.len() < before.len() {
        text.push_str(CUT);
    }
    let start = text.len() + show(&mut text, head);
    let body = &inside[..head_end(inside, WIDEST.saturating_sub(start))];
    let width = show(&mut text, body).max(1);
    let rest = &after[..head_end(after, WIDEST.saturating_sub(start + width))];
    if body.len() == inside.len() {
        show(&mut text, rest);
    }
    if body.len() < inside.len() || rest.len() < after.len() {
        text.push_str(CUT);
    }
    Laid { text, start, width }
}

/// A character as it is shown, with its width: a tab is four blanks; what would move the cursor or turn the
/// direction of writing is replaced.
fn cell(character: char) -> (char, usize) {
    match character {
        '\t' => ('\t', 4),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => (char::REPLACEMENT_CHARACTER, 1),
        _ => match character.width() {
            Some(width) => (character, width),
            None => (char::REPLACEMENT_CHARACTER, 1),
        },
    }
}

/// Appends a text as it is shown; gives its width.
fn show(out: &mut String, text: &str) -> usize {
    let mut total = 0;
    for (character, width) in text.chars().map(cell) {
        if character == '\t' {
            out.push_str("    ")
        } else {
            out.push(character)
        }
        total += width;
    }
    total
}

/// The width of a text, measured up to about `enough`.
fn measure(text: &str, enough: usize) -> usize {
    let mut total = 0;
    for character in text.chars() {
        total += cell(character).1;
        if total >= enough {
            break;
        }
    }
    total
}

/// Where the end of a text starts that is no wider than this.
fn tail_start(text: &str, widest: usize) -> usize {
    let mut total = 0;
    for (at, character) in text.char_indices().rev() {
        total += cell(character).1;
        if total > widest {
            return at + character.len_utf8();
        }
    }
    0
}

/// Where the start of a text ends that is no wider than this.
fn head_end(text: &str, widest: usize) -> usize {
    let mut total = 0;
    for (at, character) in text.char_indices() {
        total += cell(character).1;
        if total > widest {
            return at;
        }
    }
    text.len()
}
