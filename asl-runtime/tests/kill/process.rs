//! What the process does until it is killed.

use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use asl_runtime::durable::{DurableError, Engine};
use asl_runtime::store::{Durability, Sqlite, StoreError};
use asl_runtime::{DynamicHandlers, TaskError};
use serde_json::json;

use crate::EXECUTIONS;
use crate::workflows::{arn, inner, mix};

/// Starts what is not there yet, and works until all of it has ended.
pub(crate) fn work(folder: &Path) {
    crate::runtime().block_on(async {
        let calls = std::fs::File::options().create(true).append(true).open(folder.join("calls"));
        let calls = Arc::new(Mutex::new(calls.expect("it opens")));
        let inner = inner::dynamic(DynamicHandlers::new(|_| async { Ok(json!("same")) }));
        let mix = mix::dynamic(DynamicHandlers::new(move |call| {
            // A line is written at once, or not at all.
            let line = format!("{} {}\n", call.state, call.context.idempotency_key());
            let written = calls.lock().expect("nobody panicked").write_all(line.as_bytes());
            async move {
                written.expect("there is room");
                // Long enough to be killed in.
                tokio::time::sleep(Duration::from_millis(3)).await;
                match call.method {
                    "again" if call.context.attempt() == 1 => Err(TaskError::new("Again", "not yet")),
                    _ => Ok(json!(1)),
                }
            }
        }))
        .register(&inner);
        let engine = loop {
            // Nothing is asked of the disk here but what the kernel keeps: the process dies, not the machine.
            let options = Sqlite::options().durability(Durability::Normal);
            let store = options.open(crate::store(folder)).expect("it opens");
            match Engine::builder().store(store).register(&mix).register(&inner).build().await {
                Ok(engine) => break engine,
                Err(DurableError::Store(StoreError::EngineRunning)) => {
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                Err(error) => panic!("{error}"),
            }
        };
        for number in 0..EXECUTIONS {
            let input = json!({ "items": [1, 2, 3], "child": number % 4 == 0 });
            let started = engine.start(&mix, Some(&format!("run-{number}")), input).await;
            let is_there = matches!(&started, Err(DurableError::Store(StoreError::ExecutionAlreadyExists)));
            assert!(started.is_ok() || is_there, "{started:?}");
        }
        let answers = tokio::spawn({
            let client = engine.client();
            async move {
                loop {
                    let waiting = client.waiting_tasks(100).await.expect("there is a list");
                    // A child of `.sync` has a token too: whoever answers it ends the wait for the child.
                    for task in waiting.into_iter().filter(|task| task.state == "Ask") {
                        // It may have been answered, or its attempt interrupted, since.
                        let _ = client.send_task_success(&task.token, json!("yes")).await;
                    }
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
        });
        for number in 0..EXECUTIONS {
            engine.execution::<mix::Definition>(arn(number)).wait_json().await.expect("it succeeds");
        }
        answers.abort();
        engine.shut_down().await.expect("it ends");
    });
}
