//! The face that users see: a workflow with its handlers, and executions of it.

mod blueprint;
mod builder;
mod definition;
mod dynamic;
mod error;
mod error_of;
mod execution;
mod payload;

pub(crate) use blueprint::Blueprint;
pub use blueprint::{Start, StartMode};
pub use builder::{AfterEnd, HandlerThreads, Workflow};
pub use definition::Definition;
pub use dynamic::{DynamicCall, DynamicHandlers, no_handler};
pub use error::ExecutionError;
pub use error_of::{ErrorOf, failed_with};
#[cfg(any(feature = "durable", feature = "testing"))]
pub(crate) use execution::outcome_to_output;
pub use execution::{Execution, ExecutionHandle, ExecutionStatus};
#[cfg(feature = "testing")]
pub(crate) use payload::check;
#[cfg(any(feature = "durable", feature = "testing"))]
pub(crate) use payload::from_json;
pub(crate) use payload::to_json;
