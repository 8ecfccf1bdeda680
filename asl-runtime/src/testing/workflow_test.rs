//! A workflow under test.

use std::fmt;
use std::sync::Arc;

use futures_util::future::{Either, select};
use serde::Serialize;
use serde_json::Value;

use super::call::Log;
use super::dispatch::{Mocked, Unmocked};
use super::error::TestError;
use super::mocks::Mocks;
use super::run::TestRun;
use crate::clock::TokioClock;
use crate::history::{Event, History, Recorder};
use crate::time::Timestamp;
use crate::workflow::{
    Blueprint, Definition, DynamicHandlers, ExecutionError, Start, StartMode, Workflow, check, from_json,
    outcome_to_output,
};

/// A workflow under test: with mocks, in virtual time, and with everything random following from a seed.
///
/// ```
/// use asl_runtime::testing::{MockFile, WorkflowTest};
/// use asl_runtime::{TaskContext, TaskError, include_workflow};
/// use serde_json::{Value, json};
///
/// include_workflow! {
///     name: parcel,
///     inline = r#"{
///         "StartAt": "Weigh",
///         "States": {
///             "Weigh": { "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:weigh",
///                        "Next": "Ship" },
///             "Ship": { "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
///                       "Parameters": { "QueueUrl": "q", "MessageBody": { "token.$": "$$.Task.Token" } },
///                       "TimeoutSeconds": 86400, "End": true }
///         }
///     }"#,
/// }
///
/// struct Depot;
///
/// impl parcel::Handlers for Depot {
///     async fn weigh(&self, input: &Value, _: &TaskContext) -> Result<Value, TaskError> {
///         Ok(json!({ "kilograms": input["litres"] }))
///     }
/// #   async fn sqs_send_message_wait_for_task_token(
/// #       &self, _: parcel::SqsSendMessageWaitForTaskTokenInput, _: &TaskContext,
/// #   ) -> Result<Value, TaskError> { Ok(json!({})) }
///     // …
/// }
///
/// let file = MockFile::parse("mocks.json", r#"{
///     "StateMachines": { "Parcel": { "TestCases": { "Shipped": { "Ship": "ShipSuccess" } } } },
///     "MockedResponses": { "ShipSuccess": { "0": { "Return": { "tracking": "T-1" } } } }
/// }"#).expect("it is right");
/// let mocks = file.test_case("Parcel", "Shipped").expect("there is one");
///
/// // `Ship` is mocked, and its mock answers the task token; `Weigh` calls the handler.
/// let run = WorkflowTest::new(parcel::workflow(Depot)).mocks(mocks).run(json!({ "litres": 3 }))
///     .expect("it runs to its end");
/// run.assert_output(json!({ "tracking": "T-1" }));
/// run.assert_states(["Weigh", "Ship"]);
/// ```
pub struct WorkflowTest<D> {
    workflow: Workflow<D>,
    unmocked: Unmocked,
    mocks: Mocks,
    start: Timestamp,
    name: Option<String>,
}

impl<D: Definition> WorkflowTest<D> {
    /// States that are not mocked call the workflow's handlers.
    pub fn new(workflow: Workflow<D>) -> Self {
        Self::with(workflow, Unmocked::Handlers)
    }

    /// Every state that calls something must be mocked: `WorkflowTest::of(order::dynamic)`.
    pub fn of(dynamic: impl FnOnce(DynamicHandlers) -> Workflow<D>) -> Self {
        Self::with(dynamic(DynamicHandlers::new(|_| std::future::pending())), Unmocked::Nobody)
    }

    fn with(workflow: Workflow<D>, unmocked: Unmocked) -> Self {
        Self { workflow, unmocked, mocks: Mocks::new(), start: NEW_YEAR, name: None }
    }

    /// The states that are mocked.
    #[must_use]
    pub fn mocks(self, mocks: Mocks) -> Self {
        Self { mocks, ..self }
    }

    /// What the clock says when the execution starts, unless the workflow has a clock of its own. By default the
    /// start of 2025.
    #[must_use]
    pub fn starting_at(self, start: Timestamp) -> Self {
        Self { start, ..self }
    }

    /// The name of the execution (NAME-2). By default it follows from the seed.
    #[must_use]
    pub fn named(self, name: impl Into<String>) -> Self {
        Self { name: Some(name.into()), ..self }
    }

    /// Runs an execution to its end, in virtual time.
    ///
    /// # Errors
    ///
    /// A mock that fits no Task state, a call that nothing answers, an input that does not fit; not that the
    /// execution fails.
    pub fn run(&self, input: impl Serialize) -> Result<TestRun, TestError> {
        if tokio::runtime::Handle::try_current().is_ok() {
            return Err(TestError::InsideRuntime);
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build();
        runtime.map_err(TestError::NoRuntime)?.block_on(self.run_in_place(input))
    }

    /// The same within a tokio runtime, by its time: for handlers that need the runtime of the test.
    ///
    /// # Errors
    ///
    /// See [`run`](Self::run).
    pub async fn run_in_place(&self, input: impl Serialize) -> Result<TestRun, TestError> {
        self.mocks.check(D::program().info())?;
        let invalid = |source| TestError::NotRun(ExecutionError::InvalidInput { source });
        let input = serde_json::to_value(input).map_err(invalid)?;
        check::<D::Input>(&input).map_err(invalid)?;
        let (history, log) = (History::new(), Arc::new(Log::default()));
        let blueprint = Arc::new(self.blueprint(&history, &log));
        let start = Start { name: self.name.clone(), uuid: None, mode: StartMode::Synchronous };
        let prepared = blueprint.prepare(input.into(), start, None).map_err(TestError::NotRun)?;
        let started = tokio::time::Instant::now();
        let (driven, failed) = (Box::pin(prepared.driver.drive()), Box::pin(log.failed()));
        let outcome = match select(driven, failed).await {
            Either::Left((outcome, _)) => outcome,
            Either::Right((failure, _)) => return Err(failure),
        };
        let result = outcome_to_output(outcome.into_json());
        if let Ok(output) = &result {
            fits::<D::Output>(output)?;
        }
        Ok(TestRun::new(prepared.names.id.clone(), result, history, log.take_calls(), started.elapsed()))
    }

    /// The workflow as it is tested.
    fn blueprint(&self, history: &History, log: &Arc<Log>) -> Blueprint {
        let mut blueprint = self.workflow.blueprint().seeded(SEED);
        blueprint.clock.get_or_insert_with(|| Arc::new(TokioClock::starting_at(self.start)));
        blueprint.recorder = Some(Arc::new(Both { first: blueprint.recorder, second: history.clone() }));
        blueprint.dispatch = Arc::new(Mocked {
            workflow: blueprint.program.info(),
            handlers: blueprint.dispatch,
            unmocked: self.unmocked,
            mocks: self.mocks.clone(),
            tokens: blueprint.tokens.clone(),
            log: Arc::clone(log),
        });
        blueprint
    }
}

/// 2025-01-01T00:00:00Z
pub(super) const NEW_YEAR: Timestamp = Timestamp::new(1_735_689_600, 0);

/// What random numbers follow from, where the workflow has no seed.
const SEED: u64 = 0;

fn fits<T: serde::de::DeserializeOwned + 'static>(output: &Value) -> Result<(), TestError> {
    from_json::<T>(output.clone())
        .map(drop)
        .map_err(|source| TestError::NotRun(ExecutionError::InvalidOutput { source }))
}

/// Tells the workflow's own recorder, too.
struct Both {
    first: Option<Arc<dyn Recorder>>,
    second: History,
}

impl Recorder for Both {
    fn record(&self, event: &Event<'_>) {
        if let Some(first) = &self.first {
            first.record(event);
        }
        self.second.record(event);
    }
}

impl<D> fmt::Debug for WorkflowTest<D> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("WorkflowTest").field("mocks", &self.mocks).finish_non_exhaustive()
    }
}
