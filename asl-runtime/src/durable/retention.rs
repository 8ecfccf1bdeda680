//! Deleting what ended long ago, beside everything else.

use std::sync::Arc;
use std::time::Duration;

use super::shared::Shared;

/// So many executions are deleted at once.
const BATCH: usize = 1_000;

const SHORTEST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(10 * 60);

/// Deletes executions some time after their end, as long as the engine is there.
pub(super) async fn retain(shared: Arc<Shared>, kept_for: Duration) {
    let pause = (kept_for / 20).clamp(SHORTEST, LONGEST);
    while !shared.is_closing() {
        let ended_before = shared.setup.clock.now().saturating_sub(kept_for);
        match shared.setup.store.sweep(ended_before, BATCH).await {
            Ok(BATCH) => {}
            Ok(_) => tokio::time::sleep(pause).await,
            Err(error) => {
                shared.tell(&error);
                tokio::time::sleep(pause).await;
            }
        }
    }
}
