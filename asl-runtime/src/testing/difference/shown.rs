//! Values in short.

use serde_json::Value;

/// So many characters of a value are shown.
const LONGEST: usize = 160;

/// So many characters are shown before the first that differs.
const BEFORE: usize = 40;

/// An expected value and what was found, each cut to the part in which they differ.
pub(super) fn pair(expected: Option<&Value>, found: Option<&Value>) -> (String, String) {
    let text = |value: Option<&Value>| value.map_or_else(|| "nothing".to_owned(), Value::to_string);
    let (expected, found) = (text(expected), text(found));
    let same = expected.chars().zip(found.chars()).take_while(|(one, other)| one == other).count();
    (excerpt(&expected, same), excerpt(&found, same))
}

/// A text around a character.
fn excerpt(text: &str, around: usize) -> String {
    let length = text.chars().count();
    if length <= LONGEST {
        return text.to_owned();
    }
    let start = around.saturating_sub(BEFORE).min(length - LONGEST);
    let part: String = text.chars().skip(start).take(LONGEST).collect();
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    format!("{}{part}{} ({length} characters)", cut(start > 0), cut(start + LONGEST < length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_where_long_texts_differ() {
        let (same, one, other) = ("ä".repeat(200), "b".repeat(300), "c".repeat(300));
        let (expected, found) = (Value::from(format!("{same}{one}")), Value::from(format!("{same}{other}")));
        let (expected, found) = pair(Some(&expected), Some(&found));
        let (before, shown) = ("ä".repeat(40), 120);
        assert_eq!(expected, format!("…{before}{}… (502 characters)", "b".repeat(shown)));
        assert_eq!(found, format!("…{before}{}… (502 characters)", "c".repeat(shown)));
        assert_eq!(pair(Some(&Value::from(1)), None), ("1".to_owned(), "nothing".to_owned()));
        let tail = Value::from("x".repeat(300));
        assert!(pair(Some(&tail), Some(&tail)).0.ends_with("x\" (302 characters)"));
    }
}
