//! One part of a value as JSON, without the JSON of the others.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};
use serde_json::{Error, Value};

use crate::data::PathStep;

type Found = Result<Option<Value>, Error>;

/// What the steps of a path find, if they are names and indices, and find something.
pub(super) fn select(value: &(impl Serialize + ?Sized), steps: &[PathStep]) -> Option<Value> {
    match steps {
        [] => serde_json::to_value(value).ok(),
        [first, rest @ ..] => value.serialize(Select { first, rest }).ok().flatten(),
    }
}

/// Looks for a step, and for others behind it.
#[derive(Clone, Copy)]
struct Select<'p> {
    first: &'p PathStep,
    rest: &'p [PathStep],
}

impl<'p> Select<'p> {
    /// In an object.
    fn members(self) -> Parts<'p> {
        let wanted = match *self.first {
            PathStep::Name(name) => Wanted::Name(name),
            _ => Wanted::Nothing,
        };
        Parts { wanted, rest: self.rest, found: None, is_next: false }
    }

    /// In an array.
    fn elements(self) -> Parts<'p> {
        let wanted = match *self.first {
            PathStep::Index(index) => usize::try_from(index).map_or(Wanted::Nothing, Wanted::Index),
            _ => Wanted::Nothing,
        };
        Parts { wanted, rest: self.rest, found: None, is_next: false }
    }

    /// In the content of a variant, which is an object's only member.
    fn within(self, variant: &str) -> Option<Self> {
        let [first, rest @ ..] = self.rest else { return None };
        matches!(self.first, PathStep::Name(name) if *name == variant).then_some(Self { first, rest })
    }
}

/// The parts of a value, of which one is wanted.
struct Parts<'p> {
    wanted: Wanted,
    rest: &'p [PathStep],
    found: Option<Value>,
    /// Whether the value of a map that comes next is the one.
    is_next: bool,
}

/// Which part is wanted.
enum Wanted {
    /// The member of a name.
    Name(&'static str),
    /// The element behind so many.
    Index(usize),
    /// None.
    Nothing,
}

impl Parts<'_> {
    fn nothing() -> Self {
        Self { wanted: Wanted::Nothing, rest: &[], found: None, is_next: false }
    }

    fn member(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        if matches!(self.wanted, Wanted::Name(wanted) if wanted == name) {
            self.found = select(value, self.rest);
        }
        Ok(())
    }

    fn element(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        self.wanted = match self.wanted {
            Wanted::Index(0) => {
                self.found = select(value, self.rest);
                Wanted::Nothing
            }
            Wanted::Index(before) => Wanted::Index(before - 1),
            _ => Wanted::Nothing,
        };
        Ok(())
    }
}

/// What has no parts.
macro_rules! leaves {
    ($($method:ident($($of:ty),*)),+) => {$(
        #[inline]
        fn $method(self, $(_: $of),*) -> Found {
            Ok(None)
        }
    )+};
}

impl<'p> Serializer for Select<'p> {
    type Ok = Option<Value>;
    type Error = Error;
    type SerializeSeq = Parts<'p>;
    type SerializeTuple = Parts<'p>;
    type SerializeTupleStruct = Parts<'p>;
    type SerializeTupleVariant = Parts<'p>;
    type SerializeMap = Parts<'p>;
    type SerializeStruct = Parts<'p>;
    type SerializeStructVariant = Parts<'p>;

    leaves! {
        serialize_bool(bool), serialize_i8(i8), serialize_i16(i16), serialize_i32(i32), serialize_i64(i64),
        serialize_i128(i128), serialize_u8(u8), serialize_u16(u16), serialize_u32(u32), serialize_u64(u64),
        serialize_u128(u128), serialize_f32(f32), serialize_f64(f64), serialize_char(char), serialize_str(&str),
        serialize_bytes(&[u8]), serialize_none(), serialize_unit(), serialize_unit_struct(&'static str),
        serialize_unit_variant(&'static str, u32, &'static str)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Found {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Found {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Found {
        Ok(matches!(self.first, PathStep::Name(name) if *name == variant)
            .then(|| select(value, self.rest))
            .flatten())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'p>, Error> {
        Ok(self.elements())
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'p>, Error> {
        Ok(self.elements())
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'p>, Error> {
        Ok(self.elements())
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'p>, Error> {
        Ok(self.within(variant).map_or_else(Parts::nothing, Self::elements))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'p>, Error> {
        Ok(self.members())
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'p>, Error> {
        Ok(self.members())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'p>, Error> {
        Ok(self.within(variant).map_or_else(Parts::nothing, Self::members))
    }

    fn collect_str<T: std::fmt::Display + ?Sized>(self, _: &T) -> Found {
        Ok(None)
    }
}

macro_rules! elements {
    ($($of:ident::$method:ident),+) => {$(
        impl $of for Parts<'_> {
            type Ok = Option<Value>;
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.element(value)
            }

            fn end(self) -> Found {
                Ok(self.found)
            }
        }
    )+};
}

macro_rules! members {
    ($($of:ident),+) => {$(
        impl $of for Parts<'_> {
            type Ok = Option<Value>;
            type Error = Error;

            #[inline]
            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
                self.member(name, value)
            }

            fn end(self) -> Found {
                Ok(self.found)
            }
        }
    )+};
}

elements! {
    SerializeSeq::serialize_element, SerializeTuple::serialize_element, SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
}
members! { SerializeStruct, SerializeStructVariant }

impl SerializeMap for Parts<'_> {
    type Ok = Option<Value>;
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.is_next = match self.wanted {
            Wanted::Name(wanted) => serde_json::to_value(key)? == *wanted,
            Wanted::Index(_) | Wanted::Nothing => false,
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        if self.is_next {
            self.found = select(value, self.rest);
        }
        Ok(())
    }

    fn end(self) -> Found {
        Ok(self.found)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde::Serialize;
    use serde_json::json;

    use super::*;
    use crate::data::PathStep::{Index, Name, Wildcard};

    #[derive(Serialize)]
    struct Order {
        id: Id,
        lines: Vec<Line>,
        pair: (u8, Option<Box<Line>>),
        by_name: BTreeMap<String, Method>,
        any: Value,
    }

    #[derive(Serialize)]
    struct Id(String);

    #[derive(Serialize)]
    struct Line {
        count: u8,
    }

    #[derive(Serialize)]
    enum Method {
        Cash,
        Card(Line),
        Both(u8, Line),
        Invoice { days: u8 },
    }

    /// What is found is what is in the JSON, and what is not found there is not found.
    #[test]
    fn finds_what_is_in_the_json() {
        let order = Order {
            id: Id("a".into()),
            lines: vec![Line { count: 1 }, Line { count: 2 }],
            pair: (3, Some(Box::new(Line { count: 4 }))),
            by_name: [
                ("cash", Method::Cash),
                ("card", Method::Card(Line { count: 5 })),
                ("both", Method::Both(6, Line { count: 7 })),
                ("invoice", Method::Invoice { days: 8 }),
            ]
            .into_iter()
            .map(|(name, method)| (name.to_owned(), method))
            .collect(),
            any: json!({ "a": [{ "b": null }] }),
        };
        let of = |name, steps: &[PathStep]| [&[Name("by_name"), Name(name)], steps].concat();
        for (steps, expected) in [
            (vec![Name("id")], Some(json!("a"))),
            (vec![Name("lines"), Index(1), Name("count")], Some(json!(2))),
            (vec![Name("lines"), Index(1)], Some(json!({ "count": 2 }))),
            (vec![Name("lines"), Index(2)], None),
            (vec![Name("lines"), Index(-1)], None),
            (vec![Name("lines"), Wildcard], None),
            (vec![Name("lines"), Name("count")], None),
            (vec![Name("id"), Name("count")], None),
            (vec![Index(0)], None),
            (vec![Name("pair"), Index(0)], Some(json!(3))),
            (vec![Name("pair"), Index(1), Name("count")], Some(json!(4))),
            (of("cash", &[]), Some(json!("Cash"))),
            (of("cash", &[Name("Cash")]), None),
            (of("card", &[Name("Card"), Name("count")]), Some(json!(5))),
            (of("card", &[Name("Cash"), Name("count")]), None),
            (of("both", &[Name("Both"), Index(1), Name("count")]), Some(json!(7))),
            (of("invoice", &[Name("Invoice"), Name("days")]), Some(json!(8))),
            (of("other", &[]), None),
            (vec![Name("any"), Name("a"), Index(0), Name("b")], Some(json!(null))),
            (vec![Name("none")], None),
        ] {
            assert_eq!(select(&order, &steps), expected, "{steps:?}");
        }
    }
}
