//! What serde reads a type from.

use super::text::same;
use super::{
    Content, EnumShape, Field, JsonShape, Kinds, Member, Needed, ShapeRef, Tagging, Variant, Written,
};

/// The kinds that a type is read from. A struct can be read from an array, too, which nobody means.
pub(super) const fn accepted(shape: ShapeRef) -> Kinds {
    match shape.get() {
        JsonShape::Anything => Kinds::UNKNOWN,
        JsonShape::Null => Kinds::NULL,
        JsonShape::Boolean => Kinds::BOOLEAN,
        JsonShape::Integer => Kinds::INTEGER,
        JsonShape::Float => Kinds::NUMBER,
        JsonShape::Text => Kinds::TEXT,
        JsonShape::Nullable(inner) => accepted(*inner).or(Kinds::NULL),
        JsonShape::List(_) | JsonShape::Tuple(_) => Kinds::ARRAY,
        JsonShape::Map(_) | JsonShape::Struct(_) => Kinds::OBJECT,
        JsonShape::Enum(shape) => of_enum(shape),
        JsonShape::Newtype { of, .. } => accepted(*of),
        JsonShape::Sides { read, .. } => accepted(*read),
    }
}

const fn of_enum(shape: &EnumShape) -> Kinds {
    let mut kinds = Kinds::NONE;
    let mut at = 0;
    while at < shape.variants.len() {
        let variant = &shape.variants[at];
        kinds = kinds.or(match (shape.tagging, &variant.content) {
            _ if matches!(variant.needed, Needed::Never) => Kinds::NONE,
            (_, content) if variant.untagged => of_content(content),
            (Tagging::Untagged, content) => of_content(content),
            (Tagging::External, Content::Unit) => Kinds::TEXT.or(Kinds::OBJECT),
            (Tagging::External | Tagging::Internal(_) | Tagging::Adjacent(..), _) => Kinds::OBJECT,
        });
        at += 1;
    }
    kinds
}

const fn of_content(content: &Content) -> Kinds {
    match content {
        Content::Unit => Kinds::NULL,
        Content::Newtype(shape) => accepted(*shape),
        Content::Tuple(_) => Kinds::ARRAY,
        Content::Struct(_) => Kinds::OBJECT,
    }
}

/// What is inside of names, and of what may be `null`, as it is read.
pub(super) const fn bare(shape: ShapeRef) -> &'static JsonShape {
    match shape.get() {
        JsonShape::Nullable(of) | JsonShape::Newtype { of, .. } | JsonShape::Sides { read: of, .. } => {
            bare(*of)
        }
        other => other,
    }
}

/// The same as it is written.
pub(super) const fn bare_written(shape: ShapeRef) -> &'static JsonShape {
    match shape.get() {
        JsonShape::Nullable(of) | JsonShape::Newtype { of, .. } | JsonShape::Sides { written: of, .. } => {
            bare_written(*of)
        }
        other => other,
    }
}

/// The variant that is read from this name, or that which takes every name.
pub(super) const fn named_variant(shape: &'static EnumShape, name: &str) -> Option<&'static Variant> {
    let (mut at, mut other) = (0, None);
    while at < shape.variants.len() {
        let variant = &shape.variants[at];
        if !matches!(variant.needed, Needed::Never) {
            if one_of(variant.read, name) {
                return Some(variant);
            }
            other = if variant.other { Some(variant) } else { other };
        }
        at += 1;
    }
    other
}

const fn one_of(names: &[&str], name: &str) -> bool {
    let mut at = 0;
    while at < names.len() {
        if same(names[at], name) {
            return true;
        }
        at += 1;
    }
    false
}

/// The field that is written under one of the names that another is read from. `near` is where it would stand in the same
/// type: most are found there, without a look at all others.
pub(super) const fn source(members: &'static [Member], of: &Field, near: usize) -> Option<&'static Field> {
    if near < members.len()
        && let Member::Field(field) = &members[near]
        && !matches!(field.written, Written::Never)
        && of.reads(field.name)
    {
        return Some(field);
    }
    let mut at = 0;
    while at < members.len() {
        if let Member::Field(field) = &members[at]
            && !matches!(field.written, Written::Never)
            && of.reads(field.name)
        {
            return Some(field);
        }
        at += 1;
    }
    None
}

/// Whether members come from another type as well.
pub(super) const fn has_flattened(members: &[Member]) -> bool {
    let mut at = 0;
    while at < members.len() {
        if matches!(members[at], Member::Flattened(_)) {
            return true;
        }
        at += 1;
    }
    false
}
