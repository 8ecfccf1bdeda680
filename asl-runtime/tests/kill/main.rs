//! Executions in a file, in a process that is killed again and again.

mod process;
mod workflows;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use asl_runtime::durable::Client;
use asl_runtime::history::HistoryEvent;
use asl_runtime::store::{ExecutionQuery, Order, Sqlite, Status};

/// How many executions there are.
const EXECUTIONS: usize = 40;

/// How often the process is killed, unless `ASL_KILLS` says otherwise.
const KILLS: u64 = 25;

/// The child: it is this very test program, told by a variable of the environment.
#[test]
fn works_until_it_is_killed() {
    if let Ok(folder) = std::env::var("ASL_KILL_FOLDER") {
        process::work(Path::new(&folder));
    }
}

#[test]
fn nothing_is_lost_and_nothing_done_twice() {
    let kills = std::env::var("ASL_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let seed = std::env::var("ASL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7);
    let mut random = fastrand::Rng::with_seed(seed);
    let folder = std::env::temp_dir().join(format!("asl-kill-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is a folder");
    let mut histories: Vec<Vec<HistoryEvent>> = Vec::new();
    for kill in 0..=kills {
        let mut child = child(&folder);
        let began = Instant::now();
        // The last one is let to the end.
        let longest = match kill < kills {
            true => Duration::from_millis(random.u64(30..250)),
            false => Duration::from_secs(120),
        };
        while began.elapsed() < longest && child.try_wait().expect("it is a process").is_none() {
            std::thread::sleep(Duration::from_millis(2));
        }
        // It may have come to its end.
        let _ = child.kill();
        child.wait().expect("it is a process");
        let now = read(&folder);
        for (before, now) in histories.iter().zip(&now) {
            assert!(now.starts_with(before), "what was written stays, with seed {seed} after {kill} kills");
        }
        histories = now;
    }
    check(&folder, &histories);
    std::fs::remove_dir_all(&folder).expect("it was there");
}

fn child(folder: &Path) -> std::process::Child {
    Command::new(std::env::current_exe().expect("it has a name"))
        .args(["--exact", "works_until_it_is_killed", "--nocapture"])
        .env("ASL_KILL_FOLDER", folder)
        .stdout(Stdio::null())
        .spawn()
        .expect("it starts")
}

fn store(folder: &Path) -> PathBuf {
    folder.join("workflows.db")
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("it starts")
}

/// All histories, by the names of their executions.
fn read(folder: &Path) -> Vec<Vec<HistoryEvent>> {
    if !store(folder).exists() {
        return Vec::new();
    }
    runtime().block_on(async {
        let client = Client::new(Arc::new(Sqlite::open(store(folder)).expect("it opens"))).await;
        let client = client.expect("it has a secret");
        let mut histories = Vec::new();
        for number in 0..EXECUTIONS {
            let (mut events, mut after) = (Vec::new(), None);
            loop {
                let page = client.history(&workflows::arn(number), Order::Forward, 500, after).await;
                let Ok(page) = page else { break };
                events.extend(page.events);
                after = page.next;
                if after.is_none() {
                    break;
                }
            }
            histories.push(events);
        }
        histories
    })
}

fn check(folder: &Path, histories: &[Vec<HistoryEvent>]) {
    // Ids go up by one, and each predecessor came before.
    for events in histories {
        for (position, event) in events.iter().enumerate() {
            assert_eq!(event.id, position as u64 + 1);
            assert!(event.previous_event_id < event.id);
        }
    }
    runtime().block_on(async {
        let client = Client::new(Arc::new(Sqlite::open(store(folder)).expect("it opens"))).await;
        let client = client.expect("it has a secret");
        let page = client.list(ExecutionQuery { most: 1000, ..ExecutionQuery::default() }).await;
        let ended: Vec<Status> =
            page.expect("there is a list").executions.iter().map(|execution| execution.status).collect();
        assert_eq!(ended.len(), EXECUTIONS + EXECUTIONS / 4, "every fourth has a child");
        assert!(ended.iter().all(|status| *status == Status::Succeeded), "{ended:?}");
        assert!(client.waiting_tasks(10).await.expect("there is a list").is_empty());
    });
    // Each line is a call of a handler that is not idempotent, with its attempt.
    let calls = std::fs::read_to_string(folder.join("calls")).expect("there were calls");
    let mut seen = HashSet::new();
    for call in calls.lines() {
        assert!(seen.insert(call), "{call} was called twice");
    }
    assert!(seen.len() >= EXECUTIONS * 4, "{}", seen.len());
}
