//! How much is at work at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use asl_runtime::DynamicHandlers;
use asl_runtime::store::MemoryStore;
use serde_json::{Value, json};

use crate::support::{engine, fan};

/// How many handlers are at work at once, and the most there were.
#[derive(Default)]
struct AtWork {
    now: AtomicUsize,
    most: AtomicUsize,
    ended: AtomicUsize,
}

impl AtWork {
    /// Handlers that take a second each.
    fn handlers(self: &Arc<Self>) -> DynamicHandlers {
        let at_work = Arc::clone(self);
        DynamicHandlers::new(move |call| {
            let at_work = Arc::clone(&at_work);
            async move {
                at_work.most.fetch_max(at_work.now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_secs(1)).await;
                at_work.now.fetch_sub(1, Ordering::SeqCst);
                at_work.ended.fetch_add(1, Ordering::SeqCst);
                Ok(call.input)
            }
        })
    }
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn no_more_handlers_than_allowed() {
    for (most, of_method) in [(3, None), (100, Some(2))] {
        let store = MemoryStore::new().expect("there is randomness");
        let at_work = Arc::new(AtWork::default());
        let counting = fan::dynamic(at_work.handlers());
        let mut builder = engine(&store).register(&counting).most_running(most).most_in_memory(5);
        if let Some(of_method) = of_method {
            builder = builder.most_running_of("work", of_method);
        }
        let engine = builder.build().await.expect("it starts");
        let items: Vec<Value> = (0..10).map(Value::from).collect();
        let mut executions = Vec::new();
        for _ in 0..8 {
            executions
                .push(engine.start(&counting, None, json!({ "items": items })).await.expect("it starts"));
        }
        for execution in executions {
            assert_eq!(execution.wait_json().await.expect("it succeeds"), Value::from(items.clone()));
        }
        assert_eq!(at_work.most.load(Ordering::SeqCst), of_method.unwrap_or(most));
    }
}

/// However many executions are started: those for which there is no room wait in the store.
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn starting_many_executions_does_not_start_as_many_handlers() {
    const EXECUTIONS: usize = 1_000;
    for (in_memory, running, most) in [(40, None, 40), (40, Some(7), 7)] {
        let store = MemoryStore::new().expect("there is randomness");
        let at_work = Arc::new(AtWork::default());
        let counting = fan::dynamic(at_work.handlers());
        let builder = engine(&store).register(&counting).most_in_memory(in_memory);
        let builder = match running {
            None => builder,
            Some(running) => builder.most_running(running),
        };
        let engine = builder.build().await.expect("it starts");
        let mut last = None;
        for _ in 0..EXECUTIONS {
            last = Some(engine.start(&counting, None, json!({ "items": [1] })).await.expect("it starts"));
        }
        let loaded = format!("{engine:?}");
        let loaded: usize = loaded
            .split("in_memory: ")
            .nth(1)
            .and_then(|rest| rest.split(|char: char| !char.is_ascii_digit()).next()?.parse().ok())
            .expect("it tells");
        assert!(loaded <= in_memory, "{loaded}");
        last.expect("there is one").wait_json().await.expect("it succeeds");
        while at_work.ended.load(Ordering::SeqCst) < EXECUTIONS {
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
        assert_eq!(at_work.most.load(Ordering::SeqCst), most);
    }
}

/// An inline Map may be long: a step writes what it changes.
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_map_may_have_ten_thousand_items() {
    let store = MemoryStore::new().expect("there is randomness");
    let doubling = fan::dynamic(DynamicHandlers::new(|call| async move {
        Ok(json!(call.input.as_u64().unwrap_or_default() * 2))
    }));
    let engine = engine(&store).register(&doubling).build().await.expect("it starts");
    let items: Vec<u64> = (0..10_000).collect();
    let execution = engine.start(&doubling, None, json!({ "items": items })).await.expect("it starts");
    let doubled: Vec<u64> = items.iter().map(|item| item * 2).collect();
    assert_eq!(execution.wait_json().await.expect("it succeeds"), json!(doubled));
}
