//! From a task to the future of its handler.

use std::future::Future;
use std::pin::Pin;

use serde_json::Value;

use super::TaskId;
use crate::context::TaskContext;
use crate::error::TaskError;

/// A handler at work.
pub type HandlerFuture = Pin<Box<dyn Future<Output = Result<Value, TaskError>> + Send>>;

/// Calls handlers: the generated adapter of a `Handlers` implementation, or a dynamic one.
pub trait Dispatch: Send + Sync + 'static {
    /// Starts the handler of `task`. The input is read before this returns.
    fn call(&self, task: TaskId, input: &Value, context: TaskContext) -> HandlerFuture;
}
