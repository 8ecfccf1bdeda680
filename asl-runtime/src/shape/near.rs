//! The name in a type, or in what is given to it, that is most like one that is not there.

use super::given::{Members, Pieces};
use super::names::{distance, is_near};
use super::read::bare_written;
use super::{Content, EnumShape, JsonShape, Member, Variant, Written};

/// The field, of what is written.
pub(super) const fn nearest(members: &'static [Member], name: &str) -> Option<&'static str> {
    let (mut best, mut least) = (None, usize::MAX);
    let mut at = 0;
    while at < members.len() {
        let near = match &members[at] {
            Member::Field(field) if matches!(field.written, Written::Never) => None,
            Member::Field(field) => Some(field.name.text),
            Member::Flattened(inner) => match bare_written(*inner) {
                JsonShape::Struct(of) => nearest(of.members, name),
                _ => None,
            },
        };
        if let Some(near) = near {
            let distance = distance(name, near);
            if distance < least && is_near(name, distance) {
                (best, least) = (Some(near), distance);
            }
        }
        at += 1;
    }
    best
}

/// The field of a variant.
pub(super) const fn nearest_in_variants(variants: &'static [Variant], name: &str) -> Option<&'static str> {
    let mut at = 0;
    while at < variants.len() {
        if let Content::Struct(members) = variants[at].content
            && let Some(near) = nearest(members, name)
        {
            return Some(near);
        }
        at += 1;
    }
    None
}

/// The variant.
pub(super) const fn nearest_variant(of: &'static EnumShape, name: &str) -> Option<&'static str> {
    let (mut best, mut least) = (None, usize::MAX);
    let mut at = 0;
    while at < of.variants.len() {
        let distance = distance(name, of.variants[at].name);
        if distance < least && is_near(name, distance) {
            (best, least) = (Some(of.variants[at].name), distance);
        }
        at += 1;
    }
    best
}

/// The given member whose name is most like another.
pub(super) const fn nearest_given(
    pieces: &Pieces<'_>,
    given: Members,
    base: &'static [Member],
    name: &str,
) -> Option<&'static str> {
    let (mut best, mut least) = (None, usize::MAX);
    let (mut at, mut left) = (given.from, given.count);
    while left > 0 {
        let distance = distance(name, pieces.name(at));
        if distance < least && is_near(name, distance) {
            (best, least) = (Some(pieces.name(at)), distance);
        }
        at = pieces.after(at);
        left -= 1;
    }
    let mut at = 0;
    while at < base.len() {
        if let Member::Field(field) = &base[at]
            && !matches!(field.written, Written::Never)
        {
            let distance = distance(name, field.name.text);
            if distance < least && is_near(name, distance) {
                (best, least) = (Some(field.name.text), distance);
            }
        }
        at += 1;
    }
    best
}
