//! The types that a value may have.

/// A set of types.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check::jsonata) struct Kinds(u8);

impl Kinds {
    pub(in crate::check::jsonata) const NULL: Self = Self(1);
    pub(in crate::check::jsonata) const BOOLEAN: Self = Self(1 << 1);
    pub(in crate::check::jsonata) const NUMBER: Self = Self(1 << 2);
    pub(in crate::check::jsonata) const TEXT: Self = Self(1 << 3);
    pub(in crate::check::jsonata) const ARRAY: Self = Self(1 << 4);
    pub(in crate::check::jsonata) const OBJECT: Self = Self(1 << 5);
    pub(in crate::check::jsonata) const FUNCTION: Self = Self(1 << 6);
    /// No value at all.
    pub(in crate::check::jsonata) const NOTHING: Self = Self(1 << 7);
    /// Whatever JSON may be, and no value at all.
    pub(in crate::check::jsonata) const JSON: Self = Self(!Self::FUNCTION.0);
    /// Whatever there is.
    pub(in crate::check::jsonata) const ANY: Self = Self(u8::MAX);

    const NAMES: [(Self, &'static str); 8] = [
        (Self::NULL, "null"),
        (Self::BOOLEAN, "a boolean"),
        (Self::NUMBER, "a number"),
        (Self::TEXT, "a string"),
        (Self::ARRAY, "an array"),
        (Self::OBJECT, "an object"),
        (Self::FUNCTION, "a function"),
        (Self::NOTHING, "nothing"),
    ];

    pub(in crate::check::jsonata) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// What is in both.
    pub(in crate::check::jsonata) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Without those.
    pub(in crate::check::jsonata) const fn but(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// What it is where it is anything at all.
    pub(in crate::check::jsonata) const fn known(self) -> Self {
        let known = self.but(Self::NOTHING);
        if known.is_none() { self } else { known }
    }

    pub(in crate::check::jsonata) const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether some value may be of both.
    pub(in crate::check::jsonata) const fn may_be(self, other: Self) -> bool {
        !self.and(other).is_none()
    }

    /// The types that a letter of a signature takes; what has no value is taken by all of them.
    pub(in crate::check::jsonata) fn of_letters(letters: &str) -> Self {
        letters.chars().fold(Self::NOTHING, |kinds, letter| {
            kinds.or(match letter {
                'l' => Self::NULL,
                'b' => Self::BOOLEAN,
                'n' => Self::NUMBER,
                's' => Self::TEXT,
                'o' => Self::OBJECT,
                'f' => Self::FUNCTION,
                'j' => Self::JSON,
                // An array is made of what is none.
                _ => Self::ANY,
            })
        })
    }

    /// As messages name them: `a string or a number`.
    pub(in crate::check::jsonata) fn words(self) -> String {
        let known = self.known();
        if known == Self::JSON.known() {
            return "plain JSON".to_owned();
        }
        let names: Vec<_> =
            Self::NAMES.iter().filter(|(kind, _)| known.may_be(*kind)).map(|(_, name)| *name).collect();
        match names.as_slice() {
            [init @ .., last] if !init.is_empty() => format!("{} or {last}", init.join(", ")),
            names => names.concat(),
        }
    }
}
