//! Expressions that are functions of Rust.

use serde_json::Value;

use super::Datum;
use crate::data::jsonata::{Problem, Query, Scope};

/// What a compiled expression does.
pub type Body = for<'a> fn(&Scope<'a>) -> Result<Datum<'a>, Problem>;

/// An expression that the compiler has made Rust of.
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

    fn evaluate(&self, scope: &Scope<'_>) -> Result<Option<Value>, Problem> {
        (self.body)(scope)?.into_json()
    }

    fn decide(&self, scope: &Scope<'_>) -> Result<Result<bool, Option<Value>>, Problem> {
        match (self.body)(scope)? {
            Datum::Boolean(value) | Datum::Borrowed(&Value::Bool(value)) => Ok(Ok(value)),
            other => other.into_json().map(Err),
        }
    }
}
