//! Whether a payload can be read as a type.

use super::given::{Members, Pieces};
use super::misfit::{Fault, Misfit, Search};
use super::near::nearest_given;
use super::part::part;
use super::quick::after_alike;
use super::read::{accepted, bare, has_flattened, named_variant, source};
use super::text::same;
use super::walk::walk;
use super::{
    Content, EnumShape, Field, Given, JsonShape, Kinds, Member, Name, Needed, ShapeRef, Step, StructShape,
    Tagging, Unknown, Variant, Written,
};

/// Why the value at a place can't be read as a type; `None` if it can, or nobody knows.
pub(super) const fn misfit(
    pieces: &Pieces<'_>,
    at: usize,
    into: ShapeRef,
    search: &mut Search,
) -> Option<Misfit> {
    match pieces.all[at] {
        Given::Anything => None,
        Given::Of(kinds) => kinds_misfit(kinds, into, search),
        Given::Text(text) => text_misfit(text, into, search),
        Given::Part(shape, from, to) => part_misfit(shape, pieces.steps(from, to), into, search),
        Given::List(count) => {
            if let Some(fault) = kinds_misfit(Kinds::ARRAY, into, search) {
                return Some(fault);
            }
            let (mut place, mut number, told) = (at + 1, 0, search.told);
            // What is wrong with one element is mostly wrong with the next.
            while number < count && search.told == told {
                if let Some(element) = element(into, number)
                    && let Some(fault) = misfit(pieces, place, element, search)
                {
                    return Some(fault.inside("[]"));
                }
                place = pieces.after(place);
                number += 1;
            }
            None
        }
        Given::ListOf => match (kinds_misfit(Kinds::ARRAY, into, search), bare(into)) {
            (Some(fault), _) => Some(fault),
            (None, JsonShape::List(element)) => inside("[]", misfit(pieces, at + 1, *element, search)),
            (None, _) => None,
        },
        Given::EachOf(shape, from, to) => {
            let all = walk(shape, pieces.steps(from, to)).without(Kinds::NULL.or(Kinds::MISSING));
            if all.is(Kinds::ARRAY) {
                part_misfit(shape, pieces.steps(from, to + 1), into, search)
            } else if all.is(Kinds::OBJECT) {
                misfit(pieces, at + 1, into, search)
            } else {
                None
            }
        }
        Given::Object(count) => {
            let members = Members { from: at + 1, count };
            object_misfit(pieces, members, &[], true, into, search)
        }
        Given::With(shape, from, to, count) => {
            let members = Members { from: at + 1, count };
            match part(shape, pieces.steps(from, to)) {
                Some(JsonShape::Struct(base)) => {
                    object_misfit(pieces, members, base.members, true, into, search)
                }
                _ => object_misfit(pieces, members, &[], false, into, search),
            }
        }
        Given::OneOf(count) => {
            let (mut place, mut left, told) = (at + 1, count, search.told);
            // So it is with one way and the next.
            while left > 0 && search.told == told {
                if let Some(fault) = misfit(pieces, place, into, search) {
                    return Some(fault);
                }
                place = pieces.after(place);
                left -= 1;
            }
            None
        }
        Given::Member(..) => misfit(pieces, at + 1, into, search),
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

const fn kinds_misfit(given: Kinds, into: ShapeRef, search: &mut Search) -> Option<Misfit> {
    let wanted = accepted(into);
    // Said in bits, since every call costs rustc as much as ten steps.
    const OPEN: u16 = Kinds::MISSING.0 | Kinds::UNKNOWN.0;
    if given.0 & !wanted.0 & !OPEN == 0 || wanted.0 & Kinds::UNKNOWN.0 != 0 {
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
    search.found(if only_null { Fault::Null(into) } else { Fault::Kind { found: wrong, wanted: into } })
}

const fn text_misfit(text: &'static str, into: ShapeRef, search: &mut Search) -> Option<Misfit> {
    match bare(into) {
        JsonShape::Enum(shape) if matches!(shape.tagging, Tagging::External) => {
            if has_untagged(shape) || named_variant(shape, text).is_some() {
                return None;
            }
            search.found(Fault::Variant { text, shape })
        }
        _ => kinds_misfit(Kinds::TEXT, into, search),
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

const fn part_misfit(shape: ShapeRef, steps: &[Step], into: ShapeRef, search: &mut Search) -> Option<Misfit> {
    if let Some(fault) = kinds_misfit(walk(shape, steps), into, search) {
        return Some(fault);
    }
    match part(shape, steps) {
        Some(written) => shape_misfit(written, into, search),
        None => None,
    }
}

/// Why what is written of one type can't be read as another, beyond its kind.
const fn shape_misfit(written: &'static JsonShape, into: ShapeRef, search: &mut Search) -> Option<Misfit> {
    match (written, bare(into)) {
        (JsonShape::Struct(one), JsonShape::Struct(_)) => {
            object_misfit(&Pieces::NONE, Members::NONE, one.members, true, into, search)
        }
        (JsonShape::List(one), JsonShape::List(other)) => {
            inside("[]", part_misfit(*one, &[], *other, search))
        }
        (JsonShape::Map(one), JsonShape::Map(other)) => inside("*", part_misfit(*one, &[], *other, search)),
        (JsonShape::Enum(one), JsonShape::Enum(other)) => enum_misfit(one, other, search),
        _ => None,
    }
}

/// A variant that one enum writes and the other does not know.
const fn enum_misfit(
    one: &'static EnumShape,
    other: &'static EnumShape,
    search: &mut Search,
) -> Option<Misfit> {
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
        if !matches!(variant.written, Written::Never)
            && named_variant(other, variant.name).is_none()
            && let Some(fault) = search.found(Fault::Variant { text: variant.name, shape: other })
        {
            return Some(fault);
        }
        at += 1;
    }
    None
}

/// Why an object can't be read as a type. It has the members `given` of `pieces`, and beside them those that are written of
/// `base`; `closed` says whether these are all.
const fn object_misfit(
    pieces: &Pieces<'_>,
    given: Members,
    base: &'static [Member],
    closed: bool,
    into: ShapeRef,
    search: &mut Search,
) -> Option<Misfit> {
    if let Some(fault) = kinds_misfit(Kinds::OBJECT, into, search) {
        return Some(fault);
    }
    let closed = closed && !has_flattened(base);
    match bare(into) {
        JsonShape::Struct(shape) => struct_misfit(pieces, given, base, closed, shape, search),
        JsonShape::Map(value) => {
            let (mut at, mut left) = (given.from, given.count);
            while left > 0 {
                if let Some(fault) = misfit(pieces, at + 1, *value, search) {
                    return Some(fault.inside(pieces.name(at)));
                }
                at = pieces.after(at);
                left -= 1;
            }
            None
        }
        JsonShape::Enum(shape) => variant_misfit(pieces, given, base, closed, shape, search),
        _ => None,
    }
}

const fn struct_misfit(
    pieces: &Pieces<'_>,
    given: Members,
    base: &'static [Member],
    closed: bool,
    into: &'static StructShape,
    search: &mut Search,
) -> Option<Misfit> {
    let (mut at, mut open) = (0, false);
    loop {
        if given.count == 0 {
            at = after_alike(base, into.members, at);
        }
        if at == into.members.len() {
            break;
        }
        if search.fuel == 0 {
            return None;
        }
        search.fuel -= 1;
        let fault = match &into.members[at] {
            Member::Field(field) if matches!(field.needed, Needed::Never) => None,
            Member::Field(field) => field_misfit(pieces, given, base, closed, (field, at), into, search),
            Member::Flattened(shape) => {
                open = true;
                match bare(*shape) {
                    // What is left for it is what the other fields have not taken; unknown members are not its.
                    JsonShape::Struct(inner) if !matches!(shape.get(), JsonShape::Nullable(_)) => {
                        let ignoring = &StructParts { name: inner.name, members: inner.members };
                        flattened_misfit(pieces, given, base, closed, ignoring, search)
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
        return refused(pieces, given, base, into, search);
    }
    None
}

/// The fields of a struct that is flattened into another.
struct StructParts {
    name: &'static str,
    members: &'static [Member],
}

const fn flattened_misfit(
    pieces: &Pieces<'_>,
    given: Members,
    base: &'static [Member],
    closed: bool,
    into: &StructParts,
    search: &mut Search,
) -> Option<Misfit> {
    let mut at = 0;
    while at < into.members.len() {
        if let Member::Field(field) = &into.members[at]
            && !matches!(field.needed, Needed::Never)
        {
            let of = StructShape::new(into.name, into.members, Unknown::Ignored);
            if let Some(fault) = field_misfit(pieces, given, base, closed, (field, at), &of, search) {
                return Some(fault);
            }
        }
        at += 1;
    }
    None
}

const fn field_misfit(
    pieces: &Pieces<'_>,
    given: Members,
    base: &'static [Member],
    closed: bool,
    (field, at): (&'static Field, usize),
    into: &StructShape,
    search: &mut Search,
) -> Option<Misfit> {
    if let Some(at) = pieces.member_for(given, field) {
        return match misfit(pieces, at + 1, field.shape, search) {
            Some(fault) => Some(fault.inside(pieces.name(at))),
            None => None,
        };
    }
    match source(base, field, at) {
        Some(written) => {
            if matches!(written.written, Written::Sometimes)
                && field.is_required()
                && let Some(fault) = search.found(Fault::MayLack { field: field.read.text, of: into.name })
            {
                return Some(fault);
            }
            inside(written.name.text, part_misfit(written.shape, &[], field.shape, search))
        }
        None if closed && field.is_required() => {
            let near = nearest_given(pieces, given, base, field.read.text);
            search.found(Fault::Lacks { field: field.read.text, of: into.name, near })
        }
        None => None,
    }
}

/// A member that a struct refuses.
const fn refused(
    pieces: &Pieces<'_>,
    given: Members,
    base: &'static [Member],
    into: &'static StructShape,
    search: &mut Search,
) -> Option<Misfit> {
    let (mut at, mut left) = (given.from, given.count);
    while left > 0 {
        if !is_read(into, Name::new(pieces.name(at)))
            && let Some(fault) = search.found(Fault::Refuses { field: pieces.name(at), shape: into })
        {
            return Some(fault);
        }
        at = pieces.after(at);
        left -= 1;
    }
    let mut at = 0;
    while at < base.len() {
        if let Member::Field(field) = &base[at]
            && matches!(field.written, Written::Always)
            && pieces.member(given, field.name).is_none()
            && !is_read(into, field.name)
            && let Some(fault) = search.found(Fault::Refuses { field: field.name.text, shape: into })
        {
            return Some(fault);
        }
        at += 1;
    }
    None
}

const fn is_read(shape: &StructShape, name: Name) -> bool {
    let mut at = 0;
    while at < shape.members.len() {
        if let Member::Field(field) = &shape.members[at]
            && field.reads(name)
        {
            return true;
        }
        at += 1;
    }
    false
}

/// Why an object is none of the variants of an enum, where the variant is told by a member that is known.
const fn variant_misfit(
    pieces: &Pieces<'_>,
    given: Members,
    base: &'static [Member],
    closed: bool,
    into: &'static EnumShape,
    search: &mut Search,
) -> Option<Misfit> {
    if has_untagged(into) {
        return None;
    }
    let tag = match into.tagging {
        Tagging::Internal(tag) | Tagging::Adjacent(tag, _) => tag,
        Tagging::External | Tagging::Untagged => return None,
    };
    let known = match pieces.member(given, Name::new(tag)) {
        Some(at) => Some(pieces.all[at + 1]),
        None => None,
    };
    match known {
        Some(Given::Text(text)) => match (named_variant(into, text), into.tagging) {
            (None, _) => inside(tag, search.found(Fault::Variant { text, shape: into })),
            (Some(Variant { content: Content::Struct(members), .. }), Tagging::Internal(_)) => {
                flattened_misfit(
                    pieces,
                    given,
                    base,
                    closed,
                    &StructParts { name: into.name, members },
                    search,
                )
            }
            (Some(_), _) => None,
        },
        None if closed && base.is_empty() => {
            let near = nearest_given(pieces, given, base, tag);
            search.found(Fault::Lacks { field: tag, of: into.name, near })
        }
        _ => None,
    }
}
