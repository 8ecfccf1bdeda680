//! Reading a handler's input into a struct that was generated from a payload template.
//!
//! Generated structs have no serde derives: those would cost more compile time than all else together.

use std::fmt;

use serde_json::{Map, Value};

/// A generated struct.
pub trait FromPayload: Sized {
    /// Reads the payload.
    ///
    /// # Errors
    ///
    /// The field that is missing, or of another type.
    fn from_payload(payload: &Value) -> Result<Self, PayloadError>;
}

/// Why a handler's input does not fit its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayloadError(String);

impl PayloadError {
    /// An error with a text.
    pub fn new(text: impl fmt::Display) -> Self {
        Self(text.to_string())
    }
}

impl fmt::Display for PayloadError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for PayloadError {}

/// The members of a payload.
#[derive(Debug, Clone, Copy)]
pub struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// The members of an object.
    ///
    /// # Errors
    ///
    /// The payload is no object.
    pub fn of(payload: &'a Value) -> Result<Self, PayloadError> {
        payload.as_object().map(Self).ok_or_else(|| PayloadError::new("the payload is not an object"))
    }

    fn get(self, key: &str) -> Result<&'a Value, PayloadError> {
        self.0.get(key).ok_or_else(|| PayloadError::new(format_args!("missing field `{key}`")))
    }

    fn read<T>(
        self,
        key: &str,
        expected: &str,
        read: impl FnOnce(&'a Value) -> Option<T>,
    ) -> Result<T, PayloadError> {
        read(self.get(key)?).ok_or_else(|| PayloadError::new(format_args!("field `{key}` is not {expected}")))
    }

    /// Any JSON.
    ///
    /// # Errors
    ///
    /// The field is missing.
    pub fn json(self, key: &str) -> Result<Value, PayloadError> {
        self.get(key).cloned()
    }

    /// A string.
    ///
    /// # Errors
    ///
    /// The field is missing or no string; likewise the functions below.
    pub fn string(self, key: &str) -> Result<String, PayloadError> {
        self.read(key, "a string", |value| value.as_str().map(str::to_owned))
    }

    /// A whole number.
    ///
    /// # Errors
    ///
    /// See [`string`](Self::string).
    pub fn integer(self, key: &str) -> Result<i64, PayloadError> {
        self.read(key, "a whole number", Value::as_i64)
    }

    /// A number.
    ///
    /// # Errors
    ///
    /// See [`string`](Self::string).
    pub fn float(self, key: &str) -> Result<f64, PayloadError> {
        self.read(key, "a number", Value::as_f64)
    }

    /// A boolean.
    ///
    /// # Errors
    ///
    /// See [`string`](Self::string).
    pub fn boolean(self, key: &str) -> Result<bool, PayloadError> {
        self.read(key, "a boolean", Value::as_bool)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_fields_and_says_what_is_wrong() {
        let payload = json!({"s": "x", "i": 3, "f": 1.5, "b": true, "n": null});
        let fields = Fields::of(&payload).expect("it is an object");
        assert_eq!(fields.string("s"), Ok("x".into()));
        assert_eq!(fields.integer("i"), Ok(3));
        assert_eq!(fields.float("f"), Ok(1.5));
        assert_eq!(fields.boolean("b"), Ok(true));
        assert_eq!(fields.json("n"), Ok(Value::Null));
        for (error, text) in [
            (fields.string("i").map(drop), "field `i` is not a string"),
            (fields.integer("f").map(drop), "field `f` is not a whole number"),
            (fields.json("z").map(drop), "missing field `z`"),
            (Fields::of(&Value::Null).map(drop), "the payload is not an object"),
        ] {
            assert_eq!(error.map_err(|error| error.to_string()), Err(text.into()));
        }
    }
}
