//! What a path of JSONata finds.

use super::super::merge::{join, join_presence};
use super::super::select::elements;
use super::super::shape::{List, Presence, Shape};
use super::Value;
use crate::typed::PartStep;

/// Where a path finds nothing.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct Miss {
    /// The index of the step that finds nothing.
    pub(in super::super) step: usize,
    /// What it is applied to.
    pub(in super::super) at: Shape,
}

/// A member, where it is there; of an array those of its elements.
pub(super) fn member(of: &Shape, name: &str) -> Value {
    match of {
        // That is a matter of the type.
        Shape::Typed(part) => Value::maybe(Shape::step(part, PartStep::Mapped(name.into()))),
        Shape::OneOf(all) => {
            let all: Vec<_> = all.iter().map(|(way, shape)| (*way, member(shape, name))).collect();
            let presence = join_presence(all.iter().map(|(way, value)| (*way, value.presence)));
            let there = all.iter().filter(|(_, value)| value.presence != Presence::Never);
            let shapes: Vec<_> = there.map(|(way, value)| (*way, &value.shape)).collect();
            Value { shape: join(&shapes), presence }
        }
        Shape::Object(members) => {
            let shape = members.mapped(name);
            Value { shape, presence: members.presence(name) }
        }
        // What is found has been found, also where it is an array that is mapped; what is not may be in its elements.
        Shape::Any(members) => match members.presence(name) {
            Presence::Always => Value::always(members.mapped(name)),
            Presence::Never if members.base().is_some() => Value::undefined(),
            _ if members.base().is_some() => Value::maybe(members.mapped(name)),
            _ => Value::unknown(),
        },
        Shape::List(list) => {
            let found = member(&elements(list), name);
            match (found.presence, found.shape) {
                (Presence::Never, _) => Value::undefined(),
                (_, Shape::Typed(part)) => Value::maybe(Shape::step(&part, PartStep::Spread)),
                _ => Value::unknown(),
            }
        }
        Shape::Null | Shape::Boolean | Shape::Number | Shape::Text => Value::undefined(),
    }
}

/// What stands at a position; what is no array stands at the first one.
pub(super) fn at(of: &Shape, position: i64) -> Value {
    match of {
        Shape::Typed(part) => Value::maybe(Shape::step(part, PartStep::At(position))),
        Shape::OneOf(_) => Value::maybe(of.map(|shape| at(shape, position).shape)),
        Shape::Any(_) => Value::unknown(),
        Shape::List(list) => match &**list {
            List::Exact(elements) => {
                let length = i64::try_from(elements.len()).unwrap_or(i64::MAX);
                let index = if position < 0 { length + position } else { position };
                match usize::try_from(index).ok().and_then(|index| elements.get(index)) {
                    Some(element) => Value { presence: Presence::Always, ..single(element) },
                    None => Value::undefined(),
                }
            }
            List::Of(element) => single(element),
        },
        _ if matches!(position, 0 | -1) => Value::always(of.clone()),
        _ => Value::undefined(),
    }
}

/// An element that is selected; arrays in arrays come apart.
fn single(element: &Shape) -> Value {
    Value::maybe(match element {
        Shape::List(_) | Shape::Any(_) | Shape::OneOf(_) => Shape::unknown(),
        Shape::Typed(part) => Shape::step(part, PartStep::Spread),
        other => other.clone(),
    })
}

/// What a predicate leaves.
pub(super) fn filtered(of: &Shape) -> Value {
    Value::maybe(of.map(|shape| match shape {
        Shape::Typed(part) => Shape::step(part, PartStep::Spread),
        Shape::List(list) => match elements(list) {
            Shape::Typed(part) => Shape::step(&part, PartStep::Spread),
            _ => Shape::unknown(),
        },
        other => other.clone(),
    }))
}
