//! API-10, EXEC-10.

use std::sync::Arc;

use super::super::{NewExecution, Progress, Started, Status, Store, StoreError};
use super::support::{arn, at, claimed, ended, execution, one, running};
use crate::program::WorkflowKind;

pub(super) async fn starts_are_kept_as_they_were_asked_for(store: Arc<dyn Store>) {
    let asked = NewExecution {
        input: format!(r#"{{"text":"{}"}}"#, "é\\n ".repeat(300)),
        context: format!("[{}0]", "0,".repeat(500)),
        kind: WorkflowKind::Express,
        ..execution("one")
    };
    let started = store.start(asked.clone()).await.expect("a start");
    assert_eq!(started, Started { arn: arn("one"), start_time: at(0) });
    let loaded = claimed(&*store, at(0)).await[0].load(&*store).await;
    assert_eq!(loaded.execution, asked);
    assert_eq!(loaded.state, running(Some(at(0))));
    assert_eq!(loaded.state.progress, Progress::default());
    assert_eq!((loaded.version, loaded.redrive_count), (0, 0));
    assert!(loaded.frames.is_empty() && loaded.slots.is_empty() && loaded.results.is_empty());
    assert!(loaded.inbox.is_empty());
}

pub(super) async fn an_equal_start_gives_the_same_execution(store: Arc<dyn Store>) {
    let input = r#"{"order":1,"lines":[{"n":2}]}"#;
    let first = NewExecution { input: input.into(), ..execution("one") };
    let started = store.start(first.clone()).await.expect("a start");
    for input in [input, r#"{ "lines": [ {"n": 2} ], "order": 1 }"#] {
        let again = NewExecution {
            input: input.into(),
            uuid: "another".into(),
            start_time: at(9_000),
            hash: "another version".into(),
            ..first.clone()
        };
        assert_eq!(store.start(again).await.expect("the same"), started, "{input}");
    }
    let claimed = claimed(&*store, at(10_000)).await;
    assert_eq!(claimed.len(), 1);
    assert_eq!(claimed[0].load(&*store).await.execution, first);
}

pub(super) async fn another_start_of_the_same_name_is_refused(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    let other = NewExecution { input: r#"{"a":1}"#.into(), uuid: "another".into(), ..execution("one") };
    let refused = store.start(other).await;
    assert!(matches!(refused, Err(StoreError::ExecutionAlreadyExists)), "{refused:?}");
    held.commit(&*store, |commit| commit.state = ended(Status::Succeeded, at(5))).await;
    let again = NewExecution { uuid: "another".into(), ..execution("one") };
    let refused = store.start(again).await;
    assert!(matches!(refused, Err(StoreError::ExecutionAlreadyExists)), "{refused:?}");
    store.start(execution("two")).await.expect("another name");
}

pub(super) async fn express_executions_are_never_the_same(store: Arc<dyn Store>) {
    let express = NewExecution { kind: WorkflowKind::Express, ..execution("one") };
    store.start(express.clone()).await.expect("a start");
    let refused = store.start(NewExecution { uuid: "another".into(), ..express.clone() }).await;
    assert!(matches!(refused, Err(StoreError::ExecutionAlreadyExists)), "{refused:?}");
    let other = NewExecution { arn: arn("one:another-uuid"), ..express };
    store.start(other).await.expect("the same name, another ARN");
}

/// Whoever does not know what has become of a start asks again.
pub(super) async fn the_same_start_is_the_same_execution(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    held.commit(&*store, |commit| commit.state = ended(Status::Succeeded, at(5))).await;
    let again = NewExecution { start_time: at(7), input: "1".into(), ..execution("one") };
    let started = store.start(again).await.expect("the same");
    assert_eq!(started, Started { arn: arn("one"), start_time: at(0) });
    let express = NewExecution { kind: WorkflowKind::Express, ..execution("two") };
    for _ in 0..2 {
        store.start(express.clone()).await.expect("the same");
    }
}
