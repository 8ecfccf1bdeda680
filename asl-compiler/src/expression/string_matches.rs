//! Patterns of `StringMatches` (CHO-13).

use super::ExpressionError;

/// Checks a pattern: `\` may stand before `*` and `\` alone.
///
/// The service takes any pattern and fails when a wrong one is reached, so these are findings for a lint.
pub fn check(pattern: &str) -> Vec<ExpressionError> {
    let mut findings = Vec::new();
    let mut characters = pattern.char_indices();
    while let Some((start, next)) = characters.next() {
        if next != '\\' {
            continue;
        }
        match characters.next() {
            Some((_, '*' | '\\')) => {}
            Some((at, escaped)) => {
                let range = start..at + escaped.len_utf8();
                let message = format!("`\\{}` is no escape in a pattern", super::cursor::shown(escaped));
                findings.push(ExpressionError::new(range, message).help(
                    "there are `\\*` and `\\\\`, each `\\` doubled in JSON text; all else but `*` stands for itself",
                ));
            }
            None => {
                findings.push(
                    ExpressionError::new(
                        start..start + 1,
                        "the `\\` at the end of the pattern escapes nothing",
                    )
                    .help("a backslash itself is written `\\\\`, and `\\\\\\\\` in JSON text"),
                );
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn stars_and_literal_text_are_patterns() {
        for pattern in ["", "*", "log-*.txt", "foo?[bar]", r"\*", r"a\\b", r"\\\*", "größe*", "**"] {
            assert_eq!(check(pattern), [], "{pattern}");
        }
    }

    #[test]
    fn wrong_escapes_are_found_where_they_stand() {
        for (pattern, pointed) in [
            (r"a\b", vec![r"\b"]),
            (r"\é*\?", vec![r"\é", r"\?"]),
            (r"a\", vec![r"\"]),
            (r"\\\", vec![r"\"]),
            (r"\d+\", vec![r"\d", r"\"]),
        ] {
            let findings = check(pattern);
            let found: Vec<_> =
                findings.iter().filter_map(|finding| pattern.get(finding.range.clone())).collect();
            assert_eq!(found, pointed, "{pattern}");
            assert!(findings.iter().all(|finding| finding.help.is_some()));
        }
    }
}
