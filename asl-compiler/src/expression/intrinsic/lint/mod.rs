//! What a call can't mean (INT-5, INT-10 to INT-27).
//!
//! The service takes such a call when the definition is created, and fails when it is reached.

mod arguments;
mod kind;
mod signature;
mod template;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::{Argument, ArgumentValue, Call, Intrinsic};
pub(crate) use kind::Kind;
use signature::Signature;

/// Something about a call that will not do what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArgumentFinding {
    /// The part of the decoded text to point at.
    pub range: Range<usize>,
    /// What happens when the call is reached.
    pub outcome: Outcome,
    /// What is wrong, in lower case, without a final stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

/// What happens when a call is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It fails, whatever its paths give (INT-7).
    Fails,
    /// It gives something, but hardly what its author meant.
    Misleads,
}

impl ArgumentFinding {
    fn fails(range: &Range<usize>, message: impl Into<String>) -> Self {
        Self { range: range.clone(), outcome: Outcome::Fails, message: message.into(), help: None }
    }

    fn misleads(range: &Range<usize>, message: impl Into<String>) -> Self {
        Self { outcome: Outcome::Misleads, ..Self::fails(range, message) }
    }

    fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// Checks a call and those that lie in it: number of arguments, types, and values of literals.
pub fn check(call: &Call) -> Vec<ArgumentFinding> {
    let mut findings = Vec::new();
    check_into(call, &mut findings);
    findings.sort_by_key(|finding| (finding.range.start, finding.range.end));
    findings
}

/// The type that the argument of a function at a position must have.
pub(crate) fn wanted(function: Intrinsic, position: usize) -> Option<Kind> {
    Signature::of(function).wanted(position)
}

fn check_into(call: &Call, findings: &mut Vec<ArgumentFinding>) {
    let signature = Signature::of(call.function);
    if let Some(finding) = count(call, &signature) {
        findings.push(finding);
    } else {
        let before = findings.len();
        for (position, argument) in call.arguments.iter().enumerate() {
            findings.extend(kind(call, argument, signature.wanted(position)));
        }
        // Values are looked at where they are of the right kind.
        if findings.len() == before {
            arguments::check(call, findings);
        }
    }
    for argument in &call.arguments {
        if let ArgumentValue::Call(inner) = &argument.value {
            check_into(inner, findings);
        }
    }
}

fn count(call: &Call, signature: &Signature) -> Option<ArgumentFinding> {
    let given = call.arguments.len();
    if signature.takes(given) {
        return None;
    }
    let name = call.function.name();
    let message = format!(
        "`{name}` takes {}, and {given} {} given",
        signature.count(),
        if given == 1 { "is" } else { "are" }
    );
    Some(
        ArgumentFinding::fails(&call.range, message)
            .help(format!("it is written `{}`", signature.form(call.function))),
    )
}

fn kind(call: &Call, argument: &Argument, wanted: Option<Kind>) -> Option<ArgumentFinding> {
    let wanted = wanted?;
    let given = Kind::of(&argument.value).filter(|given| *given != wanted)?;
    let message = format!("`{}` wants {wanted} here, and this is {given}", call.function.name());
    let finding = ArgumentFinding::fails(&argument.range, message);
    Some(match (&argument.value, wanted) {
        (ArgumentValue::Text(text), Kind::Number) if text.trim().parse::<f64>().is_ok() => {
            finding.help(format!("write `{}` without quotes", text.trim()))
        }
        (ArgumentValue::Text(text), _) if text.starts_with('$') => {
            finding.help(format!("a path stands without quotes: `{text}`"))
        }
        (ArgumentValue::Text(_), Kind::Object | Kind::Array) => {
            finding.help("`States.StringToJson` makes JSON of a text")
        }
        (_, Kind::Text) => finding.help("`States.JsonToString` makes a text of JSON"),
        _ => finding,
    })
}
