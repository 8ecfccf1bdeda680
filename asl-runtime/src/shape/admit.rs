//! Whether a value has a shape: for tests, which hold shapes against serde.

use serde_json::{Map, Value};

use super::{Content, EnumShape, Field, JsonShape, Member, Needed, Tagging, Unknown, Variant, Written};

/// Which of the two directions of serde.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What serde writes.
    Written,
    /// What serde reads.
    Read,
}

impl JsonShape {
    /// Whether serde may write this of a value of the type.
    pub fn written(&self, json: &Value) -> bool {
        self.admits(json, Side::Written)
    }

    /// Whether serde may read a value of the type from this: numbers may still be too large for it, and texts of
    /// another form.
    pub fn read(&self, json: &Value) -> bool {
        self.admits(json, Side::Read)
    }

    fn admits(&self, json: &Value, side: Side) -> bool {
        let all = |of: &JsonShape, mut values: std::slice::Iter<'_, Value>| {
            values.all(|value| of.admits(value, side))
        };
        match self {
            Self::Anything => true,
            Self::Null => json.is_null(),
            Self::Boolean => json.is_boolean(),
            Self::Integer => json.as_number().is_some_and(|number| !number.is_f64()),
            // What is not finite is written as `null`.
            Self::Float => json.is_number() || (side == Side::Written && json.is_null()),
            Self::Text => json.is_string(),
            Self::Nullable(inner) => json.is_null() || inner.get().admits(json, side),
            Self::List(element) => json.as_array().is_some_and(|array| all(element.get(), array.iter())),
            Self::Tuple(elements) => json.as_array().is_some_and(|array| {
                array.len() == elements.len()
                    && elements.iter().zip(array).all(|(shape, value)| shape.get().admits(value, side))
            }),
            Self::Map(value) => json
                .as_object()
                .is_some_and(|object| object.values().all(|inner| value.get().admits(inner, side))),
            Self::Struct(shape) => json.as_object().is_some_and(|object| {
                let refuses = side == Side::Written || shape.unknown == Unknown::Refused;
                members(shape.members, object, side) && !(refuses && has_unknown(shape.members, object, side))
            }),
            Self::Enum(shape) => shape.variants.iter().any(|variant| {
                let usable = match side {
                    Side::Written => variant.written != Written::Never,
                    Side::Read => variant.needed != Needed::Never,
                };
                usable && admits_variant(shape, variant, json, side)
            }),
            Self::Newtype { of, .. } => of.get().admits(json, side),
            Self::Sides { written, read } => {
                let shape = if side == Side::Written { written } else { read };
                shape.get().admits(json, side)
            }
        }
    }
}

fn admits_variant(shape: &EnumShape, variant: &Variant, json: &Value, side: Side) -> bool {
    let named = |name: &str| match side {
        Side::Written => variant.name == name,
        Side::Read => variant.read.contains(&name) || (variant.other && !is_named(shape, name)),
    };
    let tagged = |tag: &str| json.get(tag).and_then(Value::as_str).is_some_and(named);
    if variant.untagged {
        return admits_content(&variant.content, json, side);
    }
    match shape.tagging {
        Tagging::Untagged => admits_content(&variant.content, json, side),
        Tagging::External => match (json, &variant.content) {
            (Value::String(name), Content::Unit) => named(name),
            (Value::Object(object), content) => {
                let mut members = object.iter();
                let unit = side == Side::Written && matches!(content, Content::Unit);
                matches!((members.next(), members.next()), (Some((name, value)), None)
                    if named(name) && !unit && admits_content(content, value, side))
            }
            _ => false,
        },
        Tagging::Internal(tag) => {
            let Some(object) = json.as_object().filter(|_| tagged(tag)) else { return false };
            let mut rest = object.clone();
            rest.shift_remove(tag);
            match &variant.content {
                Content::Unit => true,
                Content::Newtype(inner) => {
                    // A unit struct is written as nothing but the tag.
                    matches!(inner.get(), JsonShape::Null) || inner.get().admits(&Value::Object(rest), side)
                }
                Content::Tuple(_) => false,
                Content::Struct(fields) => {
                    let refuses = side == Side::Written || shape.unknown == Unknown::Refused;
                    members(fields, &rest, side) && !(refuses && has_unknown(fields, &rest, side))
                }
            }
        }
        Tagging::Adjacent(tag, content) => {
            tagged(tag)
                && match (json.get(content), &variant.content) {
                    (None, Content::Unit) => true,
                    (None, Content::Newtype(inner)) => side == Side::Read && inner.get().reads_nothing(),
                    (None, _) => false,
                    (Some(value), content) => admits_content(content, value, side),
                }
        }
    }
}

/// Whether a variant is read from this name.
fn is_named(shape: &EnumShape, name: &str) -> bool {
    shape.variants.iter().any(|variant| variant.needed != Needed::Never && variant.read.contains(&name))
}

fn admits_content(content: &Content, json: &Value, side: Side) -> bool {
    match content {
        Content::Unit => json.is_null(),
        Content::Newtype(inner) => inner.get().admits(json, side),
        Content::Tuple(elements) => JsonShape::Tuple(elements).admits(json, side),
        Content::Struct(fields) => json.as_object().is_some_and(|object| {
            members(fields, object, side) && !(side == Side::Written && has_unknown(fields, object, side))
        }),
    }
}

/// Whether an object has what fields want.
fn members(members: &[Member], object: &Map<String, Value>, side: Side) -> bool {
    members.iter().all(|member| match member {
        Member::Field(field) => self::field(field, object, side),
        Member::Flattened(shape) => {
            let rest = rest(members, object, side);
            match shape.get() {
                JsonShape::Nullable(_) => true,
                JsonShape::Struct(inner) => self::members(inner.members, &rest, side),
                JsonShape::Map(value) => rest.values().all(|inner| value.get().admits(inner, side)),
                JsonShape::Enum(EnumShape {
                    tagging: Tagging::Internal(_) | Tagging::Adjacent(..), ..
                }) => shape.get().admits(&Value::Object(rest), side),
                _ => true,
            }
        }
    })
}

fn field(field: &Field, object: &Map<String, Value>, side: Side) -> bool {
    match side {
        Side::Written => match (object.get(field.name.text), field.written) {
            (Some(_), Written::Never) | (None, Written::Always) => false,
            (Some(value), _) => field.shape.get().admits(value, side),
            (None, _) => true,
        },
        Side::Read if field.needed == Needed::Never => true,
        Side::Read => match field.names().find_map(|name| object.get(name.text)) {
            Some(value) => field.shape.get().admits(value, side),
            None => !field.is_required(),
        },
    }
}

/// What fields leave for what is flattened.
fn rest(members: &[Member], object: &Map<String, Value>, side: Side) -> Map<String, Value> {
    let known = |name: &str| members.iter().any(|member| knows(member, name, side));
    object
        .iter()
        .filter(|(name, _)| !known(name))
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

fn knows(member: &Member, name: &str, side: Side) -> bool {
    match (member, side) {
        (Member::Field(field), Side::Written) => field.written != Written::Never && field.name.text == name,
        (Member::Field(field), Side::Read) => {
            field.needed != Needed::Never && field.names().any(|known| known.text == name)
        }
        (Member::Flattened(_), _) => false,
    }
}

fn has_unknown(members: &[Member], object: &Map<String, Value>, side: Side) -> bool {
    let open = members.iter().any(|member| matches!(member, Member::Flattened(_)));
    !open && object.keys().any(|name| !members.iter().any(|member| knows(member, name, side)))
}
