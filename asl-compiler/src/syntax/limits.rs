//! What a text may have at most.

use super::node::SyntaxError;
use crate::source::Span;

/// How deep arrays and objects may nest; enough for any workflow, and safe on a small stack.
pub(super) const DEEPEST: usize = 200;

/// How many characters a definition may have (DOC-1).
const LONGEST: usize = 1_048_576;

/// Checks that the text is no longer than the service takes, so that spans fit their numbers too.
pub(super) fn check_length(text: &str) -> Result<(), SyntaxError> {
    // Most texts need no counting.
    if text.len() <= LONGEST {
        return Ok(());
    }
    match text.char_indices().nth(LONGEST) {
        None => Ok(()),
        Some((at, _)) => Err(SyntaxError {
            // Spans beyond this place may be too large for their numbers.
            span: Span::new(at..at),
            message: format!("the text has more than {LONGEST} characters"),
            help: Some("this is the longest definition that the service takes".into()),
        }),
    }
}
