//! Functions, activities, substitutions, other URIs (RES-1, RES-2, RES-6).

use super::super::ExpressionError;
use super::parts::{Part, split, substitution};
use super::{Resource, Target, integration};

impl Resource {
    /// Parses a `Resource`; substitutions without a value are taken as they come.
    pub fn parse(text: &str) -> Result<Self, ExpressionError> {
        Ok(Self { text: text.to_owned(), target: target(text)? })
    }
}

fn target(text: &str) -> Result<Target, ExpressionError> {
    let whole = 0..text.len();
    if text.is_empty() {
        return Err(ExpressionError::new(whole, "the resource is empty").help(FORMS));
    }
    if let Some(open) = unclosed(text) {
        return Err(
            ExpressionError::new(open..text.len(), "this `${` is not closed").help("a `}` is missing")
        );
    }
    if let Some(length) = substitution(text) {
        return Ok(after_substitution(text, length));
    }
    if text.starts_with("{%") || text.starts_with('$') || text.starts_with("States.") {
        return Err(ExpressionError::new(whole, "a resource is fixed text; nothing in it is evaluated")
            .help("a function that is chosen by the input is called by `arn:aws:states:::lambda:invoke`"));
    }
    if let Some(at) = text.find(|next: char| next.is_whitespace() || next.is_control()) {
        let length = text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        return Err(ExpressionError::new(at..at + length, "a resource can't hold a blank").help(FORMS));
    }
    let parts = split(text);
    let scheme = parts.first().map_or("", |part| part.text);
    let is_uri = parts.len() > 1
        && scheme.starts_with(|next: char| next.is_ascii_alphabetic())
        && scheme.chars().all(|next| next.is_ascii_alphanumeric() || matches!(next, '+' | '-' | '.'));
    match parts.as_slice() {
        _ if text.contains("${") && !is_uri => Ok(Target::Other),
        _ if !is_uri => Err(ExpressionError::new(whole, format!("`{text}` is no resource")).help(FORMS)),
        [_, ..] if scheme != "arn" => Ok(Target::Other),
        [_, partition, service, region, account, rest @ ..] if !rest.is_empty() => {
            for (part, what) in [(partition, "partition"), (service, "service")] {
                if part.text.is_empty() {
                    return Err(ExpressionError::new(whole, format!("the ARN has no {what}")).help(FORMS));
                }
            }
            for part in [partition, service, region, account] {
                plain(part, "-_")?;
            }
            match service.text {
                "lambda" => function(text, rest),
                "states" => states(text, rest),
                _ => Ok(Target::Other),
            }
        }
        // A substitution may stand for several parts.
        _ if text.contains("${") => Ok(Target::Other),
        _ => Err(ExpressionError::new(whole, "the ARN has too few parts").help(FORMS)),
    }
}

const FORMS: &str =
    "a resource is written `arn:aws:lambda:REGION:ACCOUNT:function:NAME` or `arn:aws:states:::SERVICE:API`";

/// Where the first `${` without `}` begins.
fn unclosed(text: &str) -> Option<usize> {
    let mut position = text.find("${")?;
    while let Some(length) = substitution(text.get(position..)?) {
        position += length;
        position += text.get(position..)?.find("${")?;
    }
    Some(position)
}

/// What a text names that begins with a substitution of this length.
fn after_substitution(text: &str, length: usize) -> Target {
    let name = text.get(2..length - 1).unwrap_or_default();
    let after = text.get(length..).unwrap_or_default();
    let is_qualifier =
        after.starts_with(':') && !after.contains(['.', '/']) && after.matches(':').count() == 1;
    if !name.is_empty() && (after.is_empty() || is_qualifier) {
        Target::Substitution { name: name.to_owned() }
    } else {
        Target::Other
    }
}

/// Refuses a part that holds more than ASCII letters, digits and a few other characters.
pub(super) fn plain(part: &Part<'_>, others: &str) -> Result<(), ExpressionError> {
    if part.is_open() {
        return Ok(());
    }
    match part.text.find(|next: char| !next.is_ascii_alphanumeric() && !others.contains(next)) {
        None => Ok(()),
        Some(at) => {
            let next = part.text.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
            let start = part.range.start + at;
            Err(ExpressionError::new(
                start..start + next.len_utf8(),
                format!("`{next}` can't stand in this part of an ARN"),
            ))
        }
    }
}

/// `function:NAME[:QUALIFIER]` (RES-1)
fn function(text: &str, rest: &[Part<'_>]) -> Result<Target, ExpressionError> {
    const FORM: &str = "a function is named by `…:function:NAME` or `…:function:NAME:QUALIFIER`";
    let whole = 0..text.len();
    let [kind, name, qualifier @ ..] = rest else {
        return if text.contains("${") {
            Ok(Target::Other)
        } else {
            Err(ExpressionError::new(whole, "the ARN has too few parts").help(FORM))
        };
    };
    if kind.text != "function" {
        return if kind.is_open() {
            Ok(Target::Other)
        } else {
            Err(ExpressionError::new(kind.range.clone(), format!("`{}` is no function", kind.text))
                .help(FORM))
        };
    }
    if name.text.is_empty() {
        return Err(ExpressionError::new(whole, "the function has no name").help(FORM));
    }
    plain(name, "-_")?;
    match qualifier {
        [] => {}
        [qualifier] if qualifier.text.is_empty() => {
            let colon = qualifier.range.start - 1..qualifier.range.end;
            return Err(
                ExpressionError::new(colon, "a version or an alias belongs after this `:`").help(FORM)
            );
        }
        [qualifier] if qualifier.text == "$LATEST" => {}
        [qualifier] => plain(qualifier, "-_")?,
        [_, more, ..] => {
            let range = more.range.start - 1..text.len();
            return Err(ExpressionError::new(range, "nothing can follow the qualifier").help(FORM));
        }
    }
    Ok(Target::Lambda { function: name.text.to_owned() })
}

/// `activity:NAME` and the integrations (RES-2 to RES-5)
fn states(text: &str, rest: &[Part<'_>]) -> Result<Target, ExpressionError> {
    match rest {
        [kind, name] if kind.text == "activity" => {
            if !name.is_open()
                && let Err(error) = crate::expression::name::check(name.text, 80)
            {
                let start = name.range.start;
                return Err(ExpressionError {
                    range: start + error.range.start..start + error.range.end,
                    ..error
                });
            }
            Ok(Target::Activity { name: name.text.to_owned() })
        }
        [kind, ..] if kind.text == "activity" => {
            Err(ExpressionError::new(0..text.len(), "an activity is named by `…:activity:NAME`"))
        }
        [kind, ..] if matches!(kind.text, "stateMachine" | "execution" | "express") => {
            Err(ExpressionError::new(kind.range.clone(), format!("a Task can't have a `{}` as its resource", kind.text))
                .help("a state machine is started by `arn:aws:states:::states:startExecution`, with `StateMachineArn` in `Parameters`"))
        }
        _ => integration::parse(text, rest),
    }
}
