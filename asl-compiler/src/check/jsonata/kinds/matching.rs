//! Arguments against a signature, as the reference implementation matches them.

use super::Kinds;
use super::infer::Context;
use crate::expression::jsonata::{Parameter, Signature, Times};

/// The arguments of a call.
#[derive(Clone, Copy)]
pub(super) struct Given<'k> {
    pub(super) kinds: &'k [Kinds],
    /// Whether there is a context that a parameter with `-` takes.
    pub(super) context: Context,
}

impl Given<'_> {
    /// Whether some values of these types can be given, in this order.
    pub(super) fn fits(&self, signature: &Signature) -> bool {
        matches(&signature.parameters, self.kinds, self.context)
    }

    /// The first argument that does not fit, if it is not the number of arguments that is wrong.
    pub(super) fn first_misfit(&self, signature: &Signature) -> Option<usize> {
        let mut loose = vec![Kinds::ANY; self.kinds.len()];
        if !matches(&signature.parameters, &loose, self.context) {
            return None;
        }
        self.kinds.iter().enumerate().position(|(index, kinds)| {
            loose[index] = *kinds;
            !matches(&signature.parameters, &loose, self.context)
        })
    }
}

fn matches(parameters: &[Parameter], arguments: &[Kinds], context: Context) -> bool {
    let Some((parameter, rest)) = parameters.split_first() else { return arguments.is_empty() };
    let taken = |rest| match arguments.split_first() {
        Some((first, others)) => first.may_be(accepted(parameter)) && matches(rest, others, context),
        None => false,
    };
    let left_out = || matches(rest, arguments, context);
    match parameter.times {
        Times::Once => taken(rest),
        Times::Optional => taken(rest) || left_out(),
        Times::Context => taken(rest) || context == Context::Item && left_out(),
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

/// The fewest and the most arguments that can be given; `None` where there is no bound.
pub(super) fn bounds(signature: &Signature) -> (usize, Option<usize>) {
    let needed = |parameter: &&Parameter| parameter.times != Times::Optional;
    let fewest = signature.parameters.iter().filter(needed).count();
    let endless = signature.parameters.iter().any(|parameter| parameter.times == Times::OneOrMore);
    (fewest, (!endless).then_some(signature.parameters.len()))
}
