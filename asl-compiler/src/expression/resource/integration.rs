//! Service integrations (RES-3 to RES-5).

use super::super::ExpressionError;
use super::parts::Part;
use super::{Integration, IntegrationKind, IntegrationPattern, Target};
use crate::suggest::nearest;

impl IntegrationPattern {
    /// All, in the order of TASK-5.
    pub const ALL: [Self; 4] = [Self::RequestResponse, Self::Sync, Self::Sync2, Self::WaitForTaskToken];

    /// What an ARN ends with: `""`, `.sync`, `.sync:2`, `.waitForTaskToken`.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::RequestResponse => "",
            Self::Sync => ".sync",
            Self::Sync2 => ".sync:2",
            Self::WaitForTaskToken => ".waitForTaskToken",
        }
    }
}

/// Parses what follows the account: `SERVICE:API` or `aws-sdk:SERVICE:API`, with the suffix of the pattern.
pub(super) fn parse(text: &str, rest: &[Part<'_>]) -> Result<Target, ExpressionError> {
    let (kind, rest) = match rest {
        [family, rest @ ..] if family.text == "aws-sdk" => (IntegrationKind::Sdk, rest),
        rest => (IntegrationKind::Optimised, rest),
    };
    let [service, call, more @ ..] = rest else {
        return if rest.iter().any(Part::is_open) {
            Ok(Target::Other)
        } else {
            Err(ExpressionError::new(0..text.len(), "the ARN names no API").help(match kind {
                IntegrationKind::Sdk => "an API is named by `arn:aws:states:::aws-sdk:SERVICE:api`",
                IntegrationKind::Optimised => "an API is named by `arn:aws:states:::SERVICE:api`",
            }))
        };
    };
    // `.sync:2` holds a colon.
    let (action, suffix) = action_and_suffix(text, call, more);
    check_service(kind, service)?;
    check_action(kind, &action)?;
    let pattern = pattern(kind, &suffix)?;
    Ok(Target::Integration(Integration {
        kind,
        service: service.text.to_owned(),
        action: action.text.to_owned(),
        pattern,
    }))
}

fn action_and_suffix<'t>(text: &'t str, call: &Part<'t>, more: &[Part<'t>]) -> (Part<'t>, Part<'t>) {
    let start = call.range.start;
    let end = more.last().map_or(call.range.end, |last| last.range.end);
    let written = text.get(start..end).unwrap_or_default();
    // A dot within `${Name.Arn}` begins no suffix.
    let after = written.rfind('}').map_or(0, |brace| brace + 1);
    let dot =
        written.get(after..).and_then(|tail| tail.find(['.', ':'])).map_or(end, |at| start + after + at);
    let part =
        |range: std::ops::Range<usize>| Part { text: text.get(range.clone()).unwrap_or_default(), range };
    (part(start..dot), part(dot..end))
}

fn check_service(kind: IntegrationKind, service: &Part<'_>) -> Result<(), ExpressionError> {
    if service.is_open() {
        return Ok(());
    }
    let range = service.range.clone();
    if service.text.is_empty() {
        return Err(ExpressionError::new(range, "the service is missing"));
    }
    let legal = |next: char| {
        next.is_ascii_lowercase()
            || next.is_ascii_digit()
            || (next == '-' && kind == IntegrationKind::Optimised)
    };
    if service.text.chars().all(legal) {
        return Ok(());
    }
    let written: String = service.text.to_ascii_lowercase().chars().filter(|next| legal(*next)).collect();
    Err(ExpressionError::new(range, format!("no service is written `{}`", service.text)).help(match kind {
        IntegrationKind::Sdk => {
            format!("an SDK service is written in small letters and digits alone: `{written}`")
        }
        IntegrationKind::Optimised => format!("services are written in small letters: `{written}`"),
    }))
}

fn check_action(kind: IntegrationKind, action: &Part<'_>) -> Result<(), ExpressionError> {
    if action.is_open() {
        return Ok(());
    }
    let range = action.range.clone();
    let Some(first) = action.text.chars().next() else {
        return Err(ExpressionError::new(range, "the API is missing"));
    };
    let legal = first.is_ascii_lowercase() && action.text.chars().all(|next| next.is_ascii_alphanumeric());
    if legal {
        return Ok(());
    }
    let error = ExpressionError::new(range, format!("no API is written `{}`", action.text));
    let rest = action.text.get(first.len_utf8()..).unwrap_or_default();
    Err(match kind {
        IntegrationKind::Sdk | IntegrationKind::Optimised if first.is_ascii_uppercase() => {
            error.help(format!("the first letter is small: `{}{rest}`", first.to_ascii_lowercase()))
        }
        _ => error.help("an API is written in letters and digits, the first letter small: `getObject`"),
    })
}

fn pattern(kind: IntegrationKind, suffix: &Part<'_>) -> Result<IntegrationPattern, ExpressionError> {
    if suffix.is_open() {
        return Ok(IntegrationPattern::RequestResponse);
    }
    let range = suffix.range.clone();
    match IntegrationPattern::ALL.into_iter().find(|pattern| pattern.suffix() == suffix.text) {
        Some(IntegrationPattern::Sync | IntegrationPattern::Sync2) if kind == IntegrationKind::Sdk => {
            Err(ExpressionError::new(range, format!("an SDK integration has no `{}`", suffix.text))
                .help("it ends when the service answers, or with `.waitForTaskToken`"))
        }
        Some(pattern) => Ok(pattern),
        None => {
            let error =
                ExpressionError::new(range, format!("there is no integration pattern `{}`", suffix.text));
            let suffixes = IntegrationPattern::ALL.map(IntegrationPattern::suffix);
            Err(match nearest(suffix.text, suffixes) {
                Some(near) => error.help(format!("did you mean `{near}`?")),
                None => error.help("there are `.sync`, `.sync:2` and `.waitForTaskToken`"),
            })
        }
    }
}
