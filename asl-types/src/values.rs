//! Keywords that hold values, and what those may be.

use serde_json::{Map, Value};

use crate::error::Error;
use crate::place::Place;

/// What the value of a keyword is.
#[derive(Clone, Copy)]
enum Kind {
    Number,
    Count,
    Text,
    Boolean,
    Values,
    Names,
    Types,
}

const KEYWORDS: [(&str, Kind); 17] = [
    ("$id", Kind::Text),
    ("description", Kind::Text),
    ("enum", Kind::Values),
    ("exclusiveMaximum", Kind::Number),
    ("exclusiveMinimum", Kind::Number),
    ("format", Kind::Text),
    ("maxItems", Kind::Count),
    ("maxProperties", Kind::Count),
    ("maximum", Kind::Number),
    ("minItems", Kind::Count),
    ("minProperties", Kind::Count),
    ("minimum", Kind::Number),
    ("multipleOf", Kind::Number),
    ("required", Kind::Names),
    ("title", Kind::Text),
    ("type", Kind::Types),
    ("uniqueItems", Kind::Boolean),
];

const TYPES: [&str; 7] = ["array", "boolean", "integer", "null", "number", "object", "string"];

/// That values are of the kinds that their keywords take.
pub(crate) fn check(schema: &Map<String, Value>, place: Place<'_>) -> Result<(), Error> {
    for (keyword, kind) in KEYWORDS {
        if let Some(value) = schema.get(keyword)
            && let Err(message) = kind.check(value)
        {
            return Err(Error::NotASchema { place: place.member(keyword).to_string(), message });
        }
    }
    Ok(())
}

impl Kind {
    fn check(self, value: &Value) -> Result<(), String> {
        let (fits, expected) = match self {
            Self::Number => (value.is_number(), "a number"),
            Self::Count => (value.as_u64().is_some_and(|count| u32::try_from(count).is_ok()), "a count"),
            Self::Text => (value.is_string(), "a string"),
            Self::Boolean => (value.is_boolean(), "`true` or `false`"),
            Self::Values => (value.is_array(), "an array of values"),
            Self::Names => (
                value.as_array().is_some_and(|names| names.iter().all(Value::is_string)),
                "an array of the names of properties",
            ),
            Self::Types => return check_types(value),
        };
        if fits { Ok(()) } else { Err(format!("expected {expected}")) }
    }
}

fn check_types(types: &Value) -> Result<(), String> {
    let all = types.as_array().map_or(std::slice::from_ref(types), Vec::as_slice);
    match all.iter().find(|of| !of.as_str().is_some_and(|of| TYPES.contains(&of))) {
        Some(unknown) => {
            let known = TYPES.map(|of| format!("`{of}`")).join(", ");
            Err(format!("{unknown} is no type; types are {known}"))
        }
        None => Ok(()),
    }
}
