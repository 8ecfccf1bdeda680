//! The one shape that a path leads to.

use super::read::bare_written;
use super::text::same;
use super::walk::{Pair, pair, written_field};
use super::{Content, EnumShape, JsonShape, Name, ShapeRef, Step, Tagging, Variant, Written};

/// The one shape that a path leads to; `None` where there are several, or nothing is known.
pub(super) const fn part(shape: ShapeRef, steps: &[Step]) -> Option<&'static JsonShape> {
    part_of(bare_written(shape), steps)
}

const fn part_of(shape: &'static JsonShape, steps: &[Step]) -> Option<&'static JsonShape> {
    match (shape, steps) {
        (shape, []) => Some(shape),
        (JsonShape::Enum(of), _) => in_variant(of, steps),
        (shape, [step, rest @ ..]) if step.is_knowledge() => part_of(shape, rest),
        (
            JsonShape::Struct(of),
            [Step::Field(text, number) | Step::Sure(text, number) | Step::Mapped(text, number), rest @ ..],
        ) => match written_field(of.members, Name { text, number: *number }) {
            Some(field) => part(field.shape, rest),
            None => None,
        },
        (
            JsonShape::List(element),
            [Step::Index(_) | Step::At(_) | Step::Element | Step::Item | Step::Iteration, rest @ ..],
        ) => part(*element, rest),
        (JsonShape::Tuple(elements), [Step::Index(position), rest @ ..])
            if *position >= 0 && (*position as usize) < elements.len() =>
        {
            part(elements[*position as usize], rest)
        }
        (JsonShape::Map(value), [Step::Iteration, rest @ ..]) => match pair(rest) {
            Pair::Value(rest) => part(*value, rest),
            Pair::Other(_) => None,
        },
        (JsonShape::Map(value), [Step::Field(..) | Step::Sure(..) | Step::Item, rest @ ..]) => {
            part(*value, rest)
        }
        _ => None,
    }
}

/// In the one variant that steps or what is known say; which of several are left is not followed.
const fn in_variant(of: &'static EnumShape, steps: &[Step]) -> Option<&'static JsonShape> {
    let (mut rest, mut known) = (steps, None);
    while let [first, after @ ..] = rest
        && first.is_knowledge()
    {
        if let Step::Tagged(_, text) = first {
            known = named_variant(of, text);
        }
        rest = after;
    }
    match (of.tagging, rest) {
        (
            Tagging::External,
            [Step::Field(name, _) | Step::Sure(name, _) | Step::Mapped(name, _), rest @ ..],
        ) => match named_variant(of, name) {
            Some(variant) => in_content(&variant.content, rest),
            None => None,
        },
        (
            Tagging::Adjacent(_, content),
            [Step::Field(name, _) | Step::Sure(name, _) | Step::Mapped(name, _), rest @ ..],
        ) if same(content, name) => match known {
            Some(variant) => in_content(&variant.content, rest),
            None => None,
        },
        (Tagging::Internal(_), [_, ..]) => match known {
            Some(variant) => in_content(&variant.content, rest),
            None => None,
        },
        _ => None,
    }
}

const fn in_content(content: &'static Content, steps: &[Step]) -> Option<&'static JsonShape> {
    match (content, steps) {
        (Content::Newtype(shape), _) => part(*shape, steps),
        (
            Content::Struct(members),
            [Step::Field(text, number) | Step::Sure(text, number) | Step::Mapped(text, number), rest @ ..],
        ) => match written_field(members, Name { text, number: *number }) {
            Some(field) => part(field.shape, rest),
            None => None,
        },
        _ => None,
    }
}

/// The variant that is written under a name, if it is told by that.
const fn named_variant(of: &'static EnumShape, name: &str) -> Option<&'static Variant> {
    let mut at = 0;
    while at < of.variants.len() {
        let variant = &of.variants[at];
        if same(variant.name, name) && !variant.untagged && !matches!(variant.written, Written::Never) {
            return Some(variant);
        }
        at += 1;
    }
    None
}
