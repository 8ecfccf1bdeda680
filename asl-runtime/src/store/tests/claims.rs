//! What a worker gets to do.

use std::sync::Arc;

use super::super::{
    AsideEnd, Awaited, ChildAddress, EventQuery, ExecutionKey, Fence, InboxMessage, NewExecution, Order,
    Status, Store, StoreError,
};
use super::support::{HASH, arn, at, claimed, ended, event, execution, frame, one, running, started, token};
use crate::time::Timestamp;

fn stop() -> InboxMessage {
    InboxMessage::Stop { error: None, cause: None }
}

async fn claim_keys(store: &dyn Store, milliseconds: u64, most: usize) -> Vec<ExecutionKey> {
    let claims = store.claim(at(milliseconds), &[HASH.into()], most).await.expect("claims");
    claims.into_iter().map(|(key, _)| key).collect()
}

pub(super) async fn one_worker_at_a_time(store: Arc<dyn Store>) {
    for _ in 0..2 {
        let refused = store.attach().await;
        assert!(matches!(refused, Err(StoreError::EngineRunning)), "{refused:?}");
    }
    store.detach().await.expect("up");
    let refused = store.claim(at(0), &[HASH.into()], 1).await;
    assert!(matches!(refused, Err(StoreError::Failed(_))), "{refused:?}");
    store.attach().await.expect("the seat again");
}

pub(super) async fn what_is_due_is_claimed_once(store: Arc<dyn Store>) {
    let later = NewExecution { start_time: at(100), ..execution("one") };
    store.start(later).await.expect("a start");
    assert_eq!(claim_keys(&*store, 99, 10).await, []);
    assert_eq!(claim_keys(&*store, 100, 0).await, []);
    let claims = claim_keys(&*store, 100, 10).await;
    assert_eq!(claims.len(), 1);
    assert_eq!(claim_keys(&*store, 100, 10).await, [], "it is held");
}

pub(super) async fn the_longest_due_come_first(store: Arc<dyn Store>) {
    let held = started(&*store, &["a", "b", "c", "d", "e"]).await;
    for (mut held, due) in held.iter().copied().zip([Some(50), Some(10), None, Some(30), Some(20)]) {
        held.commit(&*store, |commit| commit.state = running(due.map(at))).await;
        store.release(held.key, held.fence).await.expect("a release");
    }
    let key = |index: usize| held[index].key;
    assert_eq!(store.next_due(&[HASH.into()]).await.expect("a time"), Some(at(10)));
    assert_eq!(claim_keys(&*store, 30, 2).await, [key(1), key(4)]);
    assert_eq!(store.next_due(&[HASH.into()]).await.expect("a time"), Some(at(30)), "of what is free");
    assert_eq!(claim_keys(&*store, 30, 9).await, [key(3)]);
    assert_eq!(claim_keys(&*store, 49, 9).await, []);
    assert_eq!(claim_keys(&*store, 50, 9).await, [key(0)]);
    assert_eq!(store.next_due(&[HASH.into()]).await.expect("no time"), None);
}

pub(super) async fn messages_come_before_times(store: Arc<dyn Store>) {
    let held = started(&*store, &["a", "b", "c", "d"]).await;
    for (mut held, due) in held.iter().copied().zip([Some(10), None, Some(500), Some(20)]) {
        held.commit(&*store, |commit| commit.state = running(due.map(at))).await;
        store.release(held.key, held.fence).await.expect("a release");
    }
    store.send(&arn("c"), stop()).await.expect("sent");
    store.send(&arn("b"), stop()).await.expect("sent");
    let next = store.next_due(&[HASH.into()]).await.expect("a time");
    assert_eq!(next, Some(Timestamp::new(0, 0)), "a message is due at once");
    let order: Vec<_> = [2, 1, 0].map(|index| held[index].key).into();
    assert_eq!(claim_keys(&*store, 100, 3).await, order);
    assert_eq!(claim_keys(&*store, 100, 3).await, [held[3].key]);
}

pub(super) async fn what_is_released_can_be_claimed_again(store: Arc<dyn Store>) {
    let first = one(&*store).await;
    store.release(first.key, first.fence).await.expect("a release");
    let again = store.release(first.key, first.fence).await;
    assert!(matches!(again, Err(StoreError::LeaseLost)), "{again:?}");
    let second = claimed(&*store, at(0)).await[0];
    assert_eq!(second.key, first.key);
    assert_ne!(second.fence, first.fence);
}

pub(super) async fn unknown_definitions_are_left_alone(store: Arc<dyn Store>) {
    for number in 0..20 {
        let parked = NewExecution { hash: "older".into(), ..execution(&format!("parked-{number}")) };
        store.start(parked).await.expect("a start");
        store.send(&arn(&format!("parked-{number}")), stop()).await.expect("it takes messages");
    }
    assert_eq!(store.next_due(&[HASH.into()]).await.expect("no time"), None);
    store.start(execution("one")).await.expect("a start");
    assert_eq!(claim_keys(&*store, 0, 5).await.len(), 1);
    assert_eq!(store.claim(at(0), &[], 100).await.expect("nothing"), []);
    let both = store.claim(at(0), &[HASH.into(), "older".into()], 100).await.expect("claims");
    assert_eq!(both.len(), 20);
}

pub(super) async fn old_claims_are_worth_nothing(store: Arc<dyn Store>) {
    let mut first = one(&*store).await;
    store.release(first.key, first.fence).await.expect("a release");
    let second = claimed(&*store, at(0)).await[0];
    let lost = [
        store.commit(first.step().into()).await.map(drop),
        store.load(first.key, first.fence).await.map(drop),
        store.release(first.key, first.fence).await,
        store.load(second.key, Fence(second.fence.0 + 1)).await.map(drop),
    ];
    for lost in lost {
        assert!(matches!(lost, Err(StoreError::LeaseLost)), "{lost:?}");
    }
    first.fence = second.fence;
    first.commit(&*store, |_| ()).await;
}

pub(super) async fn a_new_worker_finds_everything_free(store: Arc<dyn Store>) {
    let held = one(&*store).await;
    store.detach().await.expect("up");
    store.attach().await.expect("the seat again");
    let lost = store.commit(held.step().into()).await;
    assert!(matches!(lost, Err(StoreError::LeaseLost)), "{lost:?}");
    assert_eq!(claim_keys(&*store, 0, 5).await, [held.key]);
}

pub(super) async fn definitions_can_be_told_again(store: Arc<dyn Store>) {
    store.start(execution("before")).await.expect("a start");
    for text in ["{}", "{ }"] {
        store.define(HASH, "order", text).await.expect("a definition");
    }
    store.define(HASH, "order-of-tests", "{}").await.expect("another machine with the same definition");
    let mut other = execution("after");
    other.machine = "order-of-tests".into();
    store.start(other).await.expect("a start");
    let held = claimed(&*store, at(0)).await;
    assert_eq!(held.len(), 2);
    for mut held in held {
        held.commit(&*store, |commit| commit.state = ended(Status::Succeeded, at(1))).await;
    }
    assert_eq!(claim_keys(&*store, 9, 5).await, []);
}

pub(super) async fn what_is_set_aside_waits_for_another_worker(store: Arc<dyn Store>) {
    let held = started(&*store, &["a", "b", "c"]).await;
    for held in &held[..2] {
        store.set_aside(held.key, held.fence, &format!("{:?}", held.key)).await.expect("it is set aside");
    }
    let stranger = store.set_aside(held[2].key, Fence(held[2].fence.0 + 9), "no").await;
    assert!(matches!(stranger, Err(StoreError::LeaseLost)), "{stranger:?}");
    store.send(&arn("a"), stop()).await.expect("it takes messages");
    assert_eq!(claim_keys(&*store, 9, 9).await, [], "nobody comes back to it");
    assert_eq!(store.next_due(&[HASH.into()]).await.expect("no time"), None);
    let page = store.aside(1, None).await.expect("a page");
    assert_eq!(page.executions.len(), 1);
    assert_eq!(page.executions[0].execution.arn, arn("b"));
    assert_eq!(page.executions[0].reason, format!("{:?}", held[1].key));
    assert_eq!(page.next, Some(held[1].key));
    let page = store.aside(1, page.next).await.expect("a page");
    assert_eq!(page.executions[0].execution.arn, arn("a"));
    assert_eq!(page.next, None);
    store.detach().await.expect("up");
    assert_eq!(store.aside(0, None).await.expect("a page").executions.len(), 2, "until somebody else tries");
    store.attach().await.expect("the seat again");
    assert_eq!(store.aside(0, None).await.expect("a page").executions, []);
    assert_eq!(claim_keys(&*store, 9, 9).await, [held[0].key, held[1].key, held[2].key]);
}

pub(super) async fn what_is_set_aside_can_be_ended(store: Arc<dyn Store>) {
    let mut held = started(&*store, &["a", "b"]).await;
    let (mut parent, mut child) = (held.remove(1), held.remove(0));
    let address = ChildAddress { frame: 1, attempt: 1, index: 0 };
    parent
        .commit(&*store, |commit| {
            commit.children.awaited = vec![Awaited { arn: arn("a"), address, items: 1 }];
        })
        .await;
    child
        .commit(&*store, |commit| {
            commit.frames = vec![frame(1, None, "Ask")];
            commit.tokens = vec![token(1, 1, 1)];
            commit.events = vec![event(1, "ExecutionStarted", "\"a\":1")];
            commit.state.progress.last_event = 1;
        })
        .await;
    let end = |id| AsideEnd {
        time: at(7),
        error: Some("E".into()),
        cause: Some("c".into()),
        event: Some(event(id, "ExecutionAborted", "\"b\":1")),
    };
    assert!(!store.end_aside(&arn("a"), end(2)).await.expect("an answer"), "it is not aside");
    store.set_aside(child.key, child.fence, "damaged").await.expect("it is set aside");
    store.send(&arn("a"), stop()).await.expect("it takes messages");
    let another = store.end_aside(&arn("a"), end(3)).await;
    assert!(matches!(another, Err(StoreError::Conflict)), "{another:?}");
    assert!(store.end_aside(&arn("a"), end(2)).await.expect("an answer"));
    let described = store.describe(&arn("a")).await.expect("it is there");
    assert_eq!((described.status, described.stop_time), (Status::Aborted, Some(at(7))));
    assert_eq!((described.error.as_deref(), described.cause.as_deref()), (Some("E"), Some("c")));
    assert_eq!(described.events, 2);
    let query = EventQuery { arn: arn("a"), order: Order::Reverse, most: 1, after: None };
    assert_eq!(store.history(query).await.expect("a page").events[0].event_type, "ExecutionAborted");
    assert_eq!(store.aside(0, None).await.expect("a page").executions, []);
    assert_eq!(store.pending_tokens(9).await.expect("tokens"), []);
    assert_eq!(store.inbox(child.key).await.expect("messages"), []);
    assert!(!store.end_aside(&arn("a"), end(3)).await.expect("an answer"), "it has ended");
    // Whoever set it aside has its claim still, and can give it back: there is nothing to go on from.
    let late = store.commit(child.step().into()).await;
    assert!(matches!(late, Err(StoreError::Conflict)), "it has another version: {late:?}");
    assert_eq!(child.load(&*store).await.frames, []);
    store.release(child.key, child.fence).await.expect("it is held");
    let heard = store.inbox(parent.key).await.expect("messages");
    assert!(
        matches!(&heard[0].message, InboxMessage::ChildEnded { address: of, child } if *of == address
            && child.status == Status::Aborted),
        "{heard:?}"
    );
}
