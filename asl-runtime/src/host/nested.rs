//! `states:startExecution` of another compiled workflow (TASK-14).

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::mailbox::Message;
use crate::clock::Clock;
use crate::context::TaskContext;
use crate::engine::Outcome;
use crate::error::TaskError;
use crate::program::{Failure, HandlerFuture, IntegrationPattern, TaskInfo, TaskKind};
use crate::time::Timestamp;
use crate::workflow::{Blueprint, ExecutionError, Start, StartMode};

/// A workflow that others may start.
#[derive(Clone)]
pub(crate) struct Registration {
    name: String,
    blueprint: Arc<Blueprint>,
}

impl Registration {
    pub(crate) fn new(name: String, blueprint: Arc<Blueprint>) -> Self {
        Self { name, blueprint }
    }

    /// The same with everything random following from a seed.
    #[cfg(feature = "testing")]
    pub(crate) fn seeded(&self, seed: u64) -> Self {
        Self { name: self.name.clone(), blueprint: Arc::new(self.blueprint.seeded(seed)) }
    }

    /// A whole ARN, or the name in it.
    fn answers_to(&self, arn: &str) -> bool {
        self.name == arn || arn.rsplit(':').next() == Some(&self.name)
    }
}

/// An execution that was started by another one.
struct Started {
    arn: String,
    name: String,
    state_machine_arn: String,
    input: Value,
    start: Timestamp,
}

/// Serves a task that starts a registered workflow. `None`: it does not, and a handler is to be called.
pub(super) fn start(
    blueprint: &Arc<Blueprint>,
    clock: &Arc<dyn Clock>,
    task: &'static TaskInfo,
    parameters: &Value,
    context: &TaskContext,
) -> Option<Result<HandlerFuture, Failure>> {
    let TaskKind::StartExecution(pattern) = task.kind else { return None };
    if blueprint.dispatch.answers_for(context.state_name()) {
        return None;
    }
    let arn = parameters.get("StateMachineArn").and_then(Value::as_str).unwrap_or_default();
    let Some(registered) = blueprint.registered.iter().rev().find(|registered| registered.answers_to(arn))
    else {
        return (!blueprint.dispatch.serves(task)).then(|| Err(does_not_exist(arn)));
    };
    Some(run(&registered.blueprint, clock, pattern, parameters, context))
}

fn run(
    blueprint: &Arc<Blueprint>,
    clock: &Arc<dyn Clock>,
    pattern: IntegrationPattern,
    parameters: &Value,
    context: &TaskContext,
) -> Result<HandlerFuture, Failure> {
    // No input, and null too, is an empty object (FLOW-15).
    let input = match parameters.get("Input") {
        None | Some(Value::Null) => Value::Object(Map::new()),
        // The API takes text: a string is the JSON of the input (TASK-16).
        Some(Value::String(text)) => serde_json::from_str(text).map_err(|error| {
            refused("InvalidExecutionInput", &format!("Invalid State Machine Execution Input: '{error}'"))
        })?,
        Some(input) => input.clone(),
    };
    let mode = match pattern {
        IntegrationPattern::RequestResponse | IntegrationPattern::WaitForTaskToken => StartMode::Asynchronous,
        IntegrationPattern::Sync | IntegrationPattern::Sync2 => StartMode::Nested,
    };
    let name = parameters.get("Name").and_then(Value::as_str).map(str::to_owned);
    let prepared = blueprint
        .prepare(input.clone(), Start { name, mode, ..Start::default() }, Some(Arc::clone(clock)))
        .map_err(|error| match &error {
            ExecutionError::InvalidName { name, .. } => {
                refused("InvalidName", &format!("Invalid Name: '{name}'"))
            }
            _ => refused("ValidationException", &error.to_string()),
        })?;
    let started = Started {
        arn: prepared.id,
        name: prepared.name,
        state_machine_arn: blueprint.state_machine_arn(),
        input,
        start: clock.now(),
    };
    let driver = prepared.driver;
    Ok(match pattern {
        IntegrationPattern::RequestResponse | IntegrationPattern::WaitForTaskToken => {
            tokio::spawn(driver.drive());
            Box::pin(std::future::ready(Ok(answer(&started))))
        }
        IntegrationPattern::Sync | IntegrationPattern::Sync2 => {
            context.submitted(answer(&started));
            let (clock, context, mailbox) = (Arc::clone(clock), context.clone(), driver.mailbox());
            Box::pin(async move {
                let mut driven = std::pin::pin!(driver.drive());
                let mut cancelled = std::pin::pin!(context.cancelled());
                let mut is_told = false;
                // Stopping the state stops the child as well (PAR-4).
                let outcome = std::future::poll_fn(|task| {
                    if !is_told && cancelled.as_mut().poll(task).is_ready() {
                        is_told = true;
                        drop(mailbox.send(Message::Stop { error: None, cause: None }));
                    }
                    driven.as_mut().poll(task)
                })
                .await;
                describe(&started, pattern, outcome, clock.now())
            })
        }
    })
}

/// The answer of StartExecution (API-10).
fn answer(started: &Started) -> Value {
    json!({ "ExecutionArn": started.arn, "StartDate": started.start.to_string() })
}

/// The answer of DescribeExecution, which `.sync` waits for.
fn describe(
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
fn refused(code: &str, message: &str) -> Failure {
    let request = "00000000-0000-0000-0000-000000000000";
    let cause = format!(
        "{message} (Service: AWSStepFunctions; Status Code: 400; Error Code: {code}; Request ID: {request}; Proxy: null)"
    );
    let suffix = if code.ends_with("Exception") { "" } else { "Exception" };
    Failure::from(TaskError::new(format!("StepFunctions.{code}{suffix}"), cause))
}
