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
    /// The symbol that is missing there, or that stands before it.
    pub symbol: Option<&'static str>,
}

impl ParseError {
    pub(super) fn new(code: &'static str, range: Range<usize>, message: impl Into<String>) -> Self {
        Self { code: Some(code), error: ExpressionError::new(range, message), symbol: None }
    }

    /// A limit of this parser.
    pub(super) fn limit(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { code: None, error: ExpressionError::new(range, message), symbol: None }
    }

    /// With the symbol that is missing, or that it is about.
    pub(super) fn symbol(mut self, symbol: &'static str) -> Self {
        self.symbol = Some(symbol);
        self
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
