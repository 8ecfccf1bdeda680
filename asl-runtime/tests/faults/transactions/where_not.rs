//! Where there is no transaction: said before anything runs.

use asl_runtime::durable::{DurableError, Engine};
use asl_runtime::store::{MemoryStore, StoreError};
use asl_runtime::testing::WorkflowTest;
use asl_runtime::{DynamicHandlers, ExecutionError};
use serde_json::json;

use super::support::{Bank, Deposit, Folder, deposit};

fn one() -> serde_json::Value {
    json!(Deposit { account: "ada".into(), cents: 1 })
}

#[tokio::test]
async fn in_process_nothing_starts() {
    let refused = deposit::workflow(Bank::honest()).run(one()).await.expect_err("there is no store");
    assert!(matches!(refused, ExecutionError::NeedsStore { handler: "book", .. }));
    assert_eq!(
        refused.to_string(),
        "the handler `book` is transactional: run the workflow on a durable engine whose store is `Sqlite`"
    );
}

#[tokio::test]
async fn a_store_without_tables_is_refused() {
    let workflow = deposit::workflow(Bank::honest());
    let store = MemoryStore::new().expect("there is randomness");
    let refused = Engine::builder().store(store).register(&workflow).build().await;
    assert!(matches!(refused, Err(DurableError::Store(StoreError::NoTransactions { handler: "book" }))));
}

#[test]
fn a_test_mocks_it_or_learns_why_it_can_not_run() {
    let run = WorkflowTest::new(deposit::workflow(Bank::honest())).run(one()).expect("it runs");
    run.assert_output(json!({
        "account": "ada", "cents": 1,
        "trouble": {
            "Error": "NoTransaction",
            "Cause": "the handler is transactional: mock its state, or run the workflow on a durable engine whose \
                      store is `Sqlite`"
        }
    }));
}

#[tokio::test]
async fn a_dynamic_handler_answers_for_it() {
    let folder = Folder::new("dynamic");
    let workflow = deposit::dynamic(DynamicHandlers::new(|_| async { Ok(json!({ "balance": 7 })) }));
    let output = workflow.run(one()).await.expect("it succeeds");
    assert_eq!(output["booked"]["balance"], 7);
    let engine = Engine::builder().store(folder.store().await).register(&workflow).build().await;
    let engine = engine.expect("it starts");
    let execution = engine.start(&workflow, None, one()).await.expect("it starts");
    assert_eq!(execution.wait_json().await.expect("it succeeds")["booked"]["balance"], 7);
    engine.shut_down().await.expect("it ends");
}
