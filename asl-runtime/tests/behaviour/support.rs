//! What the tests share.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use asl_runtime::{DynamicCall, DynamicHandlers, ExecutionError, TaskError};
use serde_json::Value;
use tokio::time::Instant;

/// Handlers that answer at once.
pub(crate) fn answering(
    answer: impl Fn(&DynamicCall) -> Result<Value, TaskError> + Send + Sync + 'static,
) -> DynamicHandlers {
    DynamicHandlers::new(move |call| std::future::ready(answer(&call)))
}

/// Handlers that never answer.
pub(crate) fn silent() -> DynamicHandlers {
    DynamicHandlers::new(|_| std::future::pending())
}

/// An error with a cause that nobody looks at.
pub(crate) fn error(name: &'static str) -> TaskError {
    TaskError::new(name, "why")
}

/// Name and cause of an execution's failure.
pub(crate) fn failure<T: std::fmt::Debug>(result: Result<T, ExecutionError>) -> (String, String) {
    match result {
        Err(error @ ExecutionError::Failed { .. }) => {
            (error.error().unwrap_or("(none)").to_owned(), error.cause().unwrap_or("(none)").to_owned())
        }
        other => panic!("it was to fail: {other:?}"),
    }
}

/// Something that handlers and tests write into.
#[derive(Clone, Default)]
pub(crate) struct Log<T>(Arc<Mutex<Vec<T>>>);

impl<T: Clone> Log<T> {
    pub(crate) fn add(&self, entry: T) {
        self.lock().push(entry);
    }

    pub(crate) fn all(&self) -> Vec<T> {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<T>> {
        self.0.lock().expect("nobody panicked")
    }
}

/// Seconds since a start, to the nearest.
pub(crate) fn seconds_since(start: Instant) -> u64 {
    (start.elapsed() + Duration::from_millis(500)).as_secs()
}
