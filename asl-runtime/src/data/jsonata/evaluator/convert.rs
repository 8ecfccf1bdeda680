//! Values of JSON and values of the evaluator.

use std::collections::HashMap;
use std::rc::Rc;

use jsonata_core::value::{JMap, JValue};
use serde_json::{Map, Value};

use super::reads::Reads;
use crate::data::jsonata::bound::{DEEPEST, LARGEST, TOO_LARGE};
use crate::data::jsonata::{Problem, number};

/// Converts the values of one evaluation.
///
/// The evaluator's numbers are doubles. A value that would lose by that is remembered: if it comes back as it went
/// in, the original is taken.
#[derive(Default)]
pub(super) struct Converter<'a> {
    originals: HashMap<usize, Original<'a>>,
}

struct Original<'a> {
    value: &'a Value,
    /// Keeps the place in memory taken by which it is known again.
    _converted: JValue,
}

impl<'a> Converter<'a> {
    /// The value as far as it is read.
    pub(super) fn read(&mut self, value: &'a Value, reads: &Reads) -> JValue {
        match (reads, value) {
            (Reads::Whole, _) => self.whole(value).0,
            (Reads::Members(wanted), Value::Object(members)) => {
                let found = wanted
                    .iter()
                    .filter_map(|(name, reads)| Some((name.clone(), self.read(members.get(name)?, reads))));
                object(found.collect())
            }
            (Reads::Members(_), Value::Array(elements)) => {
                JValue::array(elements.iter().map(|element| self.read(element, reads)).collect())
            }
            (Reads::Members(_), scalar) => plain(scalar),
        }
    }

    /// The value, and whether it would come back otherwise.
    fn whole(&mut self, value: &'a Value) -> (JValue, bool) {
        let mut loses = false;
        let converted = match value {
            Value::Array(elements) => JValue::array(
                elements
                    .iter()
                    .map(|element| {
                        let (element, element_loses) = self.whole(element);
                        loses |= element_loses;
                        element
                    })
                    .collect(),
            ),
            Value::Object(members) => object(
                members
                    .iter()
                    .map(|(name, member)| {
                        let (member, member_loses) = self.whole(member);
                        loses |= member_loses;
                        (name.clone(), member)
                    })
                    .collect(),
            ),
            Value::Number(number) => {
                loses = !number::survives(number);
                plain(value)
            }
            scalar => plain(scalar),
        };
        if loses && let Some(place) = place(&converted) {
            self.originals.insert(place, Original { value, _converted: converted.clone() });
        }
        (converted, loses)
    }

    /// The value as JSON.
    ///
    /// # Errors
    ///
    /// A function (JNA-27), or a value without bounds.
    pub(super) fn json(&self, value: &JValue) -> Result<Value, Problem> {
        let mut left = LARGEST;
        self.bounded(value, DEEPEST, &mut left)
    }

    fn bounded(&self, value: &JValue, depth: usize, left: &mut usize) -> Result<Value, Problem> {
        let size = if let JValue::String(text) = value { text.len() } else { 1 };
        *left = left.checked_sub(size).ok_or(TOO_LARGE)?;
        if let Some(original) = place(value).and_then(|place| self.originals.get(&place)) {
            return Ok(original.value.clone());
        }
        Ok(match value {
            // An undefined element is none: constructors leave it out.
            JValue::Null | JValue::Undefined => Value::Null,
            JValue::Bool(value) => Value::Bool(*value),
            JValue::Number(value) => number::json(*value),
            JValue::String(text) => Value::from(&**text),
            JValue::Array(elements) => {
                let depth = depth.checked_sub(1).ok_or(TOO_LARGE)?;
                elements.iter().map(|element| self.bounded(element, depth, left)).collect::<Result<_, _>>()?
            }
            JValue::Object(members) => {
                let depth = depth.checked_sub(1).ok_or(TOO_LARGE)?;
                let mut object = Map::new();
                for (name, member) in members.iter() {
                    object.insert(name.clone(), self.bounded(member, depth, left)?);
                }
                Value::Object(object)
            }
            JValue::Lambda(_) | JValue::Builtin { .. } | JValue::Regex { .. } => {
                return Err(Problem::Unsupported);
            }
        })
    }
}

/// A value without memory of where it comes from.
pub(super) fn plain(value: &Value) -> JValue {
    match value {
        Value::Null => JValue::Null,
        Value::Bool(value) => JValue::Bool(*value),
        Value::Number(number) => JValue::Number(number.as_f64().unwrap_or(f64::NAN)),
        Value::String(text) => JValue::string(text.as_str()),
        Value::Array(elements) => JValue::array(elements.iter().map(plain).collect()),
        Value::Object(members) => {
            object(members.iter().map(|(name, member)| (name.clone(), plain(member))).collect())
        }
    }
}

/// An object.
pub(super) fn object(members: Vec<(String, JValue)>) -> JValue {
    JValue::Object(Rc::new(members.into_iter().collect::<JMap>()))
}

/// Where an array or an object stands in memory.
pub(super) fn place(value: &JValue) -> Option<usize> {
    match value {
        JValue::Array(elements) => {
            let elements: &Vec<JValue> = elements;
            Some(std::ptr::from_ref(elements).addr())
        }
        JValue::Object(members) => Some(Rc::as_ptr(members).addr()),
        _ => None,
    }
}
