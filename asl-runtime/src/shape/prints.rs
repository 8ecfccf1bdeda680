//! Fingerprints of structs.

use super::{JsonShape, Member, Needed, Written};

/// Numbers that stand for all that serde writes of a struct, and for all that it reads one from: what is written of one
/// is surely read as another where they are equal. A struct of plain fields has them; zero stands for none.
///
/// They are computed once for each type. To compare 20 fields takes rustc 0.3 ms, in every check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prints {
    pub(super) written: u64,
    pub(super) read: u64,
}

impl Prints {
    /// None.
    pub(super) const NONE: Self = Self { written: 0, read: 0 };

    /// Those of fields. It looks at their shapes, which must not look at it in turn: the derive asks for none where a type
    /// may contain itself.
    pub(super) const fn of(members: &[Member]) -> Self {
        let (mut written, mut read, mut at) = (1_u64, 1_u64, 0);
        while at < members.len() {
            let Member::Field(field) = &members[at] else { return Self::NONE };
            let kind = plain(field.shape.get());
            if kind == 0 {
                return Self::NONE;
            }
            written = match field.written {
                Written::Always => mixed(written, field.name.number, kind),
                Written::Sometimes | Written::Never => 0,
            };
            read = match field.needed {
                Needed::Required | Needed::Optional => mixed(read, field.read.number, kind),
                Needed::Never => 0,
            };
            at += 1;
        }
        Self { written, read }
    }
}

/// Zero stays zero.
const fn mixed(number: u64, name: u64, kind: u64) -> u64 {
    if number == 0 {
        return 0;
    }
    let number = (number ^ name ^ kind).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
    if number == 0 { 1 } else { number }
}

/// A number for a shape that consists of one kind; zero for others.
const fn plain(shape: &JsonShape) -> u64 {
    match shape {
        JsonShape::Text => 1,
        JsonShape::Boolean => 2,
        JsonShape::Integer => 3,
        JsonShape::Anything => 4,
        JsonShape::Float => 12,
        JsonShape::Nullable(inner) => match inner.get() {
            JsonShape::Text => 5,
            JsonShape::Boolean => 6,
            JsonShape::Integer => 7,
            JsonShape::Float => 13,
            _ => 0,
        },
        JsonShape::List(inner) => match inner.get() {
            JsonShape::Text => 8,
            JsonShape::Boolean => 9,
            JsonShape::Integer => 10,
            JsonShape::Float => 14,
            JsonShape::Anything => 11,
            _ => 0,
        },
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shape::{Field, Name, Shape, ShapeRef};

    fn member(name: &'static str, shape: ShapeRef) -> Member {
        Member::field(Name::new(name), shape)
    }

    fn changed(change: impl Fn(&mut Field)) -> [Member; 2] {
        let mut field = match member("a", String::SHAPE) {
            Member::Field(field) => field,
            Member::Flattened(_) => unreachable!("it is a field"),
        };
        change(&mut field);
        [Member::Field(field), member("b", u8::SHAPE)]
    }

    #[test]
    fn fields_that_differ_have_other_prints() {
        let plain = Prints::of(&changed(|_| {}));
        assert!(plain.written != 0 && plain.written == plain.read);
        for (what, other) in [
            ("name", [member("x", String::SHAPE), member("b", u8::SHAPE)]),
            ("kind", [member("a", u8::SHAPE), member("b", u8::SHAPE)]),
            ("null", [member("a", Option::<String>::SHAPE), member("b", u8::SHAPE)]),
            ("order", [member("b", u8::SHAPE), member("a", String::SHAPE)]),
        ] {
            let other = Prints::of(&other);
            assert!(other.written != 0 && other.written != plain.read, "{what}");
        }
    }

    #[test]
    fn what_is_not_plain_has_none() {
        for members in [
            [member("a", <(u8,)>::SHAPE), member("b", u8::SHAPE)],
            [Member::Flattened(String::SHAPE), member("b", u8::SHAPE)],
        ] {
            assert_eq!(Prints::of(&members), Prints::NONE);
        }
        assert_eq!(Prints::of(&changed(|field| field.written = Written::Sometimes)).written, 0);
        assert_eq!(Prints::of(&changed(|field| field.needed = Needed::Never)).read, 0);
        let optional = Prints::of(&changed(|field| field.needed = Needed::Optional));
        assert_eq!(optional, Prints::of(&changed(|_| {})));
    }
}
