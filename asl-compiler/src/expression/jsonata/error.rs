//! Why a text is not JSONata.

use std::ops::Range;

use crate::expression::ExpressionError;

/// Why a text is not JSONata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// The code of the reference implementation (`S0101` …); `None` for a limit of this parser.
    pub code: Option<&'static str>,
    /// Where and what.
    pub error: ExpressionError,
}

impl ParseError {
    pub(super) fn new(code: &'static str, range: Range<usize>, message: impl Into<String>) -> Self {
        Self { code: Some(code), error: ExpressionError::new(range, message) }
    }

    /// With advice.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.error.help = Some(help.into());
        self
    }
}

impl std::fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.error)
    }
}

impl std::error::Error for ParseError {}
