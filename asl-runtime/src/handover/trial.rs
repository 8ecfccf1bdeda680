//! A trial of a value's way to JSON and back, which makes no JSON.

use std::fmt::{self, Display, Write};

use serde::ser::{
    self, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// Whether JSON has a place for every part of a value whose type [is exact](crate::shape): then what is read of its JSON
/// is the value. It has none for numbers that are not finite or too long, nor for `Some` of what is written as `null`.
pub(crate) fn is_exact(value: &(impl Serialize + ?Sized)) -> bool {
    value.serialize(Trial::Anything).is_ok()
}

/// What stands in a place, for JSON to tell it apart.
#[derive(Clone, Copy)]
enum Trial {
    Anything,
    /// `null` would be read as `None`.
    AnythingButNull,
}

/// That JSON has no place for a value, or that the value can't be written at all.
#[derive(Debug)]
struct Inexact;

impl Display for Inexact {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("JSON has no place for it")
    }
}

impl std::error::Error for Inexact {}

impl ser::Error for Inexact {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

type Tried = Result<(), Inexact>;

impl Trial {
    fn null(self) -> Tried {
        match self {
            Self::Anything => Ok(()),
            Self::AnythingButNull => Err(Inexact),
        }
    }
}

/// Scalars that are read as they were written.
macro_rules! exact {
    ($($method:ident: $of:ty),+) => {$(
        #[inline]
        fn $method(self, _: $of) -> Tried {
            Ok(())
        }
    )+};
}

/// What JSON, as serde makes it, has no place for.
macro_rules! inexact {
    ($($method:ident: $of:ty),+) => {$(
        #[inline]
        fn $method(self, _: $of) -> Tried {
            Err(Inexact)
        }
    )+};
}

impl Serializer for Trial {
    type Ok = ();
    type Error = Inexact;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    exact! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_char: char,
        serialize_str: &str
    }
    inexact! { serialize_i128: i128, serialize_u128: u128, serialize_bytes: &[u8] }

    #[inline]
    fn serialize_f32(self, number: f32) -> Tried {
        if number.is_finite() { Ok(()) } else { Err(Inexact) }
    }

    #[inline]
    fn serialize_f64(self, number: f64) -> Tried {
        if number.is_finite() { Ok(()) } else { Err(Inexact) }
    }

    #[inline]
    fn serialize_none(self) -> Tried {
        self.null()
    }

    #[inline]
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Tried {
        value.serialize(Self::AnythingButNull)
    }

    #[inline]
    fn serialize_unit(self) -> Tried {
        self.null()
    }

    #[inline]
    fn serialize_unit_struct(self, _: &'static str) -> Tried {
        self.null()
    }

    #[inline]
    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Tried {
        Ok(())
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Tried {
        value.serialize(self)
    }

    #[inline]
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Tried {
        value.serialize(Self::Anything)
    }

    #[inline]
    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Inexact> {
        Ok(self)
    }

    #[inline]
    fn serialize_tuple(self, _: usize) -> Result<Self, Inexact> {
        Ok(self)
    }

    #[inline]
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Inexact> {
        Ok(self)
    }

    #[inline]
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Inexact> {
        Ok(self)
    }

    #[inline]
    fn serialize_map(self, _: Option<usize>) -> Result<Self, Inexact> {
        Ok(self)
    }

    #[inline]
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Inexact> {
        Ok(self)
    }

    #[inline]
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self, Inexact> {
        Ok(self)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Tried {
        displayed(value)
    }
}

/// What is written as a string by `Display`, which may fail.
fn displayed(value: &(impl Display + ?Sized)) -> Tried {
    struct Nowhere;
    impl Write for Nowhere {
        fn write_str(&mut self, _: &str) -> fmt::Result {
            Ok(())
        }
    }
    write!(Nowhere, "{value}").map_err(|_| Inexact)
}

/// The parts of a value, each in a place of its own.
macro_rules! parts {
    ($($of:ident::$method:ident),+) => {$(
        impl $of for Trial {
            type Ok = ();
            type Error = Inexact;

            #[inline]
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Tried {
                value.serialize(Self::Anything)
            }

            #[inline]
            fn end(self) -> Tried {
                Ok(())
            }
        }
    )+};
}

/// The same, where they have names.
macro_rules! named_parts {
    ($($of:ident),+) => {$(
        impl $of for Trial {
            type Ok = ();
            type Error = Inexact;

            #[inline]
            fn serialize_field<T: Serialize + ?Sized>(&mut self, _: &'static str, value: &T) -> Tried {
                value.serialize(Self::Anything)
            }

            #[inline]
            fn end(self) -> Tried {
                Ok(())
            }
        }
    )+};
}

parts! {
    SerializeSeq::serialize_element, SerializeTuple::serialize_element, SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
}
named_parts! { SerializeStruct, SerializeStructVariant }

impl SerializeMap for Trial {
    type Ok = ();
    type Error = Inexact;

    #[inline]
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Tried {
        key.serialize(Key)
    }

    #[inline]
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Tried {
        value.serialize(Self::Anything)
    }

    #[inline]
    fn end(self) -> Tried {
        Ok(())
    }
}

/// The name of a member: a string.
struct Key;

impl Serializer for Key {
    type Ok = ();
    type Error = Inexact;
    type SerializeSeq = Impossible<(), Inexact>;
    type SerializeTuple = Impossible<(), Inexact>;
    type SerializeTupleStruct = Impossible<(), Inexact>;
    type SerializeTupleVariant = Impossible<(), Inexact>;
    type SerializeMap = Impossible<(), Inexact>;
    type SerializeStruct = Impossible<(), Inexact>;
    type SerializeStructVariant = Impossible<(), Inexact>;

    exact! { serialize_char: char, serialize_str: &str }
    inexact! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_i128: i128, serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_u128: u128, serialize_f32: f32, serialize_f64: f64, serialize_bytes: &[u8],
        serialize_unit_struct: &'static str
    }

    #[inline]
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Tried {
        value.serialize(self)
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Tried {
        displayed(value)
    }

    fn serialize_none(self) -> Tried {
        Err(Inexact)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, _: &T) -> Tried {
        Err(Inexact)
    }

    fn serialize_unit(self) -> Tried {
        Err(Inexact)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Tried {
        Err(Inexact)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Tried {
        Err(Inexact)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, Inexact> {
        Err(Inexact)
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Inexact> {
        Err(Inexact)
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Inexact> {
        Err(Inexact)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Inexact> {
        Err(Inexact)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Inexact> {
        Err(Inexact)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeStruct, Inexact> {
        Err(Inexact)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Inexact> {
        Err(Inexact)
    }
}
