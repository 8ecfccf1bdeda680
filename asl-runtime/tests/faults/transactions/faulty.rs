//! Transactions that can't be written, or of which nobody knows whether they were.

use std::sync::atomic::Ordering;

use asl_runtime::durable::Engine;
use serde_json::json;

use super::support::{Bank, Folder, bookings, deposit};
use crate::place::Answers;
use crate::plan::{Call, Fault, Faults, Plan};
use crate::store::FaultyStore;

/// One deposit over a store with a fault, and how many calls of a kind it takes.
async fn deposit_with(name: &str, plan: Plan) -> (usize, usize) {
    let folder = Folder::new(name);
    let (faults, bank) = (Faults::new(plan), Bank::honest());
    let inner = folder.store().await;
    let store = FaultyStore { inner: inner.clone(), faults: faults.clone(), answers: Answers::InTheirTime };
    let workflow = deposit::workflow(bank.clone());
    let engine = loop {
        // Its definition may not be taken.
        match Engine::builder().store(store.clone()).register(&workflow).build().await {
            Ok(engine) => break engine,
            Err(_) => asl_runtime::store::Store::detach(&inner).await.expect("it is attached"),
        }
    };
    let input = json!({ "account": "ada", "cents": 5 });
    let mut started = engine.start(&workflow, Some("one"), input.clone()).await;
    if started.is_err() {
        // Under its name it is the same one.
        started = engine.start(&workflow, Some("one"), input).await;
    }
    let arn = match started {
        Ok(execution) => execution.id().to_owned(),
        // It has ended meanwhile.
        Err(_) => workflow.state_machine_arn().replace(":stateMachine:", ":execution:") + ":one",
    };
    let output = loop {
        match engine.execution::<deposit::Definition>(&arn).wait_json().await {
            Ok(output) => break output,
            // It could not be read.
            Err(_) => tokio::time::sleep(std::time::Duration::from_millis(5)).await,
        }
    };
    assert_eq!(output["booked"]["balance"], 5, "{name}");
    engine.shut_down().await.expect("it ends");
    assert_eq!(bookings(&inner, "ada").await, [5], "{name}");
    assert_eq!(bank.called.load(Ordering::SeqCst), 1, "{name}");
    (faults.calls(Call::Commit), faults.calls(Call::Write))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_written_once_whatever_happens() {
    let (commits, writes) = deposit_with("calm", Plan::Never).await;
    assert!(commits >= 2 && writes >= 3, "the handler's transaction is among them: {commits}, {writes}");
    for fault in Fault::ALL.into_iter().filter(|fault| !fault.is_death()) {
        for (call, calls) in [(Call::Commit, commits), (Call::Write, writes)] {
            for number in 1..=calls {
                let name = format!("{fault:?}-{call:?}-{number}");
                deposit_with(&name, Plan::Once { call, number, fault, then_refused: 0 }).await;
            }
        }
    }
}
