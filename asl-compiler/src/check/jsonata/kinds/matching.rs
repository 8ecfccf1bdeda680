//! Arguments against a signature, as the reference implementation matches them.

use super::Kinds;
use crate::expression::jsonata::{Parameter, Signature, Times};

/// Whether some values of these types can be given, in this order.
pub(super) fn fits(signature: &Signature, arguments: &[Kinds]) -> bool {
    matches(&signature.parameters, arguments, Contexts::Taken)
}

/// As [`fits`], without any argument that is taken from the context.
pub(super) fn fits_without_context(signature: &Signature, arguments: &[Kinds]) -> bool {
    matches(&signature.parameters, arguments, Contexts::Missing)
}

/// Whether a parameter may be left out because the context stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Contexts {
    Taken,
    Missing,
}

fn matches(parameters: &[Parameter], arguments: &[Kinds], contexts: Contexts) -> bool {
    let Some((parameter, rest)) = parameters.split_first() else { return arguments.is_empty() };
    let taken = |rest| match arguments.split_first() {
        Some((first, others)) => first.may_be(accepted(parameter)) && matches(rest, others, contexts),
        None => false,
    };
    match parameter.times {
        Times::Once => taken(rest),
        Times::Optional => taken(rest) || matches(rest, arguments, contexts),
        Times::Context if contexts == Contexts::Taken => taken(rest) || matches(rest, arguments, contexts),
        Times::Context => taken(rest),
        Times::OneOrMore => taken(rest) || taken(parameters),
    }
}

fn accepted(parameter: &Parameter) -> Kinds {
    match parameter.elements.as_deref() {
        // Of an array with a type a single value must be of that type.
        Some(elements) if parameter.types == "a" => Kinds::ARRAY.or(Kinds::of_letters(elements)),
        _ => Kinds::of_letters(&parameter.types),
    }
}

/// What the elements of an argument must be, where a signature says so.
pub(super) fn elements(signature: &Signature, index: usize) -> Option<Kinds> {
    let parameter = signature.parameters.get(index)?;
    let letters = parameter.elements.as_deref().filter(|_| parameter.types == "a")?;
    Some(Kinds::of_letters(letters))
}

/// The first argument that does not fit, if it is not the number of arguments that is wrong.
pub(super) fn first_misfit(signature: &Signature, arguments: &[Kinds]) -> Option<usize> {
    let mut loose = vec![Kinds::ANY; arguments.len()];
    if !fits(signature, &loose) {
        return None;
    }
    arguments.iter().enumerate().position(|(index, kinds)| {
        loose[index] = *kinds;
        !fits(signature, &loose)
    })
}

/// The fewest and the most arguments that can be given; `None` where there is no bound.
pub(super) fn bounds(signature: &Signature) -> (usize, Option<usize>) {
    let needed = |parameter: &&Parameter| matches!(parameter.times, Times::Once | Times::OneOrMore);
    let fewest = signature.parameters.iter().filter(needed).count();
    let endless = signature.parameters.iter().any(|parameter| parameter.times == Times::OneOrMore);
    (fewest, (!endless).then_some(signature.parameters.len()))
}
