//! What the service says of a text that is no JSON, as far as that is recorded.

use super::ServiceDiagnostic;
use crate::source::Span;

/// How much of a text the service's reader of JSON quotes, in characters.
const QUOTED: usize = 500;

/// The service's words for the mistake at `span`, the first in `text` that makes it no JSON.
pub(super) fn service(text: &str, span: Span) -> Option<ServiceDiagnostic> {
    if text.trim().is_empty() {
        return Some(ServiceDiagnostic {
            code: "SCHEMA_VALIDATION_FAILED",
            message: "Definition must be a valid JSON object".into(),
            location: None,
        });
    }
    let word = text.get(span.range()).filter(|word| word.starts_with(char::is_alphabetic))?;
    let before = text.get(..span.range().end)?;
    let line = before.matches('\n').count() + 1;
    // The reader stands behind the word, and counts as Java does.
    let column = before.rsplit('\n').next().unwrap_or_default().encode_utf16().count() + 1;
    let location = format!("[Source: (String){}; line: {line}, column: {column}]", quoted(text));
    let message = format!(
        "Unrecognized token '{word}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or \
         'false')\n at {location}"
    );
    Some(ServiceDiagnostic { code: "INVALID_JSON_DESCRIPTION", message, location: Some(location) })
}

fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        None => format!("\"{text}\""),
        Some((end, _)) => {
            let rest = text[end..].chars().count();
            format!("\"{}\"[truncated {rest} chars]", &text[..end])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_where_the_word_ends() {
        let said = service("{\n  \"é\": nul }", Span::new(10..13)).expect("it is a word");
        assert_eq!(said.code, "INVALID_JSON_DESCRIPTION");
        let location = "[Source: (String)\"{\n  \"é\": nul }\"; line: 2, column: 11]";
        assert_eq!(said.location.as_deref(), Some(location));
        assert!(said.message.starts_with("Unrecognized token 'nul': was expecting"), "{}", said.message);
        assert!(said.message.ends_with(&format!("\n at {location}")), "{}", said.message);
    }

    #[test]
    fn says_nothing_that_is_not_known() {
        assert_eq!(service("{,}", Span::new(1..2)), None);
        assert_eq!(service(" \n", Span::new(2..2)).map(|said| said.code), Some("SCHEMA_VALIDATION_FAILED"));
    }

    #[test]
    fn quotes_so_much_of_a_text() {
        let text = format!("x{}", " ".repeat(600));
        let said = service(&text, Span::new(0..1)).and_then(|said| said.location).expect("it is a word");
        assert!(said.contains("\"[truncated 101 chars]; line: 1, column: 2]"), "{said}");
    }
}
