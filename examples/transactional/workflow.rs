//! Transfers between accounts that are rows beside the workflows.

use asl_runtime::durable::{DurableError, Engine};
use asl_runtime::rusqlite::{self, OptionalExtension as _};
use asl_runtime::store::{Sqlite, StoreError, Transaction};
use asl_runtime::{AslError, InTransaction, Shape, TaskContext, Workflow, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    "transactional/transfer.asl.json",
    typed,
    input: Transfer,
    output: Transferred,
    handlers: {
        "withdraw" => withdraw: fn(Booking) -> Result<Balance, BankError>,
        "deposit" => deposit: fn(Booking) -> Result<Balance, BankError>,
    },
    transactional: [withdraw, deposit],
}

#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Transfer {
    pub from: String,
    pub to: String,
    pub cents: i64,
}

#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Booking {
    pub account: String,
    pub cents: i64,
}

#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Balance {
    pub cents: i64,
}

/// What both accounts hold when the money has gone.
#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Transferred {
    pub withdrawn: Balance,
    pub deposited: Balance,
}

#[derive(Debug, AslError, thiserror::Error)]
pub enum BankError {
    #[error("there is no account `{0}`")]
    NoSuchAccount(String),
    #[error("the account has {0} cents")]
    Overdrawn(i64),
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
}

/// It has no state of its own: accounts are rows.
#[derive(Debug)]
pub struct Bank;

impl transfer::Handlers for Bank {
    async fn withdraw(
        &self,
        booking: Booking,
        _: &TaskContext,
    ) -> Result<InTransaction<Balance, BankError>, BankError> {
        let Booking { account, cents } = booking;
        Ok(InTransaction::new(move |transaction| book(transaction, &account, -cents)))
    }

    async fn deposit(
        &self,
        booking: Booking,
        _: &TaskContext,
    ) -> Result<InTransaction<Balance, BankError>, BankError> {
        let Booking { account, cents } = booking;
        Ok(InTransaction::new(move |transaction| book(transaction, &account, cents)))
    }
}

/// Changes a balance, within the transaction that ends the state. With an error nothing is left of it.
fn book(transaction: &Transaction<'_>, account: &str, cents: i64) -> Result<Balance, BankError> {
    let update = "UPDATE account SET cents = cents + ?2 WHERE name = ?1 RETURNING cents";
    let balance: Option<i64> =
        transaction.query_row(update, (account, cents), |row| row.get(0)).optional()?;
    match balance {
        None => Err(BankError::NoSuchAccount(account.to_owned())),
        Some(balance) if balance < 0 => Err(BankError::Overdrawn(balance - cents)),
        Some(cents) => Ok(Balance { cents }),
    }
}

/// The file of the bank, with two accounts if it is new.
pub async fn open(path: &str) -> Result<Sqlite, StoreError> {
    let store = Sqlite::open(path)?;
    store
        .transact(|transaction| {
            let table = "CREATE TABLE IF NOT EXISTS account (name TEXT PRIMARY KEY, cents INTEGER NOT NULL)";
            transaction.execute(table, ())?;
            transaction.execute("INSERT OR IGNORE INTO account VALUES ('Ada', 100000), ('Bob', 0)", ())
        })
        .await?;
    Ok(store)
}

/// An engine on the file: transfers go on where they were left.
pub async fn engine(store: &Sqlite) -> Result<(Engine, Workflow<transfer::Definition>), DurableError> {
    let workflow = transfer::workflow(Bank);
    let engine = Engine::builder().store(store.clone()).register(&workflow).build().await?;
    Ok((engine, workflow))
}

/// All accounts, by name.
pub async fn accounts(store: &Sqlite) -> Result<Vec<(String, i64)>, StoreError> {
    let select = "SELECT name, cents FROM account ORDER BY name";
    store
        .transact(move |transaction| transaction.query(select, (), |row| Ok((row.get(0)?, row.get(1)?))))
        .await
}
