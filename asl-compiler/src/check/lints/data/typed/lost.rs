//! Input that a state has replaced by its result (STRICT-17).

use super::super::missing::Site;
use super::super::shape::{Via, Way};
use crate::model::{Flow, QueryLanguage, ResultPath, State, StateKind};
use crate::typed::{Origin, Part, PartStep};

impl Site<'_> {
    /// Where a path looks in a result for what was in the input: the state that replaced the one by the other, in words.
    pub(super) fn replaced(&self, way: Option<Way>, part: &Part) -> Option<String> {
        let starts = matches!(part.steps.first(), Some(PartStep::Field(_) | PartStep::Mapped(_)));
        let node = self.solution.nodes.get(self.index)?;
        let only = || node.incoming.keys().next().copied().filter(|_| node.incoming.len() == 1);
        let from = way.or_else(only).filter(|way| way.via == Via::Next)?;
        let state = self.solution.nodes.get(from.from)?.state;
        if !starts || part.origin == Origin::Input || !replaces(state) {
            return None;
        }
        let advice = match state.language {
            QueryLanguage::JsonPath => "a ResultPath keeps both",
            QueryLanguage::Jsonata => "Output can keep both, and Assign what is needed later",
        };
        Some(format!(" after state {} has replaced its input by its result ({advice})", state.name.value))
    }
}

/// Whether the result of a state's work is what goes on.
fn replaces(state: &State) -> bool {
    match &state.kind {
        StateKind::Task(task) => match &task.flow {
            Flow::JsonPath(work) => work.result.path == ResultPath::Replace,
            Flow::Jsonata(work) => work.output.is_none(),
        },
        StateKind::Parallel(parallel) => match &parallel.flow {
            Flow::JsonPath(work) => work.result.path == ResultPath::Replace,
            Flow::Jsonata(work) => work.output.is_none(),
        },
        StateKind::Map(map) => match &map.flow {
            Flow::JsonPath(work) => work.result.path == ResultPath::Replace,
            Flow::Jsonata(output) => output.is_none(),
        },
        StateKind::Pass(_)
        | StateKind::Choice(_)
        | StateKind::Wait(_)
        | StateKind::Succeed(_)
        | StateKind::Fail(_) => false,
    }
}
