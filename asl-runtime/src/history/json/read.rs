//! How events are read: what was recorded elsewhere can be compared with.
//!
//! Members that are not known are passed over: the service adds some now and then.

use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error};
use serde_json::{Map, Value};

use super::time;
use crate::history::{AssignedVariables, Data, EventDetails, EventType, HistoryEvent};

impl<'de> Deserialize<'de> for EventType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(Error::custom)
    }
}

impl<'de> Deserialize<'de> for HistoryEvent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        event(Map::deserialize(deserializer)?).map_err(Error::custom)
    }
}

/// What is wrong with an event's JSON.
type Wrong = String;

fn event(members: Map<String, Value>) -> Result<HistoryEvent, Wrong> {
    let mut event = Members { place: "an event".into(), members };
    let id = event.number("id")?;
    event.place = format!("event {id}");
    let event_type = EventType::from_str(&event.text("type")?);
    let event_type = event_type.map_err(|unknown| format!("event {id}: {unknown}"))?;
    let timestamp = event.required("timestamp")?;
    let timestamp = time::instant(&timestamp)
        .ok_or_else(|| format!("event {id}: `timestamp` is neither seconds since 1970 nor a timestamp"))?;
    let previous_event_id = event.number_or_none("previousEventId")?.unwrap_or(0);
    let details = match event_type.details_member() {
        None => EventDetails::None,
        Some(member) => details(event_type, event.object(member)?)?,
    };
    Ok(HistoryEvent { timestamp, event_type, id, previous_event_id, details })
}

fn details(event_type: EventType, mut members: Members) -> Result<EventDetails, Wrong> {
    use EventType as Type;
    Ok(match event_type {
        Type::ExecutionStarted => EventDetails::ExecutionStarted {
            input: members.data("input")?,
            role_arn: members.text("roleArn")?,
            state_machine_alias_arn: members.text_or_none("stateMachineAliasArn")?,
            state_machine_version_arn: members.text_or_none("stateMachineVersionArn")?,
        },
        Type::ExecutionRedriven => {
            EventDetails::ExecutionRedriven { redrive_count: members.number("redriveCount")? }
        }
        Type::ExecutionSucceeded | Type::LambdaFunctionSucceeded | Type::ActivitySucceeded => {
            EventDetails::Output { output: members.data("output")? }
        }
        Type::ExecutionFailed
        | Type::ExecutionAborted
        | Type::ExecutionTimedOut
        | Type::LambdaFunctionScheduleFailed
        | Type::LambdaFunctionStartFailed
        | Type::LambdaFunctionFailed
        | Type::LambdaFunctionTimedOut
        | Type::ActivityScheduleFailed
        | Type::ActivityFailed
        | Type::ActivityTimedOut
        | Type::MapRunFailed => EventDetails::Failure {
            error: members.text_or_none("error")?,
            cause: members.text_or_none("cause")?,
        },
        Type::TaskStateEntered
        | Type::PassStateEntered
        | Type::ChoiceStateEntered
        | Type::WaitStateEntered
        | Type::SucceedStateEntered
        | Type::FailStateEntered
        | Type::ParallelStateEntered
        | Type::MapStateEntered => {
            EventDetails::StateEntered { name: members.text("name")?, input: members.data("input")? }
        }
        Type::TaskStateExited
        | Type::PassStateExited
        | Type::ChoiceStateExited
        | Type::WaitStateExited
        | Type::SucceedStateExited
        | Type::ParallelStateExited
        | Type::MapStateExited => EventDetails::StateExited {
            name: members.text("name")?,
            output: members.data("output")?,
            assigned_variables: members.variables()?,
        },
        Type::TaskScheduled => EventDetails::TaskScheduled {
            resource_type: members.text("resourceType")?,
            resource: members.text("resource")?,
            region: members.text("region")?,
            parameters: members.text("parameters")?,
            timeout_in_seconds: members.number_or_none("timeoutInSeconds")?,
            heartbeat_in_seconds: members.number_or_none("heartbeatInSeconds")?,
            role_arn: members.role_arn()?,
        },
        Type::TaskStarted => EventDetails::TaskStarted {
            resource_type: members.text("resourceType")?,
            resource: members.text("resource")?,
        },
        Type::TaskSubmitted | Type::TaskSucceeded => EventDetails::TaskOutput {
            resource_type: members.text("resourceType")?,
            resource: members.text("resource")?,
            output: members.data("output")?,
        },
        Type::TaskStartFailed | Type::TaskSubmitFailed | Type::TaskFailed | Type::TaskTimedOut => {
            EventDetails::TaskFailure {
                resource_type: members.text("resourceType")?,
                resource: members.text("resource")?,
                error: members.text_or_none("error")?,
                cause: members.text_or_none("cause")?,
            }
        }
        Type::LambdaFunctionScheduled | Type::ActivityScheduled => EventDetails::FunctionScheduled {
            resource: members.text("resource")?,
            input: members.data("input")?,
            timeout_in_seconds: members.number_or_none("timeoutInSeconds")?,
            heartbeat_in_seconds: members.number_or_none("heartbeatInSeconds")?,
            role_arn: members.role_arn()?,
        },
        Type::ActivityStarted => {
            EventDetails::ActivityStarted { worker_name: members.text_or_none("workerName")? }
        }
        Type::MapStateStarted => EventDetails::MapStateStarted { length: members.number("length")? },
        Type::MapIterationStarted
        | Type::MapIterationSucceeded
        | Type::MapIterationFailed
        | Type::MapIterationAborted => {
            EventDetails::MapIteration { name: members.text("name")?, index: members.number("index")? }
        }
        Type::MapRunStarted => EventDetails::MapRunStarted { map_run_arn: members.text("mapRunArn")? },
        Type::MapRunRedriven => EventDetails::MapRunRedriven {
            map_run_arn: members.text("mapRunArn")?,
            redrive_count: members.number("redriveCount")?,
        },
        Type::EvaluationFailed => EventDetails::EvaluationFailed {
            error: members.text_or_none("error")?,
            cause: members.text_or_none("cause")?,
            location: members.text_or_none("location")?,
            state: members.text("state")?,
        },
        Type::LambdaFunctionStarted
        | Type::TaskStateAborted
        | Type::WaitStateAborted
        | Type::ParallelStateStarted
        | Type::ParallelStateSucceeded
        | Type::ParallelStateFailed
        | Type::ParallelStateAborted
        | Type::MapStateSucceeded
        | Type::MapStateFailed
        | Type::MapStateAborted
        | Type::MapRunSucceeded
        | Type::MapRunAborted => EventDetails::None,
    })
}

/// The members of an object, taken out one by one. Null is as good as nothing.
struct Members {
    /// What the object is, for those who have to find it.
    place: String,
    members: Map<String, Value>,
}

impl Members {
    fn optional(&mut self, name: &str) -> Option<Value> {
        self.members.get_mut(name).map(Value::take).filter(|value| !value.is_null())
    }

    fn required(&mut self, name: &str) -> Result<Value, Wrong> {
        self.optional(name).ok_or_else(|| format!("{}: `{name}` is missing", self.place))
    }

    fn text_or_none(&mut self, name: &str) -> Result<Option<String>, Wrong> {
        match self.optional(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(format!("{}: `{name}` is no text but {other}", self.place)),
        }
    }

    fn text(&mut self, name: &str) -> Result<String, Wrong> {
        self.text_or_none(name)?.ok_or_else(|| format!("{}: `{name}` is missing", self.place))
    }

    fn number_or_none(&mut self, name: &str) -> Result<Option<u64>, Wrong> {
        let Some(value) = self.optional(name) else { return Ok(None) };
        let wrong = || format!("{}: `{name}` is no whole number but {value}", self.place);
        value.as_u64().map(Some).ok_or_else(wrong)
    }

    fn number(&mut self, name: &str) -> Result<u64, Wrong> {
        self.number_or_none(name)?.ok_or_else(|| format!("{}: `{name}` is missing", self.place))
    }

    /// An object within; one that is not there has no members.
    fn object(&mut self, name: &str) -> Result<Self, Wrong> {
        let place = format!("{}: `{name}`", self.place);
        match self.optional(name) {
            None => Ok(Self { place, members: Map::new() }),
            Some(Value::Object(members)) => Ok(Self { place, members }),
            Some(other) => Err(format!("{place} is no object but {other}")),
        }
    }

    fn truncated(&mut self, name: &str) -> Result<bool, Wrong> {
        let mut details = self.object(&format!("{name}Details"))?;
        match details.optional("truncated") {
            None => Ok(false),
            Some(Value::Bool(truncated)) => Ok(truncated),
            Some(other) => {
                Err(format!("{}: `truncated` is neither true nor false but {other}", details.place))
            }
        }
    }

    /// Data, with whether it is whole beside it (HIST-3).
    fn data(&mut self, name: &str) -> Result<Option<Data>, Wrong> {
        let truncated = self.truncated(name)?;
        Ok(match self.text_or_none(name)? {
            Some(text) => Some(Data { text, truncated }),
            None if truncated => Some(Data { text: String::new(), truncated }),
            None => None,
        })
    }

    fn variables(&mut self) -> Result<AssignedVariables, Wrong> {
        let truncated = self.truncated("assignedVariables")?;
        let mut variables = self.object("assignedVariables")?;
        let names: Vec<String> = variables.members.keys().cloned().collect();
        let values = names.into_iter().map(|name| variables.text(&name).map(|value| (name, value)));
        Ok(AssignedVariables { values: values.collect::<Result<_, _>>()?, truncated })
    }

    fn role_arn(&mut self) -> Result<Option<String>, Wrong> {
        self.object("taskCredentials")?.text_or_none("roleArn")
    }
}
