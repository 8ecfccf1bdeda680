//! Tasks that workers take (TASK-13, API-20).

use std::sync::Arc;

use super::super::{Answer, Closing, InboxMessage, Served, Store, TokenRow, TokenState, WaitsFor};
use super::support::{at, ended, locator, one, token};

const ACTIVITY: &str = "arn:aws:states:eu-west-1:123456789012:activity:print";

fn offer(byte: u8, input: &str) -> TokenRow {
    TokenRow { resource: ACTIVITY.into(), offer: Some(input.into()), ..token(byte, 1, u64::from(byte)) }
}

pub(super) async fn what_the_engine_has_is_told(store: Arc<dyn Store>) {
    assert_eq!(store.served().await.expect("nothing"), Served::default());
    for hashes in [vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned()]] {
        let served = Served { definitions: hashes, activities: vec![ACTIVITY.to_owned()] };
        store.serve(served.clone()).await.expect("it is told");
        assert_eq!(store.served().await.expect("hashes"), served);
    }
}

pub(super) async fn the_longest_offered_is_taken_first(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    let large = format!("\"{}\"", "x".repeat(1_000));
    held.commit(&*store, |commit| commit.tokens = vec![offer(2, &large), offer(1, "1"), token(3, 1, 3)])
        .await;
    let waiting = store.pending_tokens(9).await.expect("tokens");
    let waiting: Vec<_> = waiting.iter().map(|token| (token.locator, token.waits_for)).collect();
    let expected = [(1, WaitsFor::Worker), (2, WaitsFor::Worker), (3, WaitsFor::Answer)];
    assert_eq!(waiting, expected.map(|(byte, waits_for)| (locator(byte), waits_for)));
    assert_eq!(store.take("another", None).await.expect("none"), None);
    let first = store.take(ACTIVITY, Some("w")).await.expect("a task").expect("there is one");
    assert_eq!((first.locator, first.input.as_str()), (locator(1), "1"));
    let second = store.take(ACTIVITY, None).await.expect("a task").expect("there is one");
    assert_eq!((second.locator, second.input), (locator(2), large));
    assert_eq!(store.take(ACTIVITY, None).await.expect("none"), None);
    let answer = Answer::Success("1".into());
    assert_eq!(store.answer(locator(1), answer.clone()).await.expect("an answer"), TokenState::Accepted);
    let inbox = held.load(&*store).await.inbox;
    let messages: Vec<_> = inbox.into_iter().map(|row| row.message).collect();
    assert_eq!(
        messages,
        [
            InboxMessage::Taken { locator: locator(1), attempt: 1, frame: 1, worker: Some("w".into()) },
            InboxMessage::Taken { locator: locator(2), attempt: 2, frame: 1, worker: None },
            InboxMessage::Answered { locator: locator(1), attempt: 1, frame: 1, answer },
        ]
    );
    let waiting = store.pending_tokens(9).await.expect("tokens");
    assert_eq!(waiting.len(), 2, "one of the tasks that were taken is answered");
    assert!(waiting.iter().all(|token| token.waits_for == WaitsFor::Answer), "{waiting:?}");
}

pub(super) async fn what_is_over_is_not_taken(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    held.commit(&*store, |commit| commit.tokens = vec![offer(1, "1"), offer(2, "2")]).await;
    held.commit(&*store, |commit| commit.closed = vec![Closing::Void(locator(1))]).await;
    assert_eq!(store.take(ACTIVITY, None).await.expect("a task").map(|task| task.locator), Some(locator(2)));
    held.commit(&*store, |commit| commit.tokens = vec![offer(3, "3")]).await;
    held.commit(&*store, |commit| commit.state = ended(super::super::Status::Aborted, at(5))).await;
    assert_eq!(store.take(ACTIVITY, None).await.expect("none"), None);
}

pub(super) async fn a_task_is_taken_once(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    held.commit(&*store, |commit| commit.tokens = (1..=20).map(|byte| offer(byte, "1")).collect()).await;
    let workers: Vec<_> = (0..8)
        .map(|_| {
            let store = Arc::clone(&store);
            tokio::spawn(async move {
                let mut taken = Vec::new();
                while let Some(task) = store.take(ACTIVITY, None).await.expect("a task") {
                    taken.push(task.locator);
                }
                taken
            })
        })
        .collect();
    let mut taken = Vec::new();
    for worker in workers {
        taken.extend(worker.await.expect("no panic"));
    }
    taken.sort();
    assert_eq!(taken, (1..=20).map(locator).collect::<Vec<_>>());
}

/// Whether somebody waits for nothing any more.
async fn is_told(told: impl Future<Output = Result<(), super::super::StoreError>>) -> bool {
    tokio::time::timeout(std::time::Duration::from_millis(500), told).await.is_ok()
}

pub(super) async fn who_waits_is_told_of_each_task(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    let early = store.offered(ACTIVITY);
    held.commit(&*store, |commit| commit.tokens = vec![offer(1, "1"), token(9, 1, 9)]).await;
    assert!(is_told(early).await, "there is a task since it was asked for");
    assert!(store.take(ACTIVITY, None).await.expect("a task").is_some());
    assert!(is_told(store.offered(ACTIVITY)).await, "there could be more");
    assert_eq!(store.take(ACTIVITY, None).await.expect("none"), None);
    assert!(!is_told(store.offered(ACTIVITY)).await, "there is nothing new");
    assert!(!is_told(store.offered("another")).await);
    let waiting: Vec<_> = (0..3)
        .map(|_| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { is_told(store.offered(ACTIVITY)).await })
        })
        .collect();
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    held.commit(&*store, |commit| commit.tokens = (2..5).map(|byte| offer(byte, "1")).collect()).await;
    for waiting in waiting {
        assert!(waiting.await.expect("no panic"), "three tasks for three");
    }
}
