//! The steps of one execution, written one after the other.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::BoxFuture;
use serde_json::{Value, json};

use super::children::Starting;
use super::patience::Patience;
use super::shared::{AfterStep, Shared};
use crate::engine::{
    self, Action, AttemptId, Ended, Engine, Entry, GatherInto, Gathered, Identity, Kept, Outcome, Spans,
};
use crate::error::TaskError;
use crate::history::{Event, HistoryEvent, Recorder};
use crate::host::{self, AtWork, Gate, Heard, Nudge, Step};
use crate::program::{ExecutionContext, Failure, Holding, StateData, TaskInfo, TaskKind, WorkflowKind};
use crate::store::{
    Commit, ExecutionKey, Fence, InboxMessage, InboxRow, Loaded, Locator, MapChild, Migrated,
    OpenTransaction, StoreError, TokenRow,
};
use crate::time::Timestamp;
use crate::trace::Caller;
use crate::transaction::HandlerWrites;
use crate::workflow::Blueprint;

/// The error name of an attempt that was at work when the process died, and whose handler is not declared
/// idempotent. `States.TaskFailed` and `States.ALL` match it.
pub const HANDLER_INTERRUPTED: &str = "HandlerInterrupted";

/// An execution that is in this worker's hands.
pub(super) struct Session {
    pub(super) shared: Arc<Shared>,
    pub(super) blueprint: Arc<Blueprint>,
    pub(super) key: ExecutionKey,
    pub(super) fence: Fence,
    pub(super) version: u64,
    /// When the store has it due.
    pub(super) stored_due: Option<Timestamp>,
    /// Messages that were loaded with the execution, and are still to be handed in.
    pub(super) loaded: Vec<InboxRow>,
    /// The number of the last message that was handed in.
    pub(super) seen: u64,
    /// Messages that the next step has consumed.
    pub(super) consumed: Vec<u64>,
    /// Tokens whose answers have been consumed, and that are still to be closed.
    pub(super) answered: HashSet<Locator>,
    pub(super) tokens: HashMap<Locator, AttemptId>,
    /// Tokens that the next step gives out, of tasks without a handler.
    pub(super) given: Vec<TokenRow>,
    /// Children of tasks that the next step starts.
    pub(super) starting: Starting,
    /// What a handler wrote, and the next step completes.
    pub(super) open: Option<OpenTransaction>,
    /// The events of the next step.
    pub(super) events: Arc<Events>,
    /// Those of the step that is being written.
    pub(super) untold: Vec<HistoryEvent>,
    pub(super) arn: String,
    pub(super) nudge: Arc<Nudge>,
}

/// So many events most steps have room for.
const EVENTS: usize = 8;

/// Keeps the events of a step until it is written.
#[derive(Default)]
pub(super) struct Events(Mutex<Vec<HistoryEvent>>);

impl Events {
    pub(super) fn take(&self) -> Vec<HistoryEvent> {
        // Nothing that holds the lock can panic half-way.
        let mut events = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if events.is_empty() {
            return Vec::new();
        }
        std::mem::replace(&mut *events, Vec::with_capacity(EVENTS))
    }
}

impl Recorder for Events {
    fn record(&self, event: &Event<'_>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(HistoryEvent::from(event));
    }
}

/// What becomes of attempts that were at work when the last step was written.
enum AfterLoading {
    /// The process that had them is gone. Somebody started the execution.
    Interrupted(Caller),
    /// Their handlers are at work in this one, and they have their spans.
    AtWork(Spans),
}

impl Session {
    /// Loads an execution that was claimed.
    pub(super) async fn open(
        shared: Arc<Shared>,
        key: ExecutionKey,
        fence: Fence,
        nudge: Arc<Nudge>,
    ) -> Result<(Self, Engine, Arc<Blueprint>), StoreError> {
        let mut loaded = shared.setup.store.load(key, fence).await?;
        while let Some(migration) = shared.setup.migrations.get(&loaded.execution.hash) {
            migration.apply(&mut loaded)?;
            let migrated = Migrated {
                hash: migration.to_hash().to_owned(),
                frames: loaded.frames.clone(),
                processor: loaded.execution.map_child.as_ref().map(|child| child.processor.clone()),
            };
            let committed = shared.setup.store.migrate(key, fence, loaded.version, migrated).await?;
            loaded.version = committed.version;
        }
        let blueprint = shared.blueprint(&loaded.execution.hash)?;
        let mut session = Self {
            shared,
            blueprint: Arc::clone(&blueprint),
            key,
            fence,
            version: loaded.version,
            stored_due: None,
            loaded: Vec::new(),
            seen: 0,
            consumed: Vec::new(),
            answered: HashSet::new(),
            tokens: HashMap::new(),
            given: Vec::new(),
            starting: Starting::default(),
            open: None,
            events: Arc::default(),
            untold: Vec::new(),
            arn: loaded.execution.arn.clone(),
            nudge,
        };
        let around = session.shared.child_spans.take(&session.arn);
        let after = AfterLoading::Interrupted(around.caller);
        let engine = around.span.within(|| session.engine(loaded, after))?;
        Ok((session, engine, blueprint))
    }

    fn engine(&mut self, mut loaded: Loaded, after: AfterLoading) -> Result<Engine, StoreError> {
        self.version = loaded.version;
        self.stored_due = loaded.state.next_due;
        self.seen = 0;
        self.loaded = std::mem::take(&mut loaded.inbox);
        self.consumed.clear();
        self.answered.clear();
        self.given.clear();
        self.shared.child_spans.forget(self.starting.announced.drain(..));
        self.starting.clear();
        drop(self.events.take());
        self.untold.clear();
        let events: Arc<dyn Recorder> = Arc::clone(&self.events) as _;
        let tokens = Arc::new(self.shared.setup.tokens.clone());
        let kind = loaded.execution.kind;
        // The service keeps no history of Express children, and of a million of them it would be long.
        let is_silent = loaded.execution.map_child.is_some() && kind == WorkflowKind::Express;
        let recorder = (!is_silent).then_some(events);
        let (caller, spans, is_interrupted) = match after {
            AfterLoading::Interrupted(caller) => (caller, Spans::default(), true),
            AfterLoading::AtWork(spans) => (Caller::GoesOn, spans, false),
        };
        let mut settings = self.blueprint.settings(tokens, recorder, caller, Holding::Input);
        settings.absent.retain(|task| !self.blueprint.task(*task).is_some_and(|task| self.is_offered(task)));
        let identity = self.identity(&loaded)?;
        let is_redriven = self.loaded.iter().any(|row| matches!(row.message, InboxMessage::Redrive));
        let (program, now) = (self.blueprint.program, self.shared.setup.clock.now());
        let entry = match &loaded.execution.map_child {
            None => Entry::whole(program),
            Some(MapChild { processor, .. }) => Entry::child(program, processor, kind).ok_or_else(|| {
                StoreError::Corrupt(format!("the definition has no machine that begins with `{processor}`"))
            })?,
        };
        let random = fastrand::Rng::new();
        if loaded.state.progress.last_event == 0 {
            let mut engine =
                Engine::new(program, settings, entry, identity, random, loaded.execution.start_time.max(now));
            engine.note_all();
            engine.count_on(loaded.state.progress);
            engine.hold_tasks();
            return Ok(engine);
        }
        let mut slots = loaded.slots;
        for slot in &mut slots {
            slot.json = slot.json.take().map(|json| self.shared.setup.tokens.reveal(json));
        }
        let mut results = loaded.results;
        for result in &mut results {
            result.json = self.shared.setup.tokens.reveal(std::mem::take(&mut result.json));
        }
        let kept = Kept {
            frames: loaded.frames,
            slots,
            results,
            progress: loaded.state.progress,
            children: loaded.children,
        };
        if is_redriven && kept.frames.is_empty() {
            let why = "it was stopped while it was set aside, and nothing was kept to go on from";
            return Err(StoreError::Corrupt(why.to_owned()));
        }
        let (mut engine, at_work) = Engine::restore(program, settings, entry, identity, kept, random, now)
            .map_err(StoreError::Corrupt)?;
        engine.hold_tasks();
        engine.restore_spans(spans);
        if is_redriven {
            engine.redrive(loaded.redrive_count);
        } else {
            engine.resume_map_runs();
        }
        let tokens = engine.open_tokens().into_iter();
        self.tokens =
            tokens.filter_map(|(token, id)| Some((self.shared.setup.tokens.locator(&token)?, id))).collect();
        for attempt in at_work {
            // Its answer was consumed by a step before.
            if attempt.token == engine::Answered::Yes {
                let of_attempt = self.tokens.iter().filter(|(_, id)| **id == attempt.attempt);
                self.answered.extend(of_attempt.map(|(locator, _)| *locator));
            }
            if is_interrupted {
                self.interrupted(&mut engine, attempt, &loaded.answered_later);
            }
        }
        Ok(engine)
    }

    /// The process that called a handler is gone: nothing is silently called twice.
    fn interrupted(&self, engine: &mut Engine, at_work: engine::AttemptAtWork, answered_later: &[Locator]) {
        if at_work.token == engine::Answered::Yes || self.is_answered(at_work.attempt, answered_later) {
            // The answer was accepted: it counts, whatever its handler would have said.
            return engine.attempt_ended(at_work.attempt, Ended::Answered(StateData::default()));
        }
        if self.blueprint.program.is_idempotent(at_work.task) {
            return engine.call_again(at_work);
        }
        let cause = "the process ended while the handler was at work; what it did is not known";
        let failure = Failure::from(TaskError::new(HANDLER_INTERRUPTED, cause));
        engine.attempt_ended(at_work.attempt, Ended::Failed(failure));
    }

    /// Whether an answer with the token of an attempt is among the messages that no step has heard yet.
    fn is_answered(&self, attempt: AttemptId, answered_later: &[Locator]) -> bool {
        let given = self.loaded.iter().filter_map(|row| match &row.message {
            InboxMessage::Answered { locator, .. } => Some(locator),
            _ => None,
        });
        given.chain(answered_later).any(|locator| self.tokens.get(locator) == Some(&attempt))
    }

    fn identity(&self, loaded: &Loaded) -> Result<Identity, StoreError> {
        let Loaded { execution, redrive_count, redrive_time, .. } = loaded;
        let corrupt = |what: &str, error: serde_json::Error| StoreError::Corrupt(format!("{what}: {error}"));
        let input = self.shared.setup.tokens.reveal(execution.input.clone());
        let input = crate::json::read(&input).map_err(|error| corrupt("the input is no JSON", error))?;
        let context: Value = serde_json::from_str(&execution.context)
            .map_err(|error| corrupt("the context is no JSON", error))?;
        let text = |name: &str| context[name].as_str().unwrap_or_default().to_owned();
        let substitutions = context["substitutions"].as_object().into_iter().flatten();
        let context = ExecutionContext {
            id: execution.arn.clone(),
            name: execution.name.clone(),
            input: Arc::new(input),
            start_time: execution.start_time,
            role_arn: text("roleArn"),
            redrive_count: context["canBeRedriven"].as_bool().unwrap_or(true).then_some(*redrive_count),
            redrive_time: *redrive_time,
            state_machine_id: text("stateMachineArn"),
            state_machine_name: execution.machine.clone(),
            substitutions: substitutions
                .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
                .collect(),
        };
        Ok(Identity::new(context, execution.uuid.clone()))
    }

    async fn write(&mut self, commit: Commit) -> Result<(), StoreError> {
        let commit = Arc::new(commit);
        let version = self.settle(&commit).await?;
        self.written(&commit, version);
        Ok(())
    }

    /// A step has been written.
    pub(super) fn written(&mut self, commit: &Commit, version: u64) {
        self.version = version;
        self.stored_due = commit.state.next_due;
        self.starting.announced.clear();
        let untold = std::mem::take(&mut self.untold);
        if let Some(observer) = &self.shared.setup.observer {
            for event in &untold {
                // It is written, whatever an observer makes of it; what panics there is told by the panic's hook.
                drop(catch_unwind(AssertUnwindSafe(|| observer(&self.arn, event))));
            }
        }
    }

    /// Writes a step, however long that takes: what handlers gave is never lost to a full disk. Gives the version that
    /// the execution has then.
    async fn settle(&self, commit: &Arc<Commit>) -> Result<u64, StoreError> {
        let mut patience = Patience::new(&self.shared);
        // Whether the version has to tell what has become of it: nobody else writes under this claim.
        let mut is_unknown = false;
        loop {
            let refused = match self.shared.setup.store.commit(Arc::clone(commit)).await {
                Ok(committed) => return Ok(committed.version),
                Err(error) => error,
            };
            is_unknown |= matches!(refused, StoreError::Unknown(_));
            if is_unknown && self.version().await? == commit.version + 1 {
                return Ok(commit.version + 1);
            }
            patience.bear(refused).await?;
        }
    }

    pub(super) async fn version(&self) -> Result<u64, StoreError> {
        Patience::new(&self.shared).ask(|| self.shared.setup.store.version(self.key)).await
    }

    async fn loaded(&self) -> Result<Loaded, StoreError> {
        Patience::new(&self.shared).ask(|| self.shared.setup.store.load(self.key, self.fence)).await
    }
}

impl Step for Session {
    fn gather(&self, number: u64, into: GatherInto) -> BoxFuture<'static, Result<Gathered, Failure>> {
        let (shared, blueprint) = (Arc::clone(&self.shared), Arc::clone(&self.blueprint));
        Box::pin(super::gather::gather(shared, blueprint, self.key, number, into))
    }

    fn start_children<'a>(
        &'a mut self,
        engine: &'a mut Engine,
        actions: &'a mut Vec<Action>,
    ) -> BoxFuture<'a, Result<Vec<AttemptId>, StoreError>> {
        Box::pin(self.resolve(engine, actions))
    }

    fn fetch<'a>(&'a mut self, engine: &'a mut Engine) -> BoxFuture<'a, Result<Heard, StoreError>> {
        Box::pin(self.fetch_messages(engine))
    }

    fn commit<'a>(
        &'a mut self,
        engine: &'a mut Engine,
        actions: &'a [Action],
        at_work: AtWork,
        outcome: Option<&'a Outcome>,
    ) -> BoxFuture<'a, Result<(), StoreError>> {
        let commit = self.step(engine, actions, at_work, outcome);
        let open = self.open.take();
        Box::pin(async move {
            match (commit, open) {
                (None, _) => Ok(()),
                (Some(commit), None) => self.write(commit).await,
                (Some(commit), Some(open)) => self.complete(commit, open).await,
            }
        })
    }

    fn begin<'a>(
        &'a mut self,
        writes: &'a HandlerWrites,
    ) -> BoxFuture<'a, Result<Result<Value, TaskError>, StoreError>> {
        Box::pin(self.begin_with(writes))
    }

    fn take_back(&mut self) {
        self.open = None;
    }

    fn reload(&mut self, spans: Spans) -> BoxFuture<'_, Result<Engine, StoreError>> {
        Box::pin(async move {
            let loaded = self.loaded().await?;
            self.engine(loaded, AfterLoading::AtWork(spans))
        })
    }

    fn nudge(&self) -> Arc<Nudge> {
        Arc::clone(&self.nudge)
    }

    fn is_offered(&self, task: &TaskInfo) -> bool {
        task.kind == TaskKind::Activity && self.shared.setup.activities.contains(task.resource)
    }

    fn gate(&self) -> &Gate {
        &self.shared.setup.gate
    }

    fn forgets(&self) -> bool {
        self.shared.setup.after_step == AfterStep::Reload
    }

    fn closing(&self) -> host::Closing {
        self.shared.closing()
    }

    fn interrupted(&self, attempts: usize) {
        self.shared.interrupted.fetch_add(attempts, Ordering::AcqRel);
    }
}

/// What of the context object is stored beside the members that executions have anyway.
pub(super) fn context_json(context: &ExecutionContext) -> String {
    let substitutions: serde_json::Map<String, Value> =
        context.substitutions.iter().map(|(name, value)| (name.clone(), value.as_str().into())).collect();
    json!({
        "roleArn": context.role_arn,
        "stateMachineArn": context.state_machine_id,
        "substitutions": substitutions,
        "canBeRedriven": context.redrive_count.is_some(),
    })
    .to_string()
}
