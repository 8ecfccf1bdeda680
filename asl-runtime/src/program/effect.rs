//! What a step can lead to.

use std::time::Duration;

use serde_json::Value;

use super::{
    Assigned, ExecutionType, Failure, ItemReader, MachineId, ResultWriter, StateData, StateId, StateOutput,
    TaskId, TaskInput,
};
use crate::data::Path;
use crate::time::Timestamp;

/// What a prepared state wants.
#[derive(Debug)]
pub enum Effect {
    /// Nothing; it goes on at once.
    Transition(Transition),
    /// A handler called.
    Task(TaskCall),
    /// To wait; then it is completed with `null`, and goes on with its own input.
    Wait(Delay),
    /// Branches run.
    Parallel(Branches),
    /// A machine run for every item.
    Map(Box<Iterations>),
}

/// Where a state leads.
#[derive(Debug)]
pub enum Transition {
    /// To another state of the same machine, with its raw input.
    Next(StateId, StateOutput),
    /// To the end of its machine, with the output.
    End(StateOutput),
    /// A Fail state: to the failure of its machine.
    Fail(Failure),
    /// Onward, after variables got new values.
    Assign(Assigned, Onward),
}

/// Where a state leads that gives variables new values.
#[derive(Debug)]
pub enum Onward {
    /// See [`Transition::Next`].
    Next(StateId, StateOutput),
    /// See [`Transition::End`].
    End(StateOutput),
}

impl Transition {
    /// To another state of the same machine, with its raw input.
    #[inline]
    pub fn next(state: StateId, input: impl Into<StateOutput>) -> Self {
        Self::Next(state, input.into())
    }

    /// To the end of its machine, with the output.
    #[inline]
    pub fn end(output: impl Into<StateOutput>) -> Self {
        Self::End(output.into())
    }

    /// With new values for variables, which hold once the state is left (VAR-5). A Fail state has none.
    #[must_use]
    // Generated code makes the transition just before: no more than one arm is left of it there.
    #[inline(always)]
    pub fn assigning(self, assigned: Assigned) -> Self {
        match self {
            Self::Next(state, input) => Self::Assign(assigned, Onward::Next(state, input)),
            Self::End(output) => Self::Assign(assigned, Onward::End(output)),
            Self::Assign(_, onward) => Self::Assign(assigned, onward),
            failed @ Self::Fail(_) => failed,
        }
    }

    /// What goes on, given the state's raw input; nothing from a Fail state.
    pub(crate) fn output<'a>(&'a self, raw: &'a StateData) -> Option<&'a StateData> {
        match self {
            Self::Next(_, output)
            | Self::End(output)
            | Self::Assign(_, Onward::Next(_, output) | Onward::End(output)) => Some(output.data(raw)),
            Self::Fail(_) => None,
        }
    }

    /// The variables that get new values.
    pub fn assigned(&self) -> &[(&'static str, Value)] {
        match self {
            Self::Assign(assigned, _) => assigned,
            Self::Next(..) | Self::End(_) | Self::Fail(_) => &[],
        }
    }
}

/// What a task or the branches get.
#[derive(Debug)]
pub enum Payload {
    /// The raw input as it is: it need not be copied.
    Input,
    /// Data of its own.
    Own(StateData),
}

impl Payload {
    /// Data of its own.
    #[inline]
    pub fn own(data: impl Into<StateData>) -> Self {
        Self::Own(data.into())
    }

    /// The JSON, given the state's raw input.
    pub(crate) fn json<'a>(&'a self, input: &'a StateData) -> &'a Value {
        match self {
            Self::Input => input.json(),
            Self::Own(data) => data.json(),
        }
    }

    /// What a handler is called with, given the state's raw input.
    pub(crate) fn for_handler(self, input: &mut StateData) -> TaskInput<'_> {
        match self {
            Self::Input => TaskInput::Raw(input),
            Self::Own(data) => TaskInput::Own(data),
        }
    }

    /// What branches get, given the state's raw input.
    pub(crate) fn for_branches(self, input: &mut StateData) -> StateData {
        match self {
            Self::Input => input.share(),
            Self::Own(data) => data,
        }
    }
}

/// A call of a handler.
#[derive(Debug)]
pub struct TaskCall {
    /// Which.
    pub task: TaskId,
    /// With what.
    pub payload: Payload,
    /// TIME-1; `None`: no limit.
    pub timeout: Option<Duration>,
    /// TIME-4.
    pub heartbeat: Option<Duration>,
    /// `Credentials.RoleArn` (CRED-1).
    pub role_arn: Option<String>,
    /// As what the handler's output goes on.
    pub handing: Handing,
}

/// As what a value of the user's goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Handing {
    /// As JSON.
    #[default]
    AsJson,
    /// As it is: it reaches somebody who takes its type, if nobody looks at it on the way.
    AsItIs,
}

impl TaskCall {
    /// A call without limits.
    pub fn new(task: TaskId, payload: Payload) -> Self {
        let handing = Handing::AsJson;
        Self { task, payload, timeout: None, heartbeat: None, role_arn: None, handing }
    }

    /// With a timeout.
    #[must_use]
    pub fn timeout(mut self, timeout: Option<Duration>) -> Self {
        self.timeout = timeout;
        self
    }

    /// With a heartbeat.
    #[must_use]
    pub fn heartbeat(mut self, heartbeat: Option<Duration>) -> Self {
        self.heartbeat = heartbeat;
        self
    }

    /// With an output that goes on as it is.
    #[must_use]
    pub fn handing(mut self, handing: Handing) -> Self {
        self.handing = handing;
        self
    }

    /// With the role of its `Credentials`.
    #[must_use]
    pub fn role_arn(mut self, role_arn: String) -> Self {
        self.role_arn = Some(role_arn);
        self
    }
}

/// How long a Wait waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delay {
    /// From now on.
    For(Duration),
    /// Until then; not at all if that has passed (WAIT-2).
    Until(Timestamp),
}

/// The branches of a Parallel; each gets the payload.
#[derive(Debug)]
pub struct Branches {
    /// One machine for each branch, in order.
    pub machines: &'static [MachineId],
    /// Their input.
    pub payload: Payload,
}

/// The iterations of a Map.
#[derive(Debug)]
pub struct Iterations {
    /// The machine that processes an item.
    pub processor: MachineId,
    /// The items.
    pub items: Items,
    /// The effective input, which ItemSelector reads.
    pub effective_input: Payload,
    /// What an iteration gets.
    pub selection: Selection,
    /// At most so many at once; 0: no limit (MAP-7).
    pub max_concurrency: u32,
    /// Inline, or as executions of their own. What fails here fails when the Map has started (MAP-8).
    pub mode: Result<MapMode, Failure>,
}

/// What an iteration gets (MAP-5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// The item as it is.
    Item,
    /// What ItemSelector makes of it.
    Selector,
}

/// The items of a Map (MAP-3, DMAP-5).
#[derive(Debug)]
pub enum Items {
    /// The elements of an array.
    Array(Vec<Value>),
    /// The members of an object.
    Object(serde_json::Map<String, Value>),
    /// So many elements of an array of the effective input, which stays as it is while they are worked on: they need
    /// not be copied. Only an inline Map has them, and no store.
    Within(Path, usize),
    /// What a reader will find.
    Read(Box<ItemReader>),
}

impl Items {
    /// How many are there already. Items that are still to be read don't count (DMAP-12).
    pub fn len(&self) -> usize {
        match self {
            Self::Array(elements) => elements.len(),
            Self::Object(members) => members.len(),
            Self::Within(_, elements) => *elements,
            Self::Read(_) => 0,
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// How a Map's items are processed (MAP-1).
#[derive(Debug)]
pub enum MapMode {
    /// Within the execution.
    Inline,
    /// Each in an execution of its own (DMAP-1).
    Distributed(Box<Distribution>),
}

impl MapMode {
    /// Each item in an execution of its own.
    pub fn distributed(distribution: Distribution) -> Self {
        Self::Distributed(Box::new(distribution))
    }
}

/// How the items of a distributed Map are processed.
#[derive(Debug)]
pub struct Distribution {
    /// Of which kind the children are.
    pub execution_type: ExecutionType,
    /// How many items may fail.
    pub tolerance: Tolerance,
    /// How many items a child gets, and `BatchInput` (DMAP-13).
    pub batch: Option<Batch>,
    /// `Label` (NAME-4).
    pub label: Option<&'static str>,
    /// The query language of the Map, by which its history differs (HIST-45).
    pub language: QueryLanguage,
    /// `ResultWriter` (DMAP-18).
    pub writer: Option<ResultWriter>,
}

/// `QueryLanguage` of a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueryLanguage {
    /// `JSONPath`
    JsonPath,
    /// `JSONata`
    Jsonata,
}

/// How many failed items a distributed Map bears (DMAP-14).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tolerance {
    /// `ToleratedFailureCount`
    pub count: Option<u64>,
    /// `ToleratedFailurePercentage`
    pub percentage: Option<f64>,
}

/// `ItemBatcher` (DMAP-13).
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    /// `MaxItemsPerBatch`
    pub max_items: Option<u64>,
    /// `MaxInputBytesPerBatch`
    pub max_bytes: Option<u64>,
    /// `BatchInput`
    pub input: Option<Value>,
}

/// What becomes of a failure.
#[derive(Debug)]
pub enum Recovery {
    /// A retrier takes it.
    Retry(Retry),
    /// A catcher takes it.
    Caught(Transition),
    /// Nobody does.
    Uncaught,
}

/// A retry that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry {
    /// The index of the retrier, whose counter goes up.
    pub retrier: u16,
    /// How long to wait before (RETRY-3).
    pub delay: Duration,
}
