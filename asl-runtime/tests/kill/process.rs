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
use crate::files::Files;
use crate::ledger::{Clerk, ledger, make_table};
use crate::mix::maps::maps;
use crate::mix::{self, Kind, PAINT, Run, errand, inner, trip};

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
    let calls = Calls::open(folder);
    let handlers = calls.handlers();
    let inner = inner::dynamic(handlers.clone());
    let mix = mix::mix::dynamic(handlers.clone()).register(&inner);
    let errand = errand::dynamic(handlers.clone());
    let maps = maps::dynamic(handlers.clone()).objects(Files::of(folder));
    let trip = trip::dynamic(handlers);
    let ledger = ledger::workflow(Clerk);
    let engine = loop {
        let store = store(folder);
        make_table(&store).await;
        let builder = Engine::builder().store(store).register(&mix).register(&inner);
        let builder = builder.register(&errand).register(&maps).activity(PAINT);
        match builder.register(&trip).register(&ledger).build().await {
            Ok(engine) => break engine,
            // The one before is still about to die.
            Err(DurableError::Store(StoreError::EngineRunning)) => {
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            Err(error) => panic!("{error}"),
        }
    };
    child::tell_at_work();
    for run in runs {
        match run.kind {
            Kind::Mix | Kind::Parent => start(&engine, &mix, *run).await,
            Kind::Trip => start(&engine, &trip, *run).await,
            Kind::Errand => start(&engine, &errand, *run).await,
            Kind::Maps => start(&engine, &maps, *run).await,
            Kind::Ledger => start(&engine, &ledger, *run).await,
        }
    }
    let answers = tokio::spawn(answer_all(engine.client(), calls));
    for run in runs {
        let ended = engine.execution::<mix::mix::Definition>(run.arn()).wait_json().await;
        assert!(!matches!(ended, Err(DurableError::Store(_))), "{ended:?}");
    }
    answers.abort();
    engine.shut_down().await.expect("it ends");
}

/// What was called, written down before anything else is done.
#[derive(Clone)]
struct Calls(Arc<Mutex<std::fs::File>>);

impl Calls {
    fn open(folder: &Path) -> Self {
        let calls = std::fs::File::options().create(true).append(true).open(folder.join("calls"));
        Self(Arc::new(Mutex::new(calls.expect("it opens"))))
    }

    /// A line is written at once, or not at all.
    fn add(&self, method: &str, attempt: &str) {
        let line = format!("{method} {attempt}\n");
        self.0.lock().expect("nobody panicked").write_all(line.as_bytes()).expect("there is room");
    }

    fn handlers(&self) -> DynamicHandlers {
        let calls = self.clone();
        DynamicHandlers::new(move |call| {
            calls.add(call.method, call.context.idempotency_key());
            async move {
                // Long enough to be killed in.
                tokio::time::sleep(Duration::from_millis(3)).await;
                mix::answer(&call)
            }
        })
    }
}

async fn start<D: Definition<Input = Value>>(engine: &Engine, workflow: &Workflow<D>, run: Run) {
    let started = engine.start(workflow, Some(&run.name()), run.input()).await;
    let is_there = matches!(&started, Err(DurableError::Store(StoreError::ExecutionAlreadyExists)));
    assert!(started.is_ok() || is_there, "{started:?}");
}

/// Answers tokens and does the tasks of workers beside an engine, or while there is none.
async fn answer(folder: &Path) {
    let client = Client::new(Arc::new(store(folder))).await.expect("it has a secret");
    answer_all(client, Calls::open(folder)).await;
}

async fn answer_all(client: Client, calls: Calls) {
    let paint = async {
        loop {
            match mix::paint(&client, |token| calls.add("paint", token)).await {
                // There was no engine yet that has the activity.
                Err(DurableError::ActivityDoesNotExist(_)) => {
                    tokio::time::sleep(Duration::from_millis(5)).await
                }
                painted => painted.expect("it polls"),
            }
        }
    };
    let answer = async {
        loop {
            let waiting = client.waiting_tasks(100).await.expect("there is a list");
            // A child of `.sync` has a token too: whoever answers it ends the wait for the child.
            for task in waiting.into_iter().filter(|task| task.state == "Ask") {
                // It may have been answered, or its attempt interrupted, since.
                let _ = client.send_task_success(&task.token, json!("yes")).await;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::join!(paint, answer);
}
