//! A workflow with a transactional handler, and a store with a table for it.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use asl_runtime::durable::{DurableError, Engine};
use asl_runtime::store::{Sqlite, Transaction};
use asl_runtime::{AslError, InTransaction, TaskContext, include_workflow};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

include_workflow! {
    name: pub(crate) deposit,
    inline = r#"{
        "StartAt": "Book",
        "States": {
            "Book": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:book",
                "Catch": [ { "ErrorEquals": ["States.ALL"], "ResultPath": "$.trouble", "Next": "Refused" } ],
                "ResultPath": "$.booked",
                "End": true
            },
            "Refused": { "Type": "Pass", "End": true }
        }
    }"#,
    handlers: { "Book" => book: fn(Deposit) -> Result<Booked, BankError> },
    transactional: [book],
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Deposit {
    pub(crate) account: String,
    pub(crate) cents: i64,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Booked {
    balance: i64,
}

#[derive(Debug, AslError)]
pub(crate) enum BankError {
    Overdrawn(i64),
    Database(String),
}

impl std::fmt::Display for BankError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Overdrawn(cents) => write!(out, "{cents} cents are missing"),
            Self::Database(text) => out.write_str(text),
        }
    }
}

impl From<asl_runtime::rusqlite::Error> for BankError {
    fn from(error: asl_runtime::rusqlite::Error) -> Self {
        Self::Database(error.to_string())
    }
}

/// What a handler does in its transaction.
pub(crate) type Write = dyn Fn(&Transaction<'_>, &Deposit) -> Result<i64, BankError> + Send + Sync;

/// A bank whose bookings are rows.
#[derive(Clone)]
pub(crate) struct Bank {
    write: Arc<Write>,
    /// How often its handler was called, and how often what it returned.
    pub(crate) called: Arc<AtomicUsize>,
    pub(crate) ran: Arc<AtomicUsize>,
    /// How long the handler takes before it returns.
    work: Duration,
}

impl Bank {
    pub(crate) fn new(
        write: impl Fn(&Transaction<'_>, &Deposit) -> Result<i64, BankError> + Send + Sync + 'static,
    ) -> Self {
        Self { write: Arc::new(write), called: Arc::default(), ran: Arc::default(), work: Duration::ZERO }
    }

    /// The one that does what a bank does.
    pub(crate) fn honest() -> Self {
        Self::new(book)
    }
}

impl Bank {
    /// The same, whose handler takes so long before it returns.
    pub(crate) fn slow(self, work: Duration) -> Self {
        Self { work, ..self }
    }
}

pub(crate) fn book(transaction: &Transaction<'_>, deposit: &Deposit) -> Result<i64, BankError> {
    let Deposit { account, cents } = deposit;
    transaction.execute("INSERT INTO booking (account, cents) VALUES (?1, ?2)", (account, cents))?;
    let sum = "SELECT sum(cents) FROM booking WHERE account = ?1";
    let balance: i64 = transaction.query_row(sum, [account], |row| row.get(0))?;
    if balance < 0 { Err(BankError::Overdrawn(-balance)) } else { Ok(balance) }
}

impl deposit::Handlers for Bank {
    async fn book(
        &self,
        deposit: Deposit,
        _: &TaskContext,
    ) -> Result<InTransaction<Booked, BankError>, BankError> {
        self.called.fetch_add(1, Ordering::SeqCst);
        tokio::time::sleep(self.work).await;
        let (write, ran) = (Arc::clone(&self.write), Arc::clone(&self.ran));
        Ok(InTransaction::new(move |transaction| {
            ran.fetch_add(1, Ordering::SeqCst);
            Ok(Booked { balance: write(transaction, &deposit)? })
        }))
    }
}

/// A folder that is removed at the end.
pub(crate) struct Folder(PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("asl-transactions-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("there is a folder");
        Self(path)
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.0.join("workflows.db")
    }

    /// A store with a table for bookings.
    pub(crate) async fn store(&self) -> Sqlite {
        let store = Sqlite::open(self.path()).expect("it opens");
        let table =
            "CREATE TABLE IF NOT EXISTS booking (id INTEGER PRIMARY KEY, account TEXT, cents INTEGER)";
        store.transact(move |transaction| transaction.execute(table, ())).await.expect("there is room");
        store
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// All bookings of an account.
pub(crate) async fn bookings(store: &Sqlite, account: &'static str) -> Vec<i64> {
    let select = "SELECT cents FROM booking WHERE account = ?1 ORDER BY id";
    let read = move |transaction: &Transaction<'_>| transaction.query(select, [account], |row| row.get(0));
    store.transact(read).await.expect("it reads")
}

/// Runs a deposit to its end.
pub(crate) async fn run(
    store: &Sqlite,
    bank: &Bank,
    account: &str,
    cents: i64,
) -> Result<Value, DurableError> {
    let workflow = deposit::workflow(bank.clone());
    let engine = Engine::builder().store(store.clone()).register(&workflow).build().await?;
    let input = json!({ "account": account, "cents": cents });
    let output = engine.start(&workflow, None, input).await?.wait_json().await;
    engine.shut_down().await?;
    output
}

/// What was told of the error that was caught.
pub(crate) fn trouble(output: &Value) -> (&str, &str) {
    let text = |name: &str| output["trouble"][name].as_str().unwrap_or_default();
    (text("Error"), text("Cause"))
}
