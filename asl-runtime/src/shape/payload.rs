//! Whether a payload can be read as a type.

use super::misfit::{Fault, Misfit};
use super::read::{accepted, bare, bare_written, has_flattened, named_variant, reads, source};
use super::text::same;
use super::walk::walk;
use super::{
    Content, EnumShape, Field, JsonShape, Kinds, Member, Needed, ShapeRef, Step, StructShape, Tagging,
    Unknown, Variant, Written,
};

/// What a workflow gives, as far as it is known while compiling.
#[derive(Debug, Clone, Copy)]
pub enum Given {
    /// Nothing is known.
    Anything,
    /// A value of one of these kinds.
    Of(Kinds),
    /// This string.
    Text(&'static str),
    /// A part of what serde writes of a type.
    Part(ShapeRef, &'static [Step]),
    /// An array of these elements.
    List(&'static [Given]),
    /// An array of any number of such elements.
    ListOf(&'static Given),
    /// An object with these members and no others.
    Object(&'static [(&'static str, Given)]),
    /// What is written of a part of a type, with these members beside its own or in place of them.
    With(ShapeRef, &'static [Step], &'static [(&'static str, Given)]),
    /// One of these, by the way that leads here.
    OneOf(&'static [Given]),
}

/// How many fields are compared before a payload is taken for right.
pub(super) const FUEL: usize = 600;

/// Why what is given can't be read as a type; `None` if it can, or nobody knows.
pub(super) const fn misfit(given: &Given, into: ShapeRef, fuel: &mut usize) -> Option<Misfit> {
    match given {
        Given::Anything => None,
        Given::Of(kinds) => kinds_misfit(*kinds, into),
        Given::Text(text) => text_misfit(text, into),
        Given::Part(shape, steps) => part_misfit(*shape, steps, into, fuel),
        Given::List(elements) => {
            if let Some(fault) = kinds_misfit(Kinds::ARRAY, into) {
                return Some(fault);
            }
            let mut at = 0;
            while at < elements.len() {
                if let Some(element) = element(into, at)
                    && let Some(fault) = misfit(&elements[at], element, fuel)
                {
                    return Some(fault.inside("[]"));
                }
                at += 1;
            }
            None
        }
        Given::ListOf(given) => match (kinds_misfit(Kinds::ARRAY, into), bare(into)) {
            (Some(fault), _) => Some(fault),
            (None, JsonShape::List(element)) => inside("[]", misfit(given, *element, fuel)),
            (None, _) => None,
        },
        Given::Object(members) => object_misfit(members, &[], true, into, fuel),
        Given::With(shape, steps, members) => match part(*shape, steps) {
            Some(JsonShape::Struct(base)) => object_misfit(members, base.members, true, into, fuel),
            _ => object_misfit(members, &[], false, into, fuel),
        },
        Given::OneOf(all) => {
            let mut at = 0;
            while at < all.len() {
                if let Some(fault) = misfit(&all[at], into, fuel) {
                    return Some(fault);
                }
                at += 1;
            }
            None
        }
    }
}

const fn inside(name: &'static str, found: Option<Misfit>) -> Option<Misfit> {
    match found {
        Some(fault) => Some(fault.inside(name)),
        None => None,
    }
}

const fn element(shape: ShapeRef, at: usize) -> Option<ShapeRef> {
    match bare(shape) {
        JsonShape::List(element) => Some(*element),
        JsonShape::Tuple(elements) if at < elements.len() => Some(elements[at]),
        _ => None,
    }
}

const fn kinds_misfit(given: Kinds, into: ShapeRef) -> Option<Misfit> {
    let wanted = accepted(into);
    if wanted.has(Kinds::UNKNOWN) {
        return None;
    }
    let mut wrong = given.without(wanted).without(Kinds::MISSING.or(Kinds::UNKNOWN));
    // A number is written as a whole one or not by its value, where its type is not known.
    if given.has(Kinds::NUMBER) && !wanted.and(Kinds::NUMBER).is_empty() {
        wrong = wrong.without(Kinds::NUMBER);
    }
    if wrong.is_empty() {
        return None;
    }
    let only_null = wrong.is(Kinds::NULL) && !given.without(Kinds::NULL).is_empty();
    Some(Misfit::new(if only_null { Fault::Null(into) } else { Fault::Kind { found: wrong, wanted: into } }))
}

const fn text_misfit(text: &'static str, into: ShapeRef) -> Option<Misfit> {
    match bare(into) {
        JsonShape::Enum(shape) if matches!(shape.tagging, Tagging::External) => {
            if has_untagged(shape) || named_variant(shape, text).is_some() {
                return None;
            }
            Some(Misfit::new(Fault::Variant { text, shape }))
        }
        _ => kinds_misfit(Kinds::TEXT, into),
    }
}

const fn has_untagged(shape: &EnumShape) -> bool {
    let mut at = 0;
    while at < shape.variants.len() {
        if shape.variants[at].untagged {
            return true;
        }
        at += 1;
    }
    false
}

/// The one shape that a path leads to; `None` where there are several, or nothing is known.
pub(super) const fn part(shape: ShapeRef, steps: &[Step]) -> Option<&'static JsonShape> {
    part_of(bare_written(shape), steps)
}

const fn part_of(shape: &'static JsonShape, steps: &[Step]) -> Option<&'static JsonShape> {
    match (shape, steps) {
        (shape, []) => Some(shape),
        // Which of its variants are left is not followed.
        (JsonShape::Enum(_), _) => None,
        (shape, [step, rest @ ..]) if step.is_knowledge() => part_of(shape, rest),
        (JsonShape::Struct(of), [Step::Field(name) | Step::Sure(name) | Step::Mapped(name), rest @ ..]) => {
            let mut at = 0;
            while at < of.members.len() {
                if let Member::Field(field) = &of.members[at]
                    && !matches!(field.written, Written::Never)
                    && same(field.name, name)
                {
                    return part(field.shape, rest);
                }
                at += 1;
            }
            None
        }
        (
            JsonShape::List(element),
            [Step::Index(_) | Step::At(_) | Step::Element | Step::Item, rest @ ..],
        ) => part(*element, rest),
        (JsonShape::Map(value), [Step::Field(_) | Step::Sure(_) | Step::Item, rest @ ..]) => {
            part(*value, rest)
        }
        _ => None,
    }
}

const fn part_misfit(shape: ShapeRef, steps: &[Step], into: ShapeRef, fuel: &mut usize) -> Option<Misfit> {
    if let Some(fault) = kinds_misfit(walk(shape, steps), into) {
        return Some(fault);
    }
    match part(shape, steps) {
        Some(written) => shape_misfit(written, into, fuel),
        None => None,
    }
}

/// Why what is written of one type can't be read as another, beyond its kind.
const fn shape_misfit(written: &'static JsonShape, into: ShapeRef, fuel: &mut usize) -> Option<Misfit> {
    match (written, bare(into)) {
        (JsonShape::Struct(one), JsonShape::Struct(_)) => object_misfit(&[], one.members, true, into, fuel),
        (JsonShape::List(one), JsonShape::List(other)) => inside("[]", part_misfit(*one, &[], *other, fuel)),
        (JsonShape::Map(one), JsonShape::Map(other)) => inside("*", part_misfit(*one, &[], *other, fuel)),
        (JsonShape::Enum(one), JsonShape::Enum(other)) => enum_misfit(one, other),
        _ => None,
    }
}

/// A variant that one enum writes and the other does not know.
const fn enum_misfit(one: &'static EnumShape, other: &'static EnumShape) -> Option<Misfit> {
    let alike = match (one.tagging, other.tagging) {
        (Tagging::External, Tagging::External) => true,
        (Tagging::Internal(one), Tagging::Internal(other)) => same(one, other),
        (Tagging::Adjacent(one, _), Tagging::Adjacent(other, _)) => same(one, other),
        _ => false,
    };
    if !alike || has_untagged(one) || has_untagged(other) {
        return None;
    }
    let mut at = 0;
    while at < one.variants.len() {
        let variant = &one.variants[at];
        if !matches!(variant.written, Written::Never) && named_variant(other, variant.name).is_none() {
            return Some(Misfit::new(Fault::Variant { text: variant.name, shape: other }));
        }
        at += 1;
    }
    None
}

type Members = [(&'static str, Given)];

/// Why an object can't be read as a type. It has the members `given`, and beside them those that are written of
/// `base`; `closed` says whether these are all.
const fn object_misfit(
    given: &'static Members,
    base: &'static [Member],
    closed: bool,
    into: ShapeRef,
    fuel: &mut usize,
) -> Option<Misfit> {
    if let Some(fault) = kinds_misfit(Kinds::OBJECT, into) {
        return Some(fault);
    }
    let closed = closed && !has_flattened(base);
    match bare(into) {
        JsonShape::Struct(shape) => struct_misfit(given, base, closed, shape, fuel),
        JsonShape::Map(value) => {
            let mut at = 0;
            while at < given.len() {
                if let Some(fault) = misfit(&given[at].1, *value, fuel) {
                    return Some(fault.inside(given[at].0));
                }
                at += 1;
            }
            None
        }
        JsonShape::Enum(shape) => variant_misfit(given, base, closed, shape, fuel),
        _ => None,
    }
}

const fn find(given: &'static Members, name: &str) -> Option<&'static Given> {
    let mut at = 0;
    while at < given.len() {
        if same(given[at].0, name) {
            return Some(&given[at].1);
        }
        at += 1;
    }
    None
}

/// What is given for a field, under any of its names.
const fn given_for(given: &'static Members, field: &Field) -> Option<&'static (&'static str, Given)> {
    let mut at = 0;
    while at < given.len() {
        if reads(field, given[at].0) {
            return Some(&given[at]);
        }
        at += 1;
    }
    None
}

const fn struct_misfit(
    given: &'static Members,
    base: &'static [Member],
    closed: bool,
    into: &'static StructShape,
    fuel: &mut usize,
) -> Option<Misfit> {
    let (mut at, mut open) = (0, false);
    while at < into.members.len() {
        if *fuel == 0 {
            return None;
        }
        *fuel -= 1;
        let fault = match &into.members[at] {
            Member::Field(field) if matches!(field.needed, Needed::Never) => None,
            Member::Field(field) => field_misfit(given, base, closed, (field, at), into, fuel),
            Member::Flattened(shape) => {
                open = true;
                match bare(*shape) {
                    // What is left for it is what the other fields have not taken; unknown members are not its.
                    JsonShape::Struct(inner) if !matches!(shape.get(), JsonShape::Nullable(_)) => {
                        let ignoring = &StructParts { name: inner.name, members: inner.members };
                        flattened_misfit(given, base, closed, ignoring, fuel)
                    }
                    _ => None,
                }
            }
        };
        if fault.is_some() {
            return fault;
        }
        at += 1;
    }
    if matches!(into.unknown, Unknown::Refused) && !open {
        return refused(given, base, into);
    }
    None
}

/// The fields of a struct that is flattened into another.
struct StructParts {
    name: &'static str,
    members: &'static [Member],
}

const fn flattened_misfit(
    given: &'static Members,
    base: &'static [Member],
    closed: bool,
    into: &StructParts,
    fuel: &mut usize,
) -> Option<Misfit> {
    let mut at = 0;
    while at < into.members.len() {
        if let Member::Field(field) = &into.members[at]
            && !matches!(field.needed, Needed::Never)
        {
            let of = StructShape { name: into.name, members: into.members, unknown: Unknown::Ignored };
            if let Some(fault) = field_misfit(given, base, closed, (field, at), &of, fuel) {
                return Some(fault);
            }
        }
        at += 1;
    }
    None
}

const fn field_misfit(
    given: &'static Members,
    base: &'static [Member],
    closed: bool,
    (field, at): (&'static Field, usize),
    into: &StructShape,
    fuel: &mut usize,
) -> Option<Misfit> {
    if let Some((name, given)) = given_for(given, field) {
        return inside(name, misfit(given, field.shape, fuel));
    }
    match source(base, field, at) {
        Some(written) => {
            if matches!(written.written, Written::Sometimes) && field.is_required() {
                return Some(Misfit::new(Fault::MayLack { field: field.read[0], of: into.name }));
            }
            inside(written.name, part_misfit(written.shape, &[], field.shape, fuel))
        }
        None if closed && field.is_required() => {
            let near = nearest_given(given, base, field.read[0]);
            Some(Misfit::new(Fault::Lacks { field: field.read[0], of: into.name, near }))
        }
        None => None,
    }
}

/// A member that a struct refuses.
const fn refused(
    given: &'static Members,
    base: &'static [Member],
    into: &'static StructShape,
) -> Option<Misfit> {
    let mut at = 0;
    while at < given.len() {
        if !is_read(into, given[at].0) {
            return Some(Misfit::new(Fault::Refuses { field: given[at].0, shape: into }));
        }
        at += 1;
    }
    let mut at = 0;
    while at < base.len() {
        if let Member::Field(field) = &base[at]
            && matches!(field.written, Written::Always)
            && find(given, field.name).is_none()
            && !is_read(into, field.name)
        {
            return Some(Misfit::new(Fault::Refuses { field: field.name, shape: into }));
        }
        at += 1;
    }
    None
}

const fn is_read(shape: &StructShape, name: &str) -> bool {
    let mut at = 0;
    while at < shape.members.len() {
        if let Member::Field(field) = &shape.members[at]
            && reads(field, name)
        {
            return true;
        }
        at += 1;
    }
    false
}

/// The given member whose name is most like another.
const fn nearest_given(given: &'static Members, base: &'static [Member], name: &str) -> Option<&'static str> {
    let (mut best, mut least) = (None, usize::MAX);
    let mut at = 0;
    while at < given.len() {
        let distance = super::names::distance(name, given[at].0);
        if distance < least && super::names::is_near(name, distance) {
            (best, least) = (Some(given[at].0), distance);
        }
        at += 1;
    }
    let mut at = 0;
    while at < base.len() {
        if let Member::Field(field) = &base[at]
            && !matches!(field.written, Written::Never)
        {
            let distance = super::names::distance(name, field.name);
            if distance < least && super::names::is_near(name, distance) {
                (best, least) = (Some(field.name), distance);
            }
        }
        at += 1;
    }
    best
}

/// Why an object is none of the variants of an enum, where the variant is told by a member that is known.
const fn variant_misfit(
    given: &'static Members,
    base: &'static [Member],
    closed: bool,
    into: &'static EnumShape,
    fuel: &mut usize,
) -> Option<Misfit> {
    if has_untagged(into) {
        return None;
    }
    let tag = match into.tagging {
        Tagging::Internal(tag) | Tagging::Adjacent(tag, _) => tag,
        Tagging::External | Tagging::Untagged => return None,
    };
    match find(given, tag) {
        Some(Given::Text(text)) => match (named_variant(into, text), into.tagging) {
            (None, _) => Some(Misfit::new(Fault::Variant { text, shape: into }).inside(tag)),
            (Some(Variant { content: Content::Struct(members), .. }), Tagging::Internal(_)) => {
                flattened_misfit(given, base, closed, &StructParts { name: into.name, members }, fuel)
            }
            (Some(_), _) => None,
        },
        None if closed && base.is_empty() => {
            let near = nearest_given(given, base, tag);
            Some(Misfit::new(Fault::Lacks { field: tag, of: into.name, near }))
        }
        _ => None,
    }
}
