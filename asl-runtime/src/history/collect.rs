//! A recorder that keeps what it is told.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::event::{Event, Recorder};
use super::owned::HistoryEvent;
use super::page::{HistoryError, HistoryPage, HistoryRequest};

/// Keeps the events of executions. Clones keep them together.
///
/// ```
/// use asl_runtime::history::History;
/// # asl_runtime::include_workflow! {
/// #     name: order,
/// #     inline = r#"{"StartAt": "Done", "States": {"Done": {"Type": "Succeed"}}}"#,
/// # }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # struct Shop;
/// # impl order::Handlers for Shop {}
/// let history = History::new();
/// let workflow = order::workflow(Shop).recorder(history.clone());
/// let execution = workflow.start(serde_json::json!({}))?;
/// let id = execution.id().to_owned();
/// execution.wait().await?;
/// let types: Vec<String> = history.events(&id).iter().map(|event| event.event_type.to_string()).collect();
/// assert_eq!(
///     types,
///     ["ExecutionStarted", "SucceedStateEntered", "SucceedStateExited", "ExecutionSucceeded"]
/// );
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct History {
    executions: Arc<Mutex<Executions>>,
}

#[derive(Default)]
struct Executions {
    events: HashMap<String, Vec<HistoryEvent>>,
    /// In the order in which they started.
    ids: Vec<String>,
}

impl History {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// The events of an execution, by its ARN, in the order of their ids.
    pub fn events(&self, execution: &str) -> Vec<HistoryEvent> {
        self.locked().events.get(execution).cloned().unwrap_or_default()
    }

    /// A page of the events of a Standard execution, in the way of GetExecutionHistory.
    ///
    /// # Errors
    ///
    /// The execution is not known or is an Express one, or the request is not one that can be answered.
    pub fn page(&self, request: &HistoryRequest) -> Result<HistoryPage, HistoryError> {
        let arn = request.execution();
        if arn.split(':').nth(5) == Some("express") {
            return Err(HistoryError::Express { arn: arn.to_owned() });
        }
        let executions = self.locked();
        let events = executions.events.get(arn);
        let events = events.ok_or_else(|| HistoryError::ExecutionDoesNotExist { arn: arn.to_owned() })?;
        request.answer(events)
    }

    /// The ARNs of all executions, in the order in which they started. Items of a distributed Map are executions
    /// of their own.
    pub fn executions(&self) -> Vec<String> {
        self.locked().ids.clone()
    }

    fn locked(&self) -> MutexGuard<'_, Executions> {
        // Nothing that holds the lock can panic half-way.
        self.executions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Recorder for History {
    fn record(&self, event: &Event<'_>) {
        let id = &event.execution.id;
        let event = HistoryEvent::from(event);
        let mut executions = self.locked();
        match executions.events.get_mut(id) {
            Some(events) => events.push(event),
            None => {
                executions.ids.push(id.clone());
                executions.events.insert(id.clone(), vec![event]);
            }
        }
    }
}

impl fmt::Debug for History {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("History").field("executions", &self.locked().ids.len()).finish_non_exhaustive()
    }
}
