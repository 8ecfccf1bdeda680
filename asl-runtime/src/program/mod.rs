//! The boundary between generated code and hosts: a sans-I/O machine.
//!
//! For every state generated code has *prepare* (stored state → effect) and *complete* (result →
//! transition), *recover* (failure → retry or catch) and, for a Map, *item* (what an iteration gets).
//! They are plain functions; whatever waits, happens in a host.

mod dispatch;
mod effect;
mod failure;
#[cfg(test)]
mod fixture;
mod machine;
mod probe;
mod reader;
mod state_data;
mod state_output;
mod step;
mod variables;
mod writer;

pub use dispatch::{Dispatch, HandlerFuture, Handles};
pub use effect::{
    Batch, Branches, Delay, Distribution, Effect, Handing, Items, Iterations, MapMode, Onward, Payload,
    QueryLanguage, Recovery, Retry, Selection, TaskCall, Tolerance, Transition,
};
pub use failure::{Evaluation, Failure, FailureKind};
#[cfg(test)]
pub(crate) use fixture::Fixture;
pub use machine::{
    Completed, ContextPart, ExecutionType, IntegrationPattern, Machine, MachineId, Place, Position, Prepared,
    Program, Recovered, Selected, StateId, StateInfo, StateKind, TaskId, TaskInfo, TaskKind, WorkflowInfo,
    WorkflowKind,
};
#[cfg(feature = "testing")]
pub(crate) use probe::Seen;
pub(crate) use probe::{DataFlow, Probe};
pub use reader::{ItemReader, ReaderResource};
pub use state_data::{StateData, TaskInput};
pub use state_output::{KeptInput, StateOutput};
pub use step::{ExecutionContext, ItemContext, Jitter, Retrier, Step};
pub(crate) use step::{Holding, ItemOf, ItemView};
pub use variables::{Assigned, Variables, assigned};
pub use writer::{OutputType, ResultWriter, Transformation};
