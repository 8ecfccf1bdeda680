//! A process that works on a store until all of the mix has ended, and dies when its plan says so.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use asl_runtime::durable::{Client, DurableError, Engine};
use asl_runtime::history::{EventType, HistoryEvent};
use asl_runtime::objects::MemoryObjects;
use asl_runtime::store::{ExecutionQuery, Order, Status, Store, StoreError};
use asl_runtime::{Definition, DynamicHandlers, Timestamp, TokioClock, Workflow, WorkflowKind};
use serde_json::json;

use crate::maps::FaultyObjects;
use crate::mix::maps::maps;
use crate::mix::{self, Kind, PAINT, Run, errand, inner, trip};
use crate::place::Place;
use crate::plan::{Call, Fault, Faults, Plan};
use crate::store::FaultyStore;

/// What is run at once.
const KINDS: [Kind; 4] = [Kind::Parent, Kind::Trip, Kind::Mix, Kind::Errand];

/// So many lives are enough for every plan.
const MOST_LIVES: usize = 100;

/// The handlers' calls, by method and idempotency key.
type Calls = Arc<Mutex<Vec<(&'static str, String)>>>;

/// What came of it.
pub(crate) struct Report {
    pub(crate) commits: usize,
    pub(crate) writes: usize,
    pub(crate) reads: usize,
    pub(crate) files: usize,
    pub(crate) happened: Vec<Fault>,
    /// How often each method was called.
    pub(crate) called: BTreeMap<&'static str, usize>,
    /// How each execution ended.
    pub(crate) ends: Vec<(Status, Option<String>, Option<String>)>,
    /// Whether any handler was interrupted, as histories tell.
    pub(crate) interrupted: usize,
}

/// Carries a plan out, and checks what must be so whatever happens.
pub(crate) fn carry_out<P: Place>(plan: Plan) -> Result<Report, String> {
    carry_out_with::<P>(plan, mix::runs(KINDS.len(), &KINDS))
}

/// The same with such executions.
pub(crate) fn carry_out_with<P: Place>(plan: Plan, runs: Vec<Run>) -> Result<Report, String> {
    let place = P::new();
    let (faults, calls, objects) = (Faults::new(plan), Calls::default(), mix::maps::in_memory());
    let mut histories: HashMap<String, Vec<HistoryEvent>> = HashMap::new();
    let mut time = Timestamp::new(1_800_000_000, 0);
    for _ in 0..MOST_LIVES {
        faults.live_again();
        let faulty = FaultyStore { inner: place.open(), faults: faults.clone(), answers: P::ANSWERS };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .start_paused(true)
            .build()
            .map_err(|error| error.to_string())?;
        let has_ended = runtime.block_on(async {
            let clock = TokioClock::starting_at(time);
            let ended = tokio::select! {
                biased;
                () = faults.died() => Ok(false),
                ended = live(&faulty, &runs, &calls, &objects, clock) => ended.map(|()| true),
                // So long that something has got stuck.
                () = tokio::time::sleep(Duration::from_secs(3_600)) => Err("it does not end".to_owned()),
            };
            time = asl_runtime::Clock::now(&clock);
            ended
        })?;
        // Whatever was at work is gone without a word.
        drop((runtime, faulty));
        let now = tokio::runtime::Builder::new_current_thread()
            .build()
            .map_err(|error| error.to_string())?
            .block_on(read(place.open()))?;
        for (arn, before) in &histories {
            let now = now.get(arn).ok_or_else(|| format!("{arn} is gone"))?;
            if !now.starts_with(before) {
                return Err(format!("the history of {arn} was written anew"));
            }
        }
        for events in now.values() {
            mix::check_chain(events)?;
        }
        histories = now;
        if has_ended {
            place.check()?;
            return report(place.open(), &runs, &faults, &calls, &objects, &histories);
        }
    }
    Err("it dies again and again".into())
}

/// Starts what is not there yet, and waits for all of it.
async fn live<S: Store + Clone>(
    store: &FaultyStore<S>,
    runs: &[Run],
    calls: &Calls,
    objects: &MemoryObjects,
    clock: TokioClock,
) -> Result<(), String> {
    let handlers = {
        let calls = Arc::clone(calls);
        DynamicHandlers::new(move |call| {
            let key = call.context.idempotency_key().to_owned();
            calls.lock().expect("nobody panicked").push((call.method, key));
            async move {
                tokio::time::sleep(Duration::from_millis(20)).await;
                mix::answer(&call)
            }
        })
    };
    let child = inner::dynamic(handlers.clone());
    let all = mix::mix::dynamic(handlers.clone()).register(&child);
    let errands = errand::dynamic(handlers.clone());
    let written = FaultyObjects { inner: objects.clone(), faults: store.faults.clone() };
    let maps = maps::dynamic(handlers.clone()).objects(written);
    let trips = trip::dynamic(handlers);
    let engine = loop {
        let builder = Engine::builder().store(store.clone()).clock(clock);
        let builder = builder.register(&errands).register(&maps).activity(PAINT);
        match builder.register(&all).register(&child).register(&trips).build().await {
            Ok(engine) => break engine,
            // The program would be started again.
            Err(_) => {
                let left = Store::detach(store).await;
                left.map_err(|error| error.to_string())?;
            }
        }
    };
    let client = Client::new(Arc::new(store.clone())).await.map_err(|error| error.to_string())?;
    let errands_at_work = runs.iter().filter(|run| run.kind == Kind::Errand).map(|run| run.arn());
    let answers = tokio::spawn(answer(client, errands_at_work.collect(), Arc::clone(calls)));
    for run in runs {
        match run.kind {
            Kind::Mix | Kind::Parent => start(&engine, &all, *run).await?,
            Kind::Trip => start(&engine, &trips, *run).await?,
            Kind::Errand => start(&engine, &errands, *run).await?,
            Kind::Maps => start(&engine, &maps, *run).await?,
            Kind::Ledger => return Err("transactions have tests of their own".into()),
        }
    }
    for run in runs {
        loop {
            let ended = engine.execution::<mix::mix::Definition>(run.arn()).wait_json().await;
            match ended {
                // The store could not say.
                Err(DurableError::Store(_)) => tokio::time::sleep(Duration::from_millis(10)).await,
                _ => break,
            }
        }
    }
    answers.abort();
    // Whoever has claimed executions gives them back.
    while engine.list(ExecutionQuery::default()).await.is_err() {}
    Ok(())
}

async fn start<D: Definition<Input = serde_json::Value>>(
    engine: &Engine,
    workflow: &Workflow<D>,
    run: Run,
) -> Result<(), String> {
    loop {
        match engine.start(workflow, Some(&run.name()), run.input()).await {
            Ok(_) | Err(DurableError::Store(StoreError::ExecutionAlreadyExists)) => return Ok(()),
            // To start it again is safe, whatever became of it.
            Err(DurableError::Store(_)) => tokio::time::sleep(Duration::from_millis(10)).await,
            Err(error) => return Err(format!("{} does not start: {error}", run.name())),
        }
    }
}

/// Answers whatever waits for a person, and does what waits for a worker.
async fn answer(client: Client, errands: Vec<String>, calls: Calls) {
    let painted = |token: &str| calls.lock().expect("nobody panicked").push(("paint", token.to_owned()));
    loop {
        for task in client.waiting_tasks(100).await.unwrap_or_default() {
            // A child of `.sync` has a token too: whoever answers it ends the wait for the child.
            if task.state == "Ask" {
                // It is asked again where nobody knows.
                let _ = client.send_task_success(&task.token, json!("yes")).await;
            }
        }
        for errand in &errands {
            if is_offered(&client, errand).await {
                // There is no use in waiting for more.
                let taken = mix::paint(&client, painted);
                drop(tokio::time::timeout(Duration::from_millis(800), taken).await);
            }
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Whether an execution stands at a task that workers take.
async fn is_offered(client: &Client, arn: &str) -> bool {
    let page = client.history(arn, Order::Reverse, 1, None).await;
    page.is_ok_and(|page| page.events.iter().any(|event| event.event_type == EventType::ActivityScheduled))
}

/// All histories, by ARN.
async fn read(store: impl Store) -> Result<HashMap<String, Vec<HistoryEvent>>, String> {
    let client = Client::new(Arc::new(store)).await.map_err(|error| error.to_string())?;
    let query = ExecutionQuery { most: 1000, ..ExecutionQuery::default() };
    let page = client.list(query).await.map_err(|error| error.to_string())?;
    let mut histories = HashMap::new();
    for execution in page.executions {
        // Those that succeed are gone with their end, and have no history before.
        if execution.kind == WorkflowKind::Express && execution.map_run.is_some() {
            continue;
        }
        let history = client.history(&execution.arn, Order::Forward, 1000, None).await;
        histories.insert(execution.arn, history.map_err(|error| error.to_string())?.events);
    }
    Ok(histories)
}

fn report(
    store: impl Store,
    runs: &[Run],
    faults: &Faults,
    calls: &Calls,
    objects: &MemoryObjects,
    histories: &HashMap<String, Vec<HistoryEvent>>,
) -> Result<Report, String> {
    let mut keys = std::collections::HashSet::new();
    let mut called = BTreeMap::new();
    for (method, key) in calls.lock().expect("nobody panicked").iter() {
        if !keys.insert(key.clone()) && !mix::is_idempotent(method) {
            return Err(format!("`{method}` was called twice for one attempt"));
        }
        *called.entry(*method).or_default() += 1;
    }
    let runtime = tokio::runtime::Builder::new_current_thread().build().map_err(|error| error.to_string())?;
    let ends = runtime.block_on(async {
        let client = Client::new(Arc::new(store)).await.map_err(|error| error.to_string())?;
        let mut ends = Vec::new();
        for run in runs {
            let end = client.describe(&run.arn()).await.map_err(|error| error.to_string())?;
            if !run.may_end(end.status, end.error.as_deref(), end.output.as_deref()) {
                return Err(format!(
                    "{run:?} ended as {:?} with {:?}, {:?}",
                    end.status, end.error, end.cause
                ));
            }
            let mut output = end.output;
            if run.kind == Kind::Maps {
                let read = |key: &str| objects.content("out", key);
                output = Some(mix::maps::check(output.as_deref().unwrap_or_default(), read)?);
                let manifests =
                    objects.keys("out").iter().filter(|key| key.ends_with("manifest.json")).count();
                if manifests != runs.iter().filter(|run| run.kind == Kind::Maps).count() {
                    return Err(format!("there are {manifests} manifests"));
                }
            }
            ends.push((end.status, output, end.error));
        }
        match client.waiting_tasks(10).await.map_err(|error| error.to_string())?.as_slice() {
            [] => Ok(ends),
            [task, ..] => Err(format!("`{}` of {} still waits", task.state, task.execution)),
        }
    })?;
    let interrupted = |event: &&HistoryEvent| {
        serde_json::to_string(event).unwrap_or_default().contains(r#""error":"HandlerInterrupted""#)
    };
    Ok(Report {
        commits: faults.calls(Call::Commit),
        writes: faults.calls(Call::Write),
        reads: faults.calls(Call::Read),
        files: faults.calls(Call::File),
        happened: faults.happened(),
        called,
        ends,
        interrupted: histories.values().flatten().filter(interrupted).count(),
    })
}
