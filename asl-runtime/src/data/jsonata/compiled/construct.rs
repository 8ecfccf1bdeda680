//! Arrays and objects that an expression writes down.

use std::borrow::Cow;

use super::Datum;
use super::datum::View;
use super::print::printed;
use crate::data::jsonata::Problem;

/// What stands between the brackets of an array.
#[derive(Debug, Clone)]
pub enum Element<'a> {
    /// A value; the elements of an array stand for it.
    Each(Datum<'a>),
    /// An array that is written down too: it stays whole.
    Whole(Datum<'a>),
}

/// `[a, b]`; what is undefined is left out.
pub fn array<'a, const N: usize>(elements: [Element<'a>; N]) -> Datum<'a> {
    let mut values = Vec::with_capacity(N);
    for element in elements {
        match element {
            Element::Each(value) => value.spread_into(&mut values),
            Element::Whole(value) if value.is_undefined() => {}
            Element::Whole(value) => values.push(value),
        }
    }
    Datum::array(values)
}

/// `{"key": value}` with keys that are literals, none of them twice; what is undefined is left out.
pub fn object<'a, const N: usize>(members: [(&'static str, Datum<'a>); N]) -> Datum<'a> {
    let members = members.into_iter().filter(|(_, value)| !value.is_undefined());
    Datum::object(members.map(|(key, value)| (Cow::Borrowed(key), value)).collect())
}

/// The keys of an object that are computed: `{key: value}`.
#[derive(Debug, Clone, Default)]
pub struct Keys<'a> {
    /// How many members have been asked.
    asked: usize,
    /// The keys that there are, with the places of their members.
    known: Vec<(usize, Cow<'a, str>)>,
}

impl<'a> Keys<'a> {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The key of the next member; a member without one is left out.
    ///
    /// # Errors
    ///
    /// A key that is no text (T1003), and one that occurs twice (D1009).
    pub fn add(&mut self, key: Datum<'a>) -> Result<(), Problem> {
        let place = self.asked;
        self.asked += 1;
        let key = match key.view() {
            View::Undefined => return Ok(()),
            View::Text(_) => key.into_text().unwrap_or_default(),
            _ => {
                let text =
                    format!("Key in object structure must evaluate to a string; got: {}", printed(&key));
                return Err(Problem::error("T1003", text));
            }
        };
        if self.known.iter().any(|(_, other)| *other == key) {
            let key = printed(&Datum::Text(key));
            return Err(Problem::error(
                "D1009",
                format!("Multiple key definitions evaluate to same key: {key}"),
            ));
        }
        self.known.push((place, key));
        Ok(())
    }

    /// The object; `value` gives the value of a member by its place.
    ///
    /// # Errors
    ///
    /// What `value` fails with.
    pub fn object(self, value: impl Fn(usize) -> Result<Datum<'a>, Problem>) -> Result<Datum<'a>, Problem> {
        let mut members = Vec::with_capacity(self.known.len());
        for (place, key) in self.known {
            let value = value(place)?;
            if !value.is_undefined() {
                members.push((key, value));
            }
        }
        Ok(Datum::object(members))
    }
}
