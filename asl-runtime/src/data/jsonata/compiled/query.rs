//! Expressions that are functions of Rust.

use serde_json::Value;

use super::Datum;
use crate::data::jsonata::{Problem, Query, Scope};

/// What a compiled expression does.
pub type Body = for<'a> fn(&Scope<'a>) -> Result<Datum<'a>, Problem>;

/// An expression that the compiler has made Rust of.
///
/// What leads to it is inlined, so that in the end its function is called by name, or becomes part of the state's own.
#[derive(Debug, Clone, Copy)]
pub struct Compiled {
    text: &'static str,
    body: Body,
}

/// An expression with its text, without `{%` and `%}`.
pub const fn compiled(text: &'static str, body: Body) -> Compiled {
    Compiled { text, body }
}

impl Query for Compiled {
    fn text(&self) -> &str {
        self.text
    }

    #[inline]
    fn evaluate(&self, scope: &Scope<'_>) -> Result<Option<Value>, Problem> {
        (self.body)(scope)?.into_json()
    }

    #[inline]
    fn decide(&self, scope: &Scope<'_>) -> Result<Result<bool, Option<Value>>, Problem> {
        match (self.body)(scope)? {
            Datum::Boolean(value) | Datum::Borrowed(&Value::Bool(value)) => Ok(Ok(value)),
            other => other.into_json().map(Err),
        }
    }
}
