//! Killed in the middle of commits: what was acknowledged is there, and nothing is there by halves.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;
use std::time::Duration;

use super::super::super::tests::support::{
    Folder, arn, at, claimed, event, execution, frame, result, running, slot,
};
use super::super::super::{EventQuery, EventRow, Order, SlotKind, Store};
use super::super::Sqlite;
use super::process::{command, program, role};
use super::{look, number, open};

const EXECUTIONS: usize = 8;
const ROUNDS: u64 = 8;

/// Goes on with every execution from wherever it stands, and says what is written, until it is killed.
async fn work(store: Sqlite) {
    store.attach().await.expect("the seat of the one that was killed is free");
    for number in 0..EXECUTIONS {
        store.start(execution(&number.to_string())).await.expect("a start");
    }
    let every = claimed(&store, at(u64::from(u32::MAX))).await;
    assert_eq!(every.len(), EXECUTIONS);
    let tasks = every.into_iter().map(|mut held| {
        let store = store.clone();
        tokio::spawn(async move {
            let name = held.load(&store).await.execution.name;
            loop {
                let id = held.version + 1;
                let text = format!("\"{id} {}\"", "x".repeat(300));
                held.commit(&store, |commit| {
                    commit.state = running(Some(at(id)));
                    commit.state.progress.last_event = id;
                    commit.frames = vec![frame(0, None, &id.to_string()), frame(id, Some((0, id)), "Inner")];
                    commit.gone = vec![id.saturating_sub(5)].into_iter().filter(|gone| *gone > 0).collect();
                    commit.slots = vec![slot(0, SlotKind::Input, &text)];
                    commit.results = vec![result(0, id, &text)];
                    commit.events =
                        vec![EventRow { data: Some(text), ..event(id, "PassStateEntered", "\"a\":1") }];
                })
                .await;
                let mut out = std::io::stdout().lock();
                writeln!(out, "written {name} {}", held.version).expect("somebody listens");
            }
        })
    });
    futures_util::future::join_all(tasks.collect::<Vec<_>>()).await;
}

#[test]
fn what_was_acknowledged_survives_kills() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    if let Some((_, path)) = role() {
        runtime.block_on(work(Sqlite::open(path).expect("a store")));
        return;
    }
    let folder = Folder::new();
    let test = "store::sqlite::tests::crash::what_was_acknowledged_survives_kills";
    let mut written: HashMap<String, u64> = HashMap::new();
    for round in 0..ROUNDS {
        let before: u64 = written.values().sum();
        let mut child = command(&program(), test, "worker", &folder.path(super::NAME))
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let mut lines = BufReader::new(child.stdout.take().expect("what it says")).lines();
        // The time runs from the first step, so that each round has some.
        let mut heard = |line: std::io::Result<String>| {
            let line = line.expect("text");
            if let Some((name, version)) = line.strip_prefix("written ").and_then(|line| line.split_once(' '))
            {
                let version = version.parse().expect("a number");
                let last = written.insert(name.to_owned(), version);
                assert!(last.is_none_or(|last| last < version), "{line} after {last:?}");
                return true;
            }
            false
        };
        for line in lines.by_ref() {
            if heard(line) {
                break;
            }
        }
        std::thread::sleep(Duration::from_millis(20 + 17 * round));
        child.kill().expect("killed");
        child.wait().expect("its end");
        for line in lines {
            // The last line may have been cut off.
            if line.as_ref().is_ok_and(|line| line.split(' ').count() == 3) {
                heard(line);
            }
        }
        assert!(written.values().sum::<u64>() > before, "something was written in round {round}");
        runtime.block_on(check(&folder, &written));
    }
}

async fn check(folder: &Folder, written: &HashMap<String, u64>) {
    let store = open(folder);
    let file = look(folder);
    let integrity: String = file.query_row("PRAGMA integrity_check", (), |row| row.get(0)).expect("a check");
    assert_eq!(integrity, "ok");
    store.attach().await.expect("a seat");
    for held in claimed(&store, at(u64::from(u32::MAX))).await {
        let loaded = held.load(&store).await;
        let (name, version) = (&loaded.execution.name, loaded.version);
        let acknowledged = written.get(name).copied().unwrap_or(0);
        assert!(version >= acknowledged, "{name}: {version} of {acknowledged}");
        if version == 0 {
            continue;
        }
        let text = format!("\"{version} {}\"", "x".repeat(300));
        assert_eq!(loaded.state.progress.last_event, version);
        assert_eq!(loaded.frames[0].state, version.to_string());
        assert_eq!(loaded.slots, [slot(0, SlotKind::Input, &text)]);
        assert!(loaded.results.iter().map(|row| row.index).eq(1..=version));
        let query = EventQuery { arn: arn(name), order: Order::Reverse, most: 1, after: None };
        let last = store.history(query).await.expect("a history").events.pop().expect("an event");
        assert_eq!((last.id, last.data), (version, Some(text)));
    }
    let orphans =
        "SELECT count(*) FROM event e LEFT JOIN progress p USING (execution) WHERE e.id > p.version";
    assert_eq!(number(&file, orphans), 0, "nothing by halves");
}
