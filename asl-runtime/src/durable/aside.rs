//! Executions that can't be read, or driven: they are set aside, so that they are in nobody's way.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::patience::Patience;
use super::shared::Shared;
use crate::store::{ExecutionKey, Fence, StoreError};
use crate::trace;

/// Why executions were set aside, as long as the engine is there.
#[derive(Default)]
pub(super) struct Aside(Mutex<HashMap<ExecutionKey, String>>);

impl Aside {
    fn note(&self, execution: ExecutionKey, reason: String) {
        // Nothing that holds the lock can panic half-way.
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(execution, reason);
    }

    /// Why an execution can't go on, if it was set aside.
    pub(super) fn reason(&self, execution: ExecutionKey) -> Option<StoreError> {
        let aside = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        aside.get(&execution).map(|reason| StoreError::SetAside(reason.clone()))
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
    shared.aside.note(execution, reason);
    shared.tell_all();
}
