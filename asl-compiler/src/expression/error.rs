//! Why a text inside a string is not what it should be.

use std::ops::Range;

/// Why a text inside a string is not what it should be; the range counts bytes of the decoded text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpressionError {
    /// The part of the text to point at.
    pub range: Range<usize>,
    /// What is wrong, in lower case, without a final stop.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

impl ExpressionError {
    /// An error about a part of the text.
    pub fn new(range: Range<usize>, message: impl Into<String>) -> Self {
        Self { range, message: message.into(), help: None }
    }

    /// With advice.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl std::fmt::Display for ExpressionError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for ExpressionError {}
