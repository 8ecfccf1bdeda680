//! Handlers whose rows are written with the ends of their states.

use asl_runtime::store::{Sqlite, Transaction};
use asl_runtime::{InTransaction, TaskContext, TaskError, include_workflow};
use serde_json::{Value, json};

include_workflow! {
    name: pub(crate) ledger,
    inline = r#"{
        "StartAt": "First",
        "States": {
            "First": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:enter",
                "ResultPath": "$.first", "Next": "Each"
            },
            "Each": {
                "Type": "Map", "ItemsPath": "$.items",
                "ItemProcessor": { "StartAt": "Item", "States": { "Item": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:enter", "End": true
                } } },
                "ResultPath": "$.entries", "Next": "Last"
            },
            "Last": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:enter", "End": true
            }
        }
    }"#,
    transactional: [enter],
}

/// So many entries are made by an execution with three items.
pub(crate) const ENTRIES: i64 = 5;

/// Enters a row for each attempt that comes to its end.
pub(crate) struct Clerk;

impl ledger::Handlers for Clerk {
    async fn enter(&self, _: &Value, task: &TaskContext) -> Result<InTransaction<Value>, TaskError> {
        // Long enough to be killed in.
        tokio::time::sleep(std::time::Duration::from_millis(3)).await;
        let (execution, key) = (task.execution_name().to_owned(), task.idempotency_key().to_owned());
        Ok(InTransaction::new(move |transaction: &Transaction<'_>| {
            let insert = "INSERT INTO entry (execution, key) VALUES (?1, ?2)";
            transaction.execute(insert, (&execution, &key))?;
            Ok(json!(transaction.last_insert_rowid()))
        }))
    }
}

/// Nothing but the transactions keeps an entry from being made twice.
pub(crate) async fn make_table(store: &Sqlite) {
    let table = "CREATE TABLE IF NOT EXISTS entry (execution TEXT NOT NULL, key TEXT NOT NULL)";
    store.transact(move |transaction| transaction.execute(table, ())).await.expect("there is room");
}
