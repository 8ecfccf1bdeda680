//! Executions that go from one definition to another.

use std::sync::Arc;

use super::super::{Migrated, SlotKind, Status, Store, StoreError};
use super::support::{HASH, arn, at, claimed, ended, frame, one, running, slot, token};

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
    let migrated = Migrated { hash: "newer".into(), frames: frames.clone() };
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
            Migrated { hash: "x".into(), frames: vec![] },
        )
        .await;
    assert!(matches!(lost, Err(StoreError::LeaseLost)), "{lost:?}");
}
