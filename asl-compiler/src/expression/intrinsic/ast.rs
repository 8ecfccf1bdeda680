//! What a call is made of.

use std::ops::Range;

use super::Intrinsic;
use crate::expression::path::Path;

/// A call of an intrinsic function.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// The call as it was written; error texts of the service quote it.
    pub text: String,
    /// Where it stands in the decoded text of its string.
    pub range: Range<usize>,
    /// Which function.
    pub function: Intrinsic,
    /// Its arguments.
    pub arguments: Vec<Argument>,
}

/// An argument and where it stands in the decoded text of its string.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// Where.
    pub range: Range<usize>,
    /// What.
    pub value: ArgumentValue,
}

/// The value of an argument (INT-2).
#[derive(Debug, Clone, PartialEq)]
pub enum ArgumentValue {
    /// `'text'`, with its escapes resolved (INT-3).
    ///
    /// In the template of `States.Format`, its first argument, `\\`, `\{` and `\}` stay as they were written,
    /// for the function to read: there a brace is not what an escaped brace is.
    Text(String),
    /// A number, `true`, `false` or `null`.
    Literal(serde_json::Value),
    /// `$…`, `$$…`, `$name…`
    Path(Path),
    /// A nested call.
    Call(Box<Call>),
}
