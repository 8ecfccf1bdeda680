//! Values while a compiled expression is evaluated.

use std::borrow::Cow;
use std::rc::Rc;

use serde_json::{Map, Value};

use crate::data::jsonata::signature::Typed;
use crate::data::member::member;

/// A value of an expression.
///
/// What comes out of the scope stays there: it is borrowed, however large it is, and its numbers stay as they are
/// (JNA-38). Only what an expression makes is held here.
///
/// It has a tag of its own, so that the kind of a value is looked at rather than computed.
#[derive(Debug, Clone)]
#[repr(u8)]
pub enum Datum<'a> {
    /// No value (JNA-30).
    Undefined,
    /// A value of the scope, or a part of one.
    Borrowed(&'a Value),
    /// A boolean.
    Boolean(bool),
    /// A number that was computed.
    Number(f64),
    /// A text.
    Text(Cow<'a, str>),
    /// An array.
    Array(Array<'a>),
    /// An object: its members in order, each name once.
    Object(Rc<Vec<(Cow<'a, str>, Self)>>),
    /// A function of the language, which is no JSON (JNA-27).
    Function,
}

/// An array that an expression has made.
#[derive(Debug, Clone)]
pub struct Array<'a> {
    pub(super) elements: Rc<Vec<Datum<'a>>>,
    pub(super) form: Form,
}

/// What becomes of an array where it is the value of a part of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// It stays as it is.
    Plain,
    /// A sequence: without elements it is undefined, and a single element stands for itself (JNA-39).
    Sequence,
    /// A sequence that keeps a single element in an array: `[]`.
    Kept,
}

/// `null`
pub const NULL: Datum<'static> = Datum::Borrowed(&Value::Null);

/// What a value of Rust's is in an expression: a number, a boolean, a text.
pub fn datum<'a>(value: impl Into<Datum<'a>>) -> Datum<'a> {
    value.into()
}

impl From<f64> for Datum<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Datum<'_> {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl<'a> From<&'a str> for Datum<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

/// What a value is, whoever holds it.
pub(super) enum View<'v, 'a> {
    Undefined,
    Null,
    Boolean(bool),
    Number(f64),
    Text(&'v str),
    Array(Elements<'v, 'a>),
    Object(Members<'v, 'a>),
    Function,
}

/// The elements of an array.
#[derive(Clone, Copy)]
pub(super) enum Elements<'v, 'a> {
    Borrowed(&'a [Value]),
    Made(&'v [Datum<'a>]),
}

/// The members of an object.
#[derive(Clone, Copy)]
pub(super) enum Members<'v, 'a> {
    Borrowed(&'a Map<String, Value>),
    Made(&'v [(Cow<'a, str>, Datum<'a>)]),
}

impl<'a> Datum<'a> {
    /// An array as an expression writes it down.
    pub(super) fn array(elements: Vec<Self>) -> Self {
        Self::Array(Array { elements: Rc::new(elements), form: Form::Plain })
    }

    /// What a sequence of values is as a value.
    pub(super) fn sequence(mut elements: Vec<Self>) -> Self {
        match elements.len() {
            0 => Self::Undefined,
            1 => elements.remove(0),
            _ => Self::Array(Array { elements: Rc::new(elements), form: Form::Sequence }),
        }
    }

    pub(super) fn object(members: Vec<(Cow<'a, str>, Self)>) -> Self {
        Self::Object(Rc::new(members))
    }

    pub(super) fn owned_text(text: impl Into<String>) -> Self {
        Self::Text(Cow::Owned(text.into()))
    }

    /// What a JSON value is that nobody else holds.
    pub(super) fn of(value: Value) -> Self {
        match value {
            Value::Null => NULL,
            Value::Bool(value) => Self::Boolean(value),
            Value::Number(number) => Self::Number(number.as_f64().unwrap_or(f64::NAN)),
            Value::String(text) => Self::Text(Cow::Owned(text)),
            Value::Array(elements) => Self::array(elements.into_iter().map(Self::of).collect()),
            Value::Object(members) => {
                let members = members.into_iter().map(|(name, member)| (Cow::Owned(name), Self::of(member)));
                Self::object(members.collect())
            }
        }
    }

    pub(super) fn view(&self) -> View<'_, 'a> {
        match self {
            Self::Undefined => View::Undefined,
            Self::Borrowed(value) => match value {
                Value::Null => View::Null,
                Value::Bool(value) => View::Boolean(*value),
                Value::Number(number) => View::Number(number.as_f64().unwrap_or(f64::NAN)),
                Value::String(text) => View::Text(text),
                Value::Array(elements) => View::Array(Elements::Borrowed(elements)),
                Value::Object(members) => View::Object(Members::Borrowed(members)),
            },
            Self::Boolean(value) => View::Boolean(*value),
            Self::Number(number) => View::Number(*number),
            Self::Text(text) => View::Text(text),
            Self::Array(array) => View::Array(Elements::Made(&array.elements)),
            Self::Object(members) => View::Object(Members::Made(members)),
            Self::Function => View::Function,
        }
    }

    /// The number that it is, if it is one.
    #[inline]
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Borrowed(Value::Number(number)) => Some(number.as_f64().unwrap_or(f64::NAN)),
            _ => None,
        }
    }

    pub(super) fn is_undefined(&self) -> bool {
        matches!(self, Self::Undefined)
    }

    /// The value once more, for a variable that is read.
    #[must_use]
    pub fn again(&self) -> Self {
        self.clone()
    }

    /// Whether it counts as true: in conditions, for `and` and `or`, for `$not`.
    pub fn holds(&self) -> bool {
        match self.view() {
            View::Undefined | View::Null | View::Function => false,
            View::Boolean(value) => value,
            // Not a number counts as true.
            View::Number(number) => number != 0.0,
            View::Text(text) => !text.is_empty(),
            View::Array(elements) => elements.iter().any(|element| element.holds()),
            View::Object(members) => members.len() > 0,
        }
    }

    /// The value's text, if it is one.
    pub(super) fn into_text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Borrowed(Value::String(text)) => Some(Cow::Borrowed(text)),
            _ => None,
        }
    }
}

impl<'v, 'a> Elements<'v, 'a> {
    pub(super) fn len(self) -> usize {
        match self {
            Self::Borrowed(elements) => elements.len(),
            Self::Made(elements) => elements.len(),
        }
    }

    pub(super) fn get(self, index: usize) -> Option<Datum<'a>> {
        match self {
            Self::Borrowed(elements) => elements.get(index).map(Datum::Borrowed),
            Self::Made(elements) => elements.get(index).cloned(),
        }
    }

    pub(super) fn iter(self) -> impl DoubleEndedIterator<Item = Datum<'a>> + ExactSizeIterator + use<'v, 'a> {
        (0..self.len()).map(move |index| self.get(index).unwrap_or(Datum::Undefined))
    }
}

impl<'v, 'a> Members<'v, 'a> {
    pub(super) fn len(self) -> usize {
        match self {
            Self::Borrowed(members) => members.len(),
            Self::Made(members) => members.len(),
        }
    }

    pub(super) fn get(self, name: &str) -> Option<Datum<'a>> {
        match self {
            Self::Borrowed(members) => member(members, name).map(Datum::Borrowed),
            Self::Made(members) => {
                members.iter().find(|(known, _)| known == name).map(|(_, member)| member.clone())
            }
        }
    }

    /// Calls `visit` for each member, in order.
    pub(super) fn for_each(self, mut visit: impl FnMut(Cow<'a, str>, Datum<'a>)) {
        match self {
            Self::Borrowed(members) => {
                members.iter().for_each(|(name, member)| visit(Cow::Borrowed(name), Datum::Borrowed(member)));
            }
            Self::Made(members) => {
                members.iter().for_each(|(name, member)| visit(name.clone(), member.clone()));
            }
        }
    }
}

impl Typed for Datum<'_> {
    fn letter(&self) -> char {
        match self.view() {
            View::Undefined => 'm',
            View::Null => 'l',
            View::Boolean(_) => 'b',
            View::Number(_) => 'n',
            View::Text(_) => 's',
            View::Array(_) => 'a',
            View::Object(_) => 'o',
            View::Function => 'f',
        }
    }

    fn elements_are(&self, letter: char) -> Option<bool> {
        match self.view() {
            View::Array(elements) => Some(elements.iter().all(|element| element.letter() == letter)),
            _ => None,
        }
    }
}
