//! How long a text is searched for all that matches a pattern.
//!
//! One search takes time that grows with the text, but each match may cost another search to the end of it, and the
//! evaluator does not look at the time between them. Long texts are searched here first.

use std::time::Instant;

use jsonata_core::functions::string::{RegexMatches, build_regex};
use jsonata_core::value::JValue;

use crate::data::jsonata::bound::LONGEST_SEQUENCE;

/// Texts up to here, in bytes, are searched in no time, whatever the pattern.
const SHORT: usize = 5_000;

/// How a search ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Search {
    Ends,
    /// It would take too long.
    TooLong,
    /// It finds more than a sequence may hold.
    TooMany,
}

/// Searches `text` for all that `pattern` matches, up to `limit`, until `deadline`.
pub(super) fn search(text: &JValue, pattern: &JValue, limit: Option<&JValue>, deadline: Instant) -> Search {
    let JValue::String(text) = text else { return Search::Ends };
    if text.len() <= SHORT {
        return Search::Ends;
    }
    let limit = match limit {
        Some(JValue::Number(limit)) => *limit as usize,
        _ => usize::MAX,
    };
    let most = limit.min(LONGEST_SEQUENCE);
    let count = match pattern {
        JValue::String(pattern) if pattern.is_empty() => text.chars().take(most + 1).count(),
        JValue::String(pattern) => text.matches(&**pattern).take(most + 1).count(),
        JValue::Regex { pattern, flags } => {
            // A pattern that is none, or a match that is empty, is an error of the function's own.
            let Ok(regex) = build_regex(pattern, flags) else { return Search::Ends };
            let mut matches = RegexMatches::new(&regex, text);
            let mut count = 0;
            while count <= most && matches!(matches.next_match(), Ok(Some(_))) {
                count += 1;
                if Instant::now() > deadline {
                    return Search::TooLong;
                }
            }
            count
        }
        _ => return Search::Ends,
    };
    if count > most && most < limit { Search::TooMany } else { Search::Ends }
}
