//! From a task to the future of its handler.

use std::future::Future;
use std::pin::Pin;

use super::{StateData, TaskId, TaskInfo, TaskInput};
use crate::context::TaskContext;
use crate::error::TaskError;

/// A handler at work.
pub type HandlerFuture = Pin<Box<dyn Future<Output = Result<StateData, TaskError>> + Send>>;

/// Calls handlers: the generated adapter of a `Handlers` implementation, or a dynamic one.
pub trait Dispatch: Send + Sync + 'static {
    /// Starts the handler of `task`. The input is read, taken or shared before this returns.
    fn call(&self, task: TaskId, input: TaskInput<'_>, context: TaskContext) -> HandlerFuture;

    /// Whether a handler serves the task. Generated traits have no method for what the runtime serves itself.
    fn serves(&self, task: &TaskInfo) -> bool {
        !task.method.is_empty()
    }

    /// Whether it answers for a state even where the runtime would serve the task itself.
    fn answers_for(&self, state: &str) -> bool {
        _ = state;
        false
    }

    /// The methods of handlers that write rows of their own in the transaction that ends their state.
    fn transactional(&self) -> &'static [&'static str] {
        &[]
    }

    /// What the handlers stand for.
    fn handles(&self) -> Handles {
        Handles::Functions
    }
}

/// What handlers stand for where a service has a function behind it, as `states:::lambda:invoke` has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Handles {
    /// The function: it gets the payload, and its result is put into the service's envelope (TASK-11).
    #[default]
    Functions,
    /// The service: it gets the parameters as they are, and its result is the state's.
    Services,
}
