//! `states:startExecution` of a registered workflow: the child is an execution of the same store (TASK-14).

use std::sync::Arc;

use serde_json::Value;

use super::patience::Patience;
use super::shared::Shared;
use crate::context::TaskContext;
use crate::host::{Children, child};
use crate::program::{Failure, HandlerFuture, IntegrationPattern, TaskInfo, TaskKind};
use crate::store::{Description, InboxMessage, NewExecution, Started, StoreError};
use crate::workflow::{Blueprint, Start};

/// Starts children in the store of their parent.
pub(super) struct StoredChildren {
    shared: Arc<Shared>,
}

impl StoredChildren {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }
}

impl Children for StoredChildren {
    fn start(
        &self,
        blueprint: &Arc<Blueprint>,
        task: &'static TaskInfo,
        parameters: &Value,
        context: &TaskContext,
    ) -> Option<Result<HandlerFuture, Failure>> {
        let TaskKind::StartExecution(pattern) = task.kind else { return None };
        let registered = match child::find(blueprint, task, parameters)? {
            Ok(registered) => registered,
            Err(failure) => return Some(Err(failure)),
        };
        Some(self.started(&registered, pattern, parameters, context))
    }
}

impl StoredChildren {
    fn started(
        &self,
        registered: &Arc<Blueprint>,
        pattern: IntegrationPattern,
        parameters: &Value,
        context: &TaskContext,
    ) -> Result<HandlerFuture, Failure> {
        let input = child::input(parameters)?;
        // The same attempt, called again after a crash, means the same child: its ids follow from the attempt.
        let uuid = child::uuid_of(context.idempotency_key());
        let name = parameters.get("Name").and_then(Value::as_str).map_or_else(|| uuid.clone(), str::to_owned);
        let start = Start { name: Some(name), uuid: Some(uuid), ..Start::default() };
        let now = self.shared.setup.clock.now();
        let identity = registered
            .admit(input.clone(), start, now, &mut fastrand::Rng::new())
            .map_err(|error| child::refusal(&error))?;
        let execution = super::client::new_execution(&self.shared.setup.tokens, registered, &identity);
        let (shared, context) = (Arc::clone(&self.shared), context.clone());
        let machine = registered.state_machine_arn();
        Ok(Box::pin(async move {
            let name = execution.name.clone();
            let started =
                started_for_sure(&shared, &execution).await.map_err(|error| child::store_error(&error))?;
            shared.wake.notify_one();
            let started = child::Started {
                arn: started.arn,
                name,
                state_machine_arn: machine,
                input,
                start: started.start_time,
            };
            let answer = child::answer(&started);
            if matches!(pattern, IntegrationPattern::RequestResponse | IntegrationPattern::WaitForTaskToken) {
                return Ok(answer);
            }
            context.submitted(answer);
            let mut cancelled = std::pin::pin!(context.cancelled());
            let mut ended = std::pin::pin!(ended_for_sure(&shared, &started.arn));
            let mut is_told = false;
            let ended = std::future::poll_fn(|task| {
                if !is_told && cancelled.as_mut().poll(task).is_ready() {
                    is_told = true;
                    // Stopping the state stops the child as well (PAR-4).
                    let (shared, arn) = (Arc::clone(&shared), started.arn.clone());
                    tokio::spawn(async move {
                        stop_for_sure(&shared, &arn).await;
                    });
                }
                ended.as_mut().poll(task)
            })
            .await
            .map_err(|error| child::store_error(&error))?;
            let (outcome, stop) = super::execution::outcome(&shared.setup.tokens, &ended);
            child::describe(&started, pattern, outcome, stop)
        }))
    }
}

/// Starts a child, however long the store takes: what befalls the store is no failure of the parent's task. To start it
/// again is safe, since its ids are the same.
async fn started_for_sure(shared: &Shared, execution: &NewExecution) -> Result<Started, StoreError> {
    let mut patience = Patience::new(shared);
    loop {
        match shared.setup.store.start(execution.clone()).await {
            Ok(started) => return Ok(started),
            Err(error) => patience.outlast(error).await?,
        }
    }
}

async fn ended_for_sure(shared: &Shared, arn: &str) -> Result<Description, StoreError> {
    let mut patience = Patience::new(shared);
    loop {
        match super::execution::ended(shared, arn).await {
            Ok(description) => return Ok(description),
            Err(error) => patience.outlast(error).await?,
        }
    }
}

async fn stop_for_sure(shared: &Shared, arn: &str) {
    let mut patience = Patience::new(shared);
    loop {
        let stop = InboxMessage::Stop { error: None, cause: None };
        match shared.setup.store.send(arn, stop).await {
            Ok(()) => return,
            // It may have ended.
            Err(error) => {
                if patience.outlast(error).await.is_err() {
                    return;
                }
            }
        }
    }
}
