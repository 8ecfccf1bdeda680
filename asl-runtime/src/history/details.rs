//! What an event is about, to be kept.

use std::time::Duration;

use serde_json::Value;

use super::event::{Details, Event};
use super::event_type::EventType;
use crate::program::{TaskInfo, TaskKind};

/// Data of an execution as an event holds it: the text of its JSON (HIST-3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Data {
    /// JSON.
    pub text: String,
    /// Whether that is only its beginning. In an execution's own history it never is.
    pub truncated: bool,
}

impl From<&Value> for Data {
    fn from(value: &Value) -> Self {
        Self { text: text(value), truncated: false }
    }
}

/// The variables that a state gave new values (VAR-18).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AssignedVariables {
    /// Their names, each with the JSON of its value.
    pub values: Vec<(String, String)>,
    /// Whether some of that is left out. In an execution's own history nothing is.
    pub truncated: bool,
}

/// What an event is about (HIST-7). Types of events that have the same members share a variant.
///
/// Data is left out where it was not asked for.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the members are named as AWS names them")]
pub enum EventDetails {
    /// Nothing beyond the type.
    None,
    /// The execution started.
    ExecutionStarted {
        input: Option<Data>,
        role_arn: String,
        state_machine_alias_arn: Option<String>,
        state_machine_version_arn: Option<String>,
    },
    /// An execution was redriven.
    ExecutionRedriven { redrive_count: u64 },
    /// An execution, a function or an activity ended with an output.
    Output { output: Option<Data> },
    /// An execution, a function, an activity or a map run failed, timed out or was stopped.
    Failure { error: Option<String>, cause: Option<String> },
    /// A state was entered.
    StateEntered { name: String, input: Option<Data> },
    /// A state was left.
    StateExited { name: String, output: Option<Data>, assigned_variables: AssignedVariables },
    /// A task of a service was scheduled.
    TaskScheduled {
        resource_type: String,
        resource: String,
        region: String,
        /// JSON.
        parameters: String,
        timeout_in_seconds: Option<u64>,
        heartbeat_in_seconds: Option<u64>,
        /// `taskCredentials.roleArn`
        role_arn: Option<String>,
    },
    /// A task of a service was started.
    TaskStarted { resource_type: String, resource: String },
    /// A task of a service was submitted, or succeeded.
    TaskOutput { resource_type: String, resource: String, output: Option<Data> },
    /// A task of a service failed or timed out.
    TaskFailure { resource_type: String, resource: String, error: Option<String>, cause: Option<String> },
    /// A function or an activity was scheduled.
    FunctionScheduled {
        /// Its ARN.
        resource: String,
        input: Option<Data>,
        timeout_in_seconds: Option<u64>,
        heartbeat_in_seconds: Option<u64>,
        /// `taskCredentials.roleArn`
        role_arn: Option<String>,
    },
    /// A worker took an activity.
    ActivityStarted { worker_name: Option<String> },
    /// A Map started.
    MapStateStarted { length: u64 },
    /// Something happened to an iteration of a Map.
    MapIteration { name: String, index: u64 },
    /// A map run started.
    MapRunStarted { map_run_arn: String },
    /// A map run was redriven.
    MapRunRedriven { map_run_arn: String, redrive_count: u64 },
    /// A JSONata expression failed.
    EvaluationFailed { error: Option<String>, cause: Option<String>, location: Option<String>, state: String },
}

impl EventDetails {
    pub(super) fn of(event: &Event<'_>) -> Self {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let data = |value: &Value| Some(Data::from(value));
        match event.details {
            Details::None => Self::None,
            Details::Started { input } => Self::ExecutionStarted {
                input: data(input),
                role_arn: event.execution.role_arn.clone(),
                state_machine_alias_arn: None,
                state_machine_version_arn: None,
            },
            Details::Output(output) => Self::Output { output: data(output) },
            Details::Failure { error, cause } => Self::Failure { error: owned(error), cause: owned(cause) },
            Details::Entered { name, input } => {
                Self::StateEntered { name: name.to_owned(), input: data(input) }
            }
            Details::Exited { name, output, assigned } => Self::StateExited {
                name: name.to_owned(),
                output: data(output),
                assigned_variables: AssignedVariables {
                    values: assigned.iter().map(|(name, value)| ((*name).to_owned(), text(value))).collect(),
                    truncated: false,
                },
            },
            Details::Scheduled { task, parameters, timeout, heartbeat, role_arn } => {
                let seconds = |duration: Option<Duration>| duration.map(|duration| duration.as_secs());
                let (timeout_in_seconds, heartbeat_in_seconds) = (seconds(timeout), seconds(heartbeat));
                let role_arn = owned(role_arn);
                match Named::of(task) {
                    Named::Service { resource_type, resource } => Self::TaskScheduled {
                        resource_type,
                        resource,
                        region: region(&event.execution.id).to_owned(),
                        parameters: text(parameters),
                        timeout_in_seconds,
                        heartbeat_in_seconds,
                        role_arn,
                    },
                    Named::Arn(resource) => Self::FunctionScheduled {
                        resource,
                        input: data(parameters),
                        timeout_in_seconds,
                        heartbeat_in_seconds,
                        role_arn,
                    },
                }
            }
            Details::Task { task, worker } => match Named::of(task) {
                Named::Service { resource_type, resource } => Self::TaskStarted { resource_type, resource },
                Named::Arn(_) if event.event_type == EventType::ActivityStarted => {
                    Self::ActivityStarted { worker_name: owned(worker) }
                }
                Named::Arn(_) => Self::None,
            },
            Details::TaskOutput { task, output } => match Named::of(task) {
                Named::Service { resource_type, resource } => {
                    Self::TaskOutput { resource_type, resource, output: data(output) }
                }
                Named::Arn(_) => Self::Output { output: data(output) },
            },
            Details::TaskFailure { task, error, cause } => match Named::of(task) {
                Named::Service { resource_type, resource } => {
                    Self::TaskFailure { resource_type, resource, error: owned(error), cause: owned(cause) }
                }
                Named::Arn(_) => Self::Failure { error: owned(error), cause: owned(cause) },
            },
            Details::Redriven { count } => Self::ExecutionRedriven { redrive_count: count.into() },
            Details::Length(length) => Self::MapStateStarted { length: length as u64 },
            Details::Iteration { name, index } => {
                Self::MapIteration { name: name.to_owned(), index: index as u64 }
            }
            Details::EvaluationFailed { error, cause, location, state } => Self::EvaluationFailed {
                error: owned(error),
                cause: owned(cause),
                location: owned(location),
                state: state.to_owned(),
            },
            Details::MapRunRedriven { arn, count } => {
                Self::MapRunRedriven { map_run_arn: arn.to_owned(), redrive_count: count.into() }
            }
            Details::MapRun { arn } => Self::MapRunStarted { map_run_arn: arn.to_owned() },
        }
    }

    /// The JSON of its data, taken out so that it can be kept apart.
    #[cfg(feature = "durable")]
    pub(crate) fn take_data(&mut self) -> Option<String> {
        if let Self::TaskScheduled { parameters, .. } = self {
            return Some(std::mem::take(parameters));
        }
        self.data_mut()?.take().map(|data| data.text)
    }

    /// Puts the JSON of its data back.
    #[cfg(feature = "durable")]
    pub(crate) fn put_data(&mut self, text: String) {
        if let Self::TaskScheduled { parameters, .. } = self {
            *parameters = text;
        } else if let Some(data) = self.data_mut() {
            *data = Some(Data { text, truncated: false });
        }
    }

    #[cfg(feature = "durable")]
    fn data_mut(&mut self) -> Option<&mut Option<Data>> {
        match self {
            Self::ExecutionStarted { input: data, .. }
            | Self::Output { output: data }
            | Self::StateEntered { input: data, .. }
            | Self::StateExited { output: data, .. }
            | Self::TaskOutput { output: data, .. }
            | Self::FunctionScheduled { input: data, .. } => Some(data),
            _ => None,
        }
    }

    pub(super) fn without_execution_data(mut self) -> Self {
        match &mut self {
            Self::ExecutionStarted { input: data, .. }
            | Self::Output { output: data }
            | Self::StateEntered { input: data, .. }
            | Self::StateExited { output: data, .. }
            | Self::TaskOutput { output: data, .. }
            | Self::FunctionScheduled { input: data, .. } => *data = None,
            _ => {}
        }
        self
    }
}

/// What history calls a task's resource.
enum Named {
    /// The two parts of an integration's ARN (HIST-8).
    Service { resource_type: String, resource: String },
    /// The ARN of a function or an activity.
    Arn(String),
}

impl Named {
    fn of(task: &TaskInfo) -> Self {
        let service = |resource_type: &str, resource: String| Self::Service {
            resource_type: resource_type.to_owned(),
            resource,
        };
        match task.kind {
            TaskKind::Lambda | TaskKind::Activity => Self::Arn(task.resource.to_owned()),
            TaskKind::LambdaInvoke(pattern) => service("lambda", format!("invoke{}", pattern.suffix())),
            TaskKind::StartExecution(pattern) => {
                service("states", format!("startExecution{}", pattern.suffix()))
            }
            TaskKind::Integration { resource_type, resource, .. } => {
                service(resource_type, resource.to_owned())
            }
            TaskKind::Other => service("", task.resource.to_owned()),
        }
    }
}

/// The JSON of a value. The way through `Display` costs several times as much.
fn text(value: &Value) -> String {
    // A value has nothing that can't be written.
    serde_json::to_string(value).unwrap_or_default()
}

/// The region of an ARN.
fn region(arn: &str) -> &str {
    arn.split(':').nth(3).unwrap_or_default()
}
