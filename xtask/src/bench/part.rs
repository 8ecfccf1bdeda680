//! What a part of the benchmarks has found.

use serde_json::Value;

/// What became of a part of the benchmarks.
pub(crate) enum Outcome {
    /// It was measured.
    Measured(Part),
    /// It needs something that is not there: what, and what to do about it.
    Skipped(String),
}

/// What a part of the benchmarks has found.
pub(crate) struct Part {
    /// All figures, for machines.
    pub(crate) figures: Value,
    /// Tables in Markdown, for people.
    pub(crate) text: String,
    /// What is not as it must be.
    pub(crate) faults: Vec<String>,
}
