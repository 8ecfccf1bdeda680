//! Children: started with a step, waited for, stopped, told of.

use std::sync::Arc;

use super::super::{
    Awaited, AwaitedChild, ChildAddress, ChildChanges, ChildResult, ExecutionQuery, ExecutionState, Fate,
    InboxMessage, InboxRow, MapChild, MapRunRow, NewExecution, Released, ResultKind, Status, Store,
    StoreError,
};
use super::support::{HASH, Held, arn, at, claimed, ended, execution, one, running, started};

fn address(attempt: u64, index: u64) -> ChildAddress {
    ChildAddress { frame: 1, attempt, index }
}

fn awaited(name: &str, attempt: u64, index: u64) -> Awaited {
    Awaited { arn: arn(name), address: address(attempt, index), items: 1 }
}

fn released(attempt: u64, index: u64, fate: Fate) -> Vec<Released> {
    vec![Released { address: address(attempt, index), fate }]
}

/// An execution `one` that waits for `child` in its attempt 1; both are claimed.
async fn family(store: &dyn Store) -> (Held, Held) {
    let mut parent = one(store).await;
    parent
        .commit(store, |commit| {
            commit.children.started = vec![execution("child")];
            commit.children.awaited = vec![awaited("child", 1, 0)];
        })
        .await;
    let child = claimed(store, at(0)).await.pop().expect("a child");
    (parent, child)
}

async fn end(store: &dyn Store, held: &mut Held, output: &str) {
    let output = output.to_owned();
    let succeeded = |commit: &mut super::super::Commit| {
        commit.state = ExecutionState { output: Some(output), ..ended(Status::Succeeded, at(5)) };
    };
    held.commit(store, succeeded).await;
}

fn ends(inbox: &[InboxRow]) -> Vec<(ChildAddress, String, Status, Option<String>)> {
    let ends = inbox.iter().filter_map(|row| match &row.message {
        InboxMessage::ChildEnded { address, child } => {
            Some((*address, child.name.clone(), child.status, child.output.clone()))
        }
        _ => None,
    });
    ends.collect()
}

pub(super) async fn children_start_with_the_step(store: Arc<dyn Store>) {
    let (parent, child) = family(&*store).await;
    assert_eq!(child.load(&*store).await.execution, execution("child"));
    let waits = parent.load(&*store).await.children;
    assert_eq!(waits, [AwaitedChild { address: address(1, 0), items: 1 }]);
}

pub(super) async fn the_end_of_a_child_is_told(store: Arc<dyn Store>) {
    let (mut parent, mut child) = family(&*store).await;
    let output = format!("\"{}\"", "long ".repeat(200));
    end(&*store, &mut child, &output).await;
    assert_eq!(store.messages(&[HASH.into()]).await.expect("messages"), [parent.key]);
    let inbox = store.inbox(parent.key).await.expect("an inbox");
    let told = (address(1, 0), "child".to_owned(), Status::Succeeded, Some(output));
    assert_eq!(ends(&inbox), [told]);
    assert_eq!(parent.load(&*store).await.children.len(), 1, "it is waited for until it was heard");
    parent
        .commit(&*store, |commit| {
            commit.consumed = vec![inbox[0].number];
            commit.children.released = released(1, 0, Fate::Kept);
        })
        .await;
    let loaded = parent.load(&*store).await;
    assert!(loaded.children.is_empty() && loaded.inbox.is_empty());
    assert_eq!(store.describe(&arn("child")).await.expect("it stays").status, Status::Succeeded);
}

pub(super) async fn an_end_is_told_to_whoever_is_not_held(store: Arc<dyn Store>) {
    let (parent, mut child) = family(&*store).await;
    store.release(parent.key, parent.fence).await.expect("a release");
    assert!(claimed(&*store, at(0)).await.is_empty(), "it waits");
    end(&*store, &mut child, "1").await;
    let woken = claimed(&*store, at(0)).await.pop().expect("it was told");
    assert_eq!(woken.key, parent.key);
}

pub(super) async fn an_end_that_came_before_is_told_at_once(store: Arc<dyn Store>) {
    let held = started(&*store, &["one", "child"]).await;
    let (mut parent, mut child) = (held[0], held[1]);
    end(&*store, &mut child, "7").await;
    parent.commit(&*store, |commit| commit.children.awaited = vec![awaited("child", 4, 0)]).await;
    let inbox = store.inbox(parent.key).await.expect("an inbox");
    assert_eq!(ends(&inbox), [(address(4, 0), "child".to_owned(), Status::Succeeded, Some("7".to_owned()))]);
}

pub(super) async fn several_can_wait_for_one(store: Arc<dyn Store>) {
    let held = started(&*store, &["a", "b", "child"]).await;
    for mut parent in held[..2].iter().copied() {
        parent.commit(&*store, |commit| commit.children.awaited = vec![awaited("child", 1, 0)]).await;
    }
    let mut child = held[2];
    end(&*store, &mut child, "7").await;
    for parent in &held[..2] {
        assert_eq!(ends(&store.inbox(parent.key).await.expect("an inbox")).len(), 1);
    }
}

pub(super) async fn the_end_of_a_parent_stops_its_children(store: Arc<dyn Store>) {
    let (mut parent, mut child) = family(&*store).await;
    end(&*store, &mut parent, "1").await;
    let inbox = store.inbox(child.key).await.expect("an inbox");
    assert!(
        matches!(&inbox[..], [InboxRow { message: InboxMessage::Stop { error: None, .. }, .. }]),
        "{inbox:?}"
    );
    assert_eq!(store.messages(&[HASH.into()]).await.expect("messages"), [child.key]);
    end(&*store, &mut child, "1").await;
    assert!(store.inbox(parent.key).await.expect("an inbox").is_empty(), "nobody waits any more");
}

pub(super) async fn a_child_that_is_given_up_stops(store: Arc<dyn Store>) {
    let (mut parent, child) = family(&*store).await;
    parent.commit(&*store, |commit| commit.children.released = released(1, 0, Fate::Stopped)).await;
    assert_eq!(store.inbox(child.key).await.expect("an inbox").len(), 1);
    assert!(parent.load(&*store).await.children.is_empty());
}

pub(super) async fn an_end_that_nobody_wants_is_not_heard(store: Arc<dyn Store>) {
    let (mut parent, mut child) = family(&*store).await;
    end(&*store, &mut child, "1").await;
    parent.commit(&*store, |commit| commit.children.released = released(1, 0, Fate::Stopped)).await;
    assert!(store.inbox(parent.key).await.expect("an inbox").is_empty());
    assert!(store.messages(&[HASH.into()]).await.expect("messages").is_empty());
    assert!(store.inbox(child.key).await.expect("an inbox").is_empty(), "it has ended");
}

pub(super) async fn another_of_the_same_name_is_a_conflict(store: Arc<dyn Store>) {
    let held = started(&*store, &["one", "child"]).await;
    let another = NewExecution { uuid: "another".into(), ..execution("child") };
    let mut commit = held[0].step();
    commit.children = ChildChanges {
        started: vec![execution("other"), another],
        awaited: vec![awaited("child", 1, 0)],
        ..ChildChanges::default()
    };
    let refused = store.commit(commit.into()).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    let other = store.describe(&arn("other")).await;
    assert!(matches!(other, Err(StoreError::ExecutionDoesNotExist)), "all of the step or nothing: {other:?}");
    assert!(held[0].load(&*store).await.children.is_empty());
}

pub(super) async fn the_same_child_is_started_once(store: Arc<dyn Store>) {
    let (mut parent, mut child) = family(&*store).await;
    end(&*store, &mut child, "3").await;
    parent
        .commit(&*store, |commit| {
            commit.children.started = vec![execution("child")];
            commit.children.awaited = vec![awaited("child", 2, 0)];
        })
        .await;
    let inbox = store.inbox(parent.key).await.expect("an inbox");
    assert_eq!(ends(&inbox).len(), 2, "for each of its attempts");
}

fn map_run(number: u64) -> MapRunRow {
    MapRunRow {
        arn: format!("arn:aws:states:eu-west-1:123456789012:mapRun:order/Each:{number}"),
        attempt: number,
        processor: "Work".into(),
        json: format!("{{\"run\":{number}}}"),
    }
}

pub(super) async fn map_runs_are_described(store: Arc<dyn Store>) {
    let mut parent = one(&*store).await;
    parent.commit(&*store, |commit| commit.children.map_runs = vec![map_run(3), map_run(9)]).await;
    let changed = MapRunRow { json: "{}".into(), ..map_run(9) };
    parent.commit(&*store, |commit| commit.children.map_runs = vec![changed.clone()]).await;
    assert_eq!(store.map_run(&map_run(9).arn).await.expect("a map run"), changed);
    assert_eq!(store.map_runs(&arn("one")).await.expect("map runs"), [map_run(3), changed]);
    let nobody = store.map_run("arn").await;
    assert!(matches!(nobody, Err(StoreError::MapRunDoesNotExist)), "{nobody:?}");
    let nobody = store.map_runs(&arn("nobody")).await;
    assert!(matches!(nobody, Err(StoreError::ExecutionDoesNotExist)), "{nobody:?}");
}

pub(super) async fn children_of_a_map_run_are_listed(store: Arc<dyn Store>) {
    let mut parent = one(&*store).await;
    let child = |name: &str| NewExecution {
        map_child: Some(MapChild { map_run: map_run(3).arn, processor: "Work".into() }),
        ..execution(name)
    };
    parent
        .commit(&*store, |commit| {
            commit.children.map_runs = vec![map_run(3), map_run(4)];
            commit.children.started = ["a", "b", "c"].map(child).into();
        })
        .await;
    let mut held = claimed(&*store, at(0)).await;
    assert_eq!(held[0].load(&*store).await.execution, child("a"));
    end(&*store, &mut held[1], "1").await;
    let list = async |map_run: MapRunRow, status, most, after| {
        let query =
            ExecutionQuery { map_run: Some(map_run.arn), status, most, after, ..ExecutionQuery::default() };
        let page = store.list(query).await.expect("a page");
        let names: String = page.executions.iter().map(|child| child.name.as_str()).collect();
        (names, page.next)
    };
    let (names, next) = list(map_run(3), None, 2, None).await;
    assert_eq!(names, "cb");
    assert_eq!(list(map_run(3), None, 2, next).await, ("a".into(), None));
    assert_eq!(list(map_run(3), Some(Status::Succeeded), 0, None).await, ("b".into(), None));
    assert_eq!(list(map_run(4), None, 0, None).await, (String::new(), None));
    let described = store.describe(&arn("a")).await.expect("a description");
    assert_eq!(described.map_run, Some(map_run(3).arn));
}

pub(super) async fn results_of_children_come_by_pages(store: Arc<dyn Store>) {
    let (mut parent, _) = family(&*store).await;
    let result = |attempt, index, json: Option<&str>, kind| ChildResult {
        attempt,
        index,
        items: index + 1,
        kind,
        json: json.map(str::to_owned),
    };
    let long = format!("\"{}\"", "long ".repeat(200));
    let results = [
        result(1, 2, Some("2"), ResultKind::Succeeded),
        result(1, 0, None, ResultKind::Failed),
        result(2, 1, Some("other"), ResultKind::Pending),
        result(1, 7, Some(&long), ResultKind::Succeeded),
    ];
    parent
        .commit(&*store, |commit| {
            commit.children.results = results.to_vec();
            commit.children.released = released(1, 0, Fate::Stopped);
        })
        .await;
    let page = async |after, most| {
        let records = store.child_results(parent.key, 1, after, most).await.expect("results");
        let brief = records.into_iter().map(|record| (record.result, record.child.map(|child| child.name)));
        brief.collect::<Vec<_>>()
    };
    let [two, zero, _, seven] = results;
    let first = [(zero, Some("child".to_owned())), (two, None)];
    assert_eq!(page(None, 2).await, first);
    assert_eq!(page(Some(2), 2).await, [(seven, None)]);
    assert_eq!(page(Some(7), 2).await, []);
}

pub(super) async fn a_child_is_deleted_with_its_end(store: Arc<dyn Store>) {
    let (mut parent, mut child) = family(&*store).await;
    end(&*store, &mut child, "1").await;
    let early = store.delete(&arn("child")).await;
    assert!(matches!(early, Err(StoreError::EndNotHeard)), "{early:?}");
    assert_eq!(store.sweep(at(100), 100).await.expect("a number"), 0, "its end has not been heard");
    let inbox = store.inbox(parent.key).await.expect("an inbox");
    parent
        .commit(&*store, |commit| {
            commit.consumed = vec![inbox[0].number];
            commit.children.released = released(1, 0, Fate::Deleted);
        })
        .await;
    let gone = store.describe(&arn("child")).await;
    assert!(matches!(gone, Err(StoreError::ExecutionDoesNotExist)), "{gone:?}");
}

pub(super) async fn many_messages_come_little_by_little(store: Arc<dyn Store>) {
    let mut parent = one(&*store).await;
    let names: Vec<String> = (0..300).map(|number| format!("child-{number:03}")).collect();
    parent
        .commit(&*store, |commit| {
            commit.children.started = names.iter().map(|name| execution(name)).collect();
            commit.children.awaited =
                (0..).zip(&names).map(|(index, name)| awaited(name, 1, index)).collect();
        })
        .await;
    for mut child in claimed(&*store, at(0)).await {
        child.commit(&*store, |commit| commit.state = running(None)).await;
        end(&*store, &mut child, "1").await;
    }
    let inbox = store.inbox(parent.key).await.expect("an inbox");
    assert_eq!(inbox.len(), 256);
    parent.commit(&*store, |commit| commit.consumed = inbox.iter().map(|row| row.number).collect()).await;
    assert_eq!(store.inbox(parent.key).await.expect("an inbox").len(), 44);
}

/// They go with the map run, and it does not go before they have stopped.
pub(super) async fn children_of_map_runs_are_deleted_with_their_execution(store: Arc<dyn Store>) {
    let mut parent = one(&*store).await;
    let names: Vec<String> = (0..250).map(|number| format!("child-{number}")).collect();
    parent
        .commit(&*store, |commit| {
            commit.children.map_runs = vec![map_run(1)];
            let child = |name: &String| NewExecution {
                map_child: Some(MapChild { map_run: map_run(1).arn, processor: "Work".into() }),
                ..execution(name)
            };
            commit.children.started = names.iter().map(child).collect();
            commit.children.awaited =
                (0..).zip(&names).map(|(index, name)| awaited(name, 1, index)).collect();
        })
        .await;
    let mut children = claimed(&*store, at(0)).await;
    let last = children.pop().expect("there are many");
    for mut child in children {
        end(&*store, &mut child, "1").await;
    }
    parent.commit(&*store, |commit| commit.state = ended(Status::Aborted, at(5))).await;
    let early = store.delete(&arn("one")).await;
    assert!(matches!(early, Err(StoreError::ChildrenRunning)), "{early:?}");
    let swept = store.sweep(at(6), 1_000).await.expect("a number");
    assert_eq!(swept, 249, "the children that have ended");
    let mut last = last;
    end(&*store, &mut last, "1").await;
    store.delete(&arn("one")).await.expect("all have ended");
    let left = store.list(ExecutionQuery::default()).await.expect("a page").executions;
    assert!(left.is_empty(), "{left:?}");
    let run = store.map_run(&map_run(1).arn).await;
    assert!(matches!(run, Err(StoreError::MapRunDoesNotExist)), "{run:?}");
}
