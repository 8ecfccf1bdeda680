//! What a state does with data, in either query language (FLOW, JNA-50).

use super::{Literal, Spanned, Template};
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

/// What a state does with data, in its query language: the fields of JSONPath, or those of JSONata.
#[derive(Debug, Clone, PartialEq)]
pub enum Flow<P, J = Output> {
    /// JSONPath.
    JsonPath(P),
    /// JSONata.
    Jsonata(J),
}

impl<P, J> Flow<P, J> {
    /// The fields of JSONPath, in a state of that language.
    pub fn json_path(&self) -> Option<&P> {
        match self {
            Self::JsonPath(fields) => Some(fields),
            Self::Jsonata(_) => None,
        }
    }

    /// The fields of JSONata, in a state of that language.
    pub fn jsonata(&self) -> Option<&J> {
        match self {
            Self::JsonPath(_) => None,
            Self::Jsonata(fields) => Some(fields),
        }
    }
}

/// Task and Parallel.
pub type WorkFlow = Flow<Work, Arguments>;
/// Map; what goes into its items is apart from it.
pub type MapFlow = Flow<MapWork>;
/// Pass.
pub type PassFlow = Flow<Made>;
/// Choice, Wait and Succeed.
pub type PlainFlow = Flow<Filters>;
/// A catcher.
pub type CatchFlow = Flow<ResultPath>;

impl WorkFlow {
    /// What becomes of the result.
    pub fn result(&self) -> Flow<&ResultFields, &Output> {
        match self {
            Self::JsonPath(work) => Flow::JsonPath(&work.result),
            Self::Jsonata(arguments) => Flow::Jsonata(&arguments.output),
        }
    }
}

impl MapFlow {
    /// What becomes of the result.
    pub fn result(&self) -> Flow<&ResultFields, &Output> {
        match self {
            Self::JsonPath(work) => Flow::JsonPath(&work.result),
            Self::Jsonata(output) => Flow::Jsonata(output),
        }
    }
}

impl Flow<&ResultFields, &Output> {
    /// Whether the state is left with the result as it came.
    pub fn is_whole(&self) -> bool {
        match self {
            Self::JsonPath(fields) => **fields == ResultFields::default(),
            Self::Jsonata(output) => output.is_none(),
        }
    }
}

/// JSONPath around the work of a Task or Parallel.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Work {
    /// `InputPath`.
    pub input_path: InputPath,
    /// `Parameters`.
    pub parameters: Option<Template>,
    /// What becomes of the result.
    pub result: ResultFields,
}

/// JSONPath around the work of a Map.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MapWork {
    /// `InputPath`.
    pub input_path: InputPath,
    /// What becomes of the result.
    pub result: ResultFields,
}

/// JSONPath of what becomes of a result.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ResultFields {
    /// `ResultSelector`.
    pub selector: Option<Template>,
    /// `ResultPath`.
    pub path: ResultPath,
    /// `OutputPath`.
    pub output_path: OutputPath,
}

/// JSONPath of a Pass.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Made {
    /// `InputPath`.
    pub input_path: InputPath,
    /// `Result`, taken literally (FLOW-12).
    pub result: Option<Literal>,
    /// `Parameters`; without effect beside `Result`.
    pub parameters: Option<Template>,
    /// `ResultPath`.
    pub result_path: ResultPath,
    /// `OutputPath`.
    pub output_path: OutputPath,
}

/// JSONPath of a state that only lets data through.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filters {
    /// `InputPath`.
    pub input_path: InputPath,
    /// `OutputPath`.
    pub output_path: OutputPath,
}

/// JSONata around the work of a Task or Parallel.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Arguments {
    /// `Arguments`; without it the work gets the state's input (JNA-51).
    pub arguments: Option<Template>,
    /// `Output`.
    pub output: Output,
}

/// `Output` of JSONata; without it the default of JNA-51.
pub type Output = Option<Template>;
