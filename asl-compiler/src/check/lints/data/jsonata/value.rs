//! What an expression gives, or whether it gives anything.

use super::super::merge::{join, join_presence};
use super::super::shape::{List, Presence, Shape};
use crate::typed::PartStep;

/// What an expression gives.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct Value {
    /// What it is, where it is anything.
    pub(in super::super) shape: Shape,
    /// Whether it is anything. Of parts of types that is a matter of the type.
    pub(in super::super) presence: Presence,
}

impl Value {
    /// Nothing is known.
    pub(super) fn unknown() -> Self {
        Self { shape: Shape::unknown(), presence: Presence::Maybe }
    }

    /// No value at all.
    pub(super) fn undefined() -> Self {
        Self { shape: Shape::unknown(), presence: Presence::Never }
    }

    /// This, always.
    pub(super) fn always(shape: Shape) -> Self {
        Self { shape, presence: Presence::Always }
    }

    /// This, if it is anything.
    pub(super) fn maybe(shape: Shape) -> Self {
        Self { shape, presence: Presence::Maybe }
    }

    /// One of two.
    pub(super) fn either(self, other: Self) -> Self {
        let both = [self, other];
        let presence = join_presence(both.iter().map(|value| (None, value.presence)));
        let there = both.iter().filter(|value| value.presence != Presence::Never);
        let shapes: Vec<_> = there.map(|value| (None, &value.shape)).collect();
        Self { shape: join(&shapes), presence }
    }

    /// The same as an array, which one value by itself becomes, too: `path[]`.
    pub(super) fn kept_array(self) -> Self {
        let shape = match self.shape {
            Shape::List(list) => Shape::List(list),
            shape @ (Shape::Null | Shape::Boolean | Shape::Number | Shape::Text | Shape::Object(_)) => {
                Shape::list_of(shape)
            }
            Shape::Typed(part) => Shape::list_of(Shape::step(&part, PartStep::Spread)),
            Shape::Any(_) | Shape::OneOf(_) => Shape::list_of(Shape::unknown()),
        };
        Self { shape, ..self }
    }

    /// What it gives to an array that is made of it: arrays give their elements.
    pub(super) fn spread(&self) -> Shape {
        self.shape.map(|shape| match shape {
            Shape::List(list) => match &**list {
                List::Exact(elements) => super::super::merge::blend(elements),
                List::Of(element) => element.clone(),
            },
            Shape::Typed(part) => Shape::step(part, PartStep::Spread),
            Shape::Any(_) => Shape::unknown(),
            other => other.clone(),
        })
    }
}
