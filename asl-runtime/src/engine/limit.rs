//! Limits of an execution's data, where it has any.

use serde_json::Value;

use super::frame::FrameId;
use super::input::Engine;
use crate::data::limit;
use crate::program::{Failure, Payload, TaskInfo, TaskKind, Transition};

impl Engine {
    fn is_too_big(&self, value: &Value) -> bool {
        self.settings.limits.payload_bytes.is_some_and(|most| limit::exceeds(value, most))
    }

    /// A task's parameters that are too big for it (TASK-3).
    pub(super) fn parameters_too_big(
        &self,
        id: FrameId,
        task: &TaskInfo,
        payload: &Payload,
    ) -> Option<Failure> {
        self.settings.limits.payload_bytes?;
        let parameters = payload.get(&self.frames.get(id)?.input);
        self.is_too_big(parameters).then(|| limit::task_parameters(name(task)))
    }

    /// A task's result, if it is not too big (TASK-3).
    pub(super) fn limited_result(&self, task: &TaskInfo, result: Value) -> Result<Value, Failure> {
        if self.is_too_big(&result) { Err(limit::task_result(name(task))) } else { Ok(result) }
    }

    /// A state's output that is too big to go on (ERR-12).
    pub(super) fn output_too_big(&self, id: FrameId, transition: &Transition) -> Option<Failure> {
        let (Transition::Next(_, output) | Transition::End(output)) = transition else { return None };
        let state = self.state_of(self.frames.get(id)?)?;
        self.is_too_big(output).then(|| limit::state_output(state.name))
    }

    /// Whether an execution may have no event but its end (HIST-5).
    pub(super) fn history_full(&self, id: FrameId) -> Option<Failure> {
        let most = self.settings.limits.events?;
        let execution = self.executions.get(self.frames.get(id)?.execution)?;
        (execution.last_event.saturating_add(1) >= most).then(|| {
            Failure::runtime(format!("The execution reached the maximum number of history events ({most})."))
        })
    }
}

/// What causes call a task: the service, or the function's ARN.
fn name(task: &TaskInfo) -> &'static str {
    match task.kind {
        TaskKind::LambdaInvoke(_) => "lambda",
        TaskKind::StartExecution(_) => "states",
        TaskKind::Integration { resource_type, .. } => resource_type,
        TaskKind::Lambda | TaskKind::Activity | TaskKind::Other => task.resource,
    }
}
