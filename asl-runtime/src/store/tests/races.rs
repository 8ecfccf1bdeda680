//! Many at once: exactly one wins where one may.

use std::sync::Arc;

use futures_util::future::join_all;

use super::super::{
    Answer, Closing, Commit, EventQuery, ExecutionQuery, NewExecution, Order, SlotKind, Store, StoreError,
    TokenState,
};
use super::support::{arn, at, claimed, event, execution, frame, locator, one, running, slot, token};

pub(super) async fn equal_starts_make_one_execution(store: Arc<dyn Store>) {
    let starts = (0..64).map(|number| {
        let store = Arc::clone(&store);
        let asked = NewExecution { uuid: number.to_string(), start_time: at(number), ..execution("one") };
        tokio::spawn(async move { store.start(asked).await.expect("a start") })
    });
    let started = join_all(starts).await.into_iter().map(|start| start.expect("a task"));
    let mut started: Vec<_> = started.collect();
    started.dedup();
    assert_eq!(started.len(), 1, "all are told the same");
    assert_eq!(store.list(ExecutionQuery::default()).await.expect("a page").executions.len(), 1);
}

pub(super) async fn different_starts_make_one_execution(store: Arc<dyn Store>) {
    let starts = (0..64).map(|number| {
        let store = Arc::clone(&store);
        let asked = NewExecution { input: number.to_string(), uuid: number.to_string(), ..execution("one") };
        tokio::spawn(async move { store.start(asked).await.map(|_| number) })
    });
    let mut winner = None;
    for start in join_all(starts).await {
        match start.expect("a task") {
            Ok(number) => assert_eq!(winner.replace(number), None, "one wins"),
            Err(error) => assert!(matches!(error, StoreError::ExecutionAlreadyExists), "{error:?}"),
        }
    }
    let described = store.describe(&arn("one")).await.expect("a description");
    assert_eq!(Some(described.input), winner.map(|number| number.to_string()));
}

pub(super) async fn one_answer_of_many_counts(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    held.commit(&*store, |commit| commit.tokens = vec![token(1, 0, 1)]).await;
    let answers = (0..64).map(|number: u64| {
        let store = Arc::clone(&store);
        let answer = Answer::Success(number.to_string());
        tokio::spawn(async move { store.answer(locator(1), answer).await.expect("an answer") })
    });
    let accepted =
        join_all(answers).await.into_iter().filter(|state| matches!(state, Ok(TokenState::Accepted))).count();
    assert_eq!(accepted, 1);
    assert_eq!(store.inbox(held.key).await.expect("an inbox").len(), 1);
}

/// Whoever comes first wins, and both are told the same.
pub(super) async fn an_answer_or_a_void(store: Arc<dyn Store>) {
    let mut held = one(&*store).await;
    let (mut answered, mut voided) = (0, 0);
    for byte in 0..=255 {
        held.commit(&*store, |commit| commit.tokens = vec![token(byte, 0, 1)]).await;
        let answer = tokio::spawn({
            let store = Arc::clone(&store);
            async move { store.answer(locator(byte), Answer::Success("1".into())).await.expect("an answer") }
        });
        if byte % 3 == 0 {
            tokio::task::yield_now().await;
        }
        let commit =
            store.commit(Commit { closed: vec![Closing::Void(locator(byte))], ..held.step() }.into()).await;
        match (answer.await.expect("a task"), commit) {
            (TokenState::Accepted, Err(StoreError::Conflict)) => answered += 1,
            (TokenState::Closed, Ok(committed)) => {
                voided += 1;
                held.version = committed.version;
            }
            other => panic!("both or neither: {other:?}"),
        }
    }
    assert_eq!(answered + voided, 256);
    assert_eq!(store.inbox(held.key).await.expect("an inbox").len(), answered);
}

pub(super) async fn many_executions_commit_at_once(store: Arc<dyn Store>) {
    let names: Vec<_> = (0..48).map(|number| format!("number-{number}")).collect();
    for name in &names {
        store.start(execution(name)).await.expect("a start");
    }
    let every = claimed(&*store, at(0)).await;
    assert_eq!(every.len(), names.len());
    let tasks = every.into_iter().map(|mut held| {
        let store = Arc::clone(&store);
        tokio::spawn(async move {
            for number in 0..20_u64 {
                let text = format!("\"{}\"", number.to_string().repeat(400));
                held.commit(&*store, |commit| {
                    commit.state = running(Some(at(number)));
                    commit.state.progress.last_event = number + 1;
                    commit.frames = vec![frame(0, None, &number.to_string())];
                    commit.slots = vec![slot(0, SlotKind::Input, &text)];
                    commit.events = vec![event(number + 1, "PassStateEntered", "\"a\":1")];
                })
                .await;
                // A refused commit is nobody else's business.
                let refused = store.commit(Commit { version: held.version + 1, ..held.step() }.into()).await;
                assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
            }
            held
        })
    });
    for task in join_all(tasks).await {
        let loaded = task.expect("a task").load(&*store).await;
        assert_eq!(loaded.version, 20);
        assert_eq!(loaded.frames, [frame(0, None, "19")]);
        assert_eq!(loaded.slots, [slot(0, SlotKind::Input, &format!("\"{}\"", "19".repeat(400)))]);
        let query = EventQuery { arn: loaded.execution.arn, order: Order::Forward, most: 0, after: None };
        let events = store.history(query).await.expect("a history").events;
        assert!(events.iter().map(|event| event.id).eq(1..=20));
    }
}

/// Steps that are written together, of which one is refused after some of it was written.
pub(super) async fn what_refuses_one_step_touches_no_other(store: Arc<dyn Store>) {
    let names: Vec<_> = (0..20).map(|number| format!("number-{number}")).collect();
    for name in &names {
        store.start(execution(name)).await.expect("a start");
    }
    let mut every = claimed(&*store, at(0)).await;
    for round in 0..10_u8 {
        let unlucky = usize::from(round) % every.len();
        let asks = token(round, 0, 1);
        every[unlucky].commit(&*store, |commit| commit.tokens = vec![asks]).await;
        let answer = store.answer(locator(round), Answer::Success("1".into()));
        let id = u64::from(round) + 1;
        let steps: Vec<_> = every
            .iter()
            .enumerate()
            .map(|(number, held)| {
                let mut step = held.step();
                step.events = vec![event(id, "PassStateEntered", "\"a\":1")];
                if number == unlucky {
                    step.closed = vec![Closing::Void(locator(round))];
                    step.frames = vec![frame(0, None, "never")];
                }
                store.commit(step.into())
            })
            .collect();
        assert_eq!(answer.await.expect("an answer"), TokenState::Accepted);
        for (number, step) in steps.into_iter().enumerate() {
            match step.await {
                Ok(committed) if number != unlucky => every[number].version = committed.version,
                Err(StoreError::Conflict) if number == unlucky => {}
                other => panic!("{number}: {other:?}"),
            }
        }
        let refused = every[unlucky].load(&*store).await;
        assert_eq!((refused.version, refused.frames), (every[unlucky].version, Vec::new()));
        every[unlucky]
            .commit(&*store, |commit| commit.events = vec![event(id, "PassStateEntered", "\"a\":1")])
            .await;
    }
    for held in every {
        let loaded = held.load(&*store).await;
        let query = EventQuery { arn: loaded.execution.arn, order: Order::Forward, most: 0, after: None };
        let events = store.history(query).await.expect("a history").events;
        assert!(events.iter().map(|event| event.id).eq(1..=10));
    }
}
