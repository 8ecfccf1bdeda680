//! Starts executions, looks at them, and answers tokens: from any process.

use std::fmt;
use std::sync::Arc;

use serde_json::Value;

use super::error::DurableError;
use super::session::context_json;
use super::token::SealedTokens;
use crate::clock::Clock;
use crate::engine::Identity;
use crate::history::HistoryEvent;
use crate::map_runs::{MapRun, MapRunError, MapRunStatus, MapRunUpdate};
use crate::store::{
    Answer, Description, EventPage, EventQuery, EventRow, ExecutionPage, ExecutionQuery, InboxMessage,
    Locator, MapRunRow, NewExecution, NotRedrivable, Order, PendingToken, Redrive, RedriveLimits, Redriven,
    Started, Store, StoreError, TokenState, WaitsFor,
};
use crate::time::Timestamp;
use crate::tokens::TokenError;
use crate::workflow::{Blueprint, Definition, Start, Workflow, to_json};

/// Starts executions, looks at them, and answers tokens. It needs no engine: there can be any number of clients, in
/// any process that can open the store.
#[derive(Clone)]
pub struct Client {
    pub(super) store: Arc<dyn Store>,
    pub(super) tokens: SealedTokens,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) redrive_limits: RedriveLimits,
}

/// A page of an execution's history (API-14).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct HistoryPage {
    /// Events, in the order that was asked for.
    pub events: Vec<HistoryEvent>,
    /// Where the next page begins, if there are more.
    pub next: Option<u64>,
}

/// A task that waits for somebody to answer its token.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct WaitingTask {
    /// The token.
    pub token: String,
    /// The ARN of the execution.
    pub execution: String,
    /// The name of the state.
    pub state: String,
    /// The resource of the task.
    pub resource: String,
    /// Since when it waits.
    pub since: Timestamp,
    /// For whom it waits: one of an activity, until it is taken, for a worker.
    pub waits_for: WaitsFor,
}

impl Client {
    /// A client of a store.
    ///
    /// # Errors
    ///
    /// The store fails.
    pub async fn new(store: Arc<dyn Store>) -> Result<Self, DurableError> {
        let tokens = SealedTokens::new(store.secret().await?);
        let clock = Arc::new(super::clock::SystemClock);
        Ok(Self { store, tokens, clock, redrive_limits: RedriveLimits::NONE })
    }

    /// What keeps executions from being redriven. By default nothing does that is not in their nature.
    #[must_use]
    pub fn redrive_limits(mut self, limits: RedriveLimits) -> Self {
        self.redrive_limits = limits;
        self
    }

    /// Starts an execution (API-10). With a name it can be called again: an equal input while it runs gives the same
    /// execution (EXEC-10).
    ///
    /// # Errors
    ///
    /// The workflow lacks substitutions, the name is none or is taken, the store fails.
    pub async fn start<D: Definition>(
        &self,
        workflow: &Workflow<D>,
        name: Option<&str>,
        input: D::Input,
    ) -> Result<Started, DurableError> {
        self.start_as(workflow, Start { name: name.map(str::to_owned), ..Start::default() }, input).await
    }

    /// The same with all that can be given. An execution that repeats another's UUID is that execution.
    #[doc(hidden)]
    pub async fn start_as<D: Definition>(
        &self,
        workflow: &Workflow<D>,
        start: Start,
        input: D::Input,
    ) -> Result<Started, DurableError> {
        let input = to_json(input).map_err(DurableError::invalid_input)?;
        let blueprint = workflow.blueprint();
        let identity = blueprint.admit(input, start, self.clock.now(), &mut blueprint.random())?;
        self.store.define(blueprint.hash, &blueprint.name, blueprint.text).await?;
        Ok(self.store.start(new_execution(&self.tokens, blueprint, &identity)).await?)
    }

    /// Stops an execution (API-12). Without effect if it has ended. One that was [set aside](super::ParkedReason::SetAside)
    /// ends at once, since nobody drives it: what was kept to go on from is dropped with that, so that it can't be redriven.
    ///
    /// # Errors
    ///
    /// There is no such execution, the store fails.
    pub async fn stop(
        &self,
        execution: &str,
        error: Option<&str>,
        cause: Option<&str>,
    ) -> Result<(), DurableError> {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let message = InboxMessage::Stop { error: owned(error), cause: owned(cause) };
        match self.store.send(execution, message).await {
            Ok(()) => self.end_aside(execution, error, cause).await.map(drop),
            Err(StoreError::ExecutionEnded) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Lets an execution go on that failed, timed out or was stopped (API-16, EXEC-15): from the states at which it
    /// ended, with their raw inputs, the variables as they were, and retries counted from 0. Branches and items that
    /// have ended keep their outputs; those that were cut off run again, as the failed one does. A distributed Map goes on
    /// with its map run: children that did not succeed run again (DMAP-24). A Parallel or Map that
    /// failed after all of its children had ended runs them again. The history goes on with `ExecutionRedriven`, and
    /// `TimeoutSeconds` of the definition count anew.
    ///
    /// A wish with the client token of the last one is the same wish: it gives the answer of then.
    ///
    /// # Errors
    ///
    /// There is no such execution, it can't be redriven ([`StoreError::ExecutionNotRedrivable`] says why), the store
    /// fails.
    pub async fn redrive(
        &self,
        execution: &str,
        client_token: Option<&str>,
    ) -> Result<Redriven, DurableError> {
        let client_token = client_token.map(str::to_owned);
        let redrive = Redrive { time: self.clock.now(), client_token, limits: self.redrive_limits };
        Ok(self.store.redrive(execution, redrive).await?)
    }

    /// Whether an execution can be redriven now, and why not: `redriveStatus` (EXEC-16).
    ///
    /// # Errors
    ///
    /// The reason, if it can't.
    pub fn redrivable(&self, described: &Description) -> Result<(), NotRedrivable> {
        described.redrivable(&self.redrive_limits, self.clock.now())
    }

    /// What an execution is, and how it ended (API-13).
    ///
    /// # Errors
    ///
    /// There is no such execution, the store fails.
    pub async fn describe(&self, execution: &str) -> Result<Description, DurableError> {
        let mut description = self.store.describe(execution).await?;
        description.input = self.tokens.reveal(description.input);
        description.output = description.output.map(|output| self.tokens.reveal(output));
        description.cause = description.cause.map(|cause| self.tokens.reveal(cause));
        Ok(description)
    }

    /// Executions, the newest first (API-15).
    ///
    /// # Errors
    ///
    /// The store fails.
    pub async fn list(&self, query: ExecutionQuery) -> Result<ExecutionPage, DurableError> {
        Ok(self.store.list(query).await?)
    }

    /// A map run, by its ARN (DMAP-2). Its children are in the [list](Self::list) of executions, by
    /// [`ExecutionQuery::map_run`]: those that run, those that failed, and of a map run of Standard executions those
    /// that succeeded as well.
    ///
    /// # Errors
    ///
    /// There is no such map run, the store fails.
    pub async fn map_run(&self, map_run: &str) -> Result<MapRun, DurableError> {
        described(&self.store.map_run(map_run).await?)
    }

    /// The map runs of an execution, in the order in which they started.
    ///
    /// # Errors
    ///
    /// There is no such execution, the store fails.
    pub async fn map_runs(&self, execution: &str) -> Result<Vec<MapRun>, DurableError> {
        self.store.map_runs(execution).await?.iter().map(described).collect()
    }

    /// Gives a map run that runs new limits (DMAP-2). They hold from the next step of its execution on; if more has
    /// failed than they bear, the map run fails.
    ///
    /// # Errors
    ///
    /// No such map run runs, a limit is none, the store fails.
    pub async fn update_map_run(&self, map_run: &str, update: MapRunUpdate) -> Result<(), DurableError> {
        if !update.is_possible() {
            return Err(DurableError::MapRun(MapRunError::InvalidPercentage));
        }
        let run = self.map_run(map_run).await?;
        if run.status != MapRunStatus::Running {
            return Err(DurableError::MapRun(MapRunError::NotRunning));
        }
        let message = InboxMessage::UpdateMapRun { update: update.to_json(map_run).to_string() };
        match self.store.send(&run.execution_arn, message).await {
            Err(StoreError::ExecutionEnded) => Err(DurableError::MapRun(MapRunError::NotRunning)),
            sent => Ok(sent?),
        }
    }

    /// A page of an execution's history (API-14): so many events at most (0: 100), behind `after` if it is given. Express
    /// executions have one here too, but for children of map runs.
    ///
    /// # Errors
    ///
    /// There is no such execution, the store fails.
    pub async fn history(
        &self,
        execution: &str,
        order: Order,
        most: usize,
        after: Option<u64>,
    ) -> Result<HistoryPage, DurableError> {
        let query = EventQuery { arn: execution.to_owned(), order, most, after };
        let EventPage { events, next } = self.store.history(query).await?;
        let events = events.into_iter().map(|row| self.event(row)).collect::<Result<_, _>>()?;
        Ok(HistoryPage { events, next })
    }

    fn event(&self, row: EventRow) -> Result<HistoryEvent, DurableError> {
        let json = self.tokens.reveal(row.json);
        let mut event: HistoryEvent =
            serde_json::from_str(&json).map_err(|error| DurableError::corrupt("an event", &error))?;
        // The form of the service has milliseconds only.
        event.timestamp = row.time;
        if let Some(data) = row.data {
            event.details.put_data(self.tokens.reveal(data));
        }
        Ok(event)
    }

    /// Tasks that wait for somebody, the oldest first; so many at most. Those of activities that no worker has taken are
    /// among them; whoever answers one ends it, and nobody gets it any more.
    ///
    /// # Errors
    ///
    /// The store fails.
    pub async fn waiting_tasks(&self, most: usize) -> Result<Vec<WaitingTask>, DurableError> {
        let pending = self.store.pending_tokens(most).await?;
        let tasks =
            pending.into_iter().map(|PendingToken { locator, arn, state, resource, since, waits_for }| {
                let token = self.tokens.token_of(locator);
                WaitingTask { token, execution: arn, state, resource, since, waits_for }
            });
        Ok(tasks.collect())
    }

    /// Ends a task with an output, which becomes its result (API-17).
    ///
    /// # Errors
    ///
    /// The token is not one of a task that waits, the store fails.
    pub async fn send_task_success(&self, token: &str, output: Value) -> Result<(), DurableError> {
        let output = self.tokens.hide(output.to_string());
        self.answer(token, Answer::Success(output)).await
    }

    /// Ends a task with an error; name and cause may both be missing (API-18, TASK-7).
    ///
    /// # Errors
    ///
    /// The token is not one of a task that waits, the store fails.
    pub async fn send_task_failure(
        &self,
        token: &str,
        error: Option<&str>,
        cause: Option<&str>,
    ) -> Result<(), DurableError> {
        let part = |part: Option<&str>| part.map(|text| text.to_owned().into());
        let limited = crate::error::TaskError::from_parts(part(error), part(cause)).limited(256, 32_768);
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let (error, cause) = (owned(limited.error()), owned(limited.cause()));
        self.answer(token, Answer::Failure { error, cause }).await
    }

    /// Reports that a task is alive: its `HeartbeatSeconds` count from now (API-19).
    ///
    /// # Errors
    ///
    /// The token is not one of a task that waits, the store fails.
    pub async fn send_task_heartbeat(&self, token: &str) -> Result<(), DurableError> {
        let state = self.store.heartbeat(self.locator(token)?).await?;
        accepted(state)
    }

    async fn answer(&self, token: &str, answer: Answer) -> Result<(), DurableError> {
        let state = self.store.answer(self.locator(token)?, answer).await?;
        accepted(state)
    }

    fn locator(&self, token: &str) -> Result<Locator, DurableError> {
        self.tokens.locator(token).ok_or_else(|| {
            DurableError::Token(match SealedTokens::has_form(token) {
                true => TokenError::TaskDoesNotExist,
                false => TokenError::InvalidToken,
            })
        })
    }

    /// Deletes executions that ended before a time, so many at most; gives how many there were.
    ///
    /// # Errors
    ///
    /// The store fails.
    pub async fn sweep(&self, ended_before: Timestamp, most: usize) -> Result<usize, DurableError> {
        Ok(self.store.sweep(ended_before, most).await?)
    }

    /// Deletes an execution that has ended, or was [set aside](super::ParkedReason::SetAside): that is stopped before.
    ///
    /// # Errors
    ///
    /// There is no such execution, it runs, the store fails.
    pub async fn delete(&self, execution: &str) -> Result<(), DurableError> {
        match self.store.delete(execution).await {
            Err(StoreError::ExecutionRunning) if self.end_aside(execution, None, None).await? => {
                Ok(self.store.delete(execution).await?)
            }
            deleted => Ok(deleted?),
        }
    }
}

fn described(row: &MapRunRow) -> Result<MapRun, DurableError> {
    let json: Value =
        serde_json::from_str(&row.json).map_err(|error| DurableError::corrupt("a map run", &error))?;
    MapRun::from_json(&json).ok_or_else(|| {
        StoreError::Corrupt(format!("the map run `{}` is described in an unknown form", row.arn)).into()
    })
}

fn accepted(state: TokenState) -> Result<(), DurableError> {
    match state {
        TokenState::Accepted => Ok(()),
        TokenState::Closed => Err(DurableError::Token(TokenError::TaskTimedOut)),
        TokenState::Unknown => Err(DurableError::Token(TokenError::TaskDoesNotExist)),
    }
}

/// An execution as it is stored.
pub(super) fn new_execution(
    tokens: &SealedTokens,
    blueprint: &Blueprint,
    identity: &Identity,
) -> NewExecution {
    let context = &identity.context;
    NewExecution {
        arn: context.id.clone(),
        uuid: identity.names.uuid.clone(),
        machine: context.state_machine_name.clone(),
        name: context.name.clone(),
        hash: blueprint.hash.to_owned(),
        kind: blueprint.program.info().kind,
        input: tokens.hide(context.input.to_string()),
        context: context_json(context),
        start_time: context.start_time,
        map_child: None,
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Client").finish_non_exhaustive()
    }
}
