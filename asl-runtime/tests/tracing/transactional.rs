//! Handlers whose functions run on the thread that writes.

use asl_runtime::durable::Engine;
use asl_runtime::store::{Sqlite, Transaction};
use asl_runtime::{InTransaction, TaskContext, TaskError, include_workflow};
use serde_json::{Value, json};

use crate::lines;
use crate::tree::Tree;

include_workflow! {
    name: deposit,
    inline = r#"{"StartAt": "Book", "States": {"Book": {"Type": "Task", "End": true,
        "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:book"}}}"#,
    transactional: [book],
}

struct Bank;

impl deposit::Handlers for Bank {
    async fn book(&self, _: &Value, _: &TaskContext) -> Result<InTransaction<Value>, TaskError> {
        tracing::info!("called");
        Ok(InTransaction::new(|_: &Transaction<'_>| {
            tracing::info!("writes");
            Ok(json!(1))
        }))
    }
}

#[tokio::test]
async fn what_they_trace_while_writing_is_within_their_attempt() {
    let tree = Tree::listen_everywhere();
    let folder = std::env::temp_dir().join(format!("asl-tracing-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is a folder");
    let store = Sqlite::open(folder.join("workflows.db")).expect("it opens");
    let workflow = deposit::workflow(Bank);
    let engine = Engine::builder().store(store).register(&workflow).build().await.expect("it starts");
    let execution = engine.start(&workflow, None, json!({})).await.expect("it starts");
    execution.wait_json().await.expect("it succeeds");
    engine.shut_down().await.expect("it ends");
    std::fs::remove_dir_all(folder).expect("it was there");
    let told: Vec<String> = tree.lines().iter().map(|line| line.replace(" 0-0", "")).collect();
    assert_eq!(
        told,
        lines(
            "execution deposit succeeded
              state Book succeeded
                attempt arn:aws:lambda:eu-west-1:111111111111:function:book 1 succeeded
                  event called
                  event writes"
        )
    );
}
