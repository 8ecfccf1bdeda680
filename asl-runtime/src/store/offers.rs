//! Waking workers that wait for tasks of activities.

use std::collections::HashMap;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Notify;

/// Wakes one of those who wait for tasks of an activity, for each task. Whoever takes a task wakes the next one, so that
/// tasks that came while nobody waited are found by all who come.
#[derive(Debug, Default)]
pub(super) struct Offers(Mutex<HashMap<String, Arc<Notify>>>);

impl Offers {
    /// There is a task.
    pub(super) fn tell(&self, activity: &str) {
        self.of(activity).notify_one();
    }

    /// Ends when there may be a task.
    pub(super) fn wait(&self, activity: &str) -> impl Future<Output = ()> + Send + use<> {
        let notify = self.of(activity);
        async move { notify.notified().await }
    }

    fn of(&self, activity: &str) -> Arc<Notify> {
        // Nothing that holds the lock can panic half-way.
        let mut offers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match offers.get(activity) {
            Some(notify) => Arc::clone(notify),
            None => Arc::clone(offers.entry(activity.to_owned()).or_default()),
        }
    }
}
