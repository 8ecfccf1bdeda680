//! Children of map runs that run again (DMAP-24).

use std::sync::Arc;

use super::super::{
    Awaited, AwaitedChild, ChildAddress, ChildResult, ExecutionState, Fate, InboxMessage, InboxRow, MapChild,
    MapRunRow, NewExecution, Progress, Released, ResultKind, Status, Store, StoreError,
};
use super::support::{Held, arn, at, claimed, ended, execution, one, running};
use crate::program::WorkflowKind;

const MAP_RUN: &str = "arn:map-run";

fn address(index: u64) -> ChildAddress {
    ChildAddress { frame: 1, attempt: 1, index }
}

fn child(name: &str, kind: WorkflowKind) -> NewExecution {
    let map_child = Some(MapChild { map_run: MAP_RUN.into(), processor: "Work".into() });
    NewExecution { kind, map_child, ..execution(name) }
}

/// A map run with a Standard child, an Express one and one that succeeded, all of which have ended; and an item that
/// never started.
async fn ended_run(store: &dyn Store) -> Held {
    let mut parent = one(store).await;
    let children = [
        ("standard", WorkflowKind::Standard, Status::Failed),
        ("express", WorkflowKind::Express, Status::TimedOut),
        ("well", WorkflowKind::Standard, Status::Succeeded),
    ];
    parent
        .commit(store, |commit| {
            commit.children.map_runs = vec![MapRunRow {
                arn: MAP_RUN.into(),
                attempt: 1,
                processor: "Work".into(),
                json: "{}".into(),
            }];
            commit.children.started = children.iter().map(|(name, kind, _)| child(name, *kind)).collect();
            commit.children.awaited = (0..)
                .zip(&children)
                .map(|(index, (name, ..))| Awaited { arn: arn(name), address: address(index), items: 3 })
                .collect();
        })
        .await;
    for mut held in claimed(store, at(0)).await {
        let name = held.load(store).await.execution.name;
        let (.., status) = children.iter().find(|(known, ..)| *known == name).expect("it was started");
        held.commit(store, |commit| {
            commit.state = ExecutionState {
                error: Some("E".into()),
                cause: Some("x".repeat(400)),
                progress: Progress { last_event: 5, attempts: 2, frames: 1, last_time: Some(at(3)) },
                ..ended(*status, at(3))
            };
        })
        .await;
        store.release(held.key, held.fence).await.expect("a release");
    }
    let result = |index, kind, json: Option<&str>| ChildResult {
        attempt: 1,
        index,
        items: 3,
        kind,
        json: json.map(str::to_owned),
    };
    let inbox = store.inbox(parent.key).await.expect("an inbox");
    parent
        .commit(store, |commit| {
            commit.consumed = inbox.iter().map(|row| row.number).collect();
            commit.children.results = vec![
                result(0, ResultKind::Failed, None),
                result(1, ResultKind::Failed, Some("{}")),
                result(2, ResultKind::Succeeded, Some("1")),
                result(3, ResultKind::Pending, Some("7")),
            ];
            commit.children.released =
                (0..3).map(|index| Released { address: address(index), fate: Fate::Kept }).collect();
        })
        .await;
    parent
}

pub(super) async fn those_that_failed_are_listed(store: Arc<dyn Store>) {
    let parent = ended_run(&*store).await;
    let page = async |after, most| {
        let records = store.failed_children(parent.key, 1, after, most).await.expect("a list");
        let brief = records.into_iter().map(|record| {
            let child = record.child.expect("it is there");
            assert_eq!((child.input, child.cause, record.result.json), (String::new(), None, None));
            (record.result.index, record.result.items, child.name, child.status)
        });
        brief.collect::<Vec<_>>()
    };
    let standard = (0, 3, "standard".to_owned(), Status::Failed);
    let express = (1, 3, "express".to_owned(), Status::TimedOut);
    assert_eq!(page(None, 9).await, [standard.clone(), express.clone()]);
    assert_eq!(page(None, 1).await, [standard]);
    assert_eq!(page(Some(0), 9).await, [express]);
    assert_eq!(page(Some(1), 9).await, []);
    store.delete(&arn("standard")).await.expect("it has ended");
    let records = store.failed_children(parent.key, 1, None, 1).await.expect("a list");
    assert!(matches!(&records[..], [record] if record.result.index == 0 && record.child.is_none()));
}

pub(super) async fn they_run_again(store: Arc<dyn Store>) {
    let mut parent = ended_run(&*store).await;
    parent
        .commit(&*store, |commit| {
            commit.state.progress.last_time = Some(at(9));
            commit.children.resumed = vec![1];
            commit.children.redriven =
                (0..2).map(|index| AwaitedChild { address: address(index), items: 3 }).collect();
        })
        .await;
    let loaded = parent.load(&*store).await;
    let waits: Vec<_> = loaded.children.iter().map(|child| (child.address, child.items)).collect();
    assert_eq!(waits, [(address(0), 3), (address(1), 3)]);
    let results = store.child_results(parent.key, 1, None, 9).await.expect("results");
    let kinds: Vec<_> = results.into_iter().map(|record| record.result.kind).collect();
    assert_eq!(kinds, [ResultKind::Failed, ResultKind::Failed, ResultKind::Succeeded], "no item is pending");

    let [mut standard, mut express] = claimed(&*store, at(9)).await[..] else { panic!("both have to do") };
    let loaded = standard.load(&*store).await;
    assert_eq!((&*loaded.execution.name, loaded.redrive_count), ("standard", 1));
    assert_eq!((loaded.state.progress.last_event, loaded.state.status), (5, Status::Running));
    assert!(matches!(&loaded.inbox[..], [InboxRow { message: InboxMessage::Redrive, .. }]));
    let loaded = express.load(&*store).await;
    assert_eq!(
        loaded.execution,
        NewExecution { start_time: at(9), ..child("express", WorkflowKind::Express) }
    );
    let progress = Progress { last_event: 0, attempts: 2, frames: 1, last_time: None };
    assert_eq!(loaded.state, ExecutionState { progress, ..running(Some(at(9))) }, "it starts anew");
    assert_eq!((loaded.version, loaded.redrive_count), (2, 0));
    express.version = loaded.version;

    for held in [&mut standard, &mut express] {
        held.commit(&*store, |commit| commit.state = ended(Status::Succeeded, at(12))).await;
    }
    let inbox = store.inbox(parent.key).await.expect("an inbox");
    let ends = inbox.iter().filter(
        |row| matches!(&row.message, InboxMessage::ChildEnded { child, .. } if child.status == Status::Succeeded),
    );
    assert_eq!(ends.count(), 2);
}

pub(super) async fn only_what_has_failed_runs_again(store: Arc<dyn Store>) {
    let parent = ended_run(&*store).await;
    store.delete(&arn("standard")).await.expect("it has ended");
    for index in [0, 2, 5] {
        let mut commit = parent.step();
        commit.children.redriven = vec![AwaitedChild { address: address(index), items: 3 }];
        let refused = store.commit(commit.into()).await;
        assert!(matches!(refused, Err(StoreError::Conflict)), "{index}: {refused:?}");
    }
    assert!(parent.load(&*store).await.children.is_empty());
}
