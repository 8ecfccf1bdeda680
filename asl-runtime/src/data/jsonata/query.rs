//! What can be evaluated.

use serde_json::Value;

use super::{Problem, Scope};

/// An expression, however it is evaluated.
pub trait Query {
    /// The expression as causes show it: without `{%` and `%}` and the blanks around it.
    fn text(&self) -> &str;

    /// Its value; `None` is undefined.
    ///
    /// # Errors
    ///
    /// What goes wrong on the way.
    fn evaluate(&self, scope: &Scope<'_>) -> Result<Option<Value>, Problem>;

    /// Its value if that is a boolean; anything else as it is.
    ///
    /// # Errors
    ///
    /// What goes wrong on the way.
    fn decide(&self, scope: &Scope<'_>) -> Result<Result<bool, Option<Value>>, Problem> {
        Ok(match self.evaluate(scope)? {
            Some(Value::Bool(value)) => Ok(value),
            other => Err(other),
        })
    }
}
