//! What is deleted, and what is not.

use std::sync::Arc;

use super::super::{
    Answer, EventQuery, ExecutionQuery, Order, SlotKind, Status, Store, StoreError, TokenState,
};
use super::support::{arn, at, ended, event, execution, frame, locator, one, result, slot, started, token};

async fn names(store: &dyn Store) -> String {
    let page = store.list(ExecutionQuery::default()).await.expect("a page");
    page.executions.into_iter().map(|execution| execution.name).collect()
}

pub(super) async fn what_ended_long_ago_is_swept(store: Arc<dyn Store>) {
    let held = started(&*store, &["a", "b", "c", "d", "e"]).await;
    for (number, (mut held, stop)) in held.into_iter().zip([30, 10, 20, 40]).enumerate() {
        let large = format!("\"{}\"", "x".repeat(1_000));
        held.commit(&*store, |commit| {
            commit.state = ended(Status::Succeeded, at(stop));
            commit.frames = vec![frame(0, None, "Last")];
            commit.slots = vec![slot(0, SlotKind::Input, &large)];
            commit.results = vec![result(0, 0, "1")];
            commit.events = (1..=1_500).map(|id| event(id, "PassStateEntered", "\"a\":1")).collect();
            commit.tokens = vec![token(number as u8, 0, 1)];
        })
        .await;
    }
    assert_eq!(store.sweep(at(10), 100).await.expect("a number"), 0, "not before that");
    assert_eq!(store.sweep(at(31), 2).await.expect("a number"), 2, "so many at most");
    assert_eq!(names(&*store).await, "eda", "those that ended first went first");
    assert_eq!(store.sweep(at(31), 2).await.expect("a number"), 1);
    assert_eq!(store.sweep(at(31), 2).await.expect("a number"), 0);
    assert_eq!(names(&*store).await, "ed", "what runs stays");
    let late = store.answer(locator(0), Answer::Success("1".into())).await.expect("an answer");
    assert_eq!(late, TokenState::Unknown, "tokens go with their execution");
    let gone = store.describe(&arn("a")).await;
    assert!(matches!(gone, Err(StoreError::ExecutionDoesNotExist)), "{gone:?}");
}

pub(super) async fn what_has_ended_can_be_deleted(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    let refused = store.delete(&arn("one")).await;
    assert!(matches!(refused, Err(StoreError::ExecutionRunning)), "{refused:?}");
    held.commit(&*store, |commit| {
        commit.state = ended(Status::Aborted, at(9));
        commit.events = vec![event(1, "ExecutionAborted", "\"a\":1")];
    })
    .await;
    store.delete(&arn("one")).await.expect("deleted");
    let gone = store.delete(&arn("one")).await;
    assert!(matches!(gone, Err(StoreError::ExecutionDoesNotExist)), "{gone:?}");
    let gone = store.version(held.key).await;
    assert!(matches!(gone, Err(StoreError::ExecutionDoesNotExist)), "{gone:?}");
}

pub(super) async fn a_name_is_free_again(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    held.commit(&*store, |commit| {
        commit.state = ended(Status::Succeeded, at(9));
        commit.events = vec![event(1, "ExecutionStarted", "\"a\":1")];
    })
    .await;
    store.delete(&arn("one")).await.expect("deleted");
    store.start(execution("one")).await.expect("the name again");
    let described = store.describe(&arn("one")).await.expect("a description");
    assert_ne!(described.key, held.key, "keys are never used again");
    let query = EventQuery { arn: arn("one"), order: Order::Forward, most: 0, after: None };
    assert_eq!(store.history(query).await.expect("a history").events, [], "nothing of the old one is left");
}
