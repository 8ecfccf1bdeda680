//! Calls of tasks, as a test sees them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::Notify;

use super::error::TestError;

/// A call of a task.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Call {
    /// The name of the state.
    pub state: &'static str,
    /// The resource as the definition names it.
    pub resource: &'static str,
    /// How often this state has called before, in retries, loops and items alike: the number of the attempt in a
    /// mock file.
    pub invocation: u64,
    /// What the task was sent. For an integration that are its whole parameters.
    pub input: Value,
}

/// What is noted while an execution runs.
#[derive(Debug, Default)]
pub(super) struct Log {
    noted: Mutex<Noted>,
    failed: Notify,
}

#[derive(Debug, Default)]
struct Noted {
    calls: Vec<Call>,
    counts: HashMap<&'static str, u64>,
    failure: Option<TestError>,
}

impl Log {
    /// Notes a call.
    pub(super) fn add(&self, state: &'static str, resource: &'static str, input: &Value) -> Call {
        let mut noted = self.noted();
        let count = noted.counts.entry(state).or_default();
        let call = Call { state, resource, invocation: *count, input: input.clone() };
        *count += 1;
        noted.calls.push(call.clone());
        call
    }

    /// Notes why the test can't go on; what came first counts.
    pub(super) fn fail(&self, failure: TestError) {
        self.noted().failure.get_or_insert(failure);
        self.failed.notify_one();
    }

    /// Ends when the test can't go on.
    pub(super) async fn failed(&self) -> TestError {
        loop {
            self.failed.notified().await;
            if let Some(failure) = self.noted().failure.take() {
                return failure;
            }
        }
    }

    /// All calls in their order.
    pub(super) fn take_calls(&self) -> Vec<Call> {
        std::mem::take(&mut self.noted().calls)
    }

    fn noted(&self) -> MutexGuard<'_, Noted> {
        // Nothing that holds the lock can panic half-way.
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
