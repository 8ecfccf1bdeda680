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
    lasts: Lasts,
}

/// How long a store is asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lasts {
    /// As long as the engine does not close.
    WithEngine,
    /// Until it answers.
    Forever,
}

impl<'a> Patience<'a> {
    /// Patience that ends when the engine closes.
    pub(super) fn new(shared: &'a Shared) -> Self {
        Self { shared, pause: SHORTEST, lasts: Lasts::WithEngine }
    }

    /// Patience that does not end.
    pub(super) fn endless(shared: &'a Shared) -> Self {
        Self { lasts: Lasts::Forever, ..Self::new(shared) }
    }

    /// Asks until there is an answer.
    ///
    /// # Errors
    ///
    /// The failure, if to ask again would not help, or the engine is closing.
    pub(super) async fn ask<T, F>(mut self, mut question: impl FnMut() -> F) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, StoreError>>,
    {
        loop {
            match question().await {
                Ok(answer) => return Ok(answer),
                Err(error) => self.bear(error).await?,
            }
        }
    }

    /// Tells of a failure and waits, so that the store can be asked again.
    ///
    /// # Errors
    ///
    /// The failure, if to ask again would not help, or the engine is closing.
    pub(super) async fn bear(&mut self, error: StoreError) -> Result<(), StoreError> {
        if is_final(&error) {
            return Err(error);
        }
        self.shared.tell(&error);
        if self.lasts == Lasts::WithEngine && self.shared.is_closing() {
            return Err(error);
        }
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
