//! Executions that can't be read, or driven: they are set aside, so that they are in nobody's way.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::client::Client;
use super::error::DurableError;
use super::patience::Patience;
use super::shared::Shared;
use super::step::json;
use crate::history::{EventDetails, EventType, HistoryEvent};
use crate::program::WorkflowKind;
use crate::store::{AsideEnd, Description, EventRow, ExecutionKey, Fence, Status, Store, StoreError};
use crate::trace;

/// Why executions were set aside, and the claims on them, as long as the engine is there.
#[derive(Default)]
pub(super) struct Aside(Mutex<HashMap<ExecutionKey, (String, Fence)>>);

impl Aside {
    fn note(&self, execution: ExecutionKey, reason: String, fence: Fence) {
        self.all().insert(execution, (reason, fence));
    }

    /// Why an execution can't go on, if it was set aside.
    pub(super) fn reason(&self, execution: ExecutionKey) -> Option<StoreError> {
        self.all().get(&execution).map(|(reason, _)| StoreError::SetAside(reason.clone()))
    }

    /// The claim on an execution, if it was set aside.
    fn claim(&self, execution: ExecutionKey) -> Option<Fence> {
        self.all().get(&execution).map(|(_, fence)| *fence)
    }

    fn forget(&self, execution: ExecutionKey) {
        self.all().remove(&execution);
    }

    fn all(&self) -> MutexGuard<'_, HashMap<ExecutionKey, (String, Fence)>> {
        // Nothing that holds the lock can panic half-way.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why an execution can't be read, if it is that; anything else may go better the next time.
pub(super) fn unreadable(error: &StoreError) -> Option<String> {
    match error {
        StoreError::Corrupt(what) => Some(format!("what is kept of it can't be read: {what}")),
        StoreError::ExecutionDoesNotExist => Some("rows of the execution are missing".to_owned()),
        _ => None,
    }
}

/// Sets an execution aside. Its claim is kept, so that this engine does not come back to it; those who wait for its end
/// are told.
pub(super) async fn set_aside(shared: &Shared, execution: ExecutionKey, fence: Fence, reason: String) {
    trace::set_aside(execution.0, &reason);
    let store = &shared.setup.store;
    if let Err(error) = Patience::new(shared).ask(|| store.set_aside(execution, fence, &reason)).await {
        // Then nobody can list it, but it is aside all the same.
        shared.tell(&error);
    }
    shared.aside.note(execution, reason, fence);
    shared.tell_all();
}

/// There are messages for an execution that nobody drives. Where it was set aside here, and has been stopped and redriven since,
/// it is given back, to be claimed and tried again.
pub(super) async fn give_back(shared: &Shared, execution: ExecutionKey) -> Result<(), StoreError> {
    let Some(fence) = shared.aside.claim(execution) else { return Ok(()) };
    let store = &shared.setup.store;
    if is_aside(&**store, execution).await? {
        return Ok(());
    }
    shared.aside.forget(execution);
    store.release(execution, fence).await
}

/// Whether an execution is set aside now.
async fn is_aside(store: &dyn Store, execution: ExecutionKey) -> Result<bool, StoreError> {
    let newer = ExecutionKey(execution.0.saturating_add(1));
    let page = store.aside(1, Some(newer)).await?;
    Ok(page.executions.first().is_some_and(|aside| aside.execution.key == execution))
}

impl Client {
    /// Ends an execution that is set aside: nobody else will. `false` if it is not.
    pub(super) async fn end_aside(
        &self,
        execution: &str,
        error: Option<&str>,
        cause: Option<&str>,
    ) -> Result<bool, DurableError> {
        let described = self.store.describe(execution).await?;
        if described.status != Status::Running || !is_aside(&*self.store, described.key).await? {
            return Ok(false);
        }
        let (time, owned) = (self.clock.now(), |text: Option<&str>| text.map(str::to_owned));
        let (error, cause) = (owned(error), owned(cause));
        let event = HistoryEvent {
            timestamp: time,
            event_type: EventType::ExecutionAborted,
            id: described.events + 1,
            previous_event_id: 0,
            details: EventDetails::Failure { error: error.clone(), cause: cause.clone() },
        };
        let event = has_history(&described).then(|| EventRow {
            id: event.id,
            previous: event.previous_event_id,
            time,
            event_type: event.event_type.name().into(),
            json: self.tokens.hide(json(&event)),
            data: None,
        });
        match self.store.end_aside(execution, AsideEnd { time, error, cause, event }).await {
            // Somebody goes on with it, and finds the message.
            Err(StoreError::Conflict) => Ok(false),
            ended => Ok(ended?),
        }
    }
}

/// The service keeps no history of Express children.
fn has_history(described: &Description) -> bool {
    described.map_run.is_none() || described.kind == WorkflowKind::Standard
}
