//! JSONata expressions in the definition (JNA).

use crate::expression::jsonata::Node;

/// What stands between `{%` and `%}`.
#[derive(Debug, Clone, PartialEq)]
pub struct JsonataExpression {
    /// The text without the blanks around it, as the service quotes it in causes.
    pub text: String,
    /// Where the text begins in the string, in bytes.
    pub offset: usize,
    /// What it says; ranges count bytes of `text`.
    pub root: Node,
}
