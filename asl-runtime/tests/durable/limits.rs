//! How much is at work at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use asl_runtime::DynamicHandlers;
use asl_runtime::store::MemoryStore;
use serde_json::{Value, json};

use crate::support::{engine, fan};

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn no_more_handlers_than_allowed() {
    for (most, of_method) in [(3, None), (100, Some(2))] {
        let store = MemoryStore::new().expect("there is randomness");
        let (running, highest) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let counting = {
            let (running, highest) = (Arc::clone(&running), Arc::clone(&highest));
            fan::dynamic(DynamicHandlers::new(move |call| {
                let (running, highest) = (Arc::clone(&running), Arc::clone(&highest));
                async move {
                    highest.fetch_max(running.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    running.fetch_sub(1, Ordering::SeqCst);
                    Ok(call.input)
                }
            }))
        };
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
        assert_eq!(highest.load(Ordering::SeqCst), of_method.unwrap_or(most));
    }
}
