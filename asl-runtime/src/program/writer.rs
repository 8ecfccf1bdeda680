//! What becomes of the results of a distributed Map with a `ResultWriter` (DMAP-18).

use serde_json::Value;

/// `ResultWriter`.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultWriter {
    /// The evaluated `Parameters`: `Bucket` and `Prefix`. Without them the results are the state's result.
    pub destination: Option<Value>,
    /// `WriterConfig.Transformation`
    pub transformation: Transformation,
    /// `WriterConfig.OutputType`
    pub output_type: OutputType,
}

/// `WriterConfig.Transformation`: what is told of a child execution that succeeded. Of any other all is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Transformation {
    /// `NONE`: everything that is known of it, with its input and output as text.
    None,
    /// `COMPACT`: its output.
    Compact,
    /// `FLATTEN`: its output; the elements of an array one by one.
    Flatten,
}

/// `WriterConfig.OutputType`: the form of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutputType {
    /// `JSON`: an array.
    Json,
    /// `JSONL`: a line for each result.
    JsonLines,
}
