//! What a path finds in what serde writes of a type.

use super::text::same;
use super::{
    Content, EnumShape, Field, JsonShape, Kinds, Member, Name, ShapeRef, Step, Tagging, Variant, Written,
};

/// What steps find in a value of a shape, whatever the value: all that is possible, [`Kinds::MISSING`] among it.
pub(super) const fn walk(shape: ShapeRef, steps: &[Step]) -> Kinds {
    match shape.get() {
        JsonShape::Anything => unknown(steps),
        JsonShape::Null => leaf(Kinds::NULL, steps),
        JsonShape::Boolean => leaf(Kinds::BOOLEAN, steps),
        JsonShape::Integer => leaf(Kinds::INTEGER, steps),
        JsonShape::Float => leaf(Kinds::FLOAT, steps),
        JsonShape::Text => leaf(Kinds::TEXT, steps),
        JsonShape::Nullable(inner) => leaf(Kinds::NULL, steps).or(walk(*inner, steps)),
        JsonShape::List(element) => list(*element, steps),
        JsonShape::Tuple(elements) => tuple(elements, steps),
        JsonShape::Map(value) => map(*value, steps),
        JsonShape::Struct(shape) => object(shape.members, steps),
        JsonShape::Enum(shape) => variants(shape, steps),
        JsonShape::Newtype { of, .. } => walk(*of, steps),
        JsonShape::Sides { written, .. } => walk(*written, steps),
    }
}

/// In something of which nothing is known.
const fn unknown(steps: &[Step]) -> Kinds {
    match steps {
        [.., Step::Only(kinds)] => kinds.or(Kinds::UNKNOWN),
        _ => Kinds::UNKNOWN,
    }
}

/// In something that has no parts.
const fn leaf(kind: Kinds, steps: &[Step]) -> Kinds {
    match steps {
        [] => kind,
        [Step::Only(kinds), rest @ ..] => {
            let kind = kind.and(*kinds);
            if kind.is_empty() { kind } else { leaf(kind, rest) }
        }
        [Step::Equal(_), rest @ ..] if kind.is(Kinds::TEXT) => leaf(kind, rest),
        [Step::NotEqual(_) | Step::At(0 | -1) | Step::OrNull, rest @ ..] => leaf(kind, rest),
        // What is known of a member says that this is no such value.
        [Step::Sure(..) | Step::Tagged(..) | Step::NotTagged(..) | Step::Equal(_), ..] => Kinds::NONE,
        [
            Step::Field(..)
            | Step::Mapped(..)
            | Step::Index(_)
            | Step::At(_)
            | Step::Element
            | Step::Item
            | Step::Iteration,
            ..,
        ] => Kinds::MISSING,
    }
}

/// Behind an index that has found nothing.
const fn beyond_end(mut steps: &[Step]) -> Kinds {
    while let [first, rest @ ..] = steps {
        if let Step::OrNull = first {
            return leaf(Kinds::NULL, rest);
        }
        steps = rest;
    }
    Kinds::MISSING
}

/// In a string that is always the same.
const fn constant(text: &str, steps: &[Step]) -> Kinds {
    match steps {
        [Step::Equal(other), rest @ ..] => {
            if same(text, other) {
                constant(text, rest)
            } else {
                Kinds::NONE
            }
        }
        [Step::NotEqual(other), rest @ ..] => {
            if same(text, other) {
                Kinds::NONE
            } else {
                constant(text, rest)
            }
        }
        [Step::Only(kinds), rest @ ..] if kinds.has(Kinds::TEXT) => constant(text, rest),
        [Step::OrNull, rest @ ..] => constant(text, rest),
        _ => leaf(Kinds::TEXT, steps),
    }
}

const fn list(element: ShapeRef, steps: &[Step]) -> Kinds {
    match steps {
        [] => Kinds::ARRAY,
        [Step::Only(kinds), rest @ ..] if kinds.has(Kinds::ARRAY) => list(element, rest),
        [Step::OrNull, rest @ ..] => list(element, rest),
        // How long it is nobody knows.
        [Step::Index(_) | Step::Element | Step::Item | Step::Iteration, rest @ ..] => walk(element, rest),
        [Step::At(_), rest @ ..] => taken(walk(element, rest), walk(element, &[])),
        [Step::Mapped(..), ..] => mapped(walk(element, steps)),
        _ => leaf(Kinds::ARRAY, steps),
    }
}

/// What JSONata makes of what it finds in the elements of an array.
const fn mapped(found: Kinds) -> Kinds {
    if found.is(Kinds::MISSING) { found } else { Kinds::UNKNOWN }
}

/// What JSONata makes of what it finds in one element, which comes apart if it is an array itself.
const fn taken(found: Kinds, element: Kinds) -> Kinds {
    if element.has(Kinds::ARRAY) { mapped(found) } else { found }
}

const fn tuple(elements: &[ShapeRef], steps: &[Step]) -> Kinds {
    match steps {
        [] => Kinds::ARRAY,
        [Step::Only(kinds), rest @ ..] if kinds.has(Kinds::ARRAY) => tuple(elements, rest),
        [Step::OrNull, rest @ ..] => tuple(elements, rest),
        [step @ (Step::Index(position) | Step::At(position)), rest @ ..] => {
            let length = elements.len() as i64;
            let position = if *position < 0 { length + *position } else { *position };
            if position < 0 || position >= length {
                return beyond_end(rest);
            }
            let element = elements[position as usize];
            match step {
                Step::At(_) => taken(walk(element, rest), walk(element, &[])),
                _ => walk(element, rest),
            }
        }
        [Step::Element | Step::Item | Step::Iteration | Step::Mapped(..), rest @ ..] => {
            let is_mapped = matches!(steps[0], Step::Mapped(..));
            let rest = if is_mapped { steps } else { rest };
            let mut found = Kinds::NONE;
            let mut at = 0;
            while at < elements.len() {
                found = found.or(walk(elements[at], rest));
                at += 1;
            }
            if is_mapped { mapped(found) } else { found }
        }
        _ => leaf(Kinds::ARRAY, steps),
    }
}

/// In a map: which names it has nobody knows.
const fn map(value: ShapeRef, steps: &[Step]) -> Kinds {
    match steps {
        [] => Kinds::OBJECT,
        [Step::Only(kinds), rest @ ..] if kinds.has(Kinds::OBJECT) => map(value, rest),
        [Step::Tagged(..) | Step::NotTagged(..) | Step::At(0 | -1) | Step::OrNull, rest @ ..] => {
            map(value, rest)
        }
        [Step::Iteration, rest @ ..] => match pair(rest) {
            Pair::Value(rest) => walk(value, rest),
            Pair::Other(found) => found,
        },
        [Step::Field(..) | Step::Sure(..) | Step::Mapped(..) | Step::Item, rest @ ..] => walk(value, rest),
        _ => leaf(Kinds::OBJECT, steps),
    }
}

/// In an object with these members.
const fn object(members: &[Member], steps: &[Step]) -> Kinds {
    match named(steps) {
        Named::End => Kinds::OBJECT,
        Named::Other => Kinds::NONE,
        Named::Member { name, sure, rest } => member(members, name, sure, rest, steps),
        Named::Item(rest) => values(members, rest),
        Named::Iteration(rest) => match pair(rest) {
            Pair::Value(rest) => values(members, rest),
            Pair::Other(found) => found,
        },
        Named::Missing => Kinds::MISSING,
    }
}

/// In any of these members.
const fn values(members: &[Member], steps: &[Step]) -> Kinds {
    let mut found = Kinds::NONE;
    let mut at = 0;
    while at < members.len() {
        found = found.or(match &members[at] {
            Member::Field(field) if matches!(field.written, Written::Never) => Kinds::NONE,
            Member::Field(field) => walk(field.shape, steps),
            Member::Flattened(_) => Kinds::UNKNOWN,
        });
        at += 1;
    }
    found
}

/// What steps ask of a member of an object that a Map goes over (MAP-3).
pub(super) enum Pair<'s> {
    /// Its value.
    Value(&'s [Step]),
    /// Something else, and that is found.
    Other(Kinds),
}

pub(super) const fn pair(steps: &[Step]) -> Pair<'_> {
    Pair::Other(match named(steps) {
        Named::End => Kinds::OBJECT,
        Named::Member { name, rest, .. } if same(name.text, "Value") => return Pair::Value(rest),
        Named::Member { name, rest, .. } if same(name.text, "Key") => leaf(Kinds::TEXT, rest),
        Named::Member { sure: false, .. } | Named::Missing => Kinds::MISSING,
        Named::Member { sure: true, .. } | Named::Other => Kinds::NONE,
        Named::Item(_) | Named::Iteration(_) => Kinds::UNKNOWN,
    })
}

/// What steps ask of an object; what is known of its members stands before it.
enum Named<'s> {
    /// The object itself.
    End,
    /// A member.
    Member { name: Name, sure: bool, rest: &'s [Step] },
    /// Any value.
    Item(&'s [Step]),
    /// Any name with its value.
    Iteration(&'s [Step]),
    /// Something that it does not have.
    Missing,
    /// Something that is no object.
    Other,
}

const fn named(steps: &[Step]) -> Named<'_> {
    match steps {
        [] => Named::End,
        [
            Step::Tagged(..) | Step::NotTagged(..) | Step::NotEqual(_) | Step::At(0 | -1) | Step::OrNull,
            rest @ ..,
        ] => named(rest),
        [Step::Only(kinds), rest @ ..] => {
            if kinds.has(Kinds::OBJECT) {
                named(rest)
            } else {
                Named::Other
            }
        }
        [Step::Field(text, number) | Step::Mapped(text, number), rest @ ..] => {
            Named::Member { name: Name { text, number: *number }, sure: false, rest }
        }
        [Step::Sure(text, number), rest @ ..] => {
            Named::Member { name: Name { text, number: *number }, sure: true, rest }
        }
        [Step::Item, rest @ ..] => Named::Item(rest),
        [Step::Iteration, rest @ ..] => Named::Iteration(rest),
        [Step::Index(_) | Step::At(_) | Step::Element, ..] => Named::Missing,
        [Step::Equal(_), ..] => Named::Other,
    }
}

/// In a member. `steps` are all steps, with what is known before `name`: a flattened enum wants to know it.
const fn member(members: &[Member], name: Name, sure: bool, rest: &[Step], steps: &[Step]) -> Kinds {
    let missing = if sure { Kinds::NONE } else { Kinds::MISSING };
    if let Some(field) = written_field(members, name) {
        let found = walk(field.shape, rest);
        return if matches!(field.written, Written::Always) { found } else { found.or(missing) };
    }
    let mut at = 0;
    while at < members.len() {
        if let Member::Flattened(shape) = &members[at] {
            let found = walk(*shape, steps);
            if !found.without(Kinds::MISSING).is_empty() {
                return found;
            }
        }
        at += 1;
    }
    missing
}

/// The field that is written under a name.
pub(super) const fn written_field(members: &[Member], name: Name) -> Option<&Field> {
    let mut at = 0;
    while at < members.len() {
        if let Member::Field(field) = &members[at]
            && field.name.is(name)
            && !matches!(field.written, Written::Never)
        {
            return Some(field);
        }
        at += 1;
    }
    None
}

const fn variants(shape: &EnumShape, steps: &[Step]) -> Kinds {
    let mut found = Kinds::NONE;
    let mut at = 0;
    while at < shape.variants.len() {
        let of = &shape.variants[at];
        if !matches!(of.written, Written::Never) {
            found = found.or(variant(shape, of, steps));
        }
        at += 1;
    }
    found
}

const fn variant(shape: &EnumShape, of: &Variant, steps: &[Step]) -> Kinds {
    match shape.tagging {
        _ if of.untagged => content(&of.content, steps),
        Tagging::Untagged => content(&of.content, steps),
        Tagging::External => match of.content {
            Content::Unit => constant(of.name, steps),
            _ => external(of, steps),
        },
        Tagging::Internal(tag) => tagged(tag, None, of, steps),
        Tagging::Adjacent(tag, content) => tagged(tag, Some(content), of, steps),
    }
}

const fn content(content: &Content, steps: &[Step]) -> Kinds {
    match content {
        Content::Unit => leaf(Kinds::NULL, steps),
        Content::Newtype(shape) => walk(*shape, steps),
        Content::Tuple(elements) => tuple(elements, steps),
        Content::Struct(members) => object(members, steps),
    }
}

/// In an object whose only member is named after the variant.
const fn external(of: &Variant, steps: &[Step]) -> Kinds {
    match named(steps) {
        Named::End => Kinds::OBJECT,
        Named::Other => Kinds::NONE,
        Named::Missing => Kinds::MISSING,
        Named::Item(rest) => content(&of.content, rest),
        Named::Iteration(rest) => match pair(rest) {
            Pair::Value(rest) => content(&of.content, rest),
            Pair::Other(found) => found,
        },
        Named::Member { name, rest, .. } if same(name.text, of.name) => content(&of.content, rest),
        Named::Member { sure, .. } => {
            if sure {
                Kinds::NONE
            } else {
                Kinds::MISSING
            }
        }
    }
}

/// In an object that holds the variant's name, and its content in another member or beside it.
const fn tagged(tag: &str, holder: Option<&str>, of: &Variant, steps: &[Step]) -> Kinds {
    let mut known = steps;
    while let [first, rest @ ..] = known {
        match first {
            Step::Tagged(name, value) if same(name, tag) && !same(value, of.name) => return Kinds::NONE,
            Step::NotTagged(name, value) if same(name, tag) && same(value, of.name) => return Kinds::NONE,
            Step::Tagged(..) | Step::NotTagged(..) | Step::Only(_) | Step::At(0 | -1) | Step::OrNull => {}
            _ => break,
        }
        known = rest;
    }
    let (name, sure, rest) = match named(steps) {
        Named::End => return Kinds::OBJECT,
        Named::Other => return Kinds::NONE,
        Named::Missing => return Kinds::MISSING,
        Named::Item(_) => return Kinds::UNKNOWN,
        Named::Iteration(rest) => match pair(rest) {
            Pair::Value(_) => return Kinds::UNKNOWN,
            Pair::Other(found) => return found,
        },
        Named::Member { name, sure, rest } => (name, sure, rest),
    };
    let missing = if sure { Kinds::NONE } else { Kinds::MISSING };
    if same(name.text, tag) {
        return constant(of.name, rest);
    }
    match (holder, &of.content) {
        (_, Content::Unit) => missing,
        (Some(holder), inside) => {
            if same(name.text, holder) {
                content(inside, rest)
            } else {
                missing
            }
        }
        (None, inside) => content(inside, steps),
    }
}
