//! Telling an execution that there may be messages for it.

use std::sync::atomic::{AtomicBool, Ordering};

use tokio::sync::Notify;

/// Tells an execution that there may be messages, so that it need not look into its inbox with every step.
#[derive(Debug, Default)]
pub(crate) struct Nudge {
    notify: Notify,
    is_told: AtomicBool,
}

impl Nudge {
    /// There may be messages.
    pub(crate) fn tell(&self) {
        self.is_told.store(true, Ordering::Release);
        self.notify.notify_one();
    }

    /// Wakes the execution, for it to look around.
    pub(crate) fn wake(&self) {
        self.notify.notify_one();
    }

    /// Whether it was told since this was last asked.
    pub(crate) fn take(&self) -> bool {
        self.is_told.swap(false, Ordering::AcqRel)
    }

    /// Ends when it was told or woken.
    pub(crate) async fn woken(&self) {
        self.notify.notified().await;
    }
}
