//! What the process does until the power fails.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use asl_runtime::durable::{DurableError, Engine, EngineBuilder};
use asl_runtime::store::{Durability, Sqlite};
use asl_runtime::{DynamicHandlers, Workflow, include_workflow};
use serde_json::json;

use crate::disk::{Disk, library};

pub(crate) const TOLD: &str = "ASL_POWER_ABOVE";
const DURABILITY: &str = "ASL_POWER_DURABILITY";

/// So many executions are at work at once.
const TOGETHER: usize = 8;

include_workflow! {
    name: pub(crate) chain,
    inline = r#"{
        "StartAt": "One",
        "States": {
            "One": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work",
                "Retry": [ { "ErrorEquals": ["HandlerInterrupted"], "IntervalSeconds": 1, "MaxAttempts": 9 } ],
                "ResultPath": null, "Next": "Two"
            },
            "Two": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work",
                "Retry": [ { "ErrorEquals": ["HandlerInterrupted"], "IntervalSeconds": 1, "MaxAttempts": 9 } ],
                "ResultPath": null, "Next": "Three"
            },
            "Three": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work",
                "Retry": [ { "ErrorEquals": ["HandlerInterrupted"], "IntervalSeconds": 1, "MaxAttempts": 9 } ],
                "ResultPath": null, "End": true
            }
        }
    }"#,
}

/// A process that the power will fail.
pub(crate) struct Process(Child);

impl Process {
    pub(crate) fn kill(mut self) {
        let _ = self.0.kill();
        self.0.wait().expect("it is a process");
    }
}

pub(crate) fn spawn(disk: &Disk, durability: Durability) -> Process {
    let child = Command::new(std::env::current_exe().expect("it has a name"))
        .args(["--exact", "works_until_the_power_fails", "--nocapture"])
        .env(TOLD, disk.above())
        .env(DURABILITY, if durability == Durability::Full { "full" } else { "normal" })
        .env("LD_PRELOAD", library())
        .env("ASL_POWER_FOLDER", disk.folder())
        .env("ASL_POWER_SYNCED", disk.synced())
        .stdout(Stdio::null())
        .spawn();
    Process(child.expect("it starts"))
}

/// Ends when the first handlers have been called.
pub(crate) fn wait_until_it_works(disk: &Disk) {
    let began = Instant::now();
    while fs::read(disk.acknowledged()).unwrap_or_default().is_empty() {
        assert!(began.elapsed() < Duration::from_secs(60), "the process does not work");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A line for everything that was acknowledged: a start, or a step before a handler.
pub(crate) struct Log(Mutex<File>);

impl Log {
    pub(crate) fn open(path: &Path) -> Arc<Self> {
        let file = File::options().create(true).append(true).open(path).expect("it opens");
        Arc::new(Self(Mutex::new(file)))
    }

    fn write(&self, line: &str) {
        // A line is written at once, or not at all.
        let line = format!("{line}\n");
        self.0.lock().expect("nobody panicked").write_all(line.as_bytes()).expect("there is room");
    }
}

/// The workflow, whose handlers tell that they were called.
pub(crate) fn workflow(log: &Arc<Log>) -> Workflow<chain::Definition> {
    let log = Arc::clone(log);
    chain::dynamic(DynamicHandlers::new(move |call| {
        log.write(&format!("attempt {}", call.context.idempotency_key()));
        async move { Ok(json!("done")) }
    }))
}

pub(crate) fn engine(folder: &Path, durability: Durability) -> EngineBuilder {
    let store = Sqlite::options().durability(durability).open(folder.join("workflows.db"));
    Engine::builder().store(store.expect("it opens"))
}

pub(crate) fn work_if_told() {
    let Some(above) = std::env::var_os(TOLD) else { return };
    let disk = Disk::of_process(above.into());
    let is_full = std::env::var(DURABILITY).is_ok_and(|durability| durability == "full");
    let durability = if is_full { Durability::Full } else { Durability::Normal };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("it starts");
    runtime.block_on(async {
        let log = Log::open(&disk.acknowledged());
        let workflow = workflow(&log);
        let engine = engine(&disk.folder(), durability).register(&workflow).build().await.expect("it starts");
        let mut number = 0;
        loop {
            let mut executions = Vec::new();
            for _ in 0..TOGETHER {
                number += 1;
                let name = format!("run-{number}");
                let started = engine.start(&workflow, Some(&name), json!({})).await;
                log.write(&format!("start {name}"));
                executions.push(started.expect("it starts"));
            }
            for execution in executions {
                let ended: Result<_, DurableError> = execution.wait_json().await;
                ended.expect("it succeeds");
            }
        }
    });
}
