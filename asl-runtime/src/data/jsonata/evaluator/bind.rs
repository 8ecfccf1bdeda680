//! The values of variables, as far as an expression reads them.

use std::borrow::Cow;

use jsonata_core::evaluator::Context;
use jsonata_core::value::JValue;

use super::bounds;
use super::convert::{Converter, object, plain};
use super::reads::Reads;
use crate::data::jsonata::{Scope, Source};

/// The one name that is no workflow variable (VAR-2).
const STATES: &str = "states";

/// What is bound to `variables` in `scope`.
pub(super) fn context<'a>(
    scope: &Scope<'a>,
    variables: &[(String, Reads)],
    converter: &mut Converter<'a>,
) -> Context {
    let mut context = Context::new();
    for (name, reads) in variables {
        let value = match name.as_str() {
            STATES => Some(states(scope, reads, converter)),
            name => scope.variable(name).map(|value| converter.read(value, reads)),
        };
        if let Some(value) = value {
            if let Some(second) = bounds::second_name(name) {
                context.bind(second.to_owned(), value.clone());
            }
            context.bind(name.clone(), value);
        }
    }
    context
}

/// `$states` (JNA-10 to JNA-13).
fn states<'a>(scope: &Scope<'a>, reads: &Reads, converter: &mut Converter<'a>) -> JValue {
    let members = Source::ALL.into_iter().filter_map(|source| {
        let reads = reads.member(source.name())?;
        let value = match source {
            Source::Context => context_object(scope, &mut Vec::new(), reads, converter)?,
            source => converter.read(scope.data(source)?, reads),
        };
        Some((source.name().to_owned(), value))
    });
    object(members.collect())
}

/// The part of the context object that `names` lead to, its members in order.
fn context_object<'a>(
    scope: &Scope<'a>,
    names: &mut Vec<&'static str>,
    reads: &Reads,
    converter: &mut Converter<'a>,
) -> Option<JValue> {
    match scope.context_member(names) {
        Some((Cow::Borrowed(value), _)) => return Some(converter.read(value, reads)),
        Some((Cow::Owned(value), _)) => return Some(plain(&value)),
        None => {}
    }
    let members = scope.context_names(names)?;
    let mut found = Vec::new();
    for &name in members {
        let Some(reads) = reads.member(name) else { continue };
        names.push(name);
        let value = context_object(scope, names, reads, converter);
        names.pop();
        if let Some(value) = value {
            found.push((name.to_owned(), value));
        }
    }
    Some(object(found))
}
