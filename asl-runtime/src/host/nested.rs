//! `states:startExecution` of another compiled workflow, in this process (TASK-14).

use std::sync::Arc;

use serde_json::Value;

use super::child::{self, Started};
use super::mailbox::Message;
use crate::clock::Clock;
use crate::context::TaskContext;
use crate::program::{Failure, HandlerFuture, IntegrationPattern, StateData, TaskInfo, TaskInput, TaskKind};
use crate::workflow::{Blueprint, Start, StartMode};

/// A workflow that others may start.
#[derive(Clone)]
pub(crate) struct Registration {
    name: String,
    pub(super) blueprint: Arc<Blueprint>,
}

impl Registration {
    pub(crate) fn new(name: String, blueprint: Arc<Blueprint>) -> Self {
        Self { name, blueprint }
    }

    /// The same with everything random following from a seed.
    #[cfg(feature = "testing")]
    pub(crate) fn seeded(&self, seed: u64) -> Self {
        Self { name: self.name.clone(), blueprint: Arc::new(self.blueprint.seeded(seed)) }
    }

    /// The workflow itself.
    #[cfg(feature = "durable")]
    pub(crate) fn blueprint(&self) -> &Arc<Blueprint> {
        &self.blueprint
    }

    /// Whether it is meant by a whole ARN, or the name in it.
    pub(super) fn answers_to(&self, arn: &str) -> bool {
        self.name == arn || arn.rsplit(':').next() == Some(&self.name)
    }
}

/// Serves a task that starts a registered workflow. `None`: it does not, and a handler is to be called.
pub(super) fn start(
    blueprint: &Arc<Blueprint>,
    clock: &Arc<dyn Clock>,
    task: &'static TaskInfo,
    parameters: &TaskInput<'_>,
    context: &TaskContext,
) -> Option<Result<HandlerFuture, Failure>> {
    let TaskKind::StartExecution(pattern) = task.kind else { return None };
    if blueprint.dispatch.answers_for(context.state_name()) {
        return None;
    }
    let parameters = parameters.json();
    match child::find(blueprint, task, parameters)? {
        Ok(registered) => Some(run(&registered, clock, pattern, parameters, context)),
        Err(failure) => Some(Err(failure)),
    }
}

fn run(
    blueprint: &Arc<Blueprint>,
    clock: &Arc<dyn Clock>,
    pattern: IntegrationPattern,
    parameters: &Value,
    context: &TaskContext,
) -> Result<HandlerFuture, Failure> {
    let input = child::input(parameters)?;
    let mode = match pattern {
        IntegrationPattern::RequestResponse | IntegrationPattern::WaitForTaskToken => StartMode::Asynchronous,
        IntegrationPattern::Sync | IntegrationPattern::Sync2 => StartMode::Nested,
    };
    let name = parameters.get("Name").and_then(Value::as_str).map(str::to_owned);
    let prepared = blueprint
        .prepare(input.clone().into(), Start { name, mode, ..Start::default() }, Some(Arc::clone(clock)))
        .map_err(|error| child::refusal(&error))?;
    let started = Started {
        arn: prepared.names.id.clone(),
        name: prepared.names.name.clone(),
        state_machine_arn: blueprint.state_machine_arn(),
        input,
        start: clock.now(),
    };
    let driver = prepared.driver;
    Ok(match pattern {
        IntegrationPattern::RequestResponse | IntegrationPattern::WaitForTaskToken => {
            tokio::spawn(driver.drive());
            Box::pin(std::future::ready(Ok(child::answer(&started).into())))
        }
        IntegrationPattern::Sync | IntegrationPattern::Sync2 => {
            context.submitted(child::answer(&started));
            let (clock, context, mailbox) = (Arc::clone(clock), context.clone(), driver.mailbox());
            Box::pin(async move {
                let mut driven = std::pin::pin!(driver.drive());
                let mut cancelled = std::pin::pin!(context.cancelled());
                let mut is_told = false;
                // Stopping the state stops the child as well (PAR-4).
                let outcome = std::future::poll_fn(|task| {
                    if !is_told && cancelled.as_mut().poll(task).is_ready() {
                        is_told = true;
                        drop(mailbox.send(Message::Stop { error: None, cause: None }));
                    }
                    driven.as_mut().poll(task)
                })
                .await;
                child::describe(&started, pattern, outcome.into_json(), clock.now()).map(StateData::Own)
            })
        }
    })
}
