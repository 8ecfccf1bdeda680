//! The look at what is plainly right, in few steps; what it does not find right is looked at with care.
//!
//! rustc interprets these functions for every check of every build. A step takes it 0.1 µs and a call ten times that, so
//! there are loops here where elsewhere there would be functions, and nothing is said of why something is wrong.

use super::given::Pieces;
use super::{Given, JsonShape, Kinds, Member, Needed, ShapeRef, Step, Written};

/// What steps lead to, where that is always there and has one shape; `None` where it may be otherwise.
pub(super) const fn follow(
    shape: ShapeRef,
    steps: &[Step],
    mut from: usize,
    to: usize,
) -> Option<&'static JsonShape> {
    let mut shape = shape.get();
    loop {
        if let JsonShape::Newtype { of, .. } | JsonShape::Sides { written: of, .. } = shape {
            shape = of.get();
            continue;
        }
        if from == to {
            return Some(shape);
        }
        match (shape, &steps[from]) {
            (
                JsonShape::Struct(of),
                Step::Field(_, number) | Step::Sure(_, number) | Step::Mapped(_, number),
            ) => {
                let mut at = 0;
                loop {
                    if at == of.members.len() {
                        return None;
                    }
                    if let Member::Field(field) = &of.members[at]
                        && field.name.number == *number
                    {
                        match (field.written, &steps[from]) {
                            (Written::Always, _) | (Written::Sometimes, Step::Sure(..)) => {}
                            _ => return None,
                        }
                        shape = field.shape.get();
                        break;
                    }
                    at += 1;
                }
            }
            (JsonShape::Struct(_), Step::Tagged(..) | Step::NotTagged(..) | Step::At(0 | -1)) => {}
            (JsonShape::Struct(_), Step::Only(kinds)) if kinds.0 & Kinds::OBJECT.0 != 0 => {}
            (JsonShape::Nullable(inner), Step::Only(kinds)) if kinds.0 & Kinds::NULL.0 == 0 => {
                shape = inner.get();
                continue;
            }
            (_, Step::OrNull) => {}
            (JsonShape::List(element), Step::Index(_) | Step::Element | Step::Item | Step::Iteration) => {
                shape = element.get();
            }
            // An element that is an array itself comes apart.
            (JsonShape::List(element), Step::At(_)) if kind(element.get()).0 & !Kinds::ARRAY.0 != 0 => {
                shape = element.get();
            }
            _ => return None,
        }
        from += 1;
    }
}

/// The kind of a shape that has one; the kind of no value where it has more, or is not known.
pub(super) const fn kind(shape: &JsonShape) -> Kinds {
    match shape {
        JsonShape::Null => Kinds::NULL,
        JsonShape::Boolean => Kinds::BOOLEAN,
        JsonShape::Integer => Kinds::INTEGER,
        JsonShape::Text => Kinds::TEXT,
        JsonShape::List(_) | JsonShape::Tuple(_) => Kinds::ARRAY,
        JsonShape::Map(_) | JsonShape::Struct(_) => Kinds::OBJECT,
        _ => Kinds::NONE,
    }
}

/// Whether what is given can surely be read as a type.
pub(super) const fn surely_fits(pieces: &Pieces<'_>, into: ShapeRef) -> bool {
    let (count, of) = match (pieces.all[0], into.get()) {
        (Given::Object(count), JsonShape::Struct(of)) => (count, of),
        (Given::Part(shape, from, to), into) => {
            return match follow(shape, pieces.steps, from, to) {
                Some(written) => is_alike(written, into),
                None => false,
            };
        }
        _ => return false,
    };
    let length = of.members.len();
    // Each field of a struct is given, and each that is given is a field.
    if count != length {
        return false;
    }
    let (mut at, mut left, mut place) = (1, count, 0);
    while left > 0 {
        let (Given::Member(_, number), mut tried) = (pieces.all[at], 0) else { return false };
        let field = loop {
            if tried == length {
                return false;
            }
            place = if place == length { 0 } else { place };
            if let Member::Field(field) = &of.members[place]
                && field.read.number == number
            {
                break field;
            }
            place += 1;
            tried += 1;
        };
        if let Needed::Never = field.needed {
            return false;
        }
        let into = field.shape.get();
        let fits = match pieces.all[at + 1] {
            Given::Anything => true,
            Given::Text(_) => matches!(into, JsonShape::Text | JsonShape::Anything),
            Given::Of(kinds) => match into {
                JsonShape::Anything => true,
                JsonShape::Text => kinds.0 == Kinds::TEXT.0,
                JsonShape::Boolean => kinds.0 == Kinds::BOOLEAN.0,
                JsonShape::Integer | JsonShape::Float => kinds.0 & !Kinds::NUMBER.0 == 0,
                _ => false,
            },
            Given::Part(shape, from, to) => match follow(shape, pieces.steps, from, to) {
                Some(written) => is_alike(written, into),
                None => false,
            },
            _ => false,
        };
        if !fits {
            return false;
        }
        at += 2;
        left -= 1;
    }
    true
}

/// Whether one shape is surely read from what is written of another.
pub(super) const fn is_alike(written: &JsonShape, into: &JsonShape) -> bool {
    match (written, into) {
        (JsonShape::Text, JsonShape::Text)
        | (JsonShape::Integer, JsonShape::Integer | JsonShape::Float)
        | (JsonShape::Float, JsonShape::Float)
        | (JsonShape::Boolean, JsonShape::Boolean)
        | (JsonShape::Anything, _)
        | (_, JsonShape::Anything) => true,
        (JsonShape::Struct(one), JsonShape::Struct(other)) => {
            one.prints.written != 0 && one.prints.written == other.prints.read
        }
        (JsonShape::Nullable(one), JsonShape::Nullable(other))
        | (JsonShape::List(one), JsonShape::List(other)) => is_alike(one.get(), other.get()),
        _ => false,
    }
}

/// The next field, from `at` on, that is not surely read from the one in its place.
pub(super) const fn after_alike(written: &[Member], into: &[Member], mut at: usize) -> usize {
    let both = if written.len() < into.len() { written.len() } else { into.len() };
    while at < both {
        let (Member::Field(one), Member::Field(other)) = (&written[at], &into[at]) else { return at };
        if one.name.number != other.read.number {
            return at;
        }
        let (Written::Always, Needed::Required | Needed::Optional) = (one.written, other.needed) else {
            return at;
        };
        if !is_alike(one.shape.get(), other.shape.get()) {
            return at;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::ops::Range;
    use std::time::Duration;

    use super::{follow, kind};
    use crate::shape::{Kinds, Shape, ShapeRef, Step};

    /// What is found in a hurry is what is found with care.
    fn agree(shape: ShapeRef, steps: &mut Vec<Step>, found: &mut usize) {
        if let Some(to) = follow(shape, steps, 0, steps.len()) {
            let (kind, walked) = (kind(to), shape.at(steps));
            assert!(kind == Kinds::NONE || kind == walked, "{kind:?} and {walked:?}: {steps:?} in {shape:?}");
            *found += 1;
        }
        if steps.len() == 3 {
            return;
        }
        for step in [
            Step::field("secs"),
            Step::sure("start"),
            Step::mapped("secs"),
            Step::mapped("end"),
            Step::Index(0),
            Step::At(0),
            Step::At(1),
            Step::Element,
            Step::Item,
            Step::Iteration,
            Step::OrNull,
            Step::Only(Kinds::OBJECT),
            Step::Only(Kinds::TEXT),
            Step::Tagged("start", "x"),
        ] {
            steps.push(step);
            agree(shape, steps, found);
            steps.pop();
        }
    }

    #[test]
    fn agrees_with_the_walk() {
        for (shape, least) in [
            (Duration::SHAPE, 20),
            (<Vec<Duration>>::SHAPE, 40),
            (<Vec<Vec<Duration>>>::SHAPE, 20),
            (<Vec<Option<Duration>>>::SHAPE, 5),
            (<Range<Vec<u8>>>::SHAPE, 20),
            (<Option<Range<Duration>>>::SHAPE, 1),
            (<BTreeMap<String, Duration>>::SHAPE, 1),
            (<(Duration, u8)>::SHAPE, 1),
        ] {
            let mut found = 0;
            agree(shape, &mut Vec::new(), &mut found);
            assert!(found >= least, "{found} in {shape:?}");
        }
    }
}
