//! Patterns of `StringMatches` (CHO-13).

use crate::check::lints::view::{View, words};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::expression::string_matches;
use crate::model::{Comparison, Operator, State};

pub(super) fn check(view: &View<'_>, state: &State, comparison: &Comparison, findings: &mut Findings) {
    let Operator::StringMatches(pattern) = &comparison.operator.value else { return };
    let place = comparison.operator.place;
    let wrong = string_matches::check(pattern);
    if !wrong.is_empty() {
        findings.extend(wrong.into_iter().map(|error| {
            let message =
                format!("the pattern in {} fails when it is reached: {}", words(state), error.message);
            let mut finding = Diagnostic::new(Code::PatternEscape, view.part(place, error.range), message);
            finding.help = error.help;
            finding
        }));
        return;
    }
    let wildcard = has_wildcard(pattern);
    if let Some(sign) = foreign(pattern, wildcard) {
        let message = format!("`{sign}` in the pattern in {} stands for itself", words(state));
        findings.push(
            Diagnostic::new(Code::ForeignPattern, place, message)
                .label("`*` alone stands for any text; there are no other signs"),
        );
    } else if !wildcard && !pattern.contains('\\') {
        let message = format!("`{pattern}` in {} matches nothing but itself", words(state));
        findings.push(
            Diagnostic::new(Code::PatternWithoutWildcard, place, message)
                .label("there is no `*` in it")
                .help("write `StringEquals`, which says so"),
        );
    }
}

/// A sign of another language of patterns, where it can hardly stand for itself.
fn foreign(pattern: &str, wildcard: bool) -> Option<char> {
    if pattern.starts_with('^') {
        return Some('^');
    }
    if pattern.len() > 1 && pattern.ends_with('$') {
        return Some('$');
    }
    let begins = pattern.starts_with('%') || pattern.ends_with('%');
    if begins
        && !wildcard
        && pattern.len() > 1
        && !pattern.ends_with(|next: char| next == '%' && is_percentage(pattern))
    {
        return Some('%');
    }
    (pattern.contains('?') && !wildcard && !pattern.contains("://")).then_some('?')
}

/// `50%`
fn is_percentage(pattern: &str) -> bool {
    pattern.trim_end_matches('%').chars().all(|next| next.is_ascii_digit() || next == '.')
}

/// Whether a `*` stands there that is not escaped.
fn has_wildcard(pattern: &str) -> bool {
    let mut characters = pattern.chars();
    while let Some(next) = characters.next() {
        match next {
            '*' => return true,
            '\\' => drop(characters.next()),
            _ => {}
        }
    }
    false
}
