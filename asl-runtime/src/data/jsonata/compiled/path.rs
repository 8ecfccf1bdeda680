//! Fields and positions: `a.b[0]`.

use std::rc::Rc;

use serde_json::Value;

use super::Datum;
use super::datum::{Array, Form, View};
use crate::data::jsonata::Problem;
use crate::data::jsonata::bound::{LONGEST_SEQUENCE, TOO_LARGE};

/// A field, and the positions that are taken of each of its values, one after the other.
pub type Field<'s> = (&'s str, &'s [i64]);

impl<'a> Datum<'a> {
    /// What fields lead to; each maps over the elements of arrays.
    ///
    /// # Errors
    ///
    /// A sequence that is too long. So it is with `select` and `keep`.
    pub fn path(self, names: &[&str]) -> Result<Self, Problem> {
        let (mut value, mut names) = (self, names);
        // Through objects of the scope, which most paths lead, it goes without looking at each step.
        if let Self::Borrowed(found) = &mut value {
            while let (Value::Object(members), [name, rest @ ..]) = (&**found, names) {
                let Some(member) = members.get(*name) else { return Ok(Self::Undefined) };
                (*found, names) = (member, rest);
            }
            if names.is_empty() {
                return Ok(value);
            }
        }
        for (index, name) in names.iter().enumerate() {
            value = value.step((name, &[]), Place::of(index, names.len()))?;
        }
        Ok(value.collapsed())
    }

    /// What fields with positions lead to.
    pub fn select(self, fields: &[Field<'_>]) -> Result<Self, Problem> {
        Ok(self.walk(fields)?.collapsed())
    }

    /// What fields lead to that `[]` stands among: a single value comes out as an array.
    pub fn keep(self, fields: &[Field<'_>]) -> Result<Self, Problem> {
        let kept = match self.walk(fields)? {
            Self::Undefined => return Ok(Self::Undefined),
            Self::Array(Array { elements, form: Form::Sequence | Form::Kept }) => {
                Self::Array(Array { elements, form: Form::Kept })
            }
            value => match value.view() {
                View::Array(_) => value,
                _ => Self::Array(Array { elements: Rc::new(vec![value]), form: Form::Kept }),
            },
        };
        Ok(kept.collapsed())
    }

    fn walk(self, fields: &[Field<'_>]) -> Result<Self, Problem> {
        let mut value = self;
        for (index, field) in fields.iter().enumerate() {
            value = value.step(*field, Place::of(index, fields.len()))?;
        }
        Ok(value)
    }

    /// The element at a position, from the end if that is negative; of anything but an array the value itself is the
    /// only element.
    #[must_use]
    pub fn at(self, position: i64) -> Self {
        let found = match self.view() {
            View::Undefined => return Self::Undefined,
            View::Array(elements) => index(position, elements.len()).and_then(|index| elements.get(index)),
            _ => return if matches!(position, 0 | -1) { self } else { Self::Undefined },
        };
        found.unwrap_or(Self::Undefined)
    }

    /// One step of a path, before its sequence becomes a value.
    fn step(self, (name, positions): Field<'_>, place: Place) -> Result<Self, Problem> {
        let elements = match self.view() {
            View::Object(members) => {
                let Some(value) = members.get(name) else { return Ok(Self::Undefined) };
                if positions.is_empty() {
                    return Ok(value.result_of_step(place));
                }
                return gathered(vec![value.at_all(positions)], place);
            }
            View::Array(elements) => elements,
            _ => return Ok(Self::Undefined),
        };
        let mut values = Vec::with_capacity(elements.len());
        for element in elements.iter() {
            let value = element.field(name)?;
            if !value.is_undefined() {
                values.push(value.at_all(positions));
            }
        }
        gathered(values, place)
    }

    /// The value of a field; that of an array is the sequence of its elements' values.
    pub(super) fn field(&self, name: &str) -> Result<Self, Problem> {
        match self.view() {
            View::Object(members) => Ok(members.get(name).unwrap_or(Self::Undefined)),
            View::Array(elements) => {
                let mut values = Vec::with_capacity(elements.len());
                for element in elements.iter() {
                    element.field(name)?.spread_into(&mut values);
                }
                within_bounds(values.len())?;
                if values.is_empty() {
                    return Ok(Self::Undefined);
                }
                Ok(Self::Array(Array { elements: Rc::new(values), form: Form::Sequence }))
            }
            _ => Ok(Self::Undefined),
        }
    }

    fn at_all(self, positions: &[i64]) -> Self {
        positions.iter().fold(self, |value, position| value.at(*position))
    }

    /// The only value of a step.
    fn result_of_step(self, place: Place) -> Self {
        match self {
            Self::Array(Array { elements, form: Form::Sequence | Form::Kept }) => {
                Self::Array(Array { elements, form: Form::Sequence })
            }
            // What follows maps over the elements, and it is the elements' number that counts then.
            value if place == Place::Last => value,
            value => match value.view() {
                View::Array(elements) if elements.len() == 0 => Self::Undefined,
                _ => value,
            },
        }
    }

    /// A sequence as the value that it is.
    fn collapsed(self) -> Self {
        match self {
            Self::Array(Array { elements, form: Form::Sequence | Form::Kept }) if elements.is_empty() => {
                Self::Undefined
            }
            Self::Array(Array { elements, form: Form::Sequence }) if elements.len() == 1 => {
                elements.first().cloned().unwrap_or(Self::Undefined)
            }
            value => value,
        }
    }

    /// Adds the elements of an array, or the value.
    pub(super) fn spread_into(self, values: &mut Vec<Self>) {
        match self.view() {
            View::Undefined => {}
            View::Array(elements) => values.extend(elements.iter()),
            _ => values.push(self),
        }
    }
}

/// Where in its path a step is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Inner,
    Last,
}

impl Place {
    fn of(index: usize, count: usize) -> Self {
        if index + 1 == count { Self::Last } else { Self::Inner }
    }
}

/// The values of a step as one sequence. At the end of a path a single array stays what it is.
fn gathered(mut values: Vec<Datum<'_>>, place: Place) -> Result<Datum<'_>, Problem> {
    if let [value] = values.as_mut_slice() {
        return Ok(std::mem::replace(value, Datum::Undefined).result_of_step(place));
    }
    let mut elements = Vec::with_capacity(values.len());
    for value in values {
        value.spread_into(&mut elements);
    }
    within_bounds(elements.len())?;
    if elements.is_empty() {
        return Ok(Datum::Undefined);
    }
    Ok(Datum::Array(Array { elements: Rc::new(elements), form: Form::Sequence }))
}

fn index(position: i64, length: usize) -> Option<usize> {
    match usize::try_from(position) {
        Ok(index) => Some(index),
        Err(_) => length.checked_sub(usize::try_from(position.unsigned_abs()).ok()?),
    }
}

/// Whether a sequence is no longer than allowed.
pub(super) fn within_bounds(length: usize) -> Result<(), Problem> {
    if length > LONGEST_SEQUENCE { Err(TOO_LARGE) } else { Ok(()) }
}
