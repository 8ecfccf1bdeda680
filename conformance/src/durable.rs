//! Runs a case on a durable engine.

use std::sync::Arc;

use asl_runtime::durable::{Client, DurableError, Engine};
use asl_runtime::history::HistoryEvent;
use asl_runtime::store::{MemoryStore, Order};
use asl_runtime::{Definition, ExecutionError, Workflow};
use serde_json::Value;

use crate::host::Tokens;
use crate::run::Scene;
use crate::stage::{Ended, Started};

/// Starts an execution in a store of its own.
pub(crate) fn start<D>(workflow: Workflow<D>, scene: &Scene) -> Started
where
    D: Definition<Input = Value, Output = Value>,
{
    let answers = Arc::clone(scene.answers());
    let (start, input, clock) = (scene.start(), scene.input(), scene.clock());
    let result = Box::pin(async move {
        let run = async {
            let store = MemoryStore::new()?;
            let mut workflow = workflow;
            loop {
                let engine = Engine::builder().store(store.reopened()).clock(clock).register(&workflow);
                let engine = engine.reload_after_every_step().build().await?;
                let started = match engine.start_as(&workflow, start.clone(), input.clone()).await {
                    Ok(started) => started,
                    // To the service a definition has no substitutions: what looks like one is text.
                    Err(DurableError::Execution(ExecutionError::MissingSubstitutions { names, .. })) => {
                        for name in names {
                            workflow = workflow.substitution(name, format!("${{{name}}}"));
                        }
                        continue;
                    }
                    Err(error) => return Err(error),
                };
                answers.begin(Tokens::Durable(Box::new(engine.client())));
                let ended = engine.execution::<D>(&started.arn).wait_json().await;
                let events = history(&engine, &started.arn).await?;
                return Ok((ended, events));
            }
        };
        ended(run.await)
    });
    Started { tokens: None, result }
}

/// An execution that could not run at all is no outcome.
fn ended(
    ran: Result<(Result<Value, DurableError>, Vec<HistoryEvent>), DurableError>,
) -> Result<Ended, String> {
    match ran {
        Ok((Ok(output), events)) => Ok((Ok(output), Some(events))),
        Ok((Err(DurableError::Execution(error)), events)) => Ok((Err(error), Some(events))),
        Err(DurableError::Execution(error)) => Ok((Err(error), None)),
        Ok((Err(error), _)) | Err(error) => Err(error.to_string()),
    }
}

/// The whole history, page by page.
async fn history(client: &Client, arn: &str) -> Result<Vec<HistoryEvent>, DurableError> {
    let (mut events, mut after) = (Vec::new(), None);
    loop {
        let page = client.history(arn, Order::Forward, 100, after).await?;
        events.extend(page.events);
        match page.next {
            Some(next) => after = Some(next),
            None => return Ok(events),
        }
    }
}
