//! The one shape that a path leads to.

use super::read::bare_written;
use super::walk::written_field;
use super::{JsonShape, Name, ShapeRef, Step};

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
        (
            JsonShape::Struct(of),
            [Step::Field(text, number) | Step::Sure(text, number) | Step::Mapped(text, number), rest @ ..],
        ) => match written_field(of.members, Name { text, number: *number }) {
            Some(field) => part(field.shape, rest),
            None => None,
        },
        (
            JsonShape::List(element),
            [Step::Index(_) | Step::At(_) | Step::Element | Step::Item, rest @ ..],
        ) => part(*element, rest),
        (JsonShape::Tuple(elements), [Step::Index(position), rest @ ..])
            if *position >= 0 && (*position as usize) < elements.len() =>
        {
            part(elements[*position as usize], rest)
        }
        (JsonShape::Map(value), [Step::Field(..) | Step::Sure(..) | Step::Item, rest @ ..]) => {
            part(*value, rest)
        }
        _ => None,
    }
}
