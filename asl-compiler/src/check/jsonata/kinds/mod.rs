//! Types of values, as far as they are known from literals, operators and functions.

mod call;
mod infer;
mod matching;
mod operator;
mod set;
#[cfg(test)]
mod tests;

pub(super) use infer::infer;
pub(super) use set::Kinds;

use std::ops::Range;

use crate::diagnostic::Code;

/// What can't be meant, in an expression.
#[derive(Debug, PartialEq)]
pub(super) struct Slip {
    pub(super) code: Code,
    pub(super) range: Range<usize>,
    /// Messages go on with where the expression stands.
    pub(super) message: String,
    pub(super) label: Option<String>,
    pub(super) help: Option<String>,
}

impl Slip {
    fn new(code: Code, range: &Range<usize>, message: impl Into<String>) -> Self {
        Self { code, range: range.clone(), message: message.into(), label: None, help: None }
    }

    fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
