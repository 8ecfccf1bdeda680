//! An event and what it is about.

use std::time::Duration;

use serde_json::Value;

use crate::program::{ExecutionContext, TaskInfo};
use crate::time::Timestamp;

use super::EventType;

/// Is told every event of an execution, in the order of their ids.
///
/// It is called within the step that causes the event, so it should be quick and must not block.
///
/// ```
/// # use asl_runtime::{DynamicHandlers, history::Event, include_workflow};
/// # include_workflow! {
/// #     name: quick,
/// #     inline = r#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#,
/// # }
/// # let handlers = DynamicHandlers::new(|_| std::future::pending());
/// let workflow = quick::dynamic(handlers).recorder(|event: &Event<'_>| {
///     println!("{} {}<{} {}", event.time, event.id, event.previous, event.event_type);
/// });
/// ```
pub trait Recorder: Send + Sync + 'static {
    /// An event happened.
    fn record(&self, event: &Event<'_>);
}

impl<F> Recorder for F
where
    F: Fn(&Event<'_>) + Send + Sync + 'static,
{
    fn record(&self, event: &Event<'_>) {
        self(event);
    }
}

/// An event of an execution's history (HIST-1).
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Event<'a> {
    /// The execution; items of a distributed Map are executions of their own.
    pub execution: &'a ExecutionContext,
    /// 1, 2, 3 and so on, within the execution.
    pub id: u64,
    /// The causal predecessor, 0 for none (HIST-2).
    pub previous: u64,
    /// When it happened.
    pub time: Timestamp,
    /// What happened.
    pub event_type: EventType,
    /// What it is about.
    pub details: Details<'a>,
}

/// What an event is about (HIST-7).
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Details<'a> {
    /// Nothing beyond its type.
    None,
    /// The execution started.
    Started {
        /// Its input.
        input: &'a Value,
    },
    /// The execution goes on though it had ended.
    Redriven {
        /// 1 for the first time.
        count: u32,
    },
    /// A map run goes on, since its execution was redriven.
    MapRunRedriven {
        /// Its ARN.
        arn: &'a str,
        /// 1 for the first time.
        count: u32,
    },
    /// The execution ended with an output.
    Output(&'a Value),
    /// A task ended with an output, or its request was submitted.
    TaskOutput {
        /// The task.
        task: &'static TaskInfo,
        /// What the service answered.
        output: &'a Value,
    },
    /// A state was entered.
    Entered {
        /// The state.
        name: &'static str,
        /// Its raw input.
        input: &'a Value,
    },
    /// A state was left.
    Exited {
        /// The state.
        name: &'static str,
        /// What goes on (HIST-56).
        output: &'a Value,
        /// The variables that got new values (VAR-18).
        assigned: &'a [(&'static str, Value)],
    },
    /// A task was scheduled.
    Scheduled {
        /// Its resource.
        task: &'static TaskInfo,
        /// What the resource gets.
        parameters: &'a Value,
        /// `TimeoutSeconds`.
        timeout: Option<Duration>,
        /// `HeartbeatSeconds`.
        heartbeat: Option<Duration>,
        /// `Credentials.RoleArn`.
        role_arn: Option<&'a str>,
    },
    /// A task was started.
    Task {
        /// The task.
        task: &'static TaskInfo,
        /// Who works on it, as far as that has a name.
        worker: Option<&'a str>,
    },
    /// A task failed.
    TaskFailure {
        /// The task.
        task: &'static TaskInfo,
        /// The error name.
        error: Option<&'a str>,
        /// The cause.
        cause: Option<&'a str>,
    },
    /// An execution or a map run failed.
    Failure {
        /// The error name.
        error: Option<&'a str>,
        /// The cause.
        cause: Option<&'a str>,
    },
    /// A JSONata expression gave no value that its field can take (HIST-50).
    EvaluationFailed {
        /// The error name.
        error: Option<&'a str>,
        /// The cause.
        cause: Option<&'a str>,
        /// The field, as causes name it (JNA-34).
        location: Option<&'a str>,
        /// The state.
        state: &'static str,
    },
    /// A Map started on so many items.
    Length(usize),
    /// An iteration of a Map.
    Iteration {
        /// The Map state.
        name: &'static str,
        /// The item.
        index: usize,
    },
    /// A map run.
    MapRun {
        /// Its ARN (NAME-7).
        arn: &'a str,
    },
}
