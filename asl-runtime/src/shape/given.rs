//! What a workflow gives to a type.

use super::{Field, Kinds, Name, ShapeRef, Step};

/// A piece of what a workflow gives, as far as it is known while compiling.
///
/// A value is one piece, and behind it those that it holds. In this form it is passed by value: for each reference
/// in a constant rustc makes a constant more, which takes it as long as half a check. The steps of all parts stand in
/// one list beside it.
///
/// ```
/// use asl_runtime::Shape;
/// use asl_runtime::shape::{Given, Kinds, fits};
///
/// #[derive(serde::Deserialize, Shape)]
/// struct Charge {
///     order: String,
/// }
///
/// const _: () = fits(
///     [Given::Object(1), Given::member("order"), Given::Of(Kinds::TEXT)],
///     [],
///     Charge::SHAPE,
///     "the payload",
/// );
/// ```
#[derive(Debug, Clone, Copy)]
pub enum Given {
    /// Nothing is known.
    Anything,
    /// A value of one of these kinds.
    Of(Kinds),
    /// This string.
    Text(&'static str),
    /// A part of what serde writes of a type: the steps that lead to it stand from the first of these places to the other.
    Part(ShapeRef, usize, usize),
    /// An array of so many elements, which stand behind it.
    List(usize),
    /// An array of any number of elements; one stands behind it for all.
    ListOf,
    /// What an iteration over a part of a type gets; its steps as above, and one behind them that leads to an item. The
    /// `Key` and the `Value` of a member stand behind it as an object: that is what it gets of an object.
    EachOf(ShapeRef, usize, usize),
    /// An object of so many members and no others, which stand behind it.
    Object(usize),
    /// What is written of a part of a type, and so many members beside its own or in place of them, which stand behind it.
    With(ShapeRef, usize, usize, usize),
    /// One of so many values, which stand behind it, by the way that leads here.
    OneOf(usize),
    /// The name of a member and its number, which the compiler has computed; its value stands behind it. See
    /// [`Given::member`].
    Member(&'static str, u64),
}

/// What a workflow gives. A value in it is told by the place of its piece.
pub(super) struct Pieces<'a> {
    pub(super) all: &'a [Given],
    pub(super) steps: &'a [Step],
}

/// So many members, from a place on.
#[derive(Clone, Copy)]
pub(super) struct Members {
    pub(super) from: usize,
    pub(super) count: usize,
}

impl Members {
    pub(super) const NONE: Self = Self { from: 0, count: 0 };
}

impl Given {
    /// The name of a member; its value stands behind it.
    pub const fn member(name: &'static str) -> Self {
        Self::Member(name, Name::new(name).number)
    }
}

impl<'a> Pieces<'a> {
    pub(super) const NONE: Self = Self { all: &[], steps: &[] };

    /// The place behind a piece and what it holds.
    pub(super) const fn after(&self, mut at: usize) -> usize {
        let mut left = 1;
        while left > 0 {
            left -= 1;
            left += match self.all[at] {
                Given::Anything | Given::Of(_) | Given::Text(_) | Given::Part(..) => 0,
                Given::ListOf | Given::EachOf(..) | Given::Member(..) => 1,
                Given::List(count)
                | Given::Object(count)
                | Given::OneOf(count)
                | Given::With(_, _, _, count) => count,
            };
            at += 1;
        }
        at
    }

    /// Steps from one place to another.
    pub(super) const fn steps(&self, from: usize, to: usize) -> &'a [Step] {
        // A loop is quicker than the calls in `split_at`.
        let (mut steps, mut before, mut behind) = (self.steps, from, self.steps.len() - to);
        while before > 0
            && let [_, rest @ ..] = steps
        {
            steps = rest;
            before -= 1;
        }
        while behind > 0
            && let [rest @ .., _] = steps
        {
            steps = rest;
            behind -= 1;
        }
        steps
    }

    /// The name of a member.
    pub(super) const fn name(&self, at: usize) -> &'static str {
        match self.all[at] {
            Given::Member(name, _) => name,
            _ => "",
        }
    }

    /// The place of the member that a field is read from.
    pub(super) const fn member_for(&self, members: Members, field: &Field) -> Option<usize> {
        let mut found = self.member(members, field.read);
        let mut alias = 0;
        while found.is_none() && alias < field.aliases.len() {
            found = self.member(members, field.aliases[alias]);
            alias += 1;
        }
        found
    }

    /// The place of the member of a name.
    pub(super) const fn member(&self, members: Members, name: Name) -> Option<usize> {
        let (mut at, mut left) = (members.from, members.count);
        while left > 0 {
            if let Given::Member(_, number) = self.all[at]
                && number == name.number
            {
                return Some(at);
            }
            left -= 1;
            at = if left > 0 { self.after(at) } else { at };
        }
        None
    }
}
