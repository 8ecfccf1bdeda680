//! What `states:startExecution` comes to, whoever runs the child (TASK-14).

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::engine::Outcome;
use crate::error::TaskError;
use crate::program::{Failure, IntegrationPattern, TaskInfo};
use crate::time::Timestamp;
use crate::workflow::{Blueprint, ExecutionError};

/// An execution that was started by another one.
pub(crate) struct Started {
    pub(crate) arn: String,
    pub(crate) name: String,
    pub(crate) state_machine_arn: String,
    pub(crate) input: Value,
    pub(crate) start: Timestamp,
}

/// The registered workflow that a task means. `None`: there is none, and a handler is to be called.
pub(crate) fn find(
    blueprint: &Blueprint,
    task: &'static TaskInfo,
    parameters: &Value,
) -> Option<Result<Arc<Blueprint>, Failure>> {
    let arn = parameters.get("StateMachineArn").and_then(Value::as_str).unwrap_or_default();
    match blueprint.registered.iter().rev().find(|registered| registered.answers_to(arn)) {
        Some(registered) => Some(Ok(Arc::clone(&registered.blueprint))),
        None => (!blueprint.dispatch.serves(task)).then(|| Err(does_not_exist(arn))),
    }
}

/// The input that the parameters give a child.
pub(crate) fn input(parameters: &Value) -> Result<Value, Failure> {
    // No input, and null too, is an empty object (FLOW-15).
    match parameters.get("Input") {
        None | Some(Value::Null) => Ok(Value::Object(Map::new())),
        // The API takes text: a string is the JSON of the input (TASK-16).
        Some(Value::String(text)) => serde_json::from_str(text).map_err(|error| {
            refused("InvalidExecutionInput", &format!("Invalid State Machine Execution Input: '{error}'"))
        }),
        Some(input) => Ok(input.clone()),
    }
}

/// Why a child may not start.
pub(crate) fn refusal(error: &ExecutionError) -> Failure {
    match error {
        ExecutionError::InvalidName { name, .. } => {
            refused("InvalidName", &format!("Invalid Name: '{name}'"))
        }
        _ => refused("ValidationException", &error.to_string()),
    }
}

/// The answer of StartExecution (API-10).
pub(crate) fn answer(started: &Started) -> Value {
    json!({ "ExecutionArn": started.arn, "StartDate": started.start.to_string() })
}

/// The answer of DescribeExecution, which `.sync` waits for.
pub(crate) fn describe(
    started: &Started,
    pattern: IntegrationPattern,
    outcome: Outcome,
    stop: Timestamp,
) -> Result<Value, TaskError> {
    let data = |value: &Value| match pattern {
        IntegrationPattern::Sync2 => value.clone(),
        _ => Value::String(value.to_string()),
    };
    let (status, error, cause) = match &outcome {
        Outcome::Succeeded(_) => ("SUCCEEDED", None, None),
        Outcome::Failed(failure) => ("FAILED", failure.error(), failure.cause()),
        Outcome::TimedOut => ("TIMED_OUT", None, None),
        Outcome::Aborted { error, cause } => ("ABORTED", error.as_deref(), cause.as_deref()),
    };
    // Members come in alphabetical order, as the service has them.
    let mut described = Map::new();
    let mut add = |key: &str, value: Value| drop(described.insert(key.into(), value));
    cause.into_iter().for_each(|cause| add("Cause", cause.into()));
    error.into_iter().for_each(|error| add("Error", error.into()));
    add("ExecutionArn", started.arn.as_str().into());
    add("Input", data(&started.input));
    add("InputDetails", json!({ "Included": true }));
    add("Name", started.name.as_str().into());
    if let Outcome::Succeeded(output) = &outcome {
        add("Output", data(output));
        add("OutputDetails", json!({ "Included": true }));
    }
    add("StartDate", started.start.to_string().into());
    add("StateMachineArn", started.state_machine_arn.as_str().into());
    add("Status", status.into());
    add("StopDate", stop.to_string().into());
    let described = Value::Object(described);
    match outcome {
        Outcome::Succeeded(_) => Ok(described),
        _ => Err(TaskError::new("States.TaskFailed", described.to_string())),
    }
}

fn does_not_exist(arn: &str) -> Failure {
    refused("StateMachineDoesNotExist", &format!("State Machine Does Not Exist: '{arn}'"))
}

/// An error of the service, in the words that optimised integrations have (RES-9, RES-10).
pub(crate) fn refused(code: &str, message: &str) -> Failure {
    let request = "00000000-0000-0000-0000-000000000000";
    let cause = format!(
        "{message} (Service: AWSStepFunctions; Status Code: 400; Error Code: {code}; Request ID: {request}; Proxy: null)"
    );
    let suffix = if code.ends_with("Exception") { "" } else { "Exception" };
    Failure::from(TaskError::new(format!("StepFunctions.{code}{suffix}"), cause))
}
