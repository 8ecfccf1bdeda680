//! Other processes beside the engine.

use std::time::{Duration, Instant};

use tokio::time::timeout;

use super::super::super::tests::support::{
    Folder, HASH, arn, at, claimed, execution, frame, locator, one, token,
};
use super::super::super::{Answer, InboxMessage, Started, Store, StoreError, TokenState};
use super::super::Sqlite;
use super::open;
use super::process::{command, program, role};

#[tokio::test]
async fn the_engine_hears_of_what_others_add() {
    let folder = Folder::new();
    let (engine, client) = (open(&folder), open(&folder));
    engine.attach().await.expect("a seat");
    let mut held = one(&engine).await;
    held.commit(&engine, |commit| {
        commit.frames = vec![frame(0, None, "Ask")];
        commit.tokens = vec![token(1, 0, 1)];
    })
    .await;
    while timeout(Duration::from_millis(50), engine.changed()).await.is_ok() {}
    let mut longest = Duration::ZERO;
    for number in 0..30 {
        let since = match number {
            0 => {
                let told = client.answer(locator(1), Answer::Success("1".into())).await.expect("an answer");
                assert_eq!(told, TokenState::Accepted);
                Instant::now()
            }
            odd if odd % 2 == 1 => {
                client.start(execution(&odd.to_string())).await.expect("a start");
                Instant::now()
            }
            _ => {
                let stop = InboxMessage::Stop { error: None, cause: None };
                client.send(&arn("one"), stop).await.expect("sent");
                Instant::now()
            }
        };
        timeout(Duration::from_secs(20), engine.changed()).await.expect("told").expect("no error");
        longest = longest.max(since.elapsed());
    }
    println!("what another connection adds is heard of within {longest:?}");
    assert_eq!(engine.messages(&[HASH.into()]).await.expect("messages"), [held.key]);
    assert_eq!(claimed(&engine, at(0)).await.len(), 15);
}

#[tokio::test]
async fn the_own_steps_are_no_news() {
    let folder = Folder::new();
    let engine = open(&folder);
    engine.attach().await.expect("a seat");
    let mut held = one(&engine).await;
    while timeout(Duration::from_millis(50), engine.changed()).await.is_ok() {}
    for _ in 0..20 {
        held.commit(&engine, |_| ()).await;
    }
    assert!(timeout(Duration::from_millis(50), engine.changed()).await.is_err());
}

/// Processes start executions with the same names; each name is one execution.
#[test]
fn processes_agree_on_who_was_first() {
    const NAMES: usize = 50;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    if let Some((who, path)) = role() {
        let store = Sqlite::open(path).expect("a store");
        for number in 0..NAMES {
            let mut asked = execution(&number.to_string());
            asked.input = who.clone();
            asked.uuid = format!("{who}-{number}");
            match runtime.block_on(store.start(asked)) {
                Ok(Started { .. }) => println!("started {number}"),
                Err(StoreError::ExecutionAlreadyExists) => println!("another was faster with {number}"),
                Err(error) => panic!("{error}"),
            }
        }
        return;
    }
    let folder = Folder::new();
    let store = open(&folder);
    let test = "store::sqlite::tests::shared::processes_agree_on_who_was_first";
    let children: Vec<_> = (0..4)
        .map(|who: u32| {
            let mut child = command(&program(), test, &who.to_string(), &folder.path(super::NAME));
            child.stdout(std::process::Stdio::piped()).spawn().expect("a process")
        })
        .collect();
    let mut started = 0;
    for child in children {
        let output = child.wait_with_output().expect("its end");
        assert!(output.status.success(), "{output:?}");
        started += String::from_utf8_lossy(&output.stdout).matches("started").count();
    }
    assert_eq!(started, NAMES, "each once");
    let all = store.list(super::super::super::ExecutionQuery::default());
    assert_eq!(runtime.block_on(all).expect("a page").executions.len(), NAMES);
}
