//! Clocks that are set while executions wait.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use asl_runtime::durable::Engine;
use asl_runtime::store::{MemoryStore, Status};
use asl_runtime::{Clock, Timestamp, TokioClock};
use serde_json::json;

use crate::support::{Calls, called, orders, types, until};

/// A clock that somebody sets.
#[derive(Debug, Clone)]
struct Set {
    clock: TokioClock,
    ahead: Arc<Mutex<i64>>,
}

impl Set {
    fn new() -> Self {
        Self { clock: TokioClock::system(), ahead: Arc::default() }
    }

    fn ahead(&self, seconds: i64) {
        *self.ahead.lock().expect("nobody panicked") += seconds;
    }
}

impl Clock for Set {
    fn now(&self) -> Timestamp {
        let now = self.clock.now();
        Timestamp::new(now.seconds() + *self.ahead.lock().expect("nobody panicked"), now.nanoseconds())
    }
}

const DAY: i64 = 86_400;

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_clock_that_is_set_forward_ends_waits() {
    let (store, calls, clock) =
        (MemoryStore::new().expect("there is randomness"), Calls::default(), Set::new());
    let orders = orders(&calls);
    let builder = Engine::builder().store(store).clock(clock.clone());
    let engine = builder.register(&orders).build().await.expect("it starts");
    let execution = engine.start(&orders, None, json!({ "amount": 1 })).await.expect("it starts");
    until(|| called(&calls).len() == 1).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!(execution.describe().await.expect("it is there").status, Status::Running);
    clock.ahead(DAY);
    // The clock is looked at so often at the least.
    tokio::time::sleep(Duration::from_secs(35)).await;
    assert_eq!(execution.describe().await.expect("it is there").status, Status::Succeeded);
    types(&engine, execution.id()).await;
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_clock_that_is_set_back_prolongs_them_and_times_never_decrease() {
    let (store, calls, clock) =
        (MemoryStore::new().expect("there is randomness"), Calls::default(), Set::new());
    let orders = orders(&calls);
    let builder = Engine::builder().store(store).clock(clock.clone());
    let engine = builder.register(&orders).build().await.expect("it starts");
    let execution = engine.start(&orders, None, json!({ "amount": 1 })).await.expect("it starts");
    until(|| called(&calls).len() == 1).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    clock.ahead(-DAY);
    tokio::time::sleep(Duration::from_secs(DAY as u64)).await;
    assert_eq!(execution.describe().await.expect("it is there").status, Status::Running);
    tokio::time::sleep(Duration::from_secs(DAY as u64 + 35)).await;
    assert_eq!(execution.describe().await.expect("it is there").status, Status::Succeeded);
    types(&engine, execution.id()).await;
}
