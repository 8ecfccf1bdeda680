//! How events are written.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::time;
use crate::history::{AssignedVariables, Data, EventDetails, EventType, HistoryEvent};

impl Serialize for EventType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Serialize for HistoryEvent {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut event = serializer.serialize_map(None)?;
        event.serialize_entry("timestamp", &time::seconds(self.timestamp))?;
        event.serialize_entry("type", &self.event_type)?;
        event.serialize_entry("id", &self.id)?;
        event.serialize_entry("previousEventId", &self.previous_event_id)?;
        if let Some(member) = self.event_type.details_member() {
            event.serialize_entry(member, &self.details)?;
        }
        event.end()
    }
}

/// Writes members, leaving out what is not there.
struct Members<M>(M);

impl<M: SerializeMap> Members<M> {
    fn add(mut self, name: &str, value: impl Serialize) -> Result<Self, M::Error> {
        self.0.serialize_entry(name, &value)?;
        Ok(self)
    }

    fn add_some(self, name: &str, value: Option<impl Serialize>) -> Result<Self, M::Error> {
        match value {
            Some(value) => self.add(name, value),
            None => Ok(self),
        }
    }

    /// Data, and beside it whether it is whole.
    fn data(self, name: &str, data: Option<&Data>) -> Result<Self, M::Error> {
        match data {
            None => Ok(self),
            Some(Data { text, truncated }) => {
                self.add(name, text)?.add(&format!("{name}Details"), Truncated(*truncated))
            }
        }
    }

    fn service(self, resource_type: &str, resource: &str) -> Result<Self, M::Error> {
        self.add("resourceType", resource_type)?.add("resource", resource)
    }

    fn failure(self, error: Option<&str>, cause: Option<&str>) -> Result<Self, M::Error> {
        self.add_some("error", error)?.add_some("cause", cause)
    }
}

struct Truncated(bool);

impl Serialize for Truncated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("truncated", self.0)])
    }
}

struct Credentials<'a>(&'a str);

impl Serialize for Credentials<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("roleArn", self.0)])
    }
}

impl Serialize for AssignedVariables {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.values.iter().map(|(name, value)| (name, value)))
    }
}

impl Serialize for EventDetails {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let members = Members(serializer.serialize_map(None)?);
        let text = |text: &'_ Option<String>| text.clone();
        let members = match self {
            Self::None => members,
            Self::ExecutionStarted {
                input,
                role_arn,
                state_machine_alias_arn,
                state_machine_version_arn,
            } => members
                .data("input", input.as_ref())?
                .add("roleArn", role_arn)?
                .add_some("stateMachineAliasArn", text(state_machine_alias_arn))?
                .add_some("stateMachineVersionArn", text(state_machine_version_arn))?,
            Self::ExecutionRedriven { redrive_count } => members.add("redriveCount", redrive_count)?,
            Self::Output { output } => members.data("output", output.as_ref())?,
            Self::Failure { error, cause } => members.failure(error.as_deref(), cause.as_deref())?,
            Self::StateEntered { name, input } => members.add("name", name)?.data("input", input.as_ref())?,
            Self::StateExited { name, output, assigned_variables } => {
                let members = members.add("name", name)?.data("output", output.as_ref())?;
                match assigned_variables {
                    variables if *variables == AssignedVariables::default() => members,
                    variables => members
                        .add("assignedVariables", variables)?
                        .add("assignedVariablesDetails", Truncated(variables.truncated))?,
                }
            }
            Self::TaskScheduled {
                resource_type,
                resource,
                region,
                parameters,
                timeout_in_seconds,
                heartbeat_in_seconds,
                role_arn,
            } => members
                .service(resource_type, resource)?
                .add("region", region)?
                .add("parameters", parameters)?
                .add_some("timeoutInSeconds", *timeout_in_seconds)?
                .add_some("heartbeatInSeconds", *heartbeat_in_seconds)?
                .add_some("taskCredentials", role_arn.as_deref().map(Credentials))?,
            Self::TaskStarted { resource_type, resource } => members.service(resource_type, resource)?,
            Self::TaskOutput { resource_type, resource, output } => {
                members.service(resource_type, resource)?.data("output", output.as_ref())?
            }
            Self::TaskFailure { resource_type, resource, error, cause } => {
                members.service(resource_type, resource)?.failure(error.as_deref(), cause.as_deref())?
            }
            Self::FunctionScheduled {
                resource,
                input,
                timeout_in_seconds,
                heartbeat_in_seconds,
                role_arn,
            } => members
                .add("resource", resource)?
                .data("input", input.as_ref())?
                .add_some("timeoutInSeconds", *timeout_in_seconds)?
                .add_some("heartbeatInSeconds", *heartbeat_in_seconds)?
                .add_some("taskCredentials", role_arn.as_deref().map(Credentials))?,
            Self::ActivityStarted { worker_name } => members.add_some("workerName", text(worker_name))?,
            Self::MapStateStarted { length } => members.add("length", length)?,
            Self::MapIteration { name, index } => members.add("name", name)?.add("index", index)?,
            Self::MapRunStarted { map_run_arn } => members.add("mapRunArn", map_run_arn)?,
            Self::MapRunRedriven { map_run_arn, redrive_count } => {
                members.add("mapRunArn", map_run_arn)?.add("redriveCount", redrive_count)?
            }
            Self::EvaluationFailed { error, cause, location, state } => members
                .failure(error.as_deref(), cause.as_deref())?
                .add_some("location", text(location))?
                .add("state", state)?,
        };
        members.0.end()
    }
}
