//! What the processes do until they are killed.

use std::io::Write as _;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use asl_runtime::durable::{Client, DurableError, Engine};
use asl_runtime::store::{Durability, Sqlite, StoreError};
use asl_runtime::{Definition, DynamicHandlers, Workflow};
use serde_json::{Value, json};

use crate::child::{self, Role};
use crate::ledger::{Clerk, ledger, make_table};
use crate::mix::{self, Kind, Run, inner, trip};

pub(crate) fn run(role: Role) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("it starts");
    let folder = child::folder();
    match role {
        Role::Worker => {
            runtime.block_on(work(&folder, &mix::runs(child::runs().end, &crate::KINDS)[child::runs()]))
        }
        Role::Client => runtime.block_on(answer(&folder)),
    }
}

pub(crate) fn store(folder: &Path) -> Sqlite {
    // Nothing is asked of the disk here but what the kernel keeps: the process dies, not the machine.
    let options = Sqlite::options().durability(Durability::Normal);
    options.open(folder.join("workflows.db")).expect("it opens")
}

/// Starts what is not there yet, and works until all of it has ended.
async fn work(folder: &Path, runs: &[Run]) {
    let handlers = handlers(folder);
    let inner = inner::dynamic(handlers.clone());
    let mix = mix::mix::dynamic(handlers.clone()).register(&inner);
    let trip = trip::dynamic(handlers);
    let ledger = ledger::workflow(Clerk);
    let engine = loop {
        let store = store(folder);
        make_table(&store).await;
        let builder = Engine::builder().store(store).register(&mix).register(&inner);
        match builder.register(&trip).register(&ledger).build().await {
            Ok(engine) => break engine,
            // The one before is still about to die.
            Err(DurableError::Store(StoreError::EngineRunning)) => {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            Err(error) => panic!("{error}"),
        }
    };
    for run in runs {
        match run.kind {
            Kind::Mix | Kind::Parent => start(&engine, &mix, *run).await,
            Kind::Trip => start(&engine, &trip, *run).await,
            Kind::Ledger => start(&engine, &ledger, *run).await,
        }
    }
    let answers = tokio::spawn(answer_all(engine.client()));
    for run in runs {
        let ended = engine.execution::<mix::mix::Definition>(run.arn()).wait_json().await;
        assert!(!matches!(ended, Err(DurableError::Store(_))), "{ended:?}");
    }
    answers.abort();
    engine.shut_down().await.expect("it ends");
}

/// Handlers that write down what they are called for, before they do anything else.
fn handlers(folder: &Path) -> DynamicHandlers {
    let calls = std::fs::File::options().create(true).append(true).open(folder.join("calls"));
    let calls = Arc::new(Mutex::new(calls.expect("it opens")));
    DynamicHandlers::new(move |call| {
        // A line is written at once, or not at all.
        let line = format!("{} {}\n", call.method, call.context.idempotency_key());
        let written = calls.lock().expect("nobody panicked").write_all(line.as_bytes());
        async move {
            written.expect("there is room");
            // Long enough to be killed in.
            tokio::time::sleep(Duration::from_millis(3)).await;
            mix::answer(&call)
        }
    })
}

async fn start<D: Definition<Input = Value>>(engine: &Engine, workflow: &Workflow<D>, run: Run) {
    let started = engine.start(workflow, Some(&run.name()), run.input()).await;
    let is_there = matches!(&started, Err(DurableError::Store(StoreError::ExecutionAlreadyExists)));
    assert!(started.is_ok() || is_there, "{started:?}");
}

/// Answers tokens beside an engine, or while there is none.
async fn answer(folder: &Path) {
    answer_all(Client::new(Arc::new(store(folder))).await.expect("it has a secret")).await;
}

async fn answer_all(client: Client) {
    loop {
        let waiting = client.waiting_tasks(100).await.expect("there is a list");
        // A child of `.sync` has a token too: whoever answers it ends the wait for the child.
        for task in waiting.into_iter().filter(|task| task.state == "Ask") {
            // It may have been answered, or its attempt interrupted, since.
            let _ = client.send_task_success(&task.token, json!("yes")).await;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
