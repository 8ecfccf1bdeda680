//! Everything that executions of a workflow share.

use std::num::NonZeroU64;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::Value;

use super::builder::{AfterEnd, HandlerThreads};
use super::error::ExecutionError;
use crate::clock::{Clock, TokioClock};
use crate::context::ExecutionNames;
use crate::engine::{Engine, Entry, Identity, Settings, TokenSource};
use crate::history::Recorder;
use crate::host::{Driver, Registration};
use crate::limits::Limits;
use crate::names::{ArnPrefix, check_name, uuid};
use crate::objects::Objects;
use crate::program::{
    ContextPart, Dispatch, ExecutionContext, Holding, Program, StateData, TaskId, TaskInfo, TaskKind,
    WorkflowKind,
};
use crate::time::Timestamp;
use crate::tokens::TaskTokens;
use crate::trace::Caller;

/// A workflow as a host sees it, whatever its types.
#[derive(Clone)]
pub(crate) struct Blueprint {
    pub(crate) program: &'static dyn Program,
    /// What stored executions know the definition by.
    #[cfg(feature = "durable")]
    pub(crate) hash: &'static str,
    /// The text of the definition.
    #[cfg(feature = "durable")]
    pub(crate) text: &'static str,
    pub(crate) dispatch: Arc<dyn Dispatch>,
    pub(crate) name: String,
    pub(crate) region: String,
    pub(crate) account: String,
    pub(crate) role_arn: Option<String>,
    pub(crate) worker_name: Option<String>,
    pub(crate) substitutions: Vec<(String, String)>,
    pub(crate) seed: Option<u64>,
    /// How many executions were started: with a seed, each has random numbers of its own.
    pub(crate) started: Arc<AtomicU64>,
    pub(crate) clock: Option<Arc<dyn Clock>>,
    pub(crate) grace: Duration,
    pub(crate) after_end: AfterEnd,
    pub(crate) handler_threads: HandlerThreads,
    pub(crate) tokens: TaskTokens,
    pub(crate) recorder: Option<Arc<dyn Recorder>>,
    pub(crate) default_concurrency: usize,
    pub(crate) limits: Limits,
    pub(crate) objects: Option<Arc<dyn Objects>>,
    /// The most bytes of a file with results.
    pub(crate) result_file_bytes: NonZeroU64,
    pub(crate) registered: Vec<Registration>,
}

/// An execution that is about to run.
pub(crate) struct Prepared {
    pub(crate) names: Arc<ExecutionNames>,
    pub(crate) driver: Box<Driver>,
}

/// How an execution starts; what is left out is made up.
#[derive(Debug, Clone, Default)]
pub struct Start {
    /// The last part of its ARN, but for Express executions (NAME-2).
    pub name: Option<String>,
    /// What no other execution has.
    pub uuid: Option<String>,
    /// Whether somebody waits for it.
    pub mode: StartMode,
}

/// Whether somebody waits for an execution: an Express workflow tells the two apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StartMode {
    /// It runs by itself, as by StartExecution.
    #[default]
    Asynchronous,
    /// The caller waits for its end, as by StartSyncExecution.
    Synchronous,
    /// A task of another execution waits for its end.
    Nested,
}

impl StartMode {
    fn caller(self) -> Caller {
        match self {
            Self::Asynchronous => Caller::GoesOn,
            Self::Synchronous | Self::Nested => Caller::Waits,
        }
    }
}

impl Blueprint {
    pub(crate) fn arn_prefix(&self) -> ArnPrefix {
        ArnPrefix::new("aws", &self.region, &self.account)
    }

    pub(crate) fn state_machine_arn(&self) -> String {
        self.arn_prefix().state_machine(&self.name)
    }

    pub(crate) fn task(&self, id: TaskId) -> Option<&'static TaskInfo> {
        self.program.info().tasks.get(usize::from(id.0))
    }

    /// An execution with an input. A nested one has the clock of the execution around it.
    pub(crate) fn prepare(
        self: &Arc<Self>,
        input: StateData,
        start: Start,
        clock: Option<Arc<dyn Clock>>,
    ) -> Result<Prepared, ExecutionError> {
        if let [handler, ..] = self.dispatch.transactional() {
            return Err(ExecutionError::NeedsStore { handler });
        }
        let mut random = self.random();
        let clock = clock.or_else(|| self.clock.clone()).unwrap_or_else(|| Arc::new(TokioClock::system()));
        let now = clock.now();
        let caller = start.mode.caller();
        let settings =
            self.settings(Arc::new(self.tokens.clone()), self.recorder.clone(), caller, Holding::Nothing);
        // Nobody asks for the JSON of what goes on as it is, if nobody looks.
        let is_read = settings.look_at_data() || self.program.info().reads(ContextPart::ExecutionInput);
        let (input, handed_over) = match input {
            StateData::Typed(_) if !is_read => (Value::Null, Some(input)),
            input => (input.into_json(), None),
        };
        let identity = self.admit(input, start, now, &mut random)?;
        let names = Arc::clone(&identity.names);
        let entry = Entry::whole(self.program);
        let mut engine = Engine::new(self.program, settings, entry, identity, random, now);
        if let Some(input) = handed_over {
            engine.hand_over(input);
        }
        Ok(Prepared { names, driver: Driver::new(engine, Arc::clone(self), clock) })
    }

    /// Who an execution with this input will be, if it may start.
    pub(crate) fn admit(
        &self,
        input: Value,
        start: Start,
        now: Timestamp,
        random: &mut fastrand::Rng,
    ) -> Result<Identity, ExecutionError> {
        let info = self.program.info();
        let has_value = |name: &str| self.substitutions.iter().any(|(given, _)| given == name);
        let missing: Vec<_> = info.substitutions.iter().copied().filter(|name| !has_value(name)).collect();
        if !missing.is_empty() {
            return Err(ExecutionError::MissingSubstitutions { names: missing });
        }
        if let Some(name) = &start.name
            && let Err(reason) = check_name(name)
        {
            return Err(ExecutionError::InvalidName { name: name.clone(), reason });
        }
        if let Some(most) = self.limits.payload_bytes
            && crate::data::limit::exceeds(&input, most)
        {
            return Err(ExecutionError::InputTooLarge { most });
        }
        let uuid_of_execution = start.uuid.unwrap_or_else(|| uuid(random));
        let name = start.name.unwrap_or_else(|| uuid(random));
        let prefix = self.arn_prefix();
        let id = match info.kind {
            WorkflowKind::Standard => prefix.standard_execution(&self.name, &name),
            WorkflowKind::Express => prefix.express_execution(&self.name, &name, &uuid_of_execution),
        };
        // What is over when the call returns can't be redriven.
        let is_synchronous = (info.kind, start.mode) == (WorkflowKind::Express, StartMode::Synchronous);
        let context = ExecutionContext {
            id,
            name,
            input: Arc::new(input),
            start_time: now,
            role_arn: self.role_arn.clone().unwrap_or_else(|| self.default_role_arn()),
            redrive_count: (!is_synchronous).then_some(0),
            redrive_time: None,
            state_machine_id: prefix.state_machine(&self.name),
            state_machine_name: self.name.clone(),
            substitutions: self.substitutions.clone(),
        };
        Ok(Identity::new(context, uuid_of_execution))
    }

    /// What does not change while an execution runs.
    pub(crate) fn settings(
        &self,
        tokens: Arc<dyn TokenSource>,
        recorder: Option<Arc<dyn Recorder>>,
        caller: Caller,
        holding: Holding,
    ) -> Settings {
        Settings {
            tokens,
            worker_name: self.worker_name.clone(),
            absent: self.absent_activities(),
            recorder,
            inline_concurrency: self.default_concurrency,
            distributed_concurrency: DISTRIBUTED_CONCURRENCY,
            limits: self.limits,
            caller,
            holding,
        }
    }

    /// What the service finds out before it schedules a task; other resources fail when they are called.
    fn absent_activities(&self) -> Vec<TaskId> {
        let tasks = (0..).map(TaskId).zip(self.program.info().tasks);
        tasks
            .filter(|(_, task)| task.kind == TaskKind::Activity && !self.dispatch.serves(task))
            .map(|(id, _)| id)
            .collect()
    }

    /// A copy in which everything random follows from a seed, that of the workflow if it has one.
    #[cfg(feature = "testing")]
    pub(crate) fn seeded(&self, seed: u64) -> Self {
        let seed = self.seed.unwrap_or(seed);
        self.tokens.reseed(seed);
        Self {
            seed: Some(seed),
            started: Arc::default(),
            registered: self.registered.iter().map(|registered| registered.seeded(seed)).collect(),
            ..self.clone()
        }
    }

    pub(crate) fn random(&self) -> fastrand::Rng {
        match self.seed {
            None => fastrand::Rng::new(),
            Some(seed) => {
                let number = self.started.fetch_add(1, Ordering::Relaxed);
                // An odd factor spreads neighbouring numbers over all seeds.
                fastrand::Rng::with_seed(seed ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15))
            }
        }
    }

    fn default_role_arn(&self) -> String {
        ["arn:aws:iam::", &self.account, ":role/", &self.name].concat()
    }
}

/// The most children of a distributed Map that the service runs at once (MAP-7).
const DISTRIBUTED_CONCURRENCY: usize = 10_000;
