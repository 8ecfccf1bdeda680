//! Limits of an execution's data, where it has any.

use serde_json::Value;

use super::frame::FrameId;
use super::input::Engine;
use crate::data::limit;
use crate::program::{Failure, Payload, StateData, TaskInfo, TaskKind, Transition};

impl Engine {
    fn is_too_big(&self, value: &Value) -> bool {
        self.settings.limits.payload_bytes.is_some_and(|most| limit::exceeds(value, most))
    }

    /// The input of a child execution that is too big to start with (DMAP-22).
    pub(super) fn child_input_too_big(&self, input: &Value) -> Option<Failure> {
        self.is_too_big(input).then(limit::child_input)
    }

    /// A task's parameters that are too big for it (TASK-3).
    pub(super) fn parameters_too_big(
        &self,
        id: FrameId,
        task: &TaskInfo,
        payload: &Payload,
    ) -> Option<Failure> {
        self.settings.limits.payload_bytes?;
        let parameters = payload.json(&self.frames.get(id)?.input);
        self.is_too_big(parameters).then(|| limit::task_parameters(name(task)))
    }

    /// A task's result, if it is not too big (TASK-3).
    pub(super) fn limited_result(&self, task: &TaskInfo, result: StateData) -> Result<StateData, Failure> {
        if self.is_too_big(result.json()) { Err(limit::task_result(name(task))) } else { Ok(result) }
    }

    /// Why a result would not be taken, if it would not.
    #[cfg(feature = "durable")]
    pub(crate) fn refuses(&self, attempt: super::AttemptId, result: &Value) -> Option<Failure> {
        let task = self.task_at_work(attempt)?;
        let task = self.info.tasks.get(usize::from(task.0))?;
        self.is_too_big(result).then(|| limit::task_result(name(task)))
    }

    /// A state's output that is too big to go on (ERR-12).
    pub(super) fn output_too_big(&self, id: FrameId, transition: &Transition) -> Option<Failure> {
        self.settings.limits.payload_bytes?;
        let frame = self.frames.get(id)?;
        let state = self.state_of(frame)?;
        let output = transition.output(&frame.input)?.json();
        self.is_too_big(output).then(|| limit::state_output(state.name))
    }

    /// Variables that would get too big: those of one Assign, or all of the execution (VAR-17).
    pub(super) fn assigned_too_big(&self, id: FrameId, transition: &Transition) -> Option<Failure> {
        let limits = self.settings.limits.variables?;
        let assigned = transition.assigned();
        if assigned.is_empty() {
            return None;
        }
        let bytes: usize = assigned.iter().map(|(_, value)| limit::bytes(value)).sum();
        if bytes > limits.assign_bytes {
            return Some(limit::assigned());
        }
        let frame = self.frames.get(id)?;
        let replaced = |name: &str| assigned.iter().any(|(assigned, _)| *assigned == name);
        let kept = frame.variables.own().filter(|(name, _)| !replaced(name));
        let others = self.frames.iter().filter(|other| other.execution == frame.execution);
        let others = others.filter(|other| !std::ptr::eq(*other, frame));
        let all = others.flat_map(|frame| frame.variables.own()).chain(kept);
        let all: usize = all.map(|(_, value)| limit::bytes(value)).sum();
        (all + bytes > limits.execution_bytes).then(limit::variables)
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
