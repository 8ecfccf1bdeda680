//! Money is neither lost nor made, whenever the process is killed.

mod workflow;

use std::process::{Command, Stdio};
use std::time::Duration;

use asl_runtime::durable::DurableError;
use asl_runtime::store::StoreError;
use workflow::{Transfer, accounts, engine, open, transfer};

const TRANSFERS: usize = 300;
const FILE: &str = "ASL_EXAMPLE_BANK";

fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    runtime.expect("it starts").block_on(future)
}

/// The child: it is this very test program, told by a variable of the environment.
#[test]
fn works_until_it_is_killed() {
    let Ok(path) = std::env::var(FILE) else { return };
    run(async {
        let store = open(&path).await.expect("it opens");
        let (engine, workflow) = loop {
            match engine(&store).await {
                Ok(engine) => break engine,
                // The one before is still about to die.
                Err(DurableError::Store(StoreError::EngineRunning)) => {
                    tokio::time::sleep(Duration::from_millis(2)).await;
                }
                Err(error) => panic!("{error}"),
            }
        };
        for number in 0..TRANSFERS {
            // Every third one goes to nobody, and comes back.
            let to = if number % 3 == 0 { "Nobody" } else { "Bob" };
            let transfer = Transfer { from: "Ada".into(), to: to.into(), cents: 7 };
            // Under its name it is started once.
            let _ = engine.start(&workflow, Some(&format!("transfer-{number}")), transfer).await;
        }
        for number in 0..TRANSFERS {
            let arn = workflow.state_machine_arn().replace(":stateMachine:", ":execution:");
            let ended = engine.execution::<transfer::Definition>(format!("{arn}:transfer-{number}"));
            let ended = ended.wait().await;
            assert_eq!(ended.is_ok(), number % 3 != 0, "{ended:?}");
        }
        engine.shut_down().await.expect("it ends");
    });
}

#[test]
fn every_booking_is_made_once() {
    let folder = std::env::temp_dir().join(format!("asl-transactional-example-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is a folder");
    let path = folder.join("bank.db").display().to_string();
    let child = || {
        Command::new(std::env::current_exe().expect("it has a name"))
            .args(["--exact", "works_until_it_is_killed", "--nocapture"])
            .env(FILE, &path)
            .stdout(Stdio::null())
            .spawn()
            .expect("it starts")
    };
    for kill in 0..10 {
        let mut child = child();
        std::thread::sleep(Duration::from_millis(40 + 15 * kill));
        // It may have come to its end.
        let _ = child.kill();
        child.wait().expect("it is a process");
    }
    assert!(child().wait().expect("it is a process").success(), "the last one is let to the end");
    let went = 7 * i64::try_from(TRANSFERS - TRANSFERS / 3).expect("it is small");
    let accounts = run(async { accounts(&open(&path).await.expect("it opens")).await }).expect("it reads");
    assert_eq!(accounts, [("Ada".to_owned(), 100_000 - went), ("Bob".to_owned(), went)]);
    std::fs::remove_dir_all(&folder).expect("it was there");
}

#[test]
fn what_is_refused_leaves_nothing() {
    let folder = std::env::temp_dir().join(format!("asl-transactional-refused-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("there is a folder");
    let path = folder.join("bank.db").display().to_string();
    run(async {
        let store = open(&path).await.expect("it opens");
        let (engine, workflow) = engine(&store).await.expect("it starts");
        let transfer = |from: &str, to: &str| Transfer { from: from.into(), to: to.into(), cents: 500 };
        for (from, to, error) in [("Bob", "Ada", "Overdrawn"), ("Ada", "Nobody", "NoSuchAccount")] {
            let execution = engine.start(&workflow, None, transfer(from, to)).await.expect("it starts");
            let refused = execution.wait().await.expect_err("it is refused").to_string();
            assert!(refused.contains(error), "{refused}");
        }
        let execution = engine.start(&workflow, None, transfer("Ada", "Bob")).await.expect("it starts");
        let transferred = execution.wait().await.expect("it succeeds");
        assert_eq!((transferred.withdrawn.cents, transferred.deposited.cents), (99_500, 500));
        let accounts = accounts(&store).await.expect("it reads");
        assert_eq!(accounts, [("Ada".to_owned(), 99_500), ("Bob".to_owned(), 500)]);
        engine.shut_down().await.expect("it ends");
    });
    std::fs::remove_dir_all(&folder).expect("it was there");
}
