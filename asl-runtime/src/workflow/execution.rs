//! An execution that was started.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::oneshot;

use super::blueprint::Prepared;
use super::definition::Definition;
use super::error::ExecutionError;
use super::payload::from_data;
use crate::context::ExecutionNames;
use crate::engine::{FrameStatus, Outcome};
use crate::host::{EndedMapRuns, Mailbox, Message};
use crate::map_runs::{ChildExecution, MapRun, MapRunError, MapRunUpdate};
use crate::program::StateData;

/// An execution that runs as a task of tokio. It goes on if this is dropped.
pub struct Execution<D> {
    handle: ExecutionHandle,
    outcome: oneshot::Receiver<Outcome<StateData>>,
    definition: PhantomData<fn() -> D>,
}

/// Stops an execution and looks at it, from anywhere.
#[derive(Clone)]
pub struct ExecutionHandle {
    names: Arc<ExecutionNames>,
    mailbox: Mailbox,
    ended_map_runs: EndedMapRuns,
}

/// Where an execution stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExecutionStatus {
    /// It runs.
    #[non_exhaustive]
    Running {
        /// Where each of its frames stands: the outermost machine, and every branch and item that runs.
        frames: Vec<FrameStatus>,
    },
    /// It has ended.
    Ended,
}

impl<D> Execution<D> {
    pub(super) fn spawn(prepared: Prepared) -> Self {
        let Prepared { names, driver } = prepared;
        let ended_map_runs = driver.ended_map_runs();
        let handle = ExecutionHandle { names, mailbox: driver.mailbox(), ended_map_runs };
        let (sender, outcome) = oneshot::channel();
        tokio::spawn(async move {
            // Nobody may be waiting for it.
            drop(sender.send(driver.drive().await));
        });
        Self { handle, outcome, definition: PhantomData }
    }

    /// Something to stop the execution with while this waits for its output.
    pub fn handle(&self) -> ExecutionHandle {
        self.handle.clone()
    }

    /// The ARN.
    pub fn id(&self) -> &str {
        self.handle.id()
    }

    /// The name.
    pub fn name(&self) -> &str {
        self.handle.name()
    }

    /// See [`ExecutionHandle::stop`].
    pub fn stop(&self, error: Option<&str>, cause: Option<&str>) {
        self.handle.stop(error, cause);
    }

    /// Where the execution stands.
    pub async fn status(&self) -> ExecutionStatus {
        self.handle.status().await
    }

    /// Waits for the output as JSON.
    ///
    /// # Errors
    ///
    /// The execution did not succeed.
    pub async fn wait_json(self) -> Result<Value, ExecutionError> {
        self.wait_data().await.map(StateData::into_json)
    }

    async fn wait_data(self) -> Result<StateData, ExecutionError> {
        outcome_to_output(self.outcome.await.map_err(|_| ExecutionError::Lost {})?)
    }
}

impl<D: Definition> Execution<D> {
    /// Waits for the output.
    ///
    /// # Errors
    ///
    /// The execution did not succeed, or its output does not fit the type.
    pub async fn wait(self) -> Result<D::Output, ExecutionError> {
        from_data(self.wait_data().await?).map_err(|source| ExecutionError::InvalidOutput { source })
    }
}

impl ExecutionHandle {
    /// The ARN.
    pub fn id(&self) -> &str {
        &self.names.id
    }

    /// The name.
    pub fn name(&self) -> &str {
        &self.names.name
    }

    /// Stops the execution (API-12): its handlers are told, and [`Execution::wait`] gives
    /// [`ExecutionError::Aborted`]. Without effect if it has ended.
    pub fn stop(&self, error: Option<&str>, cause: Option<&str>) {
        let (error, cause) = (error.map(str::to_owned), cause.map(str::to_owned));
        drop(self.mailbox.send(Message::Stop { error, cause }));
    }

    /// Where the execution stands.
    pub async fn status(&self) -> ExecutionStatus {
        match self.ask(Message::Status).await {
            Some(frames) => ExecutionStatus::Running { frames },
            None => ExecutionStatus::Ended,
        }
    }

    /// The map runs of the execution, in the order in which they ended, and then those that run (DMAP-2, DMAP-25).
    /// When the execution has ended they are still known, the last thousand of them.
    ///
    /// ```
    /// use asl_runtime::map_runs::MapRunStatus;
    /// use asl_runtime::{DynamicHandlers, include_workflow};
    /// use serde_json::json;
    ///
    /// include_workflow! {
    ///     name: each,
    ///     inline: r#"{
    ///         "StartAt": "Each",
    ///         "States": { "Each": { "Type": "Map", "End": true, "ItemProcessor": {
    ///             "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
    ///             "StartAt": "Look",
    ///             "States": { "Look": { "Type": "Pass", "End": true } }
    ///         } } }
    ///     }"#,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), asl_runtime::ExecutionError> {
    /// let workflow = each::dynamic(DynamicHandlers::new(|_| std::future::pending()));
    /// let execution = workflow.start(json!([1, 2, 3]))?;
    /// let handle = execution.handle();
    /// execution.wait().await?;
    ///
    /// let map_runs = handle.map_runs().await;
    /// assert_eq!((map_runs[0].status, map_runs[0].item_counts.succeeded), (MapRunStatus::Succeeded, 3));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn map_runs(&self) -> Vec<MapRun> {
        match self.ask(Message::MapRuns).await {
            Some(map_runs) => map_runs,
            None => self.ended_map_runs.get().cloned().unwrap_or_default(),
        }
    }

    /// The children of a map run that run at the moment; none if there is no such map run, or if it has ended.
    pub async fn child_executions(&self, map_run_arn: &str) -> Vec<ChildExecution> {
        let map_run_arn = map_run_arn.to_owned();
        self.ask(|answer| Message::ChildExecutions { map_run_arn, answer }).await.unwrap_or_default()
    }

    /// Gives a map run that runs new limits (DMAP-2). If more has failed than the new ones bear, it fails.
    ///
    /// # Errors
    ///
    /// No such map run runs, or a limit is none.
    pub async fn update_map_run(&self, map_run_arn: &str, update: MapRunUpdate) -> Result<(), MapRunError> {
        let map_run_arn = map_run_arn.to_owned();
        self.ask(|answer| Message::UpdateMapRun { map_run_arn, update, answer })
            .await
            .unwrap_or(Err(MapRunError::NotRunning))
    }

    /// Asks the execution something; none if it has ended.
    async fn ask<T>(&self, message: impl FnOnce(oneshot::Sender<T>) -> Message) -> Option<T> {
        let (sender, answer) = oneshot::channel();
        self.mailbox.send(message(sender)).ok()?;
        answer.await.ok()
    }
}

impl fmt::Debug for ExecutionHandle {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("ExecutionHandle").field("id", &self.id()).finish_non_exhaustive()
    }
}

impl<D> fmt::Debug for Execution<D> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Execution").field("id", &self.handle.id()).finish_non_exhaustive()
    }
}

/// How an execution ended, for those who wait for it.
pub(crate) fn outcome_to_output<O>(outcome: Outcome<O>) -> Result<O, ExecutionError> {
    match outcome {
        Outcome::Succeeded(output) => Ok(output),
        Outcome::Failed(failure) => {
            let (error, cause) = failure.into_parts();
            let part = |text: Option<std::borrow::Cow<'static, str>>| text.map(std::borrow::Cow::into_owned);
            Err(ExecutionError::Failed { error: part(error), cause: part(cause) })
        }
        Outcome::TimedOut => Err(ExecutionError::TimedOut {}),
        Outcome::Aborted { error, cause } => Err(ExecutionError::Aborted { error, cause }),
    }
}
