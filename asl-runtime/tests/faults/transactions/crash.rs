//! A process that is gone between the call of the handler and the transaction.

use std::sync::atomic::Ordering;
use std::time::Duration;

use asl_runtime::durable::{DurableError, Engine};
use asl_runtime::store::{Sqlite, StoreError};
use serde_json::json;

use super::support::{Bank, Folder, bookings, deposit};

fn process() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("it starts")
}

/// Nothing was written, so it is known what the handler did: it is called again.
#[test]
fn what_wrote_nothing_is_called_again() {
    let folder = Folder::new("crash");
    let slow = Bank::honest().slow(Duration::from_secs(3600));
    let first = process();
    let id = first.block_on(async {
        let workflow = deposit::workflow(slow.clone());
        let builder = Engine::builder().store(folder.store().await).register(&workflow);
        let engine = builder.build().await.expect("it starts");
        let input = json!({ "account": "ada", "cents": 5 });
        let execution = engine.start(&workflow, None, input).await.expect("it starts");
        while slow.called.load(Ordering::SeqCst) == 0 {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        execution.id().to_owned()
    });
    first.shutdown_background();
    process().block_on(async {
        let bank = Bank::honest();
        let workflow = deposit::workflow(bank.clone());
        let engine = loop {
            let store = Sqlite::open(folder.path()).expect("it opens");
            match Engine::builder().store(store).register(&workflow).build().await {
                Ok(engine) => break engine,
                Err(DurableError::Store(StoreError::EngineRunning)) => {
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                Err(error) => panic!("{error}"),
            }
        };
        let output = engine.execution::<deposit::Definition>(id).wait_json().await.expect("it succeeds");
        assert_eq!(output["booked"]["balance"], 5);
        assert_eq!(bank.called.load(Ordering::SeqCst), 1);
        engine.shut_down().await.expect("it ends");
        assert_eq!(bookings(&Sqlite::open(folder.path()).expect("it opens"), "ada").await, [5]);
    });
}
