//! What is known of a JSON value before anything runs.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::expression::intrinsic::lint::Kind;
use crate::substitution::{holds_name, whole};

/// What is known of a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    Null,
    Boolean,
    Number,
    Text,
    List(List),
    Object(Members),
    /// It may be of any type; were it an object, it would have these members.
    Any(Members),
}

/// What is known of an array.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum List {
    /// These elements.
    Exact(Vec<Shape>),
    /// Any number of elements that are each of this shape.
    Of(Box<Shape>),
}

/// What is known of the members of an object.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Members {
    pub(super) named: BTreeMap<String, Member>,
    /// Whether there are others; [`Presence::Always`] does not occur.
    pub(super) others: Presence,
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Member {
    pub(super) presence: Presence,
    pub(super) shape: Shape,
}

/// Whether a member is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    /// It is, however the value came about.
    Always,
    /// Nobody knows.
    Maybe,
    /// It is not when the value comes this way.
    Lacking(Way),
    /// It is not.
    Never,
}

/// A way that leads into a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Way {
    /// The state that it comes from.
    pub(super) from: usize,
    pub(super) via: Via,
}

/// How a state is left, or its inner scope entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Via {
    Start,
    Next,
    Rule(usize),
    Default,
    Catch(usize),
}

impl Members {
    /// Nothing is known.
    pub(super) fn open() -> Self {
        Self { named: BTreeMap::new(), others: Presence::Maybe }
    }

    /// There are none.
    pub(super) fn none() -> Self {
        Self { named: BTreeMap::new(), others: Presence::Never }
    }

    /// These, each always there, and no others.
    pub(super) fn closed(named: impl IntoIterator<Item = (String, Shape)>) -> Self {
        let named =
            named.into_iter().map(|(name, shape)| (name, Member { presence: Presence::Always, shape }));
        Self { named: named.collect(), others: Presence::Never }
    }

    /// Whether a member is there.
    pub(super) fn presence(&self, name: &str) -> Presence {
        self.named.get(name).map_or(self.others, |member| member.presence)
    }

    /// The shape of a member, where it is there.
    pub(super) fn shape(&self, name: &str) -> Shape {
        self.named.get(name).map_or_else(Shape::unknown, |member| member.shape.clone())
    }

    /// The names of members that may be there.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.named
            .iter()
            .filter(|(_, member)| member.presence != Presence::Never)
            .map(|(name, _)| name.as_str())
    }
}

impl Shape {
    /// Nothing is known.
    pub(super) fn unknown() -> Self {
        Self::Any(Members::open())
    }

    /// An object of which nothing else is known.
    pub(super) fn open_object() -> Self {
        Self::Object(Members::open())
    }

    /// An object with these members alone, each always there.
    pub(super) fn object(named: impl IntoIterator<Item = (&'static str, Shape)>) -> Self {
        Self::Object(Members::closed(named.into_iter().map(|(name, shape)| (name.to_owned(), shape))))
    }

    /// An array of any number of such elements.
    pub(super) fn list_of(element: Self) -> Self {
        Self::List(List::Of(Box::new(element)))
    }

    /// The shape of literal JSON. A `${Name}` without a value may become anything.
    pub(super) fn of_json(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(text) if whole(text).is_some() => Self::unknown(),
            Value::String(_) => Self::Text,
            Value::Array(elements) => Self::List(List::Exact(elements.iter().map(Self::of_json).collect())),
            Value::Object(members) => {
                let named = members.iter().filter(|(name, _)| !holds_name(name));
                let mut members_of =
                    Members::closed(named.map(|(name, value)| (name.clone(), Self::of_json(value))));
                if members.keys().any(|name| holds_name(name)) {
                    members_of.others = Presence::Maybe;
                }
                Self::Object(members_of)
            }
        }
    }

    /// Its type, if that is known.
    pub(super) fn kind(&self) -> Option<Kind> {
        Some(match self {
            Self::Null => Kind::Null,
            Self::Boolean => Kind::Boolean,
            Self::Number => Kind::Number,
            Self::Text => Kind::Text,
            Self::List(_) => Kind::Array,
            Self::Object(_) => Kind::Object,
            Self::Any(_) => return None,
        })
    }

    /// Its members, were it an object.
    pub(super) fn members(&self) -> Option<&Members> {
        match self {
            Self::Object(members) | Self::Any(members) => Some(members),
            _ => None,
        }
    }

    /// Forgets which way leads to which members: what is chosen by a condition may go with them.
    pub(super) fn forget_ways(&mut self) {
        match self {
            Self::Object(members) | Self::Any(members) => {
                members.others.forget_way();
                for member in members.named.values_mut() {
                    member.presence.forget_way();
                    member.shape.forget_ways();
                }
            }
            Self::List(List::Exact(elements)) => elements.iter_mut().for_each(Self::forget_ways),
            Self::List(List::Of(element)) => element.forget_ways(),
            Self::Null | Self::Boolean | Self::Number | Self::Text => {}
        }
    }

    /// The shape, unless it is larger than what is worth to be followed.
    pub(super) fn bounded(self) -> Self {
        const LARGEST: usize = 2000;
        const DEEPEST: usize = 12;
        let mut left = LARGEST;
        if self.fits(&mut left, DEEPEST) { self } else { Self::unknown() }
    }

    fn fits(&self, left: &mut usize, depth: usize) -> bool {
        let (Some(rest), Some(depth)) = (left.checked_sub(1), depth.checked_sub(1)) else { return false };
        *left = rest;
        match self {
            Self::Object(members) | Self::Any(members) => {
                members.named.values().all(|member| member.shape.fits(left, depth))
            }
            // A long list of numbers or texts is worth its length.
            Self::List(List::Exact(elements)) if elements.iter().all(Self::is_scalar) => {
                const PER_UNIT: usize = 16;
                *left = left.saturating_sub(elements.len() / PER_UNIT);
                *left > 0
            }
            Self::List(List::Exact(elements)) => elements.iter().all(|element| element.fits(left, depth)),
            Self::List(List::Of(element)) => element.fits(left, depth),
            Self::Null | Self::Boolean | Self::Number | Self::Text => true,
        }
    }

    fn is_scalar(&self) -> bool {
        matches!(self, Self::Null | Self::Boolean | Self::Number | Self::Text)
    }
}

impl Presence {
    fn forget_way(&mut self) {
        if matches!(self, Self::Lacking(_)) {
            *self = Self::Maybe;
        }
    }
}
