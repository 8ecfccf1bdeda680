//! The Map state, inline and distributed (MAP, DMAP).

use super::{Assign, Catcher, Literal, MapFlow, Next, Quantity, Retrier, Scope, Spanned, Template};
use crate::expression::{path::Path, resource::Resource};

/// A Map.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// What goes in and what comes out.
    pub flow: MapFlow,
    /// Where the items come from.
    pub items: MapItems,
    /// `ItemSelector`, or `Parameters` under its old name (MAP-5).
    pub item_selector: Option<Template>,
    /// `ItemBatcher` (DMAP-13).
    pub item_batcher: Option<ItemBatcher>,
    /// `ResultWriter` (DMAP-18).
    pub result_writer: Option<ResultWriter>,
    /// `ItemProcessor`, or `Iterator` under its old name.
    pub processor: Scope,
    /// `ProcessorConfig`.
    pub mode: ProcessorMode,
    /// `Label` (NAME-4).
    pub label: Option<Spanned<String>>,
    /// `MaxConcurrency` or `MaxConcurrencyPath`; absent and 0 mean no limit.
    pub max_concurrency: Option<Quantity<u32>>,
    /// `ToleratedFailureCount` and `ToleratedFailurePercentage`.
    pub tolerance: Tolerance,
    /// `Assign`.
    pub assign: Option<Assign>,
    /// `Retry`.
    pub retry: Vec<Retrier>,
    /// `Catch`.
    pub catch: Vec<Catcher>,
    /// `Next` or `End`.
    pub next: Next,
}

/// Where items come from (MAP-2, DMAP-5).
#[derive(Debug, Clone, PartialEq)]
pub enum MapItems {
    /// No `ItemsPath`, no `Items`: the effective input itself.
    Input,
    /// `ItemsPath`
    Path(Spanned<Path>),
    /// `Items` in JSONata: an expression, or an array or object that may hold some.
    Items(Template),
    /// `ItemReader`
    Reader(Box<ItemReader>),
}

/// `ItemReader` (DMAP-5).
#[derive(Debug, Clone, PartialEq)]
pub struct ItemReader {
    /// `Resource`.
    pub resource: Spanned<Resource>,
    /// `Parameters`, in JSONata `Arguments`.
    pub parameters: Option<Template>,
    /// `ReaderConfig` as it was written; it has been checked (DMAP-6 to DMAP-9b).
    pub config: Option<Literal>,
    /// `MaxItems` or `MaxItemsPath` of the `ReaderConfig`.
    pub max_items: Option<Quantity<u32>>,
}

/// `ItemBatcher` (DMAP-13).
#[derive(Debug, Clone, PartialEq)]
pub struct ItemBatcher {
    /// `MaxItemsPerBatch` or its path.
    pub max_items_per_batch: Option<Quantity<u32>>,
    /// `MaxInputBytesPerBatch` or its path.
    pub max_input_bytes_per_batch: Option<Quantity<u32>>,
    /// `BatchInput`.
    pub batch_input: Option<Template>,
}

/// `ResultWriter` (DMAP-18).
#[derive(Debug, Clone, PartialEq)]
pub struct ResultWriter {
    /// `Resource`.
    pub resource: Option<Spanned<Resource>>,
    /// `Parameters`, in JSONata `Arguments`.
    pub parameters: Option<Template>,
    /// `WriterConfig.Transformation`.
    pub transformation: Option<Transformation>,
    /// `WriterConfig.OutputType`.
    pub output_type: Option<OutputType>,
}

/// `WriterConfig.Transformation` (DMAP-18).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Transformation {
    /// `NONE`: all that is known of a child execution.
    None,
    /// `COMPACT`: its output.
    Compact,
    /// `FLATTEN`: its output, arrays opened.
    Flatten,
}

/// `WriterConfig.OutputType` (DMAP-18).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutputType {
    /// `JSON`: arrays.
    Json,
    /// `JSONL`: lines.
    JsonLines,
}

/// `ProcessorConfig.Mode` (MAP-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProcessorMode {
    /// `INLINE`: iterations within the execution.
    Inline,
    /// `DISTRIBUTED`: an execution for each item or batch.
    Distributed(ExecutionType),
}

/// `ProcessorConfig.ExecutionType`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExecutionType {
    /// `STANDARD`
    Standard,
    /// `EXPRESS`
    Express,
}

/// How many failed items a distributed Map bears (DMAP-14).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tolerance {
    /// `ToleratedFailureCount` or its path.
    pub count: Option<Quantity<u32>>,
    /// `ToleratedFailurePercentage` or its path.
    pub percentage: Option<Quantity<f64>>,
}
