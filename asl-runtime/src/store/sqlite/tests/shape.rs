//! What stands in the file.

use rusqlite::StatementStatus;

use super::super::super::tests::support::{
    Folder, HASH, at, ended, event, frame, locator, one, result, running, slot, token,
};
use super::super::super::{Closing, EventRow, ExecutionState, NewExecution, SlotKind, Status, Store};
use super::{look, number, open};

/// Handlers may not write to what is the store's own.
#[tokio::test]
async fn its_own_names_are_known() {
    let folder = Folder::new();
    drop(open(&folder));
    let file = look(&folder);
    let names = "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY 1";
    let mut select = file.prepare(names).expect("it is a query");
    let found: Vec<String> =
        select.query_map((), |row| row.get(0)).expect("it reads").map(|name| name.expect("a name")).collect();
    assert_eq!(found, super::super::schema::NAMES);
}

#[tokio::test]
async fn large_texts_are_written_once() {
    let folder = Folder::new();
    let store = open(&folder);
    store.attach().await.expect("a seat");
    let large = format!("\"{}\"", "large ".repeat(2_000));
    let asked =
        NewExecution { input: large.clone(), ..super::super::super::tests::support::execution("one") };
    store.start(asked).await.expect("a start");
    let mut held = super::super::super::tests::support::claimed(&store, at(0)).await[0];
    for id in (1..40).step_by(2) {
        held.commit(&store, |commit| {
            commit.events = [id, id + 1]
                .map(|id| EventRow { data: Some(large.clone()), ..event(id, "PassStateEntered", "\"a\":1") })
                .into();
            commit.slots = vec![slot(0, SlotKind::Input, &large), slot(0, SlotKind::EffectiveInput, &large)];
            commit.results = vec![result(0, id, &large)];
        })
        .await;
    }
    held.commit(&store, |commit| {
        commit.state = ExecutionState { output: Some(large.clone()), ..ended(Status::Succeeded, at(1)) };
    })
    .await;
    let file = look(&folder);
    assert_eq!(number(&file, "SELECT count(*) FROM payload"), 1);
    let length = i64::try_from(large.len()).expect("a length");
    assert_eq!(number(&file, "SELECT sum(length(text)) FROM payload"), length);
    assert_eq!(number(&file, "SELECT count(*) FROM slot WHERE typeof(json) <> 'integer'"), 0);
    assert_eq!(number(&file, "SELECT count(DISTINCT data) FROM events"), 1);
    assert_eq!(number(&file, "SELECT length(input) + length(output) FROM executions"), 2 * length);
}

/// A variable that gets new values again and again leaves nothing behind.
#[tokio::test]
async fn values_that_are_replaced_leave_nothing() {
    let folder = Folder::new();
    let store = open(&folder);
    store.attach().await.expect("a seat");
    let mut held = one(&store).await;
    for number in 0..200 {
        let text = format!("\"{number} {}\"", "x".repeat(10_000));
        held.commit(&store, |commit| commit.slots = vec![slot(0, SlotKind::Variables, &text)]).await;
    }
    drop(store);
    let file = look(&folder);
    assert_eq!(number(&file, "SELECT count(*) FROM payload"), 0);
    let size = number(&file, "PRAGMA page_count") * number(&file, "PRAGMA page_size");
    assert!(size < 250_000, "{size}");
}

#[tokio::test]
async fn people_can_read_it() {
    let folder = Folder::new();
    let store = open(&folder);
    store.attach().await.expect("a seat");
    let mut held = one(&store).await;
    held.commit(&store, |commit| {
        commit.state = running(Some(at(90_000)));
        commit.frames = vec![frame(0, None, "Ask")];
        commit.events = vec![event(1, "ExecutionStarted", "\"a\":1")];
        commit.tokens = vec![token(1, 0, 1)];
    })
    .await;
    let file = look(&folder);
    let line =
        |statement: &str| -> String { file.query_row(statement, (), |row| row.get(0)).expect(statement) };
    assert_eq!(
        line(
            "SELECT machine || ' ' || name || ' ' || status || ' ' || started || ' ' || due || ' ' || states FROM executions"
        ),
        "order one RUNNING 2025-10-09T08:53:20.000Z 2025-10-09T08:54:50.000Z Ask"
    );
    assert_eq!(
        line("SELECT id || ' ' || type || ' ' || time FROM events"),
        "1 ExecutionStarted 2025-10-09T08:53:20.001Z"
    );
    assert_eq!(line("SELECT state || ' ' || since FROM waiting_tokens"), "Ask 2025-10-09T08:53:20.001Z");
}

#[tokio::test]
async fn nothing_is_left_of_what_is_deleted() {
    let folder = Folder::new();
    let store = open(&folder);
    store.attach().await.expect("a seat");
    let mut held = one(&store).await;
    held.commit(&store, |commit| {
        commit.state = ended(Status::Failed, at(1));
        commit.frames = (0..3_000).map(|number| frame(number, None, "Ask")).collect();
        commit.slots = (0..500).map(|number| slot(number, SlotKind::Input, "1")).collect();
        commit.results = (0..500).map(|number| result(0, number, "1")).collect();
        commit.events = (1..3_000)
            .map(|id| EventRow {
                data: Some(format!("{id}{}", "0".repeat(300))),
                ..event(id, "PassStateEntered", "\"a\":1")
            })
            .collect();
        commit.tokens = vec![token(1, 0, 1)];
    })
    .await;
    assert_eq!(store.sweep(at(2), 10).await.expect("a number"), 1);
    let file = look(&folder);
    for table in
        ["execution", "progress", "frame", "slot", "result", "event", "payload", "token", "inbox", "deleted"]
    {
        assert_eq!(number(&file, &format!("SELECT count(*) FROM {table}")), 0, "{table}");
    }
    let check: String = file.query_row("PRAGMA integrity_check", (), |row| row.get(0)).expect("a check");
    assert_eq!(check, "ok");
}

/// What was not deleted to the end before the process ended is deleted with the next sweep.
#[tokio::test]
async fn deleting_goes_on_where_it_ended() {
    let folder = Folder::new();
    let store = open(&folder);
    store.attach().await.expect("a seat");
    let mut held = one(&store).await;
    held.commit(&store, |commit| {
        commit.state = ended(Status::Failed, at(1));
        commit.events = (1..5_000).map(|id| event(id, "PassStateEntered", "\"a\":1")).collect();
    })
    .await;
    let arn = super::super::super::tests::support::arn("one");
    store
        .file
        .writer
        .ask(move |group| super::super::retention::delete(group, &arn))
        .await
        .expect("taken off");
    drop(store);
    let store = open(&folder);
    assert_eq!(number(&look(&folder), "SELECT count(*) FROM event"), 4_999);
    assert_eq!(store.sweep(at(0), 10).await.expect("a number"), 0);
    assert_eq!(number(&look(&folder), "SELECT count(*) FROM event"), 0);
}

/// What the engine asks again and again is answered from an index, however many executions there are.
#[tokio::test]
async fn questions_are_answered_from_indexes() {
    let folder = Folder::new();
    let store = open(&folder);
    let file = super::super::schema::open_reader(&store.file.path, &store.file.options).expect("a reader");
    let statements = [
        super::super::claim::BY_MESSAGE,
        super::super::claim::BY_DUE,
        "SELECT id FROM execution WHERE definition = ?1 AND status = ?2 AND id < ?3 ORDER BY id DESC LIMIT ?4",
        super::super::retention::RETIRED,
        super::super::retention::STOPPING,
        super::super::retention::CHILDREN,
        super::super::children::WAITING,
        super::super::query::OF_MAP_RUN,
        "SELECT locator FROM token WHERE standing = 'waiting' ORDER BY since, locator LIMIT ?1",
        "SELECT locator FROM token WHERE resource = ?1 AND offer IS NOT NULL AND standing = 'waiting'
            ORDER BY since, locator LIMIT 1",
        "SELECT execution FROM progress WHERE definition = ?1 AND first_message IS NOT NULL",
        "SELECT id FROM event WHERE execution = ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3",
        "SELECT min(number) FROM inbox WHERE execution = ?1",
    ];
    for statement in statements {
        let mut explain = file.prepare(&format!("EXPLAIN QUERY PLAN {statement}")).expect(statement);
        for number in 1..=explain.parameter_count() {
            explain.raw_bind_parameter(number, 1).expect(statement);
        }
        let mut rows = explain.raw_query();
        while let Some(row) = rows.next().expect(statement) {
            let plan: String = row.get(3).expect("a plan");
            let is_found = plan.contains("INDEX") || plan.contains("SUBQUERY");
            assert!(is_found && !plan.contains("TEMP B-TREE"), "{statement}: {plan}");
        }
    }
}

/// What no engine has costs nothing, however many there are, and whatever they were told.
#[tokio::test]
async fn parked_executions_are_not_in_the_way() {
    let steps = async |parked: usize| {
        let folder = Folder::new();
        let store = open(&folder);
        store.attach().await.expect("a seat");
        let asked = |name: String, hash: &str| NewExecution {
            hash: hash.into(),
            ..super::super::super::tests::support::execution(&name)
        };
        let starts: Vec<_> =
            (0..parked).map(|number| store.start(asked(format!("parked-{number}"), "older"))).collect();
        for start in starts {
            start.await.expect("a start");
        }
        look(&folder)
            .execute_batch(
                "INSERT INTO inbox (execution, kind) SELECT id, 'stop' FROM execution;
                UPDATE progress SET first_message = (SELECT number FROM inbox WHERE execution = progress.execution);",
            )
            .expect("messages");
        for number in 0..10 {
            store.start(asked(format!("due-{number}"), HASH)).await.expect("a start");
        }
        let hashes = [HASH.to_owned()];
        assert_eq!(store.claim(at(9), &hashes, 100).await.expect("claims").len(), 10);
        assert_eq!(store.messages(&hashes).await.expect("none"), []);
        assert_eq!(store.next_due(&hashes).await.expect("none"), None);
        let seat = std::sync::Arc::clone(&store.file.seat);
        let counted = move |group: &super::super::group::Group<'_>| {
            let connection = group.connection;
            let count = |statement| {
                let statement = connection.prepare_cached(statement)?;
                Ok::<_, rusqlite::Error>(statement.get_status(StatementStatus::VmStep))
            };
            super::super::claim::claim(connection, &seat, at(9), &hashes, 100)?;
            super::super::claim::messages(connection, &seat, &hashes)?;
            super::super::claim::next_due(connection, &seat, &hashes)?;
            Ok((count(super::super::claim::BY_MESSAGE)?, count(super::super::claim::BY_DUE)?))
        };
        store.file.writer.ask(counted).await.expect("counts")
    };
    let (few, many) = (steps(10).await, steps(10_000).await);
    assert!(few.0 > 0 && few.1 > 0, "{few:?}");
    assert_eq!(few, many, "steps of SQLite");
}

/// To compile a statement anew for each value costs more than to run it.
#[tokio::test]
async fn statements_are_compiled_once() {
    let folder = Folder::new();
    let store = open(&folder);
    store.attach().await.expect("a seat");
    let mut held = one(&store).await;
    for byte in 0..20 {
        held.commit(&store, |commit| {
            commit.tokens = vec![token(byte, 0, 1)];
            commit.closed = vec![Closing::Void(locator(byte))];
            commit.state = running(Some(at(byte.into())));
        })
        .await;
    }
    let statements = [super::super::commit::ADVANCE, super::super::commit::CLOSE];
    let compiled = move |group: &super::super::group::Group<'_>| {
        let again = |statement| {
            let statement = group.connection.prepare_cached(statement)?;
            let (runs, again) = (StatementStatus::Run, StatementStatus::RePrepare);
            Ok::<_, rusqlite::Error>((statement.get_status(runs), statement.get_status(again)))
        };
        Ok(statements.map(again).into_iter().collect::<rusqlite::Result<Vec<_>>>()?)
    };
    for (runs, again) in store.file.writer.ask(compiled).await.expect("counts") {
        assert!(runs >= 20, "{runs}");
        assert_eq!(again, 0, "of {runs}");
    }
}
