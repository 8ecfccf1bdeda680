//! Where something stands in a mock file.

use std::fmt;
use std::sync::Arc;

/// Where something stands in a mock file: `tests/mocks.json:12 (/MockedResponses/Paid/0)`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The file, as it was named.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
    /// The JSON pointer; empty for the file as a whole.
    pub pointer: String,
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}", self.file, self.line)?;
        match self.pointer.as_str() {
            "" => Ok(()),
            pointer => write!(out, " ({pointer})"),
        }
    }
}
