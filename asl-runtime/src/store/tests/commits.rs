//! Steps: all or nothing, in order.

use std::sync::Arc;

use super::super::{
    Answer, Closing, Commit, Committed, EventQuery, EventRow, ExecutionKey, ExecutionState, Fence,
    InboxMessage, Order, Progress, SlotKind, SlotRow, Status, Store, StoreError, TokenRow, TokenState,
};
use super::support::{
    arn, at, claimed, ended, event, execution, frame, locator, one, result, running, slot, token,
};
use crate::time::Timestamp;

async fn events(store: &dyn Store) -> Vec<EventRow> {
    let query = EventQuery { arn: arn("one"), order: Order::Forward, most: 0, after: None };
    store.history(query).await.expect("a history").events
}

pub(super) async fn a_step_is_kept_whole(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    let state = ExecutionState {
        next_due: Some(at(77)),
        progress: Progress {
            last_event: 2,
            attempts: 5,
            frames: u64::from(u32::MAX) + 7,
            last_time: Some(at(2)),
        },
        ..running(None)
    };
    let frames = vec![frame(0, None, "Every"), frame(3, Some((0, 2)), "Zwölf \"Grad\"")];
    let slots = vec![
        slot(0, SlotKind::Input, "{}"),
        slot(0, SlotKind::Variables, "[1]"),
        slot(3, SlotKind::Item, "\"é\""),
        slot(3, SlotKind::Result, "null"),
    ];
    let results = vec![result(0, 0, "1"), result(0, 1, "[]")];
    let written = vec![
        event(1, "ExecutionStarted", r#""executionStartedEventDetails":{"input":"{}"}"#),
        event(2, "MapStateEntered", r#""stateEnteredEventDetails":{"name":"Every","input":"{}"}"#),
    ];
    let before = held.version;
    held.commit(&*store, |commit| {
        commit.state = state.clone();
        commit.frames = frames.clone();
        commit.slots = slots.clone();
        commit.results = results.clone();
        commit.events = written.clone();
    })
    .await;
    assert_eq!(held.version, before + 1);
    assert_eq!(store.version(held.key).await.expect("a version"), held.version);
    let loaded = held.load(&*store).await;
    assert_eq!(loaded.version, held.version);
    assert_eq!(loaded.state, state);
    assert_eq!(loaded.frames, frames);
    let mut kept = loaded.slots;
    kept.sort_by_key(|slot| (slot.frame, slot.kind));
    assert_eq!(kept, slots);
    assert_eq!(loaded.results, results);
    assert_eq!(events(&*store).await, written);
}

pub(super) async fn a_step_replaces_what_it_names(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    held.commit(&*store, |commit| {
        commit.frames = vec![frame(0, None, "First"), frame(1, Some((0, 0)), "Inner")];
        commit.slots = vec![
            slot(0, SlotKind::Input, "1"),
            slot(0, SlotKind::Payload, "2"),
            slot(1, SlotKind::Input, "3"),
        ];
        commit.results = vec![result(0, 0, "1"), result(0, 1, "2"), result(1, 0, "3")];
    })
    .await;
    held.commit(&*store, |commit| {
        commit.frames = vec![frame(0, None, "Second")];
        commit.slots =
            vec![slot(0, SlotKind::Input, "4"), SlotRow { frame: 0, kind: SlotKind::Payload, json: None }];
        commit.forgotten = vec![0];
        commit.results = vec![result(0, 1, "5"), result(1, 0, "6")];
    })
    .await;
    let loaded = held.load(&*store).await;
    assert_eq!(loaded.frames, [frame(0, None, "Second"), frame(1, Some((0, 0)), "Inner")]);
    assert_eq!(loaded.slots, [slot(0, SlotKind::Input, "4"), slot(1, SlotKind::Input, "3")]);
    assert_eq!(loaded.results, [result(0, 1, "5"), result(1, 0, "6")]);
}

pub(super) async fn frames_go_with_all_that_is_theirs(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    held.commit(&*store, |commit| {
        commit.frames = (0..4).map(|number| frame(number, None, "Inner")).collect();
        commit.slots = (0..4).map(|number| slot(number, SlotKind::Input, "1")).collect();
        commit.results = (0..4).map(|number| result(number, 7, "1")).collect();
    })
    .await;
    held.commit(&*store, |commit| commit.gone = vec![1, 3, 99]).await;
    let loaded = held.load(&*store).await;
    assert_eq!(loaded.frames, [frame(0, None, "Inner"), frame(2, None, "Inner")]);
    assert_eq!(loaded.slots, [slot(0, SlotKind::Input, "1"), slot(2, SlotKind::Input, "1")]);
    assert_eq!(loaded.results, [result(0, 7, "1"), result(2, 7, "1")]);
}

pub(super) async fn large_texts_come_back(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    // Quotes, escapes, and letters that are written in more than one way.
    let texts = [
        "1".to_owned(),
        format!(r#"{{"text":"{}"}}"#, r#"say \"hé\"\n\\ 😀 "#.repeat(90)),
        format!("[{}0]", "0, ".repeat(200)),
        format!(r#""{}""#, r"\u00e9\/".repeat(100)),
        format!("\"{}\"", "y".repeat(300_000)),
        "2".to_owned(),
        format!("\"{}\"", "y".repeat(300_000)),
    ];
    let mut written = Vec::new();
    for (number, text) in (1_u64..).zip(&texts) {
        let details = format!(r#""stateExitedEventDetails":{{"name":"{}"}}"#, "long ".repeat(200));
        let exited = EventRow { data: Some(text.clone()), ..event(2 * number, "PassStateExited", &details) };
        let entered = EventRow { id: 2 * number + 1, ..exited.clone() };
        written.extend([exited.clone(), entered.clone()]);
        held.commit(&*store, |commit| {
            commit.slots = vec![slot(0, SlotKind::Input, text), slot(number, SlotKind::Items, text)];
            commit.results = vec![result(0, number, text)];
            commit.events = vec![exited, entered];
        })
        .await;
        let loaded = held.load(&*store).await;
        let input = loaded.slots.iter().find(|slot| slot.kind == SlotKind::Input);
        assert_eq!(input.and_then(|slot| slot.json.as_ref()), Some(text));
        assert_eq!(events(&*store).await, written);
    }
    let loaded = held.load(&*store).await;
    let results: Vec<_> = (1_u64..).zip(&texts).map(|(number, text)| result(0, number, text)).collect();
    assert_eq!(loaded.results, results);
    let items = loaded.slots.iter().filter(|slot| slot.kind == SlotKind::Items);
    assert!(items.map(|slot| slot.json.as_ref()).eq(texts.iter().map(Some)));
    held.commit(&*store, |commit| {
        commit.state = ExecutionState {
            output: Some(texts[1].clone()),
            error: Some("E".repeat(1_000)),
            cause: Some(texts[2].clone()),
            ..ended(Status::Failed, at(9))
        };
    })
    .await;
    let described = store.describe(&arn("one")).await.expect("a description");
    assert_eq!(described.output.as_ref(), Some(&texts[1]));
    assert_eq!(described.error, Some("E".repeat(1_000)));
    assert_eq!(described.cause.as_ref(), Some(&texts[2]));
}

pub(super) async fn times_are_kept_to_the_millisecond(store: Arc<dyn Store>) {
    let odd = |milliseconds| {
        let time = at(milliseconds);
        Timestamp::new(time.seconds(), time.nanoseconds() + 400_000)
    };
    let mut asked = execution("one");
    asked.start_time = odd(3);
    let started = store.start(asked).await.expect("a start");
    assert_eq!(started.start_time, at(3));
    let mut held = claimed(&*store, at(3)).await[0];
    held.commit(&*store, |commit| {
        commit.state.next_due = Some(odd(4));
        commit.state.progress.last_time = Some(odd(5));
        commit.events = vec![EventRow { time: odd(6), ..event(1, "ExecutionStarted", "\"a\":1") }];
        commit.tokens = vec![TokenRow { since: odd(7), ..token(1, 0, 1) }];
    })
    .await;
    let state = held.load(&*store).await.state;
    assert_eq!(state.next_due, Some(at(5)), "not too early");
    assert_eq!(state.progress.last_time, Some(at(5)));
    assert_eq!(events(&*store).await[0].time, at(6));
    assert_eq!(store.pending_tokens(1).await.expect("tokens")[0].since, at(7));
    held.commit(&*store, |commit| commit.state = ended(Status::Aborted, odd(8))).await;
    assert_eq!(store.describe(&arn("one")).await.expect("a description").stop_time, Some(at(8)));
    // The far ends of time stay at the ends.
    let mut far = execution("far");
    far.start_time = Timestamp::new(0, 0);
    store.start(far).await.expect("a start");
    let mut held = claimed(&*store, at(0)).await[0];
    let year_9999 = Timestamp::new(253_402_300_799, 999_000_000);
    held.commit(&*store, |commit| commit.state = running(Some(year_9999))).await;
    assert_eq!(held.load(&*store).await.state.next_due, Some(year_9999));
    held.commit(&*store, |commit| commit.state = running(Some(Timestamp::new(i64::MAX, 999_999_999)))).await;
    assert!(held.load(&*store).await.state.next_due > Some(year_9999));
}

pub(super) async fn an_old_version_is_a_conflict(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    let stale = held;
    held.commit(&*store, |_| ()).await;
    for version in [stale.version, held.version + 1] {
        let commit = Commit { version, ..held.step() };
        let refused = store.commit(commit.into()).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    }
    assert_eq!(store.version(held.key).await.expect("a version"), held.version);
}

/// Makes a step one that is refused.
type Spoil = fn(&mut Commit);

pub(super) async fn what_is_refused_changes_nothing(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    store.send(&arn("one"), InboxMessage::Stop { error: None, cause: None }).await.expect("sent");
    held.commit(&*store, |commit| {
        commit.frames = vec![frame(0, None, "Ask")];
        commit.slots = vec![slot(0, SlotKind::Input, "1")];
        commit.results = vec![result(0, 0, "1")];
        commit.events = vec![event(1, "ExecutionStarted", "\"a\":1")];
        commit.tokens = vec![token(1, 0, 1), token(2, 0, 2)];
    })
    .await;
    let answered = store.answer(locator(1), Answer::Success("1".into())).await.expect("an answer");
    assert_eq!(answered, TokenState::Accepted);
    let before = held.load(&*store).await;
    let history = events(&*store).await;
    let everything = |commit: &mut Commit| {
        commit.state = ended(Status::Succeeded, at(1));
        commit.frames = vec![frame(9, None, "Other")];
        commit.gone = vec![0];
        commit.slots = vec![slot(9, SlotKind::Input, &"1".repeat(1_000))];
        commit.results = vec![result(9, 0, "1")];
        commit.forgotten = vec![0];
        commit.events = vec![event(2, "PassStateEntered", "\"a\":1")];
        commit.tokens = vec![token(3, 0, 3)];
        commit.closed = vec![Closing::Void(locator(2))];
        commit.consumed = before.inbox.iter().map(|row| row.number).collect();
    };
    let cases: [(&str, Spoil); 5] = [
        ("an answered token", |commit| commit.closed.push(Closing::Void(locator(1)))),
        ("another version", |commit| commit.version += 7),
        ("an event twice", |commit| commit.events.push(event(1, "ExecutionStarted", "\"a\":1"))),
        ("an event twice in the step", |commit| commit.events.push(event(2, "ExecutionStarted", "\"a\":1"))),
        ("a token twice", |commit| commit.tokens.push(token(2, 0, 9))),
    ];
    for (name, spoil) in cases {
        let mut commit = held.step();
        everything(&mut commit);
        spoil(&mut commit);
        store.commit(commit.into()).await.expect_err(name);
        assert_eq!(held.load(&*store).await, before, "{name}");
        assert_eq!(events(&*store).await, history, "{name}");
        let heard = store.heartbeat(locator(3)).await.expect("an answer");
        assert_eq!(heard, TokenState::Unknown, "{name}");
        let pending: Vec<_> =
            store.pending_tokens(9).await.expect("tokens").into_iter().map(|token| token.locator).collect();
        assert_eq!(pending, [locator(2)], "{name}");
    }
    let mut commit = held.step();
    everything(&mut commit);
    commit.closed.push(Closing::Answered(locator(1)));
    store.commit(commit.into()).await.expect("what is not spoiled is written");
}

pub(super) async fn commits_take_effect_in_their_order(store: Arc<dyn Store>) {
    let held = one(&*store).await;
    let commits: Vec<_> = (0..200_u32)
        .map(u64::from)
        .map(|number| {
            let mut commit = held.step();
            commit.version += number;
            commit.frames = vec![frame(0, None, &number.to_string())];
            commit.events = vec![event(number + 1, "PassStateEntered", "\"a\":1")];
            // Asked for here, waited for below, the other way round.
            store.commit(commit.into())
        })
        .collect();
    for (number, commit) in (0..200_u32).zip(commits).rev() {
        let version = held.version + u64::from(number) + 1;
        assert_eq!(commit.await.expect("a commit"), Committed { version });
    }
    assert_eq!(held.load(&*store).await.frames, [frame(0, None, "199")]);
    let dropped = store.commit(Commit { version: held.version + 200, ..held.step() }.into());
    drop(dropped);
    let last = store.commit(Commit { version: held.version + 201, ..held.step() }.into());
    last.await.expect("what nobody waited for was written as well");
}

pub(super) async fn an_end_closes_what_is_open(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    held.commit(&*store, |commit| {
        commit.frames = vec![frame(0, None, "Ask")];
        commit.state.next_due = Some(at(5));
        commit.tokens = vec![token(1, 0, 1)];
    })
    .await;
    store.send(&arn("one"), InboxMessage::Stop { error: None, cause: None }).await.expect("sent");
    let end =
        ExecutionState { output: Some("1".into()), next_due: Some(at(5)), ..ended(Status::Succeeded, at(3)) };
    held.commit(&*store, |commit| commit.state = end.clone()).await;
    let loaded = held.load(&*store).await;
    assert_eq!(loaded.state, ExecutionState { next_due: None, ..end });
    assert_eq!(loaded.inbox, []);
    assert_eq!(loaded.frames, [frame(0, None, "Ask")], "frames are the engine's");
    let late = store.answer(locator(1), Answer::Success("1".into())).await.expect("an answer");
    assert_eq!(late, TokenState::Closed);
    let late = store.send(&arn("one"), InboxMessage::Stop { error: None, cause: None }).await;
    assert!(matches!(late, Err(StoreError::ExecutionEnded)), "{late:?}");
    store.release(held.key, held.fence).await.expect("a release");
    assert!(claimed(&*store, at(1_000)).await.is_empty());
}

pub(super) async fn unknown_executions_are_told(store: Arc<dyn Store>) {
    let nobody = ExecutionKey(4_711);
    for unknown in [store.version(nobody).await.map(drop), store.inbox(nobody).await.map(drop)] {
        assert!(matches!(unknown, Err(StoreError::ExecutionDoesNotExist)), "{unknown:?}");
    }
    let mut step = one(&*store).await.step();
    step.execution = nobody;
    let lost = [
        store.commit(step.into()).await.map(drop),
        store.load(nobody, Fence(1)).await.map(drop),
        store.release(nobody, Fence(1)).await,
    ];
    for lost in lost {
        assert!(matches!(lost, Err(StoreError::LeaseLost)), "{lost:?}");
    }
}
