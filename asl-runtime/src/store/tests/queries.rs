//! API-13 to API-15, API-33.

use std::sync::Arc;

use super::super::{
    EventQuery, ExecutionPage, ExecutionQuery, ExecutionState, NewExecution, Order, Status, Store, StoreError,
};
use super::support::{HASH, Held, arn, at, claimed, ended, event, execution, one, started};
use crate::program::WorkflowKind;

pub(super) async fn an_execution_is_described(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    let described = store.describe(&arn("one")).await.expect("a description");
    assert_eq!(described.key, held.key);
    assert_eq!((described.arn.as_str(), described.machine.as_str()), (arn("one").as_str(), "order"));
    assert_eq!((described.name.as_str(), described.hash.as_str()), ("one", HASH));
    assert_eq!((described.kind, described.status), (WorkflowKind::Standard, Status::Running));
    assert_eq!((described.start_time, described.stop_time), (at(0), None));
    assert_eq!((described.input.as_str(), described.output, described.redrive_count), ("{}", None, 0));
    assert_eq!((described.error, described.cause), (None, None));
    held.commit(&*store, |commit| {
        commit.state = ExecutionState {
            error: Some("States.TaskFailed".into()),
            cause: Some("it did".into()),
            ..ended(Status::Failed, at(9))
        };
    })
    .await;
    let described = store.describe(&arn("one")).await.expect("a description");
    assert_eq!((described.status, described.stop_time), (Status::Failed, Some(at(9))));
    assert_eq!(described.error.as_deref(), Some("States.TaskFailed"));
    assert_eq!(described.cause.as_deref(), Some("it did"));
}

fn names(page: &ExecutionPage) -> Vec<&str> {
    page.executions.iter().map(|execution| execution.name.as_str()).collect()
}

pub(super) async fn executions_are_listed_by_pages(store: Arc<dyn Store>) {
    let every: Vec<String> = (0..7).map(|number| format!("number-{number}")).collect();
    for name in &every {
        store.start(NewExecution { input: "[1]".into(), ..execution(name) }).await.expect("a start");
    }
    for size in [1, 2, 3, 7, 8] {
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let query = ExecutionQuery { most: size, after, ..ExecutionQuery::default() };
            let page = store.list(query).await.expect("a page");
            assert!(page.executions.len() <= size);
            assert!(page.executions.iter().all(|execution| execution.input.is_empty()));
            seen.extend(names(&page).into_iter().map(str::to_owned));
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        seen.reverse();
        assert_eq!(seen, every, "pages of {size}");
    }
    let all = store.list(ExecutionQuery::default()).await.expect("a page");
    assert_eq!((all.executions.len(), all.next), (7, None), "0 is 100");
}

pub(super) async fn lists_are_filtered(store: Arc<dyn Store>) {
    let mut keep = Vec::new();
    for (name, machine, hash) in [
        ("a", "order", HASH),
        ("b", "ship", HASH),
        ("c", "order", "older"),
        ("d", "order", HASH),
        ("e", "ship", "oldest"),
        ("f", "order", HASH),
    ] {
        let asked = NewExecution { machine: machine.into(), hash: hash.into(), ..execution(name) };
        store.start(asked).await.expect("a start");
        keep.extend(claimed(&*store, at(0)).await);
    }
    for (mut held, status) in keep.into_iter().zip([Status::Failed, Status::Running, Status::Failed]) {
        if status != Status::Running {
            held.commit(&*store, |commit| commit.state = ended(status, at(9))).await;
        }
    }
    let machine = |name: &str| Some(name.to_owned());
    let known = |hashes: &[&str]| Some(hashes.iter().map(|hash| (*hash).to_owned()).collect());
    let any = ExecutionQuery::default;
    let cases = [
        (any(), "fedcba"),
        (ExecutionQuery { machine: machine("order"), ..any() }, "fdca"),
        (ExecutionQuery { machine: machine("ship"), ..any() }, "eb"),
        (ExecutionQuery { machine: machine("none"), ..any() }, ""),
        (ExecutionQuery { status: Some(Status::Failed), ..any() }, "da"),
        (ExecutionQuery { status: Some(Status::Running), ..any() }, "fecb"),
        (ExecutionQuery { status: Some(Status::TimedOut), ..any() }, ""),
        (ExecutionQuery { machine: machine("order"), status: Some(Status::Running), ..any() }, "fc"),
        (ExecutionQuery { unknown_to: known(&[HASH]), ..any() }, "ec"),
        (ExecutionQuery { unknown_to: known(&[HASH, "older"]), ..any() }, "e"),
        (ExecutionQuery { unknown_to: known(&[]), machine: machine("order"), ..any() }, "fdca"),
        (ExecutionQuery { unknown_to: known(&[HASH]), machine: machine("order"), ..any() }, "c"),
    ];
    for (query, expected) in cases {
        for most in [1, 2, 100] {
            let mut seen = String::new();
            let mut query = ExecutionQuery { most, ..query.clone() };
            loop {
                let page = store.list(query.clone()).await.expect("a page");
                seen.extend(names(&page));
                query.after = page.next;
                if page.next.is_none() {
                    break;
                }
            }
            assert_eq!(seen, expected, "{query:?}");
        }
    }
}

pub(super) async fn history_comes_by_pages(store: Arc<dyn Store>) {
    let mut held = started(&*store, &["one", "two"]).await;
    let written: Vec<_> = (1..=9).map(|id| event(id, "PassStateEntered", "\"a\":1")).collect();
    for chunk in written.chunks(2) {
        for held in &mut held {
            held.commit(&*store, |commit| commit.events = chunk.to_vec()).await;
        }
    }
    for order in [Order::Forward, Order::Reverse] {
        for most in [1, 4, 9, 10, 0] {
            let mut seen = Vec::new();
            let mut query = EventQuery { arn: arn("one"), order, most, after: None };
            loop {
                let page = store.history(query.clone()).await.expect("a page");
                assert!(most == 0 || page.events.len() <= most);
                seen.extend(page.events);
                query.after = page.next;
                if page.next.is_none() {
                    break;
                }
            }
            if order == Order::Reverse {
                seen.reverse();
            }
            assert_eq!(seen, written, "{order:?} by {most}");
        }
    }
    let behind = EventQuery { arn: arn("one"), order: Order::Forward, most: 5, after: Some(u64::MAX) };
    assert_eq!(store.history(behind).await.expect("a page").events, []);
}

pub(super) async fn unknown_names_are_told(store: Arc<dyn Store>) {
    let query = EventQuery { arn: arn("nobody"), order: Order::Forward, most: 5, after: None };
    let unknown = [
        store.describe(&arn("nobody")).await.map(drop),
        store.history(query).await.map(drop),
        store.delete(&arn("nobody")).await,
    ];
    for unknown in unknown {
        assert!(matches!(unknown, Err(StoreError::ExecutionDoesNotExist)), "{unknown:?}");
    }
    let held: Held = one(&*store).await;
    assert_eq!(store.version(held.key).await.expect("a version"), 0);
}
