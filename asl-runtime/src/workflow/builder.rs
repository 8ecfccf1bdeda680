//! A workflow with its handlers, and how it is to run.

use std::fmt;
use std::marker::PhantomData;
use std::num::{NonZeroU64, NonZeroUsize};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::blueprint::{Blueprint, Start, StartMode};
use super::definition::Definition;
use super::error::ExecutionError;
use super::execution::{Execution, outcome_to_output};
use super::payload::{check, from_data};
use crate::clock::Clock;
use crate::history::Recorder;
use crate::host::Registration;
use crate::limits::Limits;
use crate::objects::Objects;
use crate::program::{Dispatch, StateData};
use crate::tokens::TaskTokens;

/// A workflow with its handlers, ready to run in this process.
///
/// `include_workflow!` generates the function that makes one. Nothing is stored: an execution lives as long as
/// the process, at most.
///
/// ```
/// use asl_runtime::{DynamicHandlers, TokioClock, Timestamp, include_workflow};
/// use serde_json::json;
///
/// include_workflow! {
///     name: reminder,
///     inline = r#"{
///         "StartAt": "Sleep",
///         "States": {
///             "Sleep": { "Type": "Wait", "Seconds": 86400, "Next": "Remind" },
///             "Remind": {
///                 "Type": "Pass", "End": true,
///                 "Parameters": { "table": "${Table}", "asked.$": "$$.Execution.StartTime" }
///             }
///         }
///     }"#,
/// }
///
/// # #[tokio::main(flavor = "current_thread", start_paused = true)]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let workflow = reminder::dynamic(DynamicHandlers::new(|_| std::future::pending()))
///     .substitution("Table", "reminders")
///     .clock(TokioClock::starting_at(Timestamp::parse("2025-01-01T00:00:00Z").ok_or("no time")?))
///     .seed(7);
///
/// // With tokio's time paused, a day takes no time.
/// let output = workflow.run(json!({})).await?;
/// assert_eq!(output, json!({ "table": "reminders", "asked": "2025-01-01T00:00:00.000Z" }));
///
/// // Or start it, and do something else meanwhile.
/// let execution = workflow.start_named("monday", json!({}))?;
/// assert!(execution.id().ends_with(":execution:reminder:monday"));
/// execution.stop(Some("NotNeeded"), None);
/// assert_eq!(execution.wait().await.map_err(|error| error.to_string()), Err(
///     "the execution was stopped with `NotNeeded`".into()
/// ));
/// # Ok(())
/// # }
/// ```
pub struct Workflow<D> {
    blueprint: Arc<Blueprint>,
    definition: PhantomData<fn() -> D>,
}

/// What becomes of handlers that were told to stop and still work when their execution ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum AfterEnd {
    /// The result is given at once; they have their grace in the background.
    #[default]
    Detach,
    /// The result is given when they are gone.
    Wait,
}

/// Which threads the handlers of an execution run in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum HandlerThreads {
    /// In that of their execution, by turns: starting one costs next to nothing, and all that wait wait together. While
    /// one computes, the others and the execution itself don't go on.
    #[default]
    OfExecution,
    /// Those of branches and items run in a tokio task each, on any thread of the runtime: for handlers that compute for
    /// longer than a task costs, some microseconds. Task-local values of whoever drives the execution are not seen
    /// there, and a handler that is stopped may be dropped a little later than its execution goes on.
    Spread,
}

impl<D: Definition> Workflow<D> {
    /// A workflow. Generated code calls it.
    #[doc(hidden)]
    pub fn new(dispatch: impl Dispatch) -> Self {
        let program = D::program();
        let blueprint = Blueprint {
            program,
            #[cfg(feature = "durable")]
            hash: D::HASH,
            #[cfg(feature = "durable")]
            text: D::TEXT,
            dispatch: Arc::new(dispatch),
            name: program.info().name.to_owned(),
            region: "us-east-1".to_owned(),
            account: "123456789012".to_owned(),
            role_arn: None,
            worker_name: None,
            substitutions: Vec::new(),
            seed: None,
            started: Arc::default(),
            clock: None,
            grace: Duration::from_secs(5),
            after_end: AfterEnd::Detach,
            handler_threads: HandlerThreads::OfExecution,
            tokens: TaskTokens::unguessable(),
            recorder: None,
            default_concurrency: 40,
            limits: Limits::NONE,
            objects: None,
            result_file_bytes: RESULT_FILE_BYTES,
            registered: Vec::new(),
        };
        Self { blueprint: Arc::new(blueprint), definition: PhantomData }
    }

    fn with(mut self, change: impl FnOnce(&mut Blueprint)) -> Self {
        change(Arc::make_mut(&mut self.blueprint));
        self
    }

    #[cfg(any(feature = "durable", feature = "testing"))]
    pub(crate) fn blueprint(&self) -> &Arc<Blueprint> {
        &self.blueprint
    }

    /// Gives a substitution of the definition its value (SUB-1).
    #[must_use]
    pub fn substitution(self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let (name, value) = (name.into(), value.into());
        self.with(|blueprint| {
            blueprint.substitutions.retain(|(given, _)| *given != name);
            blueprint.substitutions.push((name, value));
        })
    }

    /// The name of the state machine: part of its ARN. By default that of the generated module.
    #[must_use]
    pub fn name(self, name: impl Into<String>) -> Self {
        self.with(|blueprint| blueprint.name = name.into())
    }

    /// The region and the account in ARNs. By default `us-east-1` and `123456789012`.
    #[must_use]
    pub fn region(self, region: impl Into<String>, account: impl Into<String>) -> Self {
        self.with(|blueprint| {
            blueprint.region = region.into();
            blueprint.account = account.into();
        })
    }

    /// The role that the context object names. By default one named like the workflow.
    #[must_use]
    pub fn role_arn(self, role_arn: impl Into<String>) -> Self {
        self.with(|blueprint| blueprint.role_arn = Some(role_arn.into()))
    }

    /// The name under which the handlers of this workflow take activities, as history shows it. By default none.
    #[must_use]
    pub fn worker_name(self, worker_name: impl Into<String>) -> Self {
        self.with(|blueprint| blueprint.worker_name = Some(worker_name.into()))
    }

    /// Makes runs repeatable: ids, names, task tokens, jitter and `States.UUID` follow from the seed and from how
    /// many executions were started before. Tokens can be guessed then.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        self.with(|blueprint| {
            blueprint.seed = Some(seed);
            blueprint.tokens = TaskTokens::seeded(seed);
        })
    }

    /// The clock of executions. By default each has a [`TokioClock`](crate::TokioClock) that starts at the
    /// system's time.
    #[must_use]
    pub fn clock(self, clock: impl Clock) -> Self {
        self.with(|blueprint| blueprint.clock = Some(Arc::new(clock)))
    }

    /// How long a handler may go on after it was told to stop, before it is dropped. By default five seconds.
    #[must_use]
    pub fn grace(self, grace: Duration) -> Self {
        self.with(|blueprint| blueprint.grace = grace)
    }

    /// What becomes of handlers that still work when their execution ends.
    #[must_use]
    pub fn after_end(self, after_end: AfterEnd) -> Self {
        self.with(|blueprint| blueprint.after_end = after_end)
    }

    /// Which threads handlers run in: by default that of their execution. What comes of an execution is the same,
    /// but for the order in which handlers of branches and items end that end at once.
    ///
    /// ```
    /// use asl_runtime::{DynamicHandlers, HandlerThreads, include_workflow};
    /// use serde_json::json;
    ///
    /// include_workflow! {
    ///     name: hashes,
    ///     inline = r#"{
    ///         "StartAt": "Each",
    ///         "States": { "Each": { "Type": "Map", "End": true, "ItemProcessor": {
    ///             "StartAt": "Hash",
    ///             "States": { "Hash": {
    ///                 "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:hash", "End": true
    ///             } }
    ///         } } }
    ///     }"#,
    /// }
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), asl_runtime::ExecutionError> {
    /// // Something that takes a while.
    /// let handlers = DynamicHandlers::new(|call| async move { Ok(call.input) });
    /// let workflow = hashes::dynamic(handlers).handler_threads(HandlerThreads::Spread);
    /// assert_eq!(workflow.run(json!([1, 2, 3])).await?, json!([1, 2, 3]));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn handler_threads(self, threads: HandlerThreads) -> Self {
        self.with(|blueprint| blueprint.handler_threads = threads)
    }

    /// How many items of an inline Map run at once where its `MaxConcurrency` is absent or 0: 40 by default, as
    /// on AWS (MAP-7). A limit that the definition gives is honoured as it is.
    #[must_use]
    pub fn default_map_concurrency(self, items: NonZeroUsize) -> Self {
        self.with(|blueprint| blueprint.default_concurrency = items.get())
    }

    /// How big the data of an execution may get. By default there is no limit; [`Limits::AWS`] are the service's.
    #[must_use]
    pub fn limits(self, limits: Limits) -> Self {
        self.with(|blueprint| blueprint.limits = limits)
    }

    /// Who is told every event of every execution in this process. A durable engine tells of its own by
    /// `EngineBuilder::on_event`.
    #[must_use]
    pub fn recorder(self, recorder: impl Recorder) -> Self {
        self.with(|blueprint| blueprint.recorder = Some(Arc::new(recorder)))
    }

    /// Where the objects are that an `ItemReader` or a `ResultWriter` of a distributed Map names. By default there
    /// are none, and such a Map fails with `States.ItemReaderFailed` or `States.ResultWriterFailed`.
    #[must_use]
    pub fn objects(self, objects: impl Objects) -> Self {
        self.with(|blueprint| blueprint.objects = Some(Arc::new(objects)))
    }

    /// How many bytes a file of a `ResultWriter` has at most, unless a single result has more: 5 GB by default, as
    /// on AWS (DMAP-19). What comes after that goes into the next file.
    #[must_use]
    pub fn result_file_bytes(self, bytes: NonZeroU64) -> Self {
        self.with(|blueprint| blueprint.result_file_bytes = bytes)
    }

    /// Task tokens are given out and answered here, and not in a place of the workflow's own: workflows that
    /// share one can be answered by whoever has either.
    #[must_use]
    pub fn share_tokens(self, tokens: &TaskTokens) -> Self {
        self.with(|blueprint| blueprint.tokens = tokens.clone())
    }

    /// Lets `states:startExecution` start another workflow, in all three patterns, by the last part of its
    /// `StateMachineArn`: the other one's name. What the other one is set to later has no effect.
    #[must_use]
    pub fn register<O: Definition>(self, other: &Workflow<O>) -> Self {
        let name = other.blueprint.name.clone();
        self.register_as(name, other)
    }

    /// The same under another name, or a whole ARN.
    #[must_use]
    pub fn register_as<O: Definition>(self, name: impl Into<String>, other: &Workflow<O>) -> Self {
        let registration = Registration::new(name.into(), Arc::clone(&other.blueprint));
        self.with(|blueprint| blueprint.registered.push(registration))
    }

    /// Where task tokens of this workflow's executions are answered.
    pub fn tokens(&self) -> TaskTokens {
        self.blueprint.tokens.clone()
    }

    /// The ARN of the state machine.
    pub fn state_machine_arn(&self) -> String {
        self.blueprint.state_machine_arn()
    }

    /// Runs an execution to its end. Dropping the future drops the execution and all of its handlers.
    ///
    /// # Errors
    ///
    /// The execution could not start, or did not succeed, or its output does not fit the type.
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime with time (`enable_time`).
    pub async fn run(&self, input: D::Input) -> Result<D::Output, ExecutionError> {
        let input = D::input(input).map_err(|source| ExecutionError::InvalidInput { source })?;
        let output = self.run_checked(input).await?;
        from_data(output).map_err(|source| ExecutionError::InvalidOutput { source })
    }

    /// Runs an execution with JSON in and out. The input must fit the input type.
    ///
    /// # Errors
    ///
    /// The execution could not start, or did not succeed.
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime with time (`enable_time`).
    pub async fn run_json(&self, input: Value) -> Result<Value, ExecutionError> {
        check::<D::Input>(&input).map_err(|source| ExecutionError::InvalidInput { source })?;
        self.run_checked(input.into()).await.map(StateData::into_json)
    }

    async fn run_checked(&self, input: StateData) -> Result<StateData, ExecutionError> {
        let start = Start { mode: StartMode::Synchronous, ..Start::default() };
        // Nothing of it but the box lives on while it is waited for: whoever holds this future holds little.
        let driven = Box::pin(self.blueprint.prepare(input, start, None)?.driver.drive());
        outcome_to_output(driven.await)
    }

    /// Starts an execution as a task of tokio. It goes on if the handle is dropped.
    ///
    /// # Errors
    ///
    /// The execution could not start.
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime with time (`enable_time`).
    pub fn start(&self, input: D::Input) -> Result<Execution<D>, ExecutionError> {
        let input = D::input(input).map_err(|source| ExecutionError::InvalidInput { source })?;
        Ok(Execution::spawn(self.blueprint.prepare(input, Start::default(), None)?))
    }

    /// The same with a name for the execution (NAME-2), which becomes part of its ARN. Nothing is stored, so nothing is
    /// known of names that were used before: that a name starts one execution only (EXEC-10) is for a durable engine.
    ///
    /// # Errors
    ///
    /// The execution could not start.
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime with time (`enable_time`).
    pub fn start_named(
        &self,
        name: impl Into<String>,
        input: D::Input,
    ) -> Result<Execution<D>, ExecutionError> {
        self.start_as(Start { name: Some(name.into()), ..Start::default() }, input)
    }

    /// The same with all that can be given. An execution that repeats another's UUID has its idempotency keys too.
    #[doc(hidden)]
    pub fn start_as(&self, start: Start, input: D::Input) -> Result<Execution<D>, ExecutionError> {
        let input = D::input(input).map_err(|source| ExecutionError::InvalidInput { source })?;
        Ok(Execution::spawn(self.blueprint.prepare(input, start, None)?))
    }
}

/// As on AWS (DMAP-19).
const RESULT_FILE_BYTES: NonZeroU64 = match NonZeroU64::new(5_000_000_000) {
    Some(bytes) => bytes,
    None => NonZeroU64::MIN,
};

impl<D> Clone for Workflow<D> {
    fn clone(&self) -> Self {
        Self { blueprint: Arc::clone(&self.blueprint), definition: PhantomData }
    }
}

impl<D> fmt::Debug for Workflow<D> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Workflow").field("name", &self.blueprint.name).finish_non_exhaustive()
    }
}
