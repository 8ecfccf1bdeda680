//! What is told of a child execution (DMAP-19).

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::engine::{Identity, Outcome};
use crate::program::{ExecutionType, Transformation};
use crate::time::Timestamp;

/// Something for the files of a map run.
#[derive(Debug)]
pub(crate) enum Record {
    /// A child that has ended.
    Ended(Box<Child>),
    /// The input of one that never started, since its map run ended before.
    Pending(Box<Value>),
}

/// A child execution that has ended.
#[derive(Debug, Clone)]
pub(crate) struct Child {
    pub(crate) execution_arn: String,
    pub(crate) name: String,
    pub(crate) state_machine_arn: String,
    pub(crate) execution_type: ExecutionType,
    pub(crate) input: Arc<Value>,
    pub(crate) redrive_count: u32,
    pub(crate) start_date: Timestamp,
    pub(crate) stop_date: Timestamp,
    pub(crate) outcome: Outcome,
}

impl Child {
    pub(crate) fn new(
        identity: &Identity,
        execution_type: ExecutionType,
        stop_date: Timestamp,
        outcome: Outcome,
    ) -> Self {
        let context = &identity.context;
        let name = match execution_type {
            ExecutionType::Standard => context.name.clone(),
            // The service names these by two parts of their ARN.
            ExecutionType::Express => format!("{}:{}", context.name, identity.names.uuid),
        };
        Self {
            execution_arn: context.id.clone(),
            name,
            state_machine_arn: context.state_machine_id.clone(),
            execution_type,
            input: Arc::clone(&context.input),
            redrive_count: 0,
            start_date: context.start_time,
            stop_date,
            outcome,
        }
    }
}

/// Which files something belongs into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Succeeded,
    /// Failed, timed out, or aborted.
    Failed,
    Pending,
}

impl Record {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Ended(child) if matches!(child.outcome, Outcome::Succeeded(_)) => Kind::Succeeded,
            Self::Ended(_) => Kind::Failed,
            Self::Pending(_) => Kind::Pending,
        }
    }

    /// What stands in the files.
    pub(super) fn into_values(self, transformation: Transformation) -> Vec<Value> {
        match self {
            Self::Ended(child) => transformed(*child, transformation),
            Self::Pending(input) => vec![json!({
                "Input": input.to_string(),
                "InputDetails": { "Included": true },
                "Status": "PENDING",
            })],
        }
    }
}

/// What is told of a child: its output, or all that is known of it.
fn transformed(child: Child, transformation: Transformation) -> Vec<Value> {
    match (child.outcome, transformation) {
        (Outcome::Succeeded(Value::Array(elements)), Transformation::Flatten) => elements,
        (Outcome::Succeeded(output), Transformation::Compact | Transformation::Flatten) => vec![output],
        (outcome, _) => vec![whole(Child { outcome, ..child })],
    }
}

/// All that is known of a child, as DescribeExecution would tell it, under the names that the files have.
pub(crate) fn whole(child: Child) -> Value {
    const TIMEOUT: &str = "States.Timeout";
    let mut whole = Map::new();
    let mut put = |name: &str, value: Value| {
        whole.insert(name.to_owned(), value);
    };
    let (status, error, cause, output) = match child.outcome {
        Outcome::Succeeded(output) => ("SUCCEEDED", None, None, Some(output)),
        Outcome::Failed(failure) => {
            let (error, cause) = failure.into_parts();
            ("FAILED", error.map(Into::into), cause.map(Into::into), None)
        }
        Outcome::TimedOut => ("TIMED_OUT", Some(TIMEOUT.to_owned()), None, None),
        Outcome::Aborted { error, cause } => ("ABORTED", error, cause, None),
    };
    if let Some(cause) = cause {
        put("Cause", Value::String(cause));
    }
    if let Some(error) = error {
        put("Error", Value::String(error));
    }
    put("ExecutionArn", child.execution_arn.into());
    put("Input", child.input.to_string().into());
    put("InputDetails", json!({ "Included": true }));
    put("Name", child.name.into());
    let succeeded = output.is_some();
    if let Some(output) = output {
        put("Output", output.to_string().into());
    }
    put("OutputDetails", json!({ "Included": true }));
    put("RedriveCount", child.redrive_count.into());
    match (succeeded, child.execution_type) {
        (true, _) => {
            put("RedriveStatus", "NOT_REDRIVABLE".into());
            put("RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven".into());
        }
        (false, ExecutionType::Standard) => put("RedriveStatus", "REDRIVABLE".into()),
        (false, ExecutionType::Express) => put("RedriveStatus", "REDRIVABLE_BY_MAP_RUN".into()),
    }
    put("StartDate", child.start_date.to_string().into());
    put("StateMachineArn", child.state_machine_arn.into());
    put("Status", status.into());
    put("StopDate", child.stop_date.to_string().into());
    Value::Object(whole)
}
