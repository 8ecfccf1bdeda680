//! Following the steps of a path.

use std::borrow::Cow;

use serde_json::Value;

use super::matches::Matches;
use super::{Miss, PathStep, function};
use crate::data::member::member;

/// What an indefinite path makes of a name that is missing before its first indefinite step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Misses {
    /// It has no matches, like a path that matches nothing (PATH-9).
    Lenient,
    /// It misses: a filter asks whether there is such a thing at all.
    Strict,
}

/// What `steps` name, starting from `from`; filters and the arguments of functions also see `document`.
pub(crate) fn walk<'d>(
    steps: &'static [PathStep],
    from: &'d Value,
    document: &'d Value,
    misses: Misses,
) -> Result<Cow<'d, Value>, Miss> {
    let mut node = from;
    for (index, step) in steps.iter().enumerate() {
        match step {
            PathStep::Name(_) | PathStep::Index(_) => match definite(step, node) {
                Ok(next) => node = next,
                Err(miss) => return missed(steps, index, miss(index, node), document, misses),
            },
            PathStep::Function(function) => {
                let value = function::apply(function, node, document)
                    .ok_or_else(|| function::miss(function, index, node))?;
                return resume(steps, index + 1, value, document, misses);
            }
            _ => return indefinite(steps, index, node, document, misses),
        }
    }
    Ok(Cow::Borrowed(node))
}

type MakeMiss = fn(usize, &Value) -> Miss;

fn definite<'d>(step: &PathStep, node: &'d Value) -> Result<&'d Value, MakeMiss> {
    match (step, node) {
        (PathStep::Name(name), Value::Object(members)) => {
            member(members, name).ok_or(|step, _| Miss::name(step))
        }
        (PathStep::Name(_), _) => Err(Miss::no_object),
        (PathStep::Index(index), Value::Array(elements)) => {
            element(elements, *index).ok_or(|step, _| Miss::index(step))
        }
        _ => Err(Miss::no_array),
    }
}

/// The element at an index, which counts from the end where it is negative (PATH-14).
pub(super) fn element(elements: &[Value], index: i64) -> Option<&Value> {
    let index = if index < 0 { i64::try_from(elements.len()).ok()?.checked_add(index)? } else { index };
    elements.get(usize::try_from(index).ok()?)
}

/// A definite prefix that ended early: no matches where an indefinite step follows, else a miss.
fn missed<'d>(
    steps: &'static [PathStep],
    index: usize,
    miss: Miss,
    document: &'d Value,
    misses: Misses,
) -> Result<Cow<'d, Value>, Miss> {
    let rest = steps.get(index..).unwrap_or_default();
    let selectors = rest.iter().take_while(|step| !matches!(step, PathStep::Function(_)));
    let definite = selectors.clone().all(|step| matches!(step, PathStep::Name(_) | PathStep::Index(_)));
    if definite || misses == Misses::Strict {
        return Err(miss);
    }
    resume(steps, index + selectors.count(), Value::Array(Vec::new()), document, misses)
}

/// From the first indefinite step on there are matches; a function that follows works on their array (PATH-8).
fn indefinite<'d>(
    steps: &'static [PathStep],
    index: usize,
    node: &'d Value,
    document: &'d Value,
    misses: Misses,
) -> Result<Cow<'d, Value>, Miss> {
    if index == 0 && matches!(steps.first(), Some(PathStep::Slice(..))) && !node.is_array() {
        return Err(Miss::no_array(index, node));
    }
    let rest = steps.get(index..).unwrap_or_default();
    let end = rest.iter().position(|step| matches!(step, PathStep::Function(_))).unwrap_or(rest.len());
    let mut matches = Matches::new(node);
    for step in rest.iter().take(end) {
        matches.follow(step, document);
    }
    resume(steps, index + end, matches.into_value(), document, misses)
}

/// Goes on from a value that was made on the way.
fn resume<'d>(
    steps: &'static [PathStep],
    index: usize,
    value: Value,
    document: &Value,
    misses: Misses,
) -> Result<Cow<'d, Value>, Miss> {
    match steps.get(index..) {
        None | Some([]) => Ok(Cow::Owned(value)),
        Some(rest) => match walk(rest, &value, document, misses) {
            Ok(found) => Ok(Cow::Owned(found.into_owned())),
            Err(miss) => Err(miss.after(index)),
        },
    }
}
