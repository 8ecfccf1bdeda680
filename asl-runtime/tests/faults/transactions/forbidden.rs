//! What a handler can't do in a transaction that is not its own.

use std::time::Duration;

use asl_runtime::store::{Sqlite, Transaction};

use super::support::{Bank, Folder, book, bookings, run, trouble};

#[tokio::test]
async fn the_transaction_is_not_its_own() {
    let folder = Folder::new("forbidden");
    let store = folder.store().await;
    for statement in [
        "COMMIT",
        "ROLLBACK",
        "END",
        "SAVEPOINT mine",
        "RELEASE work",
        "ROLLBACK TO work",
        "BEGIN IMMEDIATE",
        "ATTACH DATABASE ':memory:' AS other",
        "PRAGMA synchronous = OFF",
        "DELETE FROM event",
        "UPDATE Execution SET status = 'SUCCEEDED'",
        "INSERT INTO token (locator) VALUES (x'00')",
        "UPDATE meta SET value = 0 WHERE name = 'epoch'",
        "DROP TABLE inbox",
        "ALTER TABLE frame ADD COLUMN mine",
        "CREATE INDEX mine ON progress (version)",
        "CREATE TRIGGER mine AFTER INSERT ON event BEGIN DELETE FROM booking; END",
        "CREATE TEMP TABLE progress (version)",
        "DROP VIEW executions",
    ] {
        let bank = Bank::new(move |transaction: &Transaction<'_>, deposit| {
            book(transaction, deposit)?;
            transaction.execute(statement, ())?;
            Ok(0)
        });
        let output = run(&store, &bank, "ada", 1).await.expect("it is caught");
        let (error, cause) = trouble(&output);
        assert_eq!(error, "Database", "{statement}");
        assert!(cause.contains("not authorized"), "{statement}: {cause}");
        assert!(bookings(&store, "ada").await.is_empty(), "{statement}");
    }
}

#[tokio::test]
async fn it_can_read_what_the_store_has_and_make_tables() {
    let folder = Folder::new("allowed");
    let store = folder.store().await;
    let bank = Bank::new(|transaction: &Transaction<'_>, _| {
        transaction.execute("CREATE TABLE IF NOT EXISTS messages (text TEXT)", ())?;
        transaction.execute("CREATE INDEX IF NOT EXISTS by_text ON messages (text)", ())?;
        transaction.execute("INSERT INTO messages SELECT name FROM execution", ())?;
        Ok(transaction.query_row("SELECT count(*) FROM messages", (), |row| row.get(0))?)
    });
    let output = run(&store, &bank, "ada", 1).await.expect("it succeeds");
    assert_eq!(output["booked"]["balance"], 1);
}

/// A statement that rolls everything back takes nothing of others with it for good.
#[tokio::test]
async fn rolling_everything_back_fails_the_attempt() {
    let folder = Folder::new("rollback");
    let store = folder.store().await;
    let bank = Bank::new(|transaction: &Transaction<'_>, deposit| {
        book(transaction, deposit)?;
        // It goes unnoticed by the handler.
        let _ = transaction.execute("INSERT OR ROLLBACK INTO booking (id) VALUES (1), (1)", ());
        Ok(0)
    });
    let output = run(&store, &bank, "ada", 1).await.expect("it is caught");
    assert_eq!(trouble(&output).0, asl_runtime::store::TRANSACTION_ROLLED_BACK);
    assert!(bookings(&store, "ada").await.is_empty());
}

#[tokio::test]
async fn it_has_not_for_ever() {
    let folder = Folder::new("long");
    drop(folder.store().await);
    let options = Sqlite::options().transaction_limit(Duration::from_millis(200));
    let store = options.open(folder.path()).expect("it opens");
    let endless = "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
    let by_sql = Bank::new(move |transaction: &Transaction<'_>, deposit| {
        book(transaction, deposit)?;
        Ok(transaction.query_row(endless, (), |row| row.get(0))?)
    });
    let by_sleep = Bank::new(|transaction: &Transaction<'_>, deposit| {
        std::thread::sleep(Duration::from_millis(300));
        book(transaction, deposit)
    });
    for bank in [by_sql, by_sleep] {
        let output = run(&store, &bank, "ada", 1).await.expect("it is caught");
        assert_eq!(trouble(&output).0, asl_runtime::store::TRANSACTION_TOO_LONG);
        assert!(bookings(&store, "ada").await.is_empty());
    }
}
