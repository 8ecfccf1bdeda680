//! What is wrong with a mock file.

use std::fmt;

use crate::testing::place::Place;

/// What is wrong with a mock file. `Debug` shows it as `Display` does: that is what a failing test prints.
#[non_exhaustive]
pub enum MockFileError {
    /// The file can't be read.
    #[non_exhaustive]
    Unreadable {
        /// Its name.
        file: String,
        /// Why.
        error: std::io::Error,
    },
    /// It holds mistakes, or not what was looked for.
    #[non_exhaustive]
    Wrong {
        /// All of them, in the order of the file.
        problems: Vec<Problem>,
    },
}

/// A mistake in a mock file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What, and what would mend it.
    pub message: String,
}

impl From<Problem> for MockFileError {
    fn from(problem: Problem) -> Self {
        Self::Wrong { problems: vec![problem] }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.message)
    }
}

impl fmt::Display for MockFileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { file, error } => write!(out, "`{file}` can't be read: {error}"),
            Self::Wrong { problems } => {
                for (index, problem) in problems.iter().enumerate() {
                    write!(out, "{}{problem}", if index == 0 { "" } else { "\n" })?;
                }
                Ok(())
            }
        }
    }
}

impl fmt::Debug for MockFileError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl std::error::Error for MockFileError {}
