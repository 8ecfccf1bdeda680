//! How a path goes through a value.

use super::{Kinds, Name};

/// A step into a value, or something that is known of it. Beside the name of a member stands its number, as the compiler
/// has computed it: see [`Step::field`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A member.
    Field(&'static str, u64),
    /// A member of which a rule of a Choice has found that it is there.
    Sure(&'static str, u64),
    /// A member; of an array that of each element, as JSONata goes.
    Mapped(&'static str, u64),
    /// An element by its position; from the end where it is negative.
    Index(i64),
    /// An element by its position, as JSONata goes: what is no array stands at the first.
    At(i64),
    /// Any element of an array.
    Element,
    /// Any element of an array, or any value of an object.
    Item,
    /// What an iteration of a Map gets: any element of an array, or the `Key` and the `Value` of any member of an object.
    Iteration,
    /// What an index before it has not found is `null`, as in the templates of JSONPath.
    OrNull,
    /// Only values of these kinds get here.
    Only(Kinds),
    /// Only values get here in which the member holds the string.
    Tagged(&'static str, &'static str),
    /// Only values get here in which the member does not hold the string.
    NotTagged(&'static str, &'static str),
    /// Only this string gets here.
    Equal(&'static str),
    /// Any value but this string gets here.
    NotEqual(&'static str),
}

impl Step {
    /// A member.
    pub const fn field(name: &'static str) -> Self {
        Self::Field(name, Name::new(name).number)
    }

    /// A member that is there.
    pub const fn sure(name: &'static str) -> Self {
        Self::Sure(name, Name::new(name).number)
    }

    /// A member, as JSONata goes.
    pub const fn mapped(name: &'static str) -> Self {
        Self::Mapped(name, Name::new(name).number)
    }

    /// Whether it leads nowhere, and only says what is known.
    pub(super) const fn is_knowledge(&self) -> bool {
        matches!(
            self,
            Self::Only(_)
                | Self::Tagged(..)
                | Self::NotTagged(..)
                | Self::Equal(_)
                | Self::NotEqual(_)
                | Self::OrNull
        )
    }
}
