//! What is known of a type's JSON.

use super::{Name, Prints, ShapeRef};

/// The JSON of a type.
#[derive(Debug, Clone, Copy)]
pub enum JsonShape {
    /// Any JSON, or JSON of which nothing is known.
    Anything,
    /// `null`: `()`, unit structs.
    Null,
    /// A boolean.
    Boolean,
    /// A whole number.
    Integer,
    /// A number; what is not finite is written as `null`.
    Float,
    /// A string.
    Text,
    /// What is inside, or `null`: `Option`.
    Nullable(ShapeRef),
    /// An array of any length.
    List(ShapeRef),
    /// An array of these elements.
    Tuple(&'static [ShapeRef]),
    /// An object with names that are not known, and values of one shape.
    Map(ShapeRef),
    /// A struct with named fields.
    Struct(StructShape),
    /// An enum.
    Enum(EnumShape),
    /// A type with a name of its own, whose JSON is that of the one inside.
    Newtype {
        /// Its name.
        name: &'static str,
        /// What is inside.
        of: ShapeRef,
    },
    /// What is written is not what is read.
    Sides {
        /// What serde writes.
        written: ShapeRef,
        /// What serde reads.
        read: ShapeRef,
    },
}

/// The JSON of a struct with named fields.
#[derive(Debug, Clone, Copy)]
pub struct StructShape {
    /// The type's name.
    pub name: &'static str,
    /// Its fields.
    pub members: &'static [Member],
    /// What becomes of members that are none of them.
    pub unknown: Unknown,
    /// What tells that another struct resembles it.
    pub prints: Prints,
}

impl StructShape {
    /// A struct of fields of any type.
    pub const fn new(name: &'static str, members: &'static [Member], unknown: Unknown) -> Self {
        Self { name, members, unknown, prints: Prints::NONE }
    }

    /// A struct of fields of types that don't contain it: strings, numbers and the like.
    pub const fn of_plain(name: &'static str, members: &'static [Member], unknown: Unknown) -> Self {
        Self { name, members, unknown, prints: Prints::of(members) }
    }
}

/// What a struct gives to its object.
#[derive(Debug, Clone, Copy)]
pub enum Member {
    /// A field.
    Field(Field),
    /// All members of another object: `flatten`.
    Flattened(ShapeRef),
}

/// A field.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name when it is written.
    pub name: Name,
    /// Its name when it is read.
    pub read: Name,
    /// Its other names when it is read: those of `alias`.
    pub aliases: &'static [Name],
    /// Whether it is written.
    pub written: Written,
    /// Whether it must be there to be read.
    pub needed: Needed,
    /// What it holds.
    pub shape: ShapeRef,
}

/// Whether a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It is.
    Always,
    /// Sometimes: `skip_serializing_if`.
    Sometimes,
    /// It is not: `skip`, `skip_serializing`.
    Never,
}

/// Whether a field must be there to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    /// It must, unless its type is one that reads nothing as `None`.
    Required,
    /// It need not: `default`.
    Optional,
    /// It is not read: `skip`, `skip_deserializing`.
    Never,
}

/// What becomes of members that a type does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unknown {
    /// They are ignored.
    Ignored,
    /// They are an error: `deny_unknown_fields`.
    Refused,
}

/// The JSON of an enum.
#[derive(Debug, Clone, Copy)]
pub struct EnumShape {
    /// The type's name.
    pub name: &'static str,
    /// How a variant is told.
    pub tagging: Tagging,
    /// Its variants.
    pub variants: &'static [Variant],
    /// What becomes of members that a variant does not know.
    pub unknown: Unknown,
}

/// How the variant is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tagging {
    /// By the name of the only member, or a string.
    External,
    /// By a member among the others: `tag`.
    Internal(&'static str),
    /// By a member beside another that holds the content: `tag`, `content`.
    Adjacent(&'static str, &'static str),
    /// By nothing: `untagged`.
    Untagged,
}

/// A variant.
#[derive(Debug, Clone, Copy)]
pub struct Variant {
    /// Its name when it is written.
    pub name: &'static str,
    /// Its names when it is read.
    pub read: &'static [&'static str],
    /// Whether it is written; [`Written::Never`] with `skip_serializing`.
    pub written: Written,
    /// Whether it is read; [`Needed::Never`] with `skip_deserializing`.
    pub needed: Needed,
    /// How it is told, where it differs from the enum: `untagged` on a variant.
    pub untagged: bool,
    /// Whether it takes every name: `other`.
    pub other: bool,
    /// What it holds.
    pub content: Content,
}

/// What a variant holds.
#[derive(Debug, Clone, Copy)]
pub enum Content {
    /// Nothing.
    Unit,
    /// One value.
    Newtype(ShapeRef),
    /// Values in a row.
    Tuple(&'static [ShapeRef]),
    /// Named fields.
    Struct(&'static [Member]),
}

impl JsonShape {
    /// The name of the type, or a word for what it is.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Anything => "JSON",
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Integer => "a whole number",
            Self::Float => "a number",
            Self::Text => "a string",
            Self::Nullable(inner) => inner.get().name(),
            Self::List(_) | Self::Tuple(_) => "an array",
            Self::Map(_) => "a map",
            Self::Struct(shape) => shape.name,
            Self::Enum(shape) => shape.name,
            Self::Newtype { name, .. } => name,
            Self::Sides { written, .. } => written.get().name(),
        }
    }

    /// Whether serde reads a field of this type that is not there, as `None`.
    pub(super) const fn reads_nothing(&self) -> bool {
        match self {
            Self::Nullable(_) => true,
            Self::Sides { read, .. } => read.get().reads_nothing(),
            _ => false,
        }
    }
}

impl Member {
    /// A field that is written always and must be there, under one name: most are.
    pub const fn field(name: Name, shape: ShapeRef) -> Self {
        let (written, needed) = (Written::Always, Needed::Required);
        Self::Field(Field { name, read: name, aliases: &[], written, needed, shape })
    }
}

impl Field {
    /// Whether it is read from a member of this name.
    pub(super) const fn reads(&self, name: Name) -> bool {
        if matches!(self.needed, Needed::Never) {
            return false;
        }
        if self.read.is(name) {
            return true;
        }
        let mut at = 0;
        while at < self.aliases.len() {
            if self.aliases[at].is(name) {
                return true;
            }
            at += 1;
        }
        false
    }

    /// The names that it is read from.
    pub(super) fn names(&self) -> impl Iterator<Item = Name> {
        std::iter::once(self.read).chain(self.aliases.iter().copied())
    }

    /// Whether reading fails without it.
    pub(super) const fn is_required(&self) -> bool {
        matches!(self.needed, Needed::Required) && !self.shape.get().reads_nothing()
    }
}
