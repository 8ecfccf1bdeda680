//! TASK-6 to TASK-10, API-17 to API-19.

use std::sync::Arc;

use super::super::{Answer, Closing, Commit, InboxMessage, Status, Store, StoreError, TokenState};
use super::support::{Held, arn, at, claimed, ended, frame, locator, one, started, token};

fn success(text: &str) -> Answer {
    Answer::Success(text.into())
}

fn answered(byte: u8, attempt: u64, answer: Answer) -> InboxMessage {
    InboxMessage::Answered { locator: locator(byte), attempt, frame: 0, answer }
}

async fn messages(store: &dyn Store, held: Held) -> Vec<InboxMessage> {
    let inbox = store.inbox(held.key).await.expect("an inbox");
    inbox.into_iter().map(|row| row.message).collect()
}

/// An execution that waits for the answers of two tokens.
async fn asking(store: &dyn Store) -> Held {
    let mut held = one(store).await;
    held.commit(store, |commit| {
        commit.frames = vec![frame(0, None, "Ask")];
        commit.tokens = vec![token(1, 0, 11), token(2, 0, 12)];
    })
    .await;
    held
}

pub(super) async fn a_token_is_answered_once(store: Arc<dyn Store>) {
    let mut held = asking(&*store).await;
    let text = format!("\"{}\"", "long".repeat(500));
    assert_eq!(store.answer(locator(9), success("1")).await.expect("an answer"), TokenState::Unknown);
    assert_eq!(store.answer(locator(1), success(&text)).await.expect("an answer"), TokenState::Accepted);
    assert_eq!(store.answer(locator(1), success("2")).await.expect("an answer"), TokenState::Closed);
    assert_eq!(store.heartbeat(locator(1)).await.expect("an answer"), TokenState::Closed);
    assert_eq!(messages(&*store, held).await, [answered(1, 11, success(&text))]);
    let inbox = store.inbox(held.key).await.expect("an inbox");
    held.commit(&*store, |commit| {
        commit.closed = vec![Closing::Answered(locator(1))];
        commit.consumed = vec![inbox[0].number];
    })
    .await;
    assert_eq!(store.answer(locator(1), success("3")).await.expect("an answer"), TokenState::Closed);
    assert_eq!(messages(&*store, held).await, []);
    assert_eq!(store.answer(locator(2), success("4")).await.expect("an answer"), TokenState::Accepted);
}

pub(super) async fn failures_are_answers(store: Arc<dyn Store>) {
    let held = asking(&*store).await;
    let first = Answer::Failure { error: Some("Declined".into()), cause: None };
    let second = Answer::Failure { error: None, cause: Some("because".into()) };
    store.answer(locator(1), first.clone()).await.expect("an answer");
    store.answer(locator(2), second.clone()).await.expect("an answer");
    assert_eq!(messages(&*store, held).await, [answered(1, 11, first), answered(2, 12, second)]);
}

pub(super) async fn an_answer_may_come_before_the_engine_looks(store: Arc<dyn Store>) {
    let held = asking(&*store).await;
    store.release(held.key, held.fence).await.expect("a release");
    assert!(claimed(&*store, at(1_000)).await.is_empty(), "it waits for messages alone");
    store.answer(locator(1), success("1")).await.expect("an answer");
    let again = claimed(&*store, at(0)).await.pop().expect("the answer makes it due");
    assert_eq!(again.load(&*store).await.inbox.len(), 1);
}

pub(super) async fn an_answer_beats_a_void(store: Arc<dyn Store>) {
    let held = asking(&*store).await;
    store.answer(locator(2), success("1")).await.expect("an answer");
    let closed = vec![Closing::Void(locator(1)), Closing::Void(locator(2))];
    let refused = store.commit(Commit { closed, ..held.step() }.into()).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    assert_eq!(store.answer(locator(1), success("1")).await.expect("an answer"), TokenState::Accepted);
}

pub(super) async fn a_void_beats_an_answer(store: Arc<dyn Store>) {
    let mut held = asking(&*store).await;
    held.commit(&*store, |commit| commit.closed = vec![Closing::Void(locator(1))]).await;
    assert_eq!(store.answer(locator(1), success("1")).await.expect("an answer"), TokenState::Closed);
    assert_eq!(messages(&*store, held).await, []);
    held.commit(&*store, |commit| {
        commit.closed = vec![Closing::Void(locator(1)), Closing::Void(locator(9)), Closing::Void(locator(3))];
        commit.tokens = vec![token(3, 0, 13)];
    })
    .await;
    assert_eq!(store.answer(locator(3), success("1")).await.expect("an answer"), TokenState::Closed);
}

pub(super) async fn signs_of_life_replace_each_other(store: Arc<dyn Store>) {
    let held = asking(&*store).await;
    let alive = |byte: u8, attempt| InboxMessage::Heartbeat { locator: locator(byte), attempt, frame: 0 };
    for _ in 0..3 {
        for byte in [1, 2] {
            assert_eq!(store.heartbeat(locator(byte)).await.expect("an answer"), TokenState::Accepted);
        }
    }
    assert_eq!(messages(&*store, held).await, [alive(1, 11), alive(2, 12)]);
    store.heartbeat(locator(1)).await.expect("an answer");
    assert_eq!(messages(&*store, held).await, [alive(2, 12), alive(1, 11)]);
    assert_eq!(store.heartbeat(locator(9)).await.expect("an answer"), TokenState::Unknown);
}

pub(super) async fn waiting_tokens_are_listed(store: Arc<dyn Store>) {
    let held = started(&*store, &["a", "b", "c"]).await;
    for (mut held, bytes) in held.iter().copied().zip([[5, 2], [3, 1], [4, 6]]) {
        held.commit(&*store, |commit| commit.tokens = bytes.map(|byte| token(byte, 0, 1)).into()).await;
    }
    let mut last = Held { version: held[2].version + 1, ..held[2] };
    last.commit(&*store, |commit| commit.state = ended(Status::Aborted, at(9))).await;
    store.answer(locator(3), success("1")).await.expect("an answer");
    let pending = store.pending_tokens(10).await.expect("tokens");
    let seen: Vec<_> = pending.iter().map(|token| (token.locator, token.arn.clone(), token.since)).collect();
    assert_eq!(
        seen,
        [(locator(1), arn("b"), at(1)), (locator(2), arn("a"), at(2)), (locator(5), arn("a"), at(5))]
    );
    assert_eq!(pending[0].state, "Ask");
    assert_eq!(pending[0].resource, "arn:aws:states:::sqs:sendMessage.waitForTaskToken");
    assert_eq!(store.pending_tokens(2).await.expect("tokens"), pending[..2]);
}

pub(super) async fn the_secret_stays(store: Arc<dyn Store>) {
    let secret = store.secret().await.expect("a secret");
    assert_ne!(secret, [0; 32]);
    assert_eq!(store.secret().await.expect("a secret"), secret);
}
