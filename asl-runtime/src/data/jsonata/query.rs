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
}
