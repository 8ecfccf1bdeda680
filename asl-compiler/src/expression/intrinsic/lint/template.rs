//! The template of `States.Format` (INT-10).

use super::super::{Argument, ArgumentValue, Call};
use super::ArgumentFinding;

/// Checks placeholders and braces of a template that is written in the call.
pub(super) fn check(
    call: &Call,
    template: &Argument,
    values: &[Argument],
    findings: &mut Vec<ArgumentFinding>,
) {
    let ArgumentValue::Text(_) = &template.value else { return };
    let offset = template.range.start;
    let written = offset
        .checked_sub(call.range.start)
        .and_then(|start| call.text.get(start..start + template.range.len()))
        .unwrap_or_default();
    let mut placeholders = 0;
    let mut lone = false;
    let mut characters = written.char_indices().peekable();
    while let Some((at, next)) = characters.next() {
        let brace = offset + at..offset + at + 1;
        match next {
            '\\' => {
                characters.next();
            }
            // What a substitution will put here is no placeholder.
            '$' if characters.next_if(|(_, next)| *next == '{').is_some() => {
                for (_, next) in characters.by_ref() {
                    if next == '}' {
                        break;
                    }
                }
            }
            '{' if characters.next_if(|(_, next)| *next == '}').is_some() => placeholders += 1,
            '{' if let Some(length) = named(written.get(at..).unwrap_or_default()) => {
                lone = true;
                while characters.next_if(|(next, _)| *next < at + length).is_some() {}
                let range = brace.start..brace.start + length;
                let message =
                    format!("`{}` is no placeholder", written.get(at..at + length).unwrap_or_default());
                findings.push(ArgumentFinding::fails(&range, message).help(
                    "a placeholder is `{}`; a brace itself is written `\\{`, and `\\\\{` in JSON text",
                ));
            }
            '{' => {
                lone = true;
                findings.push(
                    ArgumentFinding::fails(&brace, "this `{` begins no `{}`")
                        .help("a brace itself is written `\\{`, and `\\\\{` in JSON text"),
                );
            }
            '}' => {
                lone = true;
                findings.push(
                    ArgumentFinding::fails(&brace, "this `}` closes no `{}`")
                        .help("a brace itself is written `\\}`, and `\\\\}` in JSON text"),
                );
            }
            _ => {}
        }
    }
    if !lone && placeholders != values.len() {
        let plural = |count: usize| if count == 1 { "" } else { "s" };
        let message = format!(
            "the template has {placeholders} placeholder{}, and {} value{} {} it",
            plural(placeholders),
            values.len(),
            plural(values.len()),
            if values.len() == 1 { "follows" } else { "follow" },
        );
        let finding = ArgumentFinding::fails(&template.range, message);
        findings.push(if placeholders > values.len() {
            finding.help("each `{}` takes one value")
        } else {
            finding.help("each value needs its `{}`")
        });
    }
}

/// The length of the `{…}` that a text begins with, if it has no brace or escape within.
fn named(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('{')?;
    let end = inner.find(['{', '}', '\\'])?;
    inner.get(end..)?.starts_with('}').then_some(end + 2)
}
