//! Asking a store again that could not do something.

use std::time::Duration;

use super::shared::Shared;
use crate::store::StoreError;

const SHORTEST: Duration = Duration::from_millis(50);
const LONGEST: Duration = Duration::from_secs(5);

/// How long to wait before a store is asked again: what handlers gave is never lost to a full disk.
pub(super) struct Patience<'a> {
    shared: &'a Shared,
    pause: Duration,
}

impl<'a> Patience<'a> {
    pub(super) fn new(shared: &'a Shared) -> Self {
        Self { shared, pause: SHORTEST }
    }

    /// Tells of a failure and waits, so that the store can be asked again.
    ///
    /// # Errors
    ///
    /// The failure, if to ask again would not help, or the engine is closing.
    pub(super) async fn bear(&mut self, error: StoreError) -> Result<(), StoreError> {
        if self.shared.is_closing() && !is_final(&error) {
            self.shared.tell(&error);
            return Err(error);
        }
        self.outlast(error).await
    }

    /// The same, even if the engine is closing.
    ///
    /// # Errors
    ///
    /// The failure, if to ask again would not help.
    pub(super) async fn outlast(&mut self, error: StoreError) -> Result<(), StoreError> {
        if is_final(&error) {
            return Err(error);
        }
        self.shared.tell(&error);
        tokio::time::sleep(self.pause).await;
        self.pause = LONGEST.min(self.pause * 2);
        Ok(())
    }
}

/// Whether the same question will always get the same answer.
fn is_final(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Conflict
            | StoreError::LeaseLost
            | StoreError::Corrupt(_)
            | StoreError::ExecutionDoesNotExist
            | StoreError::ExecutionAlreadyExists
            | StoreError::ExecutionRunning
            | StoreError::MapRunDoesNotExist
            | StoreError::EndNotHeard
            | StoreError::ExecutionEnded
            | StoreError::ExecutionNotRedrivable(_)
    )
}
