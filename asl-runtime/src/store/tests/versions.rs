//! Executions that go from one definition to another.

use std::sync::Arc;

use super::super::{MapChild, MapRunRow, Migrated, NewExecution, SlotKind, Status, Store, StoreError};
use super::support::{HASH, arn, at, claimed, ended, execution, frame, one, running, slot, token};

pub(super) async fn an_execution_goes_to_another_definition(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    held.commit(&*store, |commit| {
        commit.state = running(Some(at(5)));
        commit.frames = vec![frame(1, None, "Ask"), frame(2, Some((1, 0)), "Inner")];
        commit.slots = vec![slot(1, SlotKind::Input, "7")];
        commit.tokens = vec![token(1, 1, 1)];
    })
    .await;
    let frames = vec![frame(1, None, "Question"), frame(2, Some((1, 0)), "Inner")];
    let migrated = Migrated { hash: "newer".into(), frames: frames.clone(), processor: None };
    let old = store.migrate(held.key, held.fence, held.version + 1, migrated.clone()).await;
    assert!(matches!(old, Err(StoreError::Conflict)), "{old:?}");
    let version = held.version + 1;
    let committed = store.migrate(held.key, held.fence, held.version, migrated).await.expect("it goes");
    assert_eq!(committed.version, version);
    held.version = version;
    let loaded = held.load(&*store).await;
    assert_eq!((loaded.version, loaded.execution.hash.as_str()), (version, "newer"));
    assert_eq!(loaded.frames, frames);
    assert_eq!(loaded.slots, [slot(1, SlotKind::Input, "7")]);
    assert_eq!(loaded.state, running(Some(at(5))));
    assert_eq!(store.pending_tokens(9).await.expect("tokens")[0].state, "Question");
    assert_eq!(store.describe(&arn("one")).await.expect("a description").hash, "newer");
    store.release(held.key, held.fence).await.expect("a release");
    assert_eq!(claimed(&*store, at(9)).await.len(), 0, "it is of {HASH} no more");
    let claims = store.claim(at(9), &["newer".into()], 9).await.expect("claims");
    assert_eq!(claims.len(), 1);
    held.fence = claims[0].1;
    held.commit(&*store, |commit| commit.state = ended(Status::Succeeded, at(9))).await;
    let lost = store
        .migrate(
            held.key,
            super::super::Fence(4_711),
            held.version,
            Migrated { hash: "x".into(), frames: vec![], processor: None },
        )
        .await;
    assert!(matches!(lost, Err(StoreError::LeaseLost)), "{lost:?}");
}

/// Children of a map run that went to another definition before they did, or after, begin where they have to.
pub(super) async fn children_of_map_runs_begin_where_they_are(store: Arc<dyn Store>) {
    let mut parent = one(&*store).await;
    let child = |name: &str, hash: &str, processor: &str| NewExecution {
        hash: hash.into(),
        map_child: Some(MapChild { map_run: "arn:run".into(), processor: processor.into() }),
        ..execution(name)
    };
    parent
        .commit(&*store, |commit| {
            commit.children.map_runs = vec![MapRunRow {
                arn: "arn:run".into(),
                attempt: 1,
                processor: "Work".into(),
                json: "{}".into(),
            }];
            commit.children.started = vec![
                child("before", HASH, "Work"),
                child("after", "newer", "Begin"),
                child("stays", HASH, "Work"),
            ];
        })
        .await;
    let begins = async |hash: &str| {
        let mut found = Vec::new();
        for (key, fence) in store.claim(at(9), &[hash.into()], 9).await.expect("claims") {
            let loaded = store.load(key, fence).await.expect("it is there");
            found.push((key, fence, loaded));
        }
        found
    };
    for (key, fence, loaded) in begins(HASH).await {
        assert_eq!(loaded.execution.map_child.as_ref().expect("it is a child").processor, "Work");
        if loaded.execution.name == "before" {
            let processor = Some("Begin".into());
            let migrated = Migrated { hash: "newer".into(), frames: vec![], processor };
            store.migrate(key, fence, loaded.version, migrated).await.expect("it goes");
            store.release(key, fence).await.expect("a release");
        }
    }
    let newer = begins("newer").await;
    assert_eq!(newer.len(), 2);
    for (.., loaded) in newer {
        let name = &loaded.execution.name;
        assert_eq!(loaded.execution.map_child.as_ref().expect("it is a child").processor, "Begin", "{name}");
    }
}
