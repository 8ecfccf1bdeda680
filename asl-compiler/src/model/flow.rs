//! The fields of the JSONPath data flow (FLOW).

use super::Spanned;
use crate::expression::path::{Path, ReferencePath};

/// `InputPath` or `OutputPath`: what of a document goes on (FLOW-1, FLOW-2, FLOW-11).
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Filter {
    /// Absent or `$`: all of it.
    #[default]
    Whole,
    /// `null`: `{}`.
    Nothing,
    /// What the path selects.
    Path(Spanned<Path>),
}

/// `InputPath`.
pub type InputPath = Filter;

/// `OutputPath`.
pub type OutputPath = Filter;

/// `ResultPath`: where the result goes (FLOW-6 to FLOW-10).
#[derive(Debug, Clone, PartialEq, Default)]
pub enum ResultPath {
    /// Absent or `$`: the result replaces the input.
    #[default]
    Replace,
    /// `null`: the result is dropped.
    Discard,
    /// The result is written into the raw input there.
    Insert(Spanned<ReferencePath>),
}
