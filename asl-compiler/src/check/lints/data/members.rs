//! What is known of the members of an object.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::shape::{Shape, Way};
use crate::typed::{Part, PartStep};

/// What is known of the members of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Members {
    named: BTreeMap<Rc<str>, Member>,
    others: Presence,
    /// What has the members beside those with names; then nobody knows which these are.
    base: Option<Part>,
    extent: Extent,
}

/// A member of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
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

/// How much there is of a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Extent {
    /// The values in it, long lists of numbers and texts at a discount.
    pub(super) size: usize,
    /// How deep they lie in each other.
    pub(super) depth: usize,
    /// Whether it tells of ways on which something is missing.
    pub(super) ways: bool,
    /// Whether anything in it is one of several things.
    pub(super) alternatives: bool,
}

impl Members {
    /// Members with their names, and whether there are others.
    pub(super) fn new(named: BTreeMap<Rc<str>, Member>, others: Presence) -> Self {
        let mut extent = Extent { ways: matches!(others, Presence::Lacking(_)), ..Extent::default() };
        for member in named.values() {
            extent.add(member.shape.extent());
            extent.ways |= matches!(member.presence, Presence::Lacking(_));
        }
        Self { named, others, base: None, extent }
    }

    /// The members of a part of a type, but for those with names.
    pub(super) fn of_part(base: Part, named: BTreeMap<Rc<str>, Member>) -> Self {
        Self { base: Some(base), ..Self::new(named, Presence::Maybe) }
    }

    /// What has the members beside those with names.
    pub(super) fn base(&self) -> Option<&Part> {
        self.base.as_ref()
    }

    /// The same members, some of which come from another part of a type.
    pub(super) fn on(self, base: Option<Part>) -> Self {
        Self { base, ..self }
    }

    /// Nothing is known.
    pub(super) fn open() -> Self {
        Self::new(BTreeMap::new(), Presence::Maybe)
    }

    /// There are none.
    pub(super) fn none() -> Self {
        Self::new(BTreeMap::new(), Presence::Never)
    }

    /// These, each always there, and no others.
    pub(super) fn closed<N: Into<Rc<str>>>(named: impl IntoIterator<Item = (N, Shape)>) -> Self {
        let always = |(name, shape): (N, Shape)| (name.into(), Member::always(shape));
        Self::new(named.into_iter().map(always).collect(), Presence::Never)
    }

    /// These with another one, or with one in place of that of the same name.
    pub(super) fn with(&self, name: &str, member: Member) -> Self {
        let mut named = self.named.clone();
        named.insert(name.into(), member);
        Self::new(named, self.others).on(self.base.clone())
    }

    /// The same members, of which nothing is known any more that depends on the way.
    pub(super) fn without_ways(&self) -> Self {
        let named = self.named.iter().map(|(name, member)| {
            let mut member = member.clone();
            member.presence = member.presence.without_way();
            member.shape.forget_ways();
            (Rc::clone(name), member)
        });
        Self::new(named.collect(), self.others.without_way()).on(self.base.clone())
    }

    /// The same members with other values.
    pub(super) fn with_each(&self, change: impl Fn(&mut Shape)) -> Self {
        let named = self.named.iter().map(|(name, member)| {
            let mut member = member.clone();
            change(&mut member.shape);
            (Rc::clone(name), member)
        });
        Self::new(named.collect(), self.others).on(self.base.clone())
    }

    /// The same members, each of which may be there or not.
    pub(super) fn doubted(&self) -> Self {
        let named = self.without_ways().named.into_iter().map(|(name, mut member)| {
            if member.presence == Presence::Always {
                member.presence = Presence::Maybe;
            }
            (name, member)
        });
        Self::new(named.collect(), self.others.without_way()).on(self.base.clone())
    }

    /// The same behind a condition that is not understood.
    pub(super) fn guarded(&self) -> Self {
        let named = self.named.iter().map(|(name, member)| {
            let presence = member.presence.without_way();
            (Rc::clone(name), Member { presence, shape: member.shape.guarded() })
        });
        let base = self.base.as_ref().map(|base| base.step(PartStep::Guarded));
        Self::new(named.collect(), self.others.without_way()).on(base)
    }

    /// Whether a member is there.
    pub(super) fn presence(&self, name: &str) -> Presence {
        self.named.get(name).map_or(self.others, |member| member.presence)
    }

    /// The shape of a member, where it is there.
    pub(super) fn shape(&self, name: &str) -> Shape {
        let of_base =
            || self.base.as_ref().map_or_else(Shape::unknown, |base| Shape::Typed(base.field(name)));
        self.named.get(name).map_or_else(of_base, |member| member.shape.clone())
    }

    /// The shape of a member, where it is there, in the manner of JSONata.
    pub(super) fn mapped(&self, name: &str) -> Shape {
        match (self.named.get(name), &self.base) {
            (None, Some(base)) => Shape::Typed(base.step(PartStep::Mapped(name.into()))),
            _ => self.shape(name),
        }
    }

    /// Whether there are members beside those with names; it is never [`Presence::Always`].
    pub(super) fn others(&self) -> Presence {
        self.others
    }

    /// How much there is of them.
    pub(super) fn extent(&self) -> Extent {
        self.extent
    }

    /// The members of which something is known.
    pub(super) fn named(&self) -> impl Iterator<Item = (&Rc<str>, &Member)> {
        self.named.iter()
    }

    /// The names of members that may be there.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let there = self.named.iter().filter(|(_, member)| member.presence != Presence::Never);
        there.map(|(name, _)| &**name)
    }
}

impl Member {
    /// A member that is always there.
    pub(super) fn always(shape: Shape) -> Self {
        Self { presence: Presence::Always, shape }
    }
}

impl Extent {
    /// Adds what lies inside.
    pub(super) fn add(&mut self, inner: Self) {
        self.size += inner.size;
        self.depth = self.depth.max(inner.depth + 1);
        self.ways |= inner.ways;
        self.alternatives |= inner.alternatives;
    }
}

impl Presence {
    fn without_way(self) -> Self {
        if matches!(self, Self::Lacking(_)) { Self::Maybe } else { self }
    }
}
