//! What is fixed about a workflow, as tables, and the functions that generated code offers for it.

use serde_json::Value;

use super::{Effect, Failure, Recovery, StateData, Step, Transition};

/// A machine of a workflow: 0 is the outermost, branches and item processors follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MachineId(pub u16);

/// A state by its index in its [`Machine`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct StateId(pub u16);

/// A handler by its index in [`WorkflowInfo::tasks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TaskId(pub u16);

/// Where a frame stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The machine.
    pub machine: MachineId,
    /// The state.
    pub state: StateId,
}

/// Where a machine belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// It is the outermost one.
    Outermost,
    /// It is a branch of a Parallel.
    Branch {
        /// The machine of the Parallel.
        machine: MachineId,
        /// The Parallel.
        state: StateId,
        /// Which branch.
        branch: u16,
    },
    /// It processes the items of an inline Map.
    Item {
        /// The machine of the Map.
        machine: MachineId,
        /// The Map.
        state: StateId,
    },
    /// It processes the items of a distributed Map, each in an execution of its own.
    Execution {
        /// The machine of the Map.
        machine: MachineId,
        /// The Map.
        state: StateId,
    },
}

/// What is fixed about a workflow.
#[derive(Debug)]
pub struct WorkflowInfo {
    /// Its name: that of the generated module.
    pub name: &'static str,
    /// Standard or Express.
    pub kind: WorkflowKind,
    /// `TimeoutSeconds` of the machine (TIME-7).
    pub timeout_seconds: Option<u32>,
    /// The machines; 0 is the outermost.
    pub machines: &'static [Machine],
    /// The handlers' resources.
    pub tasks: &'static [TaskInfo],
    /// Names of substitutions that must get their value when the workflow is built.
    pub substitutions: &'static [&'static str],
    /// Parts of the context object that the workflow reads: others are not held.
    pub context: &'static [ContextPart],
}

impl WorkflowInfo {
    /// Whether a part of the context object is ever read.
    pub(crate) fn reads(&self, part: ContextPart) -> bool {
        self.context.contains(&part)
    }
}

/// A part of the context object that takes memory of its own. What ItemSelector reads is there in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContextPart {
    /// `Execution.Input`
    ExecutionInput,
    /// `Map.Item`, by the states of an item processor.
    Item,
    /// `Map.Item.Value`, by the states of an item processor.
    ItemValue,
}

impl WorkflowInfo {
    /// The name of a machine's first state; no other state of the workflow has it.
    #[cfg(feature = "durable")]
    pub(crate) fn first_state(&self, machine: MachineId) -> &'static str {
        let machine = self.machines.get(usize::from(machine.0));
        let start = machine.and_then(|machine| machine.states.get(usize::from(machine.start.0)));
        start.map_or("", |state| state.name)
    }

    /// The machine that begins with a state.
    #[cfg(feature = "durable")]
    pub(crate) fn machine_from(&self, state: &str) -> Option<MachineId> {
        let all = (0..).map(MachineId).zip(self.machines);
        let mut found = all.filter(|(id, _)| self.first_state(*id) == state);
        found.next().map(|(id, _)| id)
    }
}

/// Standard or Express (EXEC).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WorkflowKind {
    /// Exactly-once, up to a year.
    Standard,
    /// At-least-once, up to five minutes.
    Express,
}

/// A scope of states.
#[derive(Debug)]
pub struct Machine {
    /// The first state.
    pub start: StateId,
    /// The states.
    pub states: &'static [StateInfo],
}

/// What is fixed about a state.
#[derive(Debug)]
pub struct StateInfo {
    /// The ASL name.
    pub name: &'static str,
    /// The type.
    pub kind: StateKind,
    /// For a Task: its handler.
    pub task: Option<TaskId>,
    /// How many retriers it has.
    pub retriers: u16,
}

/// A state's `Type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is named as ASL names it")]
pub enum StateKind {
    Task,
    Pass,
    Choice,
    Wait,
    Succeed,
    Fail,
    Parallel,
    Map,
}

/// A resource that a handler serves. States that share a resource but not its handler have one each.
#[derive(Debug)]
pub struct TaskInfo {
    /// The resource as the definition names it.
    pub resource: &'static str,
    /// The handler's method.
    pub method: &'static str,
    /// What it names.
    pub kind: TaskKind,
}

/// What a resource names (RES).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TaskKind {
    /// A Lambda function by its ARN: the result is what the function returns (TASK-11).
    Lambda,
    /// `states:::lambda:invoke`: the handler gets `Payload` and its answer is wrapped (TASK-11).
    LambdaInvoke(IntegrationPattern),
    /// `states:::states:startExecution`: a registered workflow, or a handler (TASK-14).
    StartExecution(IntegrationPattern),
    /// An activity (TASK-13).
    Activity,
    /// Any other integration; `resource_type` and `resource` as history names them (HIST-8).
    Integration {
        /// `sqs`, `aws-sdk:dynamodb` …
        resource_type: &'static str,
        /// `sendMessage.waitForTaskToken` …
        resource: &'static str,
        /// How the state ends.
        pattern: IntegrationPattern,
    },
    /// Anything else: a substitution, another URI.
    Other,
}

/// When an integration's state ends (TASK-5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntegrationPattern {
    /// When the service answers.
    RequestResponse,
    /// `.sync`
    Sync,
    /// `.sync:2`
    Sync2,
    /// `.waitForTaskToken`
    WaitForTaskToken,
}

impl IntegrationPattern {
    /// What the pattern adds to a resource.
    pub(crate) fn suffix(self) -> &'static str {
        match self {
            Self::RequestResponse => "",
            Self::Sync => ".sync",
            Self::Sync2 => ".sync:2",
            Self::WaitForTaskToken => ".waitForTaskToken",
        }
    }
}

/// How the children of a distributed Map run (DMAP-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExecutionType {
    /// As Standard executions.
    Standard,
    /// As Express executions.
    Express,
}

/// What `prepare` gives.
pub type Prepared = Result<Effect, Failure>;

/// What `complete` gives.
pub type Completed = Result<Transition, Failure>;

/// What `recover` gives.
pub type Recovered = Result<Recovery, Failure>;

/// What `item` gives.
pub type Selected = Result<Value, Failure>;

/// A compiled workflow: what generated code implements and every host drives.
pub trait Program: Send + Sync + 'static {
    /// What is fixed about it.
    fn info(&self) -> &'static WorkflowInfo;

    /// What the state at `at` wants, from its raw input.
    ///
    /// # Errors
    ///
    /// A failure of the data flow; hosts treat it like any other failure of the state.
    fn prepare(&self, at: Position, step: &mut Step<'_>) -> Prepared;

    /// Where the state goes with the result of its effect.
    ///
    /// # Errors
    ///
    /// A failure of the data flow.
    fn complete(&self, at: Position, step: &mut Step<'_>, result: StateData) -> Completed;

    /// What Retry and Catch say of a failure. Never called for one that can't be caught (ERR-10).
    ///
    /// # Errors
    ///
    /// A failure of the catcher's own data flow.
    fn recover(&self, at: Position, step: &mut Step<'_>, failure: &Failure) -> Recovered;

    /// The input of an iteration of the Map at `at`; the step holds the item (MAP-5).
    ///
    /// # Errors
    ///
    /// A failure of the ItemSelector.
    fn item(&self, at: Position, step: &mut Step<'_>) -> Selected;

    /// Whether the handler of `task` may be called again for an attempt that a crash interrupted.
    fn is_idempotent(&self, task: TaskId) -> bool {
        let _ = task;
        false
    }
}
