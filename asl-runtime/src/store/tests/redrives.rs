//! EXEC-15, API-16.

use std::sync::Arc;
use std::time::Duration;

use super::super::{
    ExecutionQuery, ExecutionState, InboxMessage, NewExecution, NotRedrivable, Progress, Redrive,
    RedriveFilter, RedriveLimits, SlotKind, Status, Store, StoreError,
};
use super::support::{arn, at, claimed, ended, execution, frame, one, running, slot, started};
use crate::program::WorkflowKind;

fn asked(milliseconds: u64) -> Redrive {
    Redrive { time: at(milliseconds), client_token: None, limits: RedriveLimits::NONE }
}

pub(super) async fn what_failed_runs_again(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    let failed = ExecutionState {
        error: Some("E".into()),
        cause: Some("x".repeat(400)),
        progress: Progress { last_event: 5, attempts: 2, frames: 1, last_time: Some(at(3)) },
        ..ended(Status::Failed, at(3))
    };
    held.commit(&*store, |commit| {
        commit.state = failed.clone();
        commit.frames = vec![frame(1, None, "Charge")];
        commit.slots = vec![slot(1, SlotKind::Input, "7")];
    })
    .await;
    store.release(held.key, held.fence).await.expect("a release");
    let redriven = store.redrive(&arn("one"), asked(9)).await.expect("it is redriven");
    assert_eq!(redriven.time, at(9));
    let described = store.describe(&arn("one")).await.expect("a description");
    assert_eq!((described.status, described.stop_time, described.error), (Status::Running, None, None));
    assert_eq!((described.redrive_count, described.redrive_time), (1, Some(at(9))));
    assert_eq!(described.events, 5);
    let stop = InboxMessage::Stop { error: None, cause: None };
    store.send(&arn("one"), stop.clone()).await.expect("it takes messages");
    assert_eq!(store.sweep(at(1_000), 10).await.expect("a number"), 0, "it has not ended");
    let again = claimed(&*store, at(0)).await[0];
    let loaded = again.load(&*store).await;
    assert_eq!(loaded.state, ExecutionState { progress: failed.progress, ..running(None) });
    assert_eq!((loaded.redrive_count, loaded.redrive_time), (1, Some(at(9))));
    assert_eq!(loaded.frames, [frame(1, None, "Charge")]);
    assert_eq!(loaded.slots, [slot(1, SlotKind::Input, "7")]);
    let messages: Vec<_> = loaded.inbox.into_iter().map(|row| row.message).collect();
    assert_eq!(messages, [InboxMessage::Redrive, stop]);
}

pub(super) async fn what_can_not_be_redriven_is_told(store: Arc<dyn Store>) {
    let express = NewExecution { kind: WorkflowKind::Express, ..execution("express") };
    store.start(express).await.expect("a start");
    let mut express = claimed(&*store, at(0)).await[0];
    express.commit(&*store, |commit| commit.state = ended(Status::Failed, at(3))).await;
    let mut held = started(&*store, &["runs", "worked", "failed"]).await;
    held[1].commit(&*store, |commit| commit.state = ended(Status::Succeeded, at(3))).await;
    held[2].commit(&*store, |commit| commit.state = ended(Status::TimedOut, at(3))).await;
    let late = Redrive {
        limits: RedriveLimits { period: Some(Duration::from_millis(5)), ..RedriveLimits::NONE },
        ..asked(9)
    };
    let cases = [
        ("runs", asked(9), NotRedrivable::Running),
        ("worked", asked(9), NotRedrivable::Succeeded),
        ("express", asked(9), NotRedrivable::Express),
        ("failed", late, NotRedrivable::Period),
    ];
    for (name, redrive, reason) in cases {
        let refused = store.redrive(&arn(name), redrive).await;
        assert!(
            matches!(refused, Err(StoreError::ExecutionNotRedrivable(told)) if told == reason),
            "{name}: {refused:?}"
        );
        assert_eq!(store.describe(&arn(name)).await.expect("a description").redrive_count, 0);
    }
    let nobody = store.redrive(&arn("nobody"), asked(9)).await;
    assert!(matches!(nobody, Err(StoreError::ExecutionDoesNotExist)), "{nobody:?}");
}

pub(super) async fn the_same_token_is_the_same_redrive(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    held.commit(&*store, |commit| commit.state = ended(Status::Aborted, at(3))).await;
    let with =
        |token: &str, milliseconds| Redrive { client_token: Some(token.into()), ..asked(milliseconds) };
    for milliseconds in [9, 12] {
        let redriven = store.redrive(&arn("one"), with("a", milliseconds)).await.expect("the same");
        assert_eq!(redriven.time, at(9));
    }
    let other = store.redrive(&arn("one"), with("b", 13)).await;
    assert!(matches!(other, Err(StoreError::ExecutionNotRedrivable(NotRedrivable::Running))), "{other:?}");
    assert_eq!(held.load(&*store).await.inbox.len(), 1);
    for (filter, found) in [(RedriveFilter::Redriven, 1), (RedriveFilter::NotRedriven, 0)] {
        let query = ExecutionQuery { redriven: Some(filter), ..ExecutionQuery::default() };
        assert_eq!(store.list(query).await.expect("a list").executions.len(), found, "{filter:?}");
    }
    let number = held.load(&*store).await.inbox[0].number;
    held.commit(&*store, |commit| {
        commit.state = ended(Status::Failed, at(20));
        commit.consumed = vec![number];
    })
    .await;
    assert_eq!(store.redrive(&arn("one"), with("b", 21)).await.expect("another").time, at(21));
    assert_eq!(store.describe(&arn("one")).await.expect("a description").redrive_count, 2);
}

/// The service knows the last ten tokens again, each for 15 minutes after its first use.
pub(super) async fn the_last_tokens_are_known_for_a_while(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    let with =
        |token: u64, milliseconds| Redrive { client_token: Some(token.to_string()), ..asked(milliseconds) };
    for number in 0..12 {
        held.commit(&*store, |commit| commit.state = ended(Status::Failed, at(1))).await;
        let redriven = store.redrive(&arn("one"), with(number, 100 + number)).await.expect("it can");
        assert_eq!(redriven.time, at(100 + number));
    }
    for number in 2..12 {
        let again = store.redrive(&arn("one"), with(number, 1_000)).await.expect("it is known");
        assert_eq!(again.time, at(100 + number), "the answer of then");
    }
    for unknown in [0, 1, 99] {
        let refused = store.redrive(&arn("one"), with(unknown, 1_000)).await;
        assert!(
            matches!(refused, Err(StoreError::ExecutionNotRedrivable(NotRedrivable::Running))),
            "{refused:?}"
        );
    }
    assert_eq!(store.describe(&arn("one")).await.expect("a description").redrive_count, 12);
    held.commit(&*store, |commit| commit.state = ended(Status::Failed, at(1))).await;
    let quarter = 15 * 60 * 1_000;
    assert_eq!(store.redrive(&arn("one"), with(11, quarter)).await.expect("it is known").time, at(111));
    let later = 111 + quarter;
    assert_eq!(store.redrive(&arn("one"), with(11, later)).await.expect("it can").time, at(later));
    assert_eq!(store.describe(&arn("one")).await.expect("a description").redrive_count, 13);
}

pub(super) async fn one_redrive_of_many_counts(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    held.commit(&*store, |commit| commit.state = ended(Status::Failed, at(3))).await;
    let tries: Vec<_> = (0..16)
        .map(|_| {
            let store = Arc::clone(&store);
            tokio::spawn(async move { store.redrive(&arn("one"), asked(9)).await })
        })
        .collect();
    let mut redriven = 0;
    for one in tries {
        redriven += usize::from(one.await.expect("no panic").is_ok());
    }
    assert_eq!(redriven, 1);
    assert_eq!(held.load(&*store).await.inbox.len(), 1);
}
