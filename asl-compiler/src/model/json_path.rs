//! The data flow of JSONPath, whatever the type of the state (FLOW).

use super::{InputPath, MapWork, OutputPath, PlainFlow, ResultFields, ResultPath, StateKind, Template, Work};

/// The fields of JSONPath of a state.
#[derive(Debug, Clone, Copy)]
pub struct JsonPathFields<'m> {
    /// `InputPath`.
    pub input_path: &'m InputPath,
    /// `Parameters`; not those of a Map, which belong to its items.
    pub parameters: Option<&'m Template>,
    /// `ResultSelector`.
    pub result_selector: Option<&'m Template>,
    /// `ResultPath`, of states that have a result.
    pub result_path: Option<&'m ResultPath>,
    /// `OutputPath`.
    pub output_path: &'m OutputPath,
}

impl StateKind {
    /// The fields of JSONPath; `None` for a state in JSONata, and for a Fail.
    pub fn json_path(&self) -> Option<JsonPathFields<'_>> {
        match self {
            Self::Task(task) => task.flow.json_path().map(JsonPathFields::of_work),
            Self::Pass(pass) => pass.flow.json_path().map(|made| JsonPathFields {
                input_path: &made.input_path,
                parameters: made.parameters.as_ref(),
                result_selector: None,
                result_path: Some(&made.result_path),
                output_path: &made.output_path,
            }),
            Self::Choice(choice) => JsonPathFields::of_plain(&choice.flow),
            Self::Wait(wait) => JsonPathFields::of_plain(&wait.flow),
            Self::Succeed(succeed) => JsonPathFields::of_plain(&succeed.flow),
            Self::Fail(_) => None,
            Self::Parallel(parallel) => parallel.flow.json_path().map(JsonPathFields::of_work),
            Self::Map(map) => map
                .flow
                .json_path()
                .map(|MapWork { input_path, result }| JsonPathFields::of(input_path, None, result)),
        }
    }
}

impl<'m> JsonPathFields<'m> {
    fn of(input_path: &'m InputPath, parameters: Option<&'m Template>, result: &'m ResultFields) -> Self {
        Self {
            input_path,
            parameters,
            result_selector: result.selector.as_ref(),
            result_path: Some(&result.path),
            output_path: &result.output_path,
        }
    }

    fn of_work(work: &'m Work) -> Self {
        Self::of(&work.input_path, work.parameters.as_ref(), &work.result)
    }

    fn of_plain(flow: &'m PlainFlow) -> Option<Self> {
        flow.json_path().map(|filters| Self {
            input_path: &filters.input_path,
            parameters: None,
            result_selector: None,
            result_path: None,
            output_path: &filters.output_path,
        })
    }
}
