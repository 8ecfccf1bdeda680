//! Inboxes, and how a worker hears of them.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::super::{Answer, InboxMessage, InboxRow, Store, StoreError, TokenState};
use super::support::{HASH, arn, at, claimed, execution, frame, locator, one, started, token};

fn stop(number: u64) -> InboxMessage {
    InboxMessage::Stop {
        error: Some(format!("Error{number}")),
        cause: number.is_multiple_of(2).then(|| "é\"".into()),
    }
}

fn texts(rows: &[InboxRow]) -> Vec<InboxMessage> {
    rows.iter().map(|row| row.message.clone()).collect()
}

pub(super) async fn messages_come_in_their_order(store: Arc<dyn Store>) {
    let held = one(&*store).await;
    for number in 0..5 {
        store.send(&arn("one"), stop(number)).await.expect("sent");
    }
    let inbox = store.inbox(held.key).await.expect("an inbox");
    assert_eq!(texts(&inbox), (0..5).map(stop).collect::<Vec<_>>());
    assert!(inbox.is_sorted_by(|one, next| one.number < next.number), "{inbox:?}");
    assert_eq!(held.load(&*store).await.inbox, inbox);
}

pub(super) async fn what_is_consumed_is_gone(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    for number in 0..3 {
        store.send(&arn("one"), stop(number)).await.expect("sent");
    }
    let inbox = store.inbox(held.key).await.expect("an inbox");
    held.commit(&*store, |commit| commit.consumed = vec![inbox[0].number, inbox[2].number, 999]).await;
    assert_eq!(store.inbox(held.key).await.expect("an inbox"), [inbox[1].clone()]);
    store.release(held.key, held.fence).await.expect("a release");
    let mut held = claimed(&*store, at(0)).await.pop().expect("a message is left");
    held.commit(&*store, |commit| commit.consumed = vec![inbox[1].number]).await;
    store.release(held.key, held.fence).await.expect("a release");
    assert!(claimed(&*store, at(0)).await.is_empty());
    store.send(&arn("one"), stop(9)).await.expect("sent");
    let last = store.inbox(held.key).await.expect("an inbox");
    assert!(last[0].number > inbox[2].number, "numbers are never used again");
}

pub(super) async fn nobody_to_send_to(store: Arc<dyn Store>) {
    let refused = store.send(&arn("nobody"), stop(1)).await;
    assert!(matches!(refused, Err(StoreError::ExecutionDoesNotExist)), "{refused:?}");
}

pub(super) async fn a_worker_sees_messages_of_what_it_holds(store: Arc<dyn Store>) {
    let held = started(&*store, &["a", "b"]).await;
    let mut first = held[0];
    first
        .commit(&*store, |commit| {
            commit.frames = vec![frame(0, None, "Ask")];
            commit.tokens = vec![token(1, 0, 7)];
        })
        .await;
    store.start(execution("free")).await.expect("a start");
    assert_eq!(store.messages(&[HASH.into()]).await.expect("messages"), []);
    store.send(&arn("free"), stop(1)).await.expect("sent");
    store.send(&arn("b"), stop(2)).await.expect("sent");
    store.answer(locator(1), Answer::Success("5".into())).await.expect("an answer");
    store.send(&arn("b"), stop(3)).await.expect("sent");
    assert_eq!(store.messages(&[HASH.into()]).await.expect("messages"), [held[1].key, held[0].key]);
    let number = store.inbox(first.key).await.expect("an inbox")[0].number;
    first.commit(&*store, |commit| commit.consumed = vec![number]).await;
    assert_eq!(store.messages(&[HASH.into()]).await.expect("messages"), [held[1].key]);
    store.release(held[1].key, held[1].fence).await.expect("a release");
    assert_eq!(store.messages(&[HASH.into()]).await.expect("messages"), []);
}

pub(super) async fn changes_are_told(store: Arc<dyn Store>) {
    let soon = Duration::from_secs(20);
    let held = one(&*store).await;
    timeout(soon, store.changed()).await.expect("told of the start").expect("no error");
    let later = timeout(Duration::from_millis(50), store.changed()).await;
    assert!(later.is_err(), "nothing was added since");
    let listener = tokio::spawn({
        let store = Arc::clone(&store);
        async move { timeout(soon, store.changed()).await.is_ok() }
    });
    store.send(&arn("one"), stop(1)).await.expect("sent");
    assert!(listener.await.expect("a listener"), "told of the message");
    assert_eq!(store.inbox(held.key).await.expect("an inbox").len(), 1);
}

pub(super) async fn answers_beyond_the_first_messages_are_told(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    held.commit(&*store, |commit| commit.tokens = vec![token(1, 0, 1), token(2, 0, 2), token(3, 0, 3)]).await;
    let answer = async |byte| {
        let state = store.answer(locator(byte), Answer::Success("1".into())).await.expect("an answer");
        assert_eq!(state, TokenState::Accepted);
    };
    answer(1).await;
    assert_eq!(held.load(&*store).await.answered_later, []);
    for _ in 0..300 {
        store.send(&arn("one"), InboxMessage::Stop { error: None, cause: None }).await.expect("sent");
    }
    answer(3).await;
    assert_eq!(held.load(&*store).await.answered_later, [locator(3)]);
}
