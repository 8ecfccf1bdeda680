//! Whether a value is the same after it was JSON.

use super::text::same;
use super::{Content, EnumShape, Field, JsonShape, Member, Shape, ShapeRef, Tagging};

/// What is known of a type's way to JSON and back, as far as the type itself decides that: its parts are looked at by
/// themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundTrip {
    /// What is read is what was written; but for values that JSON has no place for, as numbers that are not finite.
    Exact,
    /// Nothing.
    Unknown,
}

/// What is left of the types that are looked at: one that contains itself would have no end.
#[derive(Clone, Copy)]
struct Room {
    /// So many types.
    types: usize,
    /// So deep in each other: rustc bears no more than 128 calls.
    depth: usize,
}

impl Room {
    const ALL: Self = Self { types: 1_000, depth: 24 };
    const NONE: Self = Self { types: 0, depth: 0 };

    const fn is_left(self) -> bool {
        self.types > 0 && self.depth > 0
    }

    /// Within a type.
    const fn within(self) -> Self {
        Self { types: self.types - 1, depth: self.depth - 1 }
    }

    /// Behind a type, of which this is left within.
    const fn behind(self, within: Self) -> Self {
        Self { types: within.types, depth: self.depth }
    }
}

/// Whether a type and all its parts are read as they were written.
pub(crate) const fn is_exact<T: Shape>() -> bool {
    left(ShapeRef::of::<T>(), Room::ALL).is_left()
}

/// Whether the names that a map has with keys of a type are read as what they were written from.
pub(super) const fn of_keys<K: Shape>() -> RoundTrip {
    let mut key = ShapeRef::of::<K>();
    let mut depth = Room::ALL.depth;
    while key.is_exact() && depth > 0 {
        key = match key.get() {
            JsonShape::Text => return RoundTrip::Exact,
            JsonShape::Newtype { of, .. } | JsonShape::Sides { written: of, .. } => *of,
            _ => return RoundTrip::Unknown,
        };
        depth -= 1;
    }
    RoundTrip::Unknown
}

/// The room that is left behind a type; none if it is not read as it was written.
const fn left(shape: ShapeRef, room: Room) -> Room {
    if !room.is_left() || !shape.is_exact() {
        return Room::NONE;
    }
    let within = room.within();
    room.behind(match shape.get() {
        JsonShape::Anything
        | JsonShape::Null
        | JsonShape::Boolean
        | JsonShape::Integer
        | JsonShape::Float
        | JsonShape::Text => within,
        JsonShape::Nullable(of) | JsonShape::List(of) | JsonShape::Map(of) => left(*of, within),
        // Both sides are one where the type itself is exact: it is transparent.
        JsonShape::Newtype { of, .. } | JsonShape::Sides { written: of, .. } => left(*of, within),
        JsonShape::Tuple(elements) => left_behind_all(elements, within),
        JsonShape::Struct(shape) => left_behind_members(shape.members, within),
        JsonShape::Enum(shape) => left_behind_variants(shape, within),
    })
}

const fn left_behind_all(elements: &[ShapeRef], room: Room) -> Room {
    let (mut room, mut at) = (room, 0);
    while at < elements.len() {
        room = left(elements[at], room);
        at += 1;
    }
    room
}

const fn left_behind_members(members: &[Member], room: Room) -> Room {
    let (mut room, mut at) = (room, 0);
    while at < members.len() {
        room = match &members[at] {
            Member::Field(field) if is_alone(field, members) => left(field.shape, room),
            // Members of one part may have the names of another.
            _ => Room::NONE,
        };
        at += 1;
    }
    room
}

/// Whether no other field is read from what a field writes.
const fn is_alone(field: &Field, members: &[Member]) -> bool {
    let (mut readers, mut at) = (0, 0);
    while at < members.len() {
        if let Member::Field(other) = &members[at]
            && other.reads(field.name)
        {
            readers += 1;
        }
        at += 1;
    }
    readers == 1
}

const fn left_behind_variants(shape: &EnumShape, room: Room) -> Room {
    let (mut room, mut at) = (room, 0);
    while at < shape.variants.len() {
        let content = &shape.variants[at].content;
        room = match (content, shape.tagging) {
            (_, Tagging::Untagged) => Room::NONE,
            (Content::Newtype(of), Tagging::Internal(tag)) if !has_room_for(tag, *of) => Room::NONE,
            (Content::Unit, _) => room,
            (Content::Newtype(of), _) => left(*of, room),
            (Content::Tuple(elements), _) => left_behind_all(elements, room),
            (Content::Struct(members), _) => left_behind_members(members, room),
        };
        at += 1;
    }
    room
}

/// Whether a type is a struct without a field of this name, which an enum can put its tag into.
const fn has_room_for(tag: &str, of: ShapeRef) -> bool {
    let JsonShape::Struct(shape) = of.get() else { return false };
    let mut at = 0;
    while at < shape.members.len() {
        match &shape.members[at] {
            Member::Field(field) if !same(field.name.text, tag) => {}
            _ => return false,
        }
        at += 1;
    }
    true
}
