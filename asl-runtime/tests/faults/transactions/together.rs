//! Rows and the end of the state: both or neither.

use std::sync::atomic::Ordering;

use asl_runtime::durable::Engine;
use asl_runtime::store::Transaction;
use serde_json::json;

use super::support::{Bank, BankError, Folder, book, bookings, deposit, run, trouble};

#[tokio::test]
async fn a_row_is_there_with_the_end_of_its_state() {
    let folder = Folder::new("row");
    let store = folder.store().await;
    let bank = Bank::honest();
    assert_eq!(
        run(&store, &bank, "ada", 300).await.expect("it succeeds")["booked"],
        json!({ "balance": 300 })
    );
    assert_eq!(
        run(&store, &bank, "ada", -100).await.expect("it succeeds")["booked"],
        json!({ "balance": 200 })
    );
    assert_eq!(bookings(&store, "ada").await, [300, -100]);
    assert_eq!((bank.called.load(Ordering::SeqCst), bank.ran.load(Ordering::SeqCst)), (2, 2));
}

#[tokio::test]
async fn with_an_error_the_attempt_fails_and_its_rows_are_gone() {
    let folder = Folder::new("error");
    let store = folder.store().await;
    let output = run(&store, &Bank::honest(), "ada", -300).await.expect("it is caught");
    assert_eq!(trouble(&output), ("Overdrawn", "300 cents are missing"));
    assert!(bookings(&store, "ada").await.is_empty());
}

#[tokio::test]
async fn a_panic_fails_the_attempt_and_its_rows_are_gone() {
    let folder = Folder::new("panic");
    let store = folder.store().await;
    let bank = Bank::new(|transaction: &Transaction<'_>, deposit| {
        book(transaction, deposit)?;
        panic!("the bank is closed")
    });
    let output = run(&store, &bank, "ada", 1).await.expect("it is caught");
    assert_eq!(trouble(&output), ("HandlerPanicked", "the handler panicked: the bank is closed"));
    assert!(bookings(&store, "ada").await.is_empty());
    // The store goes on.
    assert!(run(&store, &Bank::honest(), "ada", 2).await.is_ok());
}

/// What fails for one does not touch those that are written with it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_do_not_touch_each_other() {
    let folder = Folder::new("many");
    let store = folder.store().await;
    let bank = Bank::new(|transaction: &Transaction<'_>, deposit| match deposit.cents % 3 {
        0 => {
            book(transaction, deposit)?;
            Err(BankError::Overdrawn(0))
        }
        _ => book(transaction, deposit),
    });
    let workflow = deposit::workflow(bank);
    let engine = Engine::builder().store(store.clone()).register(&workflow).build().await.expect("it starts");
    let mut executions = Vec::new();
    for cents in 0..60 {
        let input = json!({ "account": "ada", "cents": cents });
        executions.push((cents, engine.start(&workflow, None, input).await.expect("it starts")));
    }
    for (cents, execution) in executions {
        let output = execution.wait_json().await.expect("it succeeds");
        assert_eq!(trouble(&output).0, if cents % 3 == 0 { "Overdrawn" } else { "" });
    }
    let mut booked = bookings(&store, "ada").await;
    booked.sort_unstable();
    let expected: Vec<i64> = (0..60).filter(|cents| cents % 3 != 0).collect();
    assert_eq!(booked, expected);
    engine.shut_down().await.expect("it ends");
}

/// Who is stopped before the end has written nothing.
#[tokio::test]
async fn a_stop_comes_first() {
    let folder = Folder::new("stop");
    let store = folder.store().await;
    let bank = Bank::honest().slow(std::time::Duration::from_millis(300));
    let workflow = deposit::workflow(bank.clone());
    let engine = Engine::builder().store(store.clone()).register(&workflow).build().await.expect("it starts");
    let input = json!({ "account": "ada", "cents": 1 });
    let execution = engine.start(&workflow, None, input).await.expect("it starts");
    while bank.called.load(Ordering::SeqCst) == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    execution.stop(None, None).await.expect("it runs");
    assert!(execution.wait_json().await.is_err());
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    engine.shut_down().await.expect("it ends");
    assert!(bookings(&store, "ada").await.is_empty());
    assert_eq!(bank.ran.load(Ordering::SeqCst), 0);
}
