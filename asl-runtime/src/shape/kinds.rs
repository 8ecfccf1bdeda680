//! What a value may be.

/// A set of kinds of JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinds(pub(super) u16);

impl Kinds {
    /// None at all: there is no such value.
    pub const NONE: Self = Self(0);
    /// `null`
    pub const NULL: Self = Self(1);
    /// A boolean.
    pub const BOOLEAN: Self = Self(1 << 1);
    /// A whole number.
    pub const INTEGER: Self = Self(1 << 2);
    /// Another number.
    pub const FLOAT: Self = Self(1 << 3);
    /// A number.
    pub const NUMBER: Self = Self::INTEGER.or(Self::FLOAT);
    /// A string.
    pub const TEXT: Self = Self(1 << 4);
    /// An array.
    pub const ARRAY: Self = Self(1 << 5);
    /// An object.
    pub const OBJECT: Self = Self(1 << 6);
    /// There may be no value.
    pub const MISSING: Self = Self(1 << 7);
    /// Something of which nothing is known.
    pub const UNKNOWN: Self = Self(1 << 8);

    /// What is in one of two sets.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both sets.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// What is not in the other set.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of another set is in it.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether it is another set.
    pub const fn is(self, other: Self) -> bool {
        self.0 == other.0
    }

    /// Whether nothing is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// One of its kinds in words.
    pub const fn words(self) -> &'static str {
        if self.has(Self::OBJECT) {
            "an object"
        } else if self.has(Self::ARRAY) {
            "an array"
        } else if self.has(Self::TEXT) {
            "a string"
        } else if self.has(Self::FLOAT) {
            "a number"
        } else if self.has(Self::INTEGER) {
            "a whole number"
        } else if self.has(Self::BOOLEAN) {
            "a boolean"
        } else if self.has(Self::NULL) {
            "null"
        } else {
            "nothing"
        }
    }
}
