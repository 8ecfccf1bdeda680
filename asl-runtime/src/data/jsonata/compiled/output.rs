//! Values as JSON.

use std::borrow::Cow;
use std::rc::Rc;

use serde_json::{Map, Value};

use super::Datum;
use crate::data::jsonata::bound::{DEEPEST, LARGEST, TOO_LARGE};
use crate::data::jsonata::{Problem, number};

impl Datum<'_> {
    /// The value of the whole expression; `None` is undefined.
    #[inline]
    pub(super) fn into_json(self) -> Result<Option<Value>, Problem> {
        match self {
            Self::Number(number) => Ok(Some(number::json(number))),
            other => other.made_json(),
        }
    }

    /// The same for what is no number that was computed.
    fn made_json(self) -> Result<Option<Value>, Problem> {
        match self {
            Self::Undefined => Ok(None),
            // A part of the scope was no smaller there.
            Self::Borrowed(value) => Ok(Some(value.clone())),
            Self::Boolean(value) => Ok(Some(Value::Bool(value))),
            value => json(value, DEEPEST, &mut { LARGEST }).map(Some),
        }
    }
}

/// The value, if it is no deeper and no larger than what is `left`.
fn json(value: Datum<'_>, depth: usize, left: &mut usize) -> Result<Value, Problem> {
    Ok(match value {
        // An undefined element is none: constructors leave it out.
        Datum::Undefined => Value::Null,
        Datum::Borrowed(value) => copy(value, depth, left)?,
        Datum::Boolean(value) => {
            spend(1, left)?;
            Value::Bool(value)
        }
        Datum::Number(number) => {
            spend(1, left)?;
            number::json(number)
        }
        Datum::Text(text) => {
            spend(text.len(), left)?;
            Value::String(text.into_owned())
        }
        Datum::Array(array) => {
            spend(1, left)?;
            let depth = depth.checked_sub(1).ok_or(TOO_LARGE)?;
            let elements = Rc::try_unwrap(array.elements).unwrap_or_else(|shared| (*shared).clone());
            elements.into_iter().map(|element| json(element, depth, left)).collect::<Result<_, _>>()?
        }
        Datum::Object(members) => {
            spend(1, left)?;
            let depth = depth.checked_sub(1).ok_or(TOO_LARGE)?;
            let members = Rc::try_unwrap(members).unwrap_or_else(|shared| (*shared).clone());
            let mut object = Map::with_capacity(members.len());
            for (name, member) in members {
                object.insert(Cow::into_owned(name), json(member, depth, left)?);
            }
            Value::Object(object)
        }
        Datum::Function => return Err(Problem::Unsupported),
    })
}

/// A copy of a part of the scope.
fn copy(value: &Value, depth: usize, left: &mut usize) -> Result<Value, Problem> {
    let size = if let Value::String(text) = value { text.len() } else { 1 };
    spend(size, left)?;
    Ok(match value {
        Value::Array(elements) => {
            let depth = depth.checked_sub(1).ok_or(TOO_LARGE)?;
            elements.iter().map(|element| copy(element, depth, left)).collect::<Result<_, _>>()?
        }
        Value::Object(members) => {
            let depth = depth.checked_sub(1).ok_or(TOO_LARGE)?;
            let mut object = Map::with_capacity(members.len());
            for (name, member) in members {
                object.insert(name.clone(), copy(member, depth, left)?);
            }
            Value::Object(object)
        }
        scalar => scalar.clone(),
    })
}

fn spend(size: usize, left: &mut usize) -> Result<(), Problem> {
    *left = left.checked_sub(size).ok_or(TOO_LARGE)?;
    Ok(())
}
