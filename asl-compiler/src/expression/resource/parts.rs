//! An ARN taken apart at its colons.

use std::ops::Range;

/// A part of a text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part<'t> {
    pub(super) text: &'t str,
    pub(super) range: Range<usize>,
}

impl Part<'_> {
    /// Whether it holds a substitution without a value, so that nobody knows what will stand there.
    pub(super) fn is_open(&self) -> bool {
        self.text.contains("${")
    }
}

/// The parts between colons; those within `${…}` part nothing (`${AWS::Region}`).
pub(super) fn split(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let (mut start, mut position) = (0, 0);
    while position < text.len() {
        let rest = text.get(position..).unwrap_or_default();
        if let Some(length) = substitution(rest) {
            position += length;
        } else if rest.starts_with(':') {
            parts.push(part(text, start..position));
            position += 1;
            start = position;
        } else {
            position += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    parts.push(part(text, start..text.len()));
    parts
}

fn part(text: &str, range: Range<usize>) -> Part<'_> {
    Part { text: text.get(range.clone()).unwrap_or_default(), range }
}

/// The length of the `${…}` that the text begins with.
pub(super) fn substitution(rest: &str) -> Option<usize> {
    let length = rest.strip_prefix("${")?.find('}')? + 3;
    Some(length)
}
