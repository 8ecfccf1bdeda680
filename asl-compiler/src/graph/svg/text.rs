//! How wide text is, where it breaks, and how it is escaped.

use unicode_width::UnicodeWidthChar;

use crate::graph::text::one_line;

/// The width of text at a font size, in a common sans-serif face; rather too wide than too narrow, since
/// nobody knows which face the page has.
pub(super) fn width(text: &str, font_size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * font_size
}

/// A character's width in units of the font size.
fn advance(character: char) -> f64 {
    match character {
        'i' | 'j' | 'l' | 'I' | '\'' | '|' | '.' | ',' | ':' | ';' | '!' => 0.30,
        ' ' | 't' | 'f' | 'r' | '(' | ')' | '[' | ']' | '/' | '\\' | '-' | '"' | '·' | '`' => 0.38,
        'm' | 'M' | 'W' | '@' | '%' | '…' => 0.95,
        'w' | 'C' | 'D' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'R' | 'U' => 0.77,
        'A' | 'B' | 'E' | 'F' | 'K' | 'L' | 'P' | 'S' | 'T' | 'V' | 'X' | 'Y' | 'Z' | '&' => 0.70,
        '<' | '>' | '=' | '+' | '~' => 0.65,
        other if other.is_ascii() => 0.58,
        other => match other.width() {
            Some(0) | None => 0.0,
            Some(1) => 0.68,
            Some(_) => 1.05,
        },
    }
}

/// The text in one line, or in two where it is wider than that; what has no room is cut off with `…`.
///
/// Two lines are made about equally long. They part between words; if they can't, before a capital.
pub(super) fn wrap(text: &str, widest: f64, font_size: f64) -> Vec<String> {
    let text = one_line(text);
    if width(&text, font_size) <= widest {
        return vec![text];
    }
    let split = |at: usize| (text[..at].trim_end(), text[at..].trim_start());
    let longer = |at: usize| {
        let (first, second) = split(at);
        width(first, font_size).max(width(second, font_size))
    };
    let best = |breaks: &[usize]| {
        let at = breaks.iter().copied().min_by(|one, other| longer(*one).total_cmp(&longer(*other)))?;
        (longer(at) <= widest).then_some(at)
    };
    let breaks = [breaks(&text, ends_word), breaks(&text, starts_with_capital)];
    let at = breaks.iter().find_map(|breaks| best(breaks)).unwrap_or_else(|| {
        let first = text.chars().next().map_or(0, char::len_utf8);
        let full = fitting(&text, widest, font_size).max(first);
        // Half a line at least, lest a short first word leaves most of the text to be cut off.
        let is_late = |at: &usize| *at <= full && width(&text[..*at], font_size) > widest / 2.0;
        let last = |breaks: &Vec<usize>| breaks.iter().copied().filter(is_late).max();
        breaks.iter().find_map(last).unwrap_or(full)
    });
    let (first, second) = split(at);
    vec![first.into(), cut(second, widest, font_size)]
}

/// The places between two characters, after the first one, that a test picks.
fn breaks(text: &str, is_break: impl Fn(char, char) -> bool) -> Vec<usize> {
    let places = text.char_indices().zip(text.chars().skip(1));
    let picked = places.filter(|((_, before), after)| is_break(*before, *after));
    picked.map(|((index, before), _)| index + before.len_utf8()).collect()
}

fn ends_word(before: char, after: char) -> bool {
    matches!(before, ' ' | '-' | '_' | ',') && after != ' '
}

fn starts_with_capital(before: char, after: char) -> bool {
    before.is_lowercase() && after.is_uppercase() || before == '.'
}

/// How many bytes of a text have room.
fn fitting(text: &str, widest: f64, font_size: f64) -> usize {
    let mut used = 0.0;
    for (index, character) in text.char_indices() {
        used += advance(character) * font_size;
        if used > widest {
            return index;
        }
    }
    text.len()
}

/// The text, or as much of its start as fits, with `…`.
pub(super) fn cut(text: &str, widest: f64, font_size: f64) -> String {
    if width(text, font_size) <= widest {
        return text.into();
    }
    let end = fitting(text, widest - width("…", font_size), font_size);
    format!("{}…", text[..end].trim_end())
}

/// Text as the content of an element, on one line: a line end could end Markdown's block of HTML.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in one_line(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            other => escaped.push(other),
        }
    }
    escaped
}
