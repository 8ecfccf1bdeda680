//! The engine: drives the executions of a store.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::task::JoinHandle;

use super::client::Client;
use super::clock::SystemClock;
use super::error::DurableError;
use super::execution::DurableExecution;
use super::migration::Migration;
use super::retention::retain;
use super::scheduler::schedule;
use super::shared::{AfterStep, Observer, Setup, Shared, Troubles};
use super::token::SealedTokens;
use crate::clock::Clock;
use crate::history::HistoryEvent;
use crate::host::{Closing, Gate};
use crate::store::{RedriveLimits, Served, Store, StoreError};
use crate::workflow::{Blueprint, Definition, Workflow};

/// Drives the executions of a store. It derefs to a [`Client`].
pub struct Engine {
    shared: Arc<Shared>,
    client: Client,
    scheduler: Option<JoinHandle<()>>,
    retention: Option<JoinHandle<()>>,
    seat: JoinHandle<()>,
}

/// Sets an [`Engine`] up.
pub struct EngineBuilder {
    store: Option<Arc<dyn Store>>,
    clock: Arc<dyn Clock>,
    blueprints: HashMap<String, Arc<Blueprint>>,
    migrations: Vec<Migration>,
    activities: HashSet<String>,
    gate: Gate,
    most_in_memory: usize,
    redrive_limits: RedriveLimits,
    keep_ended_for: Option<Duration>,
    troubles: Option<Troubles>,
    observer: Option<Observer>,
    after_step: AfterStep,
}

impl Engine {
    /// Sets an engine up.
    pub fn builder() -> EngineBuilder {
        EngineBuilder {
            store: None,
            clock: Arc::new(SystemClock),
            blueprints: HashMap::new(),
            migrations: Vec::new(),
            activities: HashSet::new(),
            gate: Gate::default(),
            most_in_memory: 10_000,
            redrive_limits: RedriveLimits::NONE,
            keep_ended_for: None,
            troubles: None,
            observer: None,
            after_step: AfterStep::Keep,
        }
    }

    /// A client of the engine's store.
    pub fn client(&self) -> Client {
        self.client.clone()
    }

    /// Starts an execution of a workflow; see [`Client::start`].
    ///
    /// # Errors
    ///
    /// The workflow is not registered, so that nobody would drive the execution; otherwise as [`Client::start`].
    pub async fn start<D: Definition>(
        &self,
        workflow: &Workflow<D>,
        name: Option<&str>,
        input: D::Input,
    ) -> Result<DurableExecution<D>, DurableError> {
        let blueprint = workflow.blueprint();
        if !self.shared.setup.blueprints.contains_key(blueprint.hash) {
            let name = &blueprint.name;
            let message =
                format!("`{name}` is not registered with this engine: `EngineBuilder::register` does that");
            return Err(StoreError::failed(message).into());
        }
        let started = self.client.start(workflow, name, input).await?;
        self.shared.wake.notify_one();
        Ok(self.execution(started.arn))
    }

    /// An execution that was started before, by its ARN.
    pub fn execution<D: Definition>(&self, arn: impl Into<String>) -> DurableExecution<D> {
        DurableExecution {
            shared: Arc::clone(&self.shared),
            client: self.client.clone(),
            arn: arn.into(),
            definition: PhantomData,
        }
    }

    /// Claims nothing more and starts nothing more, and ends when nothing is at work any more: attempts may end, and
    /// what comes next is left to the store.
    ///
    /// # Errors
    ///
    /// The store fails.
    pub async fn shut_down(mut self) -> Result<(), DurableError> {
        self.shared.close(Closing::WhenDone);
        self.at_rest().await;
        Ok(self.shared.setup.store.detach().await?)
    }

    /// The same, but attempts that have not ended after so long are interrupted: their handlers are dropped, and
    /// whoever drives their executions next finds that they failed with [`HANDLER_INTERRUPTED`](super::HANDLER_INTERRUPTED),
    /// or calls them again if they are idempotent. Gives how many they were.
    ///
    /// # Errors
    ///
    /// The store fails.
    pub async fn shut_down_within(mut self, limit: Duration) -> Result<usize, DurableError> {
        self.shared.close(Closing::WhenDone);
        if tokio::time::timeout(limit, self.at_rest()).await.is_err() {
            self.shared.close(Closing::AtOnce);
            self.at_rest().await;
        }
        self.shared.setup.store.detach().await?;
        Ok(self.shared.interrupted.load(Ordering::Acquire))
    }

    /// Works until a signal comes, and then [shuts down](Self::shut_down_within) within a limit. The signal may be any
    /// future: that of `tokio::signal::ctrl_c()`, or of a channel.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use asl_runtime::durable::Engine;
    /// use asl_runtime::store::MemoryStore;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let engine = Engine::builder().store(MemoryStore::new()?).build().await?;
    /// let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    /// drop(stop);
    /// let interrupted = engine.run_until(stopped, Duration::from_secs(30)).await?;
    /// assert_eq!(interrupted, 0);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The store fails.
    pub async fn run_until(self, signal: impl Future, limit: Duration) -> Result<usize, DurableError> {
        // Whatever it says: it has come.
        let _ = signal.await;
        self.shut_down_within(limit).await
    }

    /// Ends when nothing is in memory any more.
    async fn at_rest(&mut self) {
        if let Some(scheduler) = &mut self.scheduler {
            // It ends with nothing to tell; a panic in there is told by tokio.
            let _ = scheduler.await;
        }
        self.scheduler = None;
    }
}

impl std::ops::Deref for Engine {
    type Target = Client;

    fn deref(&self) -> &Client {
        &self.client
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.shared.close(Closing::WhenDone);
        self.seat.abort();
        if let Some(retention) = &self.retention {
            retention.abort();
        }
    }
}

impl EngineBuilder {
    /// Where executions are kept.
    #[must_use]
    pub fn store(mut self, store: impl Store) -> Self {
        self.store = Some(Arc::new(store));
        self
    }

    /// A workflow whose executions the engine drives, and those that it starts itself
    /// ([`Workflow::register`]). Several versions of one can be there side by side: executions go on with the
    /// definition that they began with.
    ///
    /// What the workflow is set to counts here too (names, substitutions, limits, objects, grace), but for its clock,
    /// its seed, its recorder and its tokens, which are about executions in one process: here the engine has a clock,
    /// [`EngineBuilder::on_event`] tells of events, and a [`Client`] answers tokens.
    #[must_use]
    pub fn register<D: Definition>(mut self, workflow: &Workflow<D>) -> Self {
        let blueprint = workflow.blueprint();
        self.blueprints.insert(blueprint.hash.to_owned(), Arc::clone(blueprint));
        let mut others: Vec<_> = blueprint.registered.iter().collect();
        while let Some(other) = others.pop() {
            let blueprint = other.blueprint();
            // One that is registered here as well is meant to be as it is here.
            self.blueprints.entry(blueprint.hash.to_owned()).or_insert_with(|| Arc::clone(blueprint));
            others.extend(&blueprint.registered);
        }
        self
    }

    /// Executions of one definition go on with another one, that of a registered workflow or of another migration.
    /// Each is migrated when it has something to do; those that have ended are if they are redriven.
    #[must_use]
    pub fn migrate(mut self, migration: Migration) -> Self {
        self.migrations.push(migration);
        self
    }

    /// Tasks of an activity, by its ARN, are done by workers that poll for them with [`Client::get_activity_task`];
    /// handlers of such tasks are not called.
    #[must_use]
    pub fn activity(mut self, arn: impl Into<String>) -> Self {
        self.activities.insert(arn.into());
        self
    }

    /// The clock. By default the system's.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// At most so many executions are in memory at once (10,000 by default): the others wait in the store.
    #[must_use]
    pub fn most_in_memory(mut self, executions: usize) -> Self {
        self.most_in_memory = executions.max(1);
        self
    }

    /// At most so many handlers are at work at once, in all executions together; the others are queued, and a crash
    /// does not interrupt them. By default there is no limit.
    #[must_use]
    pub fn most_running(mut self, handlers: usize) -> Self {
        self.gate.limit(handlers);
        self
    }

    /// The same for the handler of one method.
    #[must_use]
    pub fn most_running_of(mut self, method: impl Into<String>, handlers: usize) -> Self {
        self.gate.limit_method(method.into(), handlers);
        self
    }

    /// What keeps executions from being redriven by the engine's own client; see [`Client::redrive_limits`].
    #[must_use]
    pub fn redrive_limits(mut self, limits: RedriveLimits) -> Self {
        self.redrive_limits = limits;
        self
    }

    /// Deletes executions so long after their end, beside everything else and some at a time. By default they are kept
    /// until [`Client::sweep`] or [`Client::delete`] deletes them.
    #[must_use]
    pub fn keep_ended_for(mut self, duration: Duration) -> Self {
        self.keep_ended_for = Some(duration);
        self
    }

    /// Is told of failures of the store that nobody waits for. What failed is tried again.
    #[must_use]
    pub fn on_store_error(mut self, tell: impl Fn(&StoreError) + Send + Sync + 'static) -> Self {
        self.troubles = Some(Box::new(tell));
        self
    }

    /// Is told every event that this engine writes, with the ARN of its execution: after it is written, in the order
    /// of an execution's ids, and in the step that wrote it, so it should be quick. If it panics, the execution goes on. It is not told again what it was
    /// not told because the process died: the history is in the store.
    ///
    /// ```
    /// # use asl_runtime::{durable::Engine, history::EventType};
    /// let engine = Engine::builder().on_event(|execution, event| {
    ///     if event.event_type == EventType::ExecutionFailed {
    ///         eprintln!("{execution} failed at {}", event.timestamp);
    ///     }
    /// });
    /// ```
    #[must_use]
    pub fn on_event(mut self, tell: impl Fn(&str, &HistoryEvent) + Send + Sync + 'static) -> Self {
        self.observer = Some(Box::new(tell));
        self
    }

    /// Loads executions again after every step, so that tests see whether all of it was written.
    #[doc(hidden)]
    #[must_use]
    pub fn reload_after_every_step(mut self) -> Self {
        self.after_step = AfterStep::Reload;
        self
    }

    /// The engine, at work: executions go on where they were left.
    ///
    /// # Errors
    ///
    /// There is no store, another engine works on it, or it fails; a migration leads nowhere.
    ///
    /// # Panics
    ///
    /// Outside of a tokio runtime.
    pub async fn build(self) -> Result<Engine, DurableError> {
        let store = self.store.ok_or_else(|| {
            StoreError::failed("an engine needs a store: EngineBuilder::store gives it one")
        })?;
        let transactional = |blueprint: &Arc<Blueprint>| blueprint.dispatch.transactional().first().copied();
        if let (None, Some(handler)) =
            (store.transactions(), self.blueprints.values().find_map(transactional))
        {
            return Err(StoreError::NoTransactions { handler }.into());
        }
        let migrations = migrations(&self.blueprints, self.migrations)?;
        store.attach().await?;
        let tokens = SealedTokens::new(store.secret().await?);
        for blueprint in self.blueprints.values() {
            store.define(blueprint.hash, &blueprint.name, blueprint.text).await?;
        }
        let client = Client {
            store: Arc::clone(&store),
            tokens: tokens.clone(),
            clock: Arc::clone(&self.clock),
            redrive_limits: self.redrive_limits,
        };
        let shared = Arc::new(Shared::new(Setup {
            store,
            tokens,
            clock: self.clock,
            blueprints: self.blueprints,
            migrations,
            gate: self.gate,
            most_in_memory: self.most_in_memory,
            activities: self.activities,
            redrive_limits: self.redrive_limits,
            troubles: self.troubles,
            observer: self.observer,
            after_step: self.after_step,
        }));
        let mut activities: Vec<String> = shared.setup.activities.iter().cloned().collect();
        activities.sort();
        shared.setup.store.serve(Served { definitions: shared.hashes.clone(), activities }).await?;
        let scheduler = tokio::spawn(schedule(Arc::clone(&shared)));
        let retention =
            self.keep_ended_for.map(|kept_for| tokio::spawn(retain(Arc::clone(&shared), kept_for)));
        let seat = tokio::spawn(keep_seat(Arc::clone(&shared)));
        Ok(Engine { shared, client, scheduler: Some(scheduler), retention, seat })
    }
}

/// Lets all handlers go when the store says that another worker may take over.
async fn keep_seat(shared: Arc<Shared>) {
    // However it ends, the seat is not sure any more.
    let told = shared.setup.store.unseated().await;
    shared.tell(&told.err().unwrap_or(StoreError::LeaseLost));
    shared.close(Closing::AtOnce);
}

/// Migrations by where they come from, if each leads to a registered workflow.
fn migrations(
    blueprints: &HashMap<String, Arc<Blueprint>>,
    asked: Vec<Migration>,
) -> Result<HashMap<String, Migration>, StoreError> {
    let mut migrations = HashMap::new();
    for migration in asked {
        let from = migration.from_hash();
        if blueprints.contains_key(from) {
            return Err(StoreError::failed(format!(
                "the definition {from} is registered, and to be migrated: do one of them"
            )));
        }
        if migrations.insert(from.to_owned(), migration).is_some() {
            return Err(StoreError::failed(format!("there are two migrations of the definition {from}")));
        }
        migration.check_tasks()?;
    }
    for migration in migrations.values() {
        let mut to = migration.to_hash();
        // As many steps as there are migrations lead anywhere; more go round in circles.
        for _ in 0..migrations.len() {
            to = migrations.get(to).map_or(to, Migration::to_hash);
        }
        if !blueprints.contains_key(to) {
            return Err(StoreError::failed(format!(
                "executions are to be migrated to the definition {to}, which no registered workflow has: register it"
            )));
        }
    }
    Ok(migrations)
}

impl fmt::Debug for Engine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Engine").field("in_memory", &self.shared.in_memory().len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for EngineBuilder {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("EngineBuilder").field("workflows", &self.blueprints.len()).finish_non_exhaustive()
    }
}
