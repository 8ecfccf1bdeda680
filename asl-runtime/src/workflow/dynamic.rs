//! One function that answers every task: for tests, mocks, and integrations in general.

use std::fmt;
use std::future::{Future, ready};
use std::sync::Arc;

use serde_json::Value;

use crate::context::TaskContext;
use crate::error::{NO_HANDLER, TaskError};
use crate::program::{
    Dispatch, HandlerFuture, Handles, StateData, TaskId, TaskInfo, TaskInput, WorkflowInfo,
};

/// A task for a dynamic handler.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DynamicCall {
    /// The resource as the definition names it.
    pub resource: &'static str,
    /// The method that would have been called.
    pub method: &'static str,
    /// The name of the state.
    pub state: &'static str,
    /// What the handler gets.
    pub input: Value,
    /// What else there is to know.
    pub context: TaskContext,
}

/// One function that answers every task of a workflow.
///
/// ```
/// use asl_runtime::{DynamicHandlers, TaskError};
/// use serde_json::json;
///
/// let handlers = DynamicHandlers::new(|call| async move {
///     match call.method {
///         "charge" => Ok(json!({"receipt": 1})),
///         method => Err(TaskError::new("Unexpected", method)),
///     }
/// });
/// ```
#[derive(Clone)]
pub struct DynamicHandlers {
    function: Arc<Function>,
    handles: Handles,
    absent: Vec<String>,
}

type Function = dyn Fn(DynamicCall) -> HandlerFuture + Send + Sync;

impl DynamicHandlers {
    /// Handlers that get what typed ones get: a function behind a service gets its payload.
    pub fn new<F, A>(function: F) -> Self
    where
        F: Fn(DynamicCall) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Value, TaskError>> + Send + 'static,
    {
        Self {
            function: Arc::new(move |call| {
                let answer = function(call);
                Box::pin(async move { answer.await.map(StateData::Own) })
            }),
            handles: Handles::Functions,
            absent: Vec::new(),
        }
    }

    /// Handlers that stand for the services themselves: they get the parameters as the definition gives them, and
    /// answer in the service's form, the envelope of `states:::lambda:invoke` included.
    pub fn services<F, A>(function: F) -> Self
    where
        F: Fn(DynamicCall) -> A + Send + Sync + 'static,
        A: Future<Output = Result<Value, TaskError>> + Send + 'static,
    {
        Self { handles: Handles::Services, ..Self::new(function) }
    }

    /// Resources that do not exist: a task that calls one fails before it is scheduled (TASK-13).
    #[must_use]
    pub fn absent<R: Into<String>>(mut self, resources: impl IntoIterator<Item = R>) -> Self {
        self.absent.extend(resources.into_iter().map(Into::into));
        self
    }

    /// The handlers for the tasks of a workflow.
    #[doc(hidden)]
    pub fn serving(self, workflow: &'static WorkflowInfo) -> impl Dispatch {
        Serving { handlers: self, workflow }
    }
}

impl fmt::Debug for DynamicHandlers {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("DynamicHandlers").field("handles", &self.handles).finish_non_exhaustive()
    }
}

struct Serving {
    handlers: DynamicHandlers,
    workflow: &'static WorkflowInfo,
}

impl Dispatch for Serving {
    fn call(&self, task: TaskId, input: TaskInput<'_>, context: TaskContext) -> HandlerFuture {
        let Some(&TaskInfo { resource, method, .. }) = self.workflow.tasks.get(usize::from(task.0)) else {
            return no_handler(self.workflow, task);
        };
        let (state, input) = (context.state_name(), input.into_json());
        (self.handlers.function)(DynamicCall { resource, method, state, input, context })
    }

    fn serves(&self, task: &TaskInfo) -> bool {
        !self.handlers.absent.iter().any(|resource| resource == task.resource)
    }

    fn handles(&self) -> Handles {
        self.handlers.handles
    }
}

/// The answer for a task that nothing serves.
pub fn no_handler(workflow: &'static WorkflowInfo, task: TaskId) -> HandlerFuture {
    let resource = workflow.tasks.get(usize::from(task.0)).map_or("", |task| task.resource);
    Box::pin(ready(Err(TaskError::new(NO_HANDLER, format!("no handler serves the resource `{resource}`")))))
}
