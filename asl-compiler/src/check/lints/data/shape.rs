//! What is known of a JSON value before anything runs.

use std::rc::Rc;

use serde_json::Value;

use super::members::Extent;
pub(super) use super::members::{Member, Members, Presence};
use crate::expression::intrinsic::lint::Kind;
use crate::substitution::{holds_name, whole};
use crate::typed::{KindSet, Part, PartStep};

/// What is known of a value. It is cheap to clone: what lies inside is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    Null,
    Boolean,
    Number,
    Text,
    List(Rc<List>),
    Object(Rc<Members>),
    /// It may be of any type; were it an object, it would have these members.
    Any(Rc<Members>),
    /// A part of what serde writes of a user's type.
    Typed(Part),
    /// One of these, by the way that it comes; there are at least two, and none of them is one of several.
    OneOf(Rc<Vec<Alternative>>),
}

/// What a value is that comes this way, or may be.
pub(super) type Alternative = (Option<Way>, Shape);

/// What is known of an array.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum List {
    /// These elements.
    Exact(Vec<Shape>),
    /// Any number of elements that are each of this shape.
    Of(Shape),
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

impl Shape {
    /// Nothing is known.
    pub(super) fn unknown() -> Self {
        Self::Any(Rc::new(Members::open()))
    }

    /// An object of which nothing else is known.
    pub(super) fn open_object() -> Self {
        Self::Object(Rc::new(Members::open()))
    }

    /// An object with these members alone, each always there.
    pub(super) fn object(named: impl IntoIterator<Item = (&'static str, Shape)>) -> Self {
        Self::Object(Rc::new(Members::closed(named)))
    }

    /// An array of any number of such elements.
    pub(super) fn list_of(element: Self) -> Self {
        Self::List(Rc::new(List::Of(element)))
    }

    /// An array of these elements.
    pub(super) fn list(elements: impl IntoIterator<Item = Self>) -> Self {
        Self::List(Rc::new(List::Exact(elements.into_iter().collect())))
    }

    /// Something of this type.
    pub(super) fn of_kind(kind: Kind) -> Self {
        match kind {
            Kind::Null => Self::Null,
            Kind::Boolean => Self::Boolean,
            Kind::Number => Self::Number,
            Kind::Text => Self::Text,
            Kind::Array => Self::list_of(Self::unknown()),
            Kind::Object => Self::open_object(),
        }
    }

    /// The shape of literal JSON. A `${Name}` without a value may become anything.
    pub(super) fn of_json(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(text) if whole(text).is_some() => Self::unknown(),
            Value::String(_) => Self::Text,
            Value::Array(elements) => Self::list(elements.iter().map(Self::of_json)),
            Value::Object(members) => {
                let known = members.iter().filter(|(name, _)| !holds_name(name));
                let named =
                    known.map(|(name, value)| (name.as_str().into(), Member::always(Self::of_json(value))));
                let others = match members.keys().any(|name| holds_name(name)) {
                    true => Presence::Maybe,
                    false => Presence::Never,
                };
                Self::Object(Rc::new(Members::new(named.collect(), others)))
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
            Self::Any(_) | Self::Typed(_) => return None,
            Self::OneOf(all) => {
                let mut kinds = all.iter().map(|(_, shape)| shape.kind());
                let first = kinds.next()??;
                return kinds.all(|kind| kind == Some(first)).then_some(first);
            }
        })
    }

    /// Its members, were it an object.
    pub(super) fn members(&self) -> Option<&Members> {
        match self {
            Self::Object(members) | Self::Any(members) => Some(members),
            _ => None,
        }
    }

    /// Its elements, if it is an array.
    pub(super) fn as_list(&self) -> Option<&List> {
        if let Self::List(list) = self { Some(list) } else { None }
    }

    /// The same behind a Choice: which way led there is forgotten, and of what is one of several any may have been ruled out.
    pub(super) fn chosen(mut self) -> Self {
        self.guard_alternatives();
        self.forget_ways();
        self
    }

    fn guard_alternatives(&mut self) {
        match self {
            Self::OneOf(_) => *self = self.guarded(),
            Self::Object(members) | Self::Any(members) if members.extent().alternatives => {
                *members = Rc::new(members.with_each(Self::guard_alternatives));
            }
            Self::List(list) => match Rc::make_mut(list) {
                List::Exact(elements) => elements.iter_mut().for_each(Self::guard_alternatives),
                List::Of(element) => element.guard_alternatives(),
            },
            Self::Null
            | Self::Boolean
            | Self::Number
            | Self::Text
            | Self::Typed(_)
            | Self::Object(_)
            | Self::Any(_) => {}
        }
    }

    /// Forgets which way leads to which members: what is chosen by a condition may go with them.
    pub(super) fn forget_ways(&mut self) {
        if !self.extent().ways {
            return;
        }
        match self {
            Self::Object(members) | Self::Any(members) => *members = Rc::new(members.without_ways()),
            Self::List(list) => match Rc::make_mut(list) {
                List::Exact(elements) => elements.iter_mut().for_each(Self::forget_ways),
                List::Of(element) => element.forget_ways(),
            },
            Self::OneOf(all) => {
                for (way, shape) in Rc::make_mut(all) {
                    *way = None;
                    shape.forget_ways();
                }
            }
            Self::Null | Self::Boolean | Self::Number | Self::Text | Self::Typed(_) => {}
        }
    }

    /// What each of its alternatives is made to.
    pub(super) fn map(&self, change: impl Fn(&Self) -> Self) -> Self {
        match self {
            Self::OneOf(all) => {
                let changed: Vec<_> = all.iter().map(|(way, shape)| (*way, change(shape))).collect();
                let parts: Vec<_> = changed.iter().map(|(way, shape)| (*way, shape)).collect();
                super::merge::join(&parts)
            }
            other => change(other),
        }
    }

    /// It, or what it is one of, each with its way.
    pub(super) fn alternatives(&self) -> Vec<(Option<Way>, &Self)> {
        match self {
            Self::OneOf(all) => all.iter().map(|(way, shape)| (*way, shape)).collect(),
            other => vec![(None, other)],
        }
    }

    /// The same, once it has been read by a path: were a part of it missing, the execution would have failed.
    pub(super) fn assured(&self) -> Self {
        match self {
            Self::Typed(part) => Self::Typed(part.assured()),
            Self::OneOf(_) => self.map(Self::assured),
            Self::List(list) => match &**list {
                List::Of(element @ (Self::Typed(_) | Self::OneOf(_))) => Self::list_of(element.assured()),
                _ => self.clone(),
            },
            other => other.clone(),
        }
    }

    /// The same, where an index on the way to it may find nothing, and it is `null` then (PATH-12).
    pub(super) fn or_null(&self) -> Self {
        match self {
            Self::Typed(part) => Self::Typed(part.or_null()),
            Self::OneOf(_) => self.map(Self::or_null),
            other => other.clone(),
        }
    }

    /// The same, once it is known to be there, in the manner of JSONata.
    pub(super) fn found(&self) -> Self {
        match self {
            Self::Typed(part) => Self::Typed(part.found()),
            Self::OneOf(_) => self.map(Self::found),
            other => other.clone(),
        }
    }

    /// The same, which may be there or not: so may each of its members.
    pub(super) fn doubted(&self) -> Self {
        match self {
            Self::Object(members) => Self::Object(Rc::new(members.doubted())),
            _ => Self::open_object(),
        }
    }

    /// The same behind a condition that is not understood: what may be missing or `null` may have been ruled out.
    pub(super) fn guarded(&self) -> Self {
        match self {
            Self::Typed(part) => Self::step(part, PartStep::Guarded),
            Self::OneOf(_) => self.map(Self::guarded),
            Self::Object(members) => Self::Object(Rc::new(members.guarded())),
            Self::Any(members) => Self::Any(Rc::new(members.guarded())),
            Self::List(list) => Self::List(Rc::new(match &**list {
                List::Exact(elements) => List::Exact(elements.iter().map(Self::guarded).collect()),
                List::Of(element) => List::Of(element.guarded()),
            })),
            Self::Null | Self::Boolean | Self::Number | Self::Text => self.clone(),
        }
    }

    /// What a step finds in a part of a type.
    pub(super) fn step(part: &Part, step: PartStep) -> Self {
        Self::Typed(part.step(step))
    }

    /// The shape, unless it is larger than what is worth to be followed.
    pub(super) fn bounded(self) -> Self {
        const LARGEST: usize = 500;
        const DEEPEST: usize = 12;
        let extent = self.extent();
        if extent.size <= LARGEST && extent.depth <= DEEPEST { self } else { Self::unknown() }
    }

    /// How much there is of it.
    pub(super) fn extent(&self) -> Extent {
        let mut extent = match self {
            Self::Object(members) | Self::Any(members) => members.extent(),
            Self::List(list) => list.extent(),
            Self::Typed(part) => Extent { depth: part.steps.len(), ..Extent::default() },
            Self::OneOf(all) => {
                let mut extent = Extent { alternatives: true, ..Extent::default() };
                for (way, shape) in all.iter() {
                    extent.add(shape.extent());
                    extent.ways |= way.is_some();
                }
                extent
            }
            Self::Null | Self::Boolean | Self::Number | Self::Text => Extent::default(),
        };
        extent.size += 1;
        extent
    }

    fn is_scalar(&self) -> bool {
        matches!(self, Self::Null | Self::Boolean | Self::Number | Self::Text)
    }
}

/// Types as a set.
pub(super) fn kinds(of: &[Kind]) -> KindSet {
    of.iter().fold(KindSet::NONE, |all, kind| {
        all.or(match kind {
            Kind::Null => KindSet::NULL,
            Kind::Boolean => KindSet::BOOLEAN,
            Kind::Number => KindSet::NUMBER,
            Kind::Text => KindSet::TEXT,
            Kind::Array => KindSet::ARRAY,
            Kind::Object => KindSet::OBJECT,
        })
    })
}

impl List {
    fn extent(&self) -> Extent {
        /// How many numbers and texts of a long list count as one value.
        const DISCOUNT: usize = 64;
        let mut extent = Extent::default();
        match self {
            Self::Exact(elements) if elements.iter().all(Shape::is_scalar) => {
                extent.size = elements.len() / DISCOUNT;
            }
            Self::Exact(elements) => elements.iter().for_each(|element| extent.add(element.extent())),
            Self::Of(element) => extent.add(element.extent()),
        }
        extent
    }
}
