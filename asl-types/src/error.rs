//! Why a schema has no types.

use std::fmt;

/// Why there are no Rust types of a schema. The message says where in the schema, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The text is no JSON.
    Json {
        /// Counted from 1.
        line: usize,
        /// In bytes, counted from 1.
        column: usize,
        /// What is wrong there.
        message: String,
    },
    /// The JSON is no JSON Schema.
    NotASchema {
        /// A JSON pointer; empty for the whole file.
        place: String,
        /// What is wrong there.
        message: String,
    },
    /// A `$ref` that leads to no definition of the file.
    Reference {
        /// A JSON pointer to the `$ref`.
        place: String,
        /// What it says.
        reference: String,
    },
    /// A schema of a kind for which no types are written.
    Unsupported {
        /// Why, in the words of typify.
        reason: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json { line, column, message } => {
                write!(f, "line {line}, column {column}: this is no JSON: {message}")
            }
            Self::NotASchema { place, message } if place.is_empty() => {
                write!(f, "this is no JSON Schema: {message}")
            }
            Self::NotASchema { place, message } => write!(f, "{place}: this is no JSON Schema: {message}"),
            Self::Reference { place, reference } => write!(
                f,
                "{place}: `{reference}` leads nowhere; a `$ref` is `#`, `#/definitions/NAME` or `#/$defs/NAME`, and the definition stands at the top of the same file"
            ),
            Self::Unsupported { reason } => write!(
                f,
                "no Rust type can be written for this schema: {reason}; say it in simpler keywords, or write the type by hand and derive `asl_runtime::Shape` for it"
            ),
        }
    }
}

impl std::error::Error for Error {}
