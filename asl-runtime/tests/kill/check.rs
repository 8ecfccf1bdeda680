//! What must be so after every kill, and at the end.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

use asl_runtime::WorkflowKind;
use asl_runtime::durable::Client;
use asl_runtime::history::HistoryEvent;
use asl_runtime::store::{Description, ExecutionQuery, Order, Status, StoreError};

use crate::KINDS;
use crate::files::Files;
use crate::ledger::ENTRIES;
use crate::mix::{self, Run};
use crate::process::store;

type Result<T> = std::result::Result<T, String>;

/// What has been seen of the executions so far.
#[derive(Default)]
pub(crate) struct Seen {
    runs: Vec<Option<Execution>>,
    /// Those before it have all ended.
    first_running: usize,
}

#[derive(Clone)]
struct Execution {
    status: Status,
    history: Vec<HistoryEvent>,
}

impl Execution {
    fn has_ended(&self) -> bool {
        self.status != Status::Running
    }
}

/// What came of it.
pub(crate) struct Figures {
    executions: usize,
    children: usize,
    events: usize,
    attempts: usize,
    interrupted: usize,
    entries: i64,
}

impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { executions, children, events, attempts, interrupted, entries } = self;
        write!(
            out,
            "{executions} executions and {children} children with {events} events, {attempts} calls of handlers, of \
             which {interrupted} were interrupted, {entries} rows of transactional handlers; 0 lost, 0 done twice"
        )
    }
}

impl Seen {
    pub(crate) fn first_running(&self) -> usize {
        self.first_running
    }

    /// Reads what has changed. What was written stays.
    pub(crate) fn look(&mut self, folder: &Path, until: usize) -> Result<()> {
        self.runs.resize(until, None);
        // What has ended is read once more at the end.
        let mut runs = mix::runs(until, &KINDS);
        runs.retain(|run| !self.runs[run.number].as_ref().is_some_and(Execution::has_ended));
        let found = block_on(async {
            let client = client(folder).await?;
            let mut found = Vec::new();
            for run in &runs {
                found.push(read(&client, *run).await?);
            }
            Ok::<_, String>(found)
        })?;
        for (run, now) in runs.iter().zip(found) {
            let before = &mut self.runs[run.number];
            match (&*before, &now) {
                (Some(_), None) => return Err(format!("{} is lost", run.arn())),
                (Some(before), Some(now)) if !now.history.starts_with(&before.history) => {
                    return Err(format!("the history of {} was written anew", run.arn()));
                }
                _ => *before = now,
            }
        }
        let has_ended = |run: &Option<Execution>| run.as_ref().is_some_and(Execution::has_ended);
        self.first_running += self.runs[self.first_running..].iter().take_while(|run| has_ended(run)).count();
        Ok(())
    }

    /// All has ended as it should, and no attempt was made twice.
    pub(crate) fn conclude(&self, folder: &Path, until: usize) -> Result<Figures> {
        let (mut events, mut interrupted) = (0, 0);
        let found = block_on(describe(folder, &mix::runs(until, &KINDS)))?;
        for run in mix::runs(until, &KINDS) {
            let execution = self.runs[run.number].as_ref().ok_or_else(|| format!("{} is lost", run.arn()))?;
            mix::check_chain(&execution.history).map_err(|error| format!("{}: {error}", run.arn()))?;
            let (description, history) = &found[run.number];
            if *history != execution.history || description.status != execution.status {
                return Err(format!("the history of {} was written anew", run.arn()));
            }
            let Description { status, error, output, .. } = description;
            if !run.may_end(*status, error.as_deref(), output.as_deref()) {
                return Err(format!("{description:?}"));
            }
            if run.kind == mix::Kind::Maps {
                let output = description.output.as_deref().unwrap_or_default();
                mix::maps::check(output, |key| Files::of(folder).read(key))
                    .map_err(|error| format!("{}: {error}", run.arn()))?;
            }
            events += history.len();
            interrupted += history.iter().filter(|event| is_interruption(event)).count();
        }
        let (all, of_maps) = block_on(count(folder))?;
        let of_kind = |kind| mix::runs(until, &KINDS).iter().filter(|run| run.kind == kind).count();
        let (parents, maps) = (of_kind(mix::Kind::Parent), of_kind(mix::Kind::Maps));
        if all != until + parents {
            return Err(format!("there are {all} executions, and not {until} with {parents} children"));
        }
        if of_maps != maps * mix::maps::ROWS {
            return Err(format!("there are {of_maps} children of {maps} Maps"));
        }
        let children = parents + of_maps;
        integrity(folder)?;
        let attempts = attempts(folder)?;
        let entries = entries(folder, until)?;
        Ok(Figures { executions: until, children, events, attempts, interrupted, entries })
    }
}

fn is_interruption(event: &HistoryEvent) -> bool {
    let json = serde_json::to_string(event).unwrap_or_default();
    json.contains(r#""error":"HandlerInterrupted""#) && !json.contains("executionFailedEventDetails")
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("it starts").block_on(future)
}

async fn client(folder: &Path) -> Result<Client> {
    Client::new(Arc::new(store(folder))).await.map_err(|error| error.to_string())
}

async fn read(client: &Client, run: Run) -> Result<Option<Execution>> {
    match client.describe(&run.arn()).await {
        Ok(description) => {
            let history = history(client, run).await?;
            Ok(Some(Execution { status: description.status, history }))
        }
        Err(asl_runtime::durable::DurableError::Store(StoreError::ExecutionDoesNotExist)) => Ok(None),
        Err(error) => Err(error.to_string()),
    }
}

async fn history(client: &Client, run: Run) -> Result<Vec<HistoryEvent>> {
    let (mut events, mut after) = (Vec::new(), None);
    loop {
        let page = client.history(&run.arn(), Order::Forward, 500, after).await;
        let page = page.map_err(|error| error.to_string())?;
        events.extend(page.events);
        after = page.next;
        if after.is_none() {
            return Ok(events);
        }
    }
}

async fn describe(folder: &Path, runs: &[Run]) -> Result<Vec<(Description, Vec<HistoryEvent>)>> {
    let client = client(folder).await?;
    let mut found = Vec::new();
    for run in runs {
        let description = client.describe(&run.arn()).await.map_err(|error| error.to_string())?;
        found.push((description, history(&client, *run).await?));
    }
    Ok(found)
}

/// How many executions there are, and how many Standard children of Maps. Nothing waits for anybody any more.
async fn count(folder: &Path) -> Result<(usize, usize)> {
    let client = client(folder).await?;
    let waiting = client.waiting_tasks(10).await.map_err(|error| error.to_string())?;
    if !waiting.is_empty() {
        return Err(format!("{waiting:?} still wait"));
    }
    let query = ExecutionQuery { most: 1_000_000, ..ExecutionQuery::default() };
    let page = client.list(query).await.map_err(|error| error.to_string())?;
    if let Some(running) = page.executions.iter().find(|execution| execution.status == Status::Running) {
        return Err(format!("{running:?} runs still"));
    }
    let (children, others): (Vec<_>, Vec<_>) =
        page.executions.into_iter().partition(|execution| execution.map_run.is_some());
    let standard = children.iter().filter(|child| child.kind == WorkflowKind::Standard).count();
    Ok((others.len(), standard))
}

/// The file itself is whole.
fn integrity(folder: &Path) -> Result<()> {
    let found: String = file(folder)?
        .query_row("PRAGMA integrity_check", (), |row| row.get(0))
        .map_err(|error| error.to_string())?;
    if found == "ok" { Ok(()) } else { Err(found) }
}

/// How many calls there were. Each line is a call of a handler, with its attempt.
fn attempts(folder: &Path) -> Result<usize> {
    let calls = std::fs::read_to_string(folder.join("calls")).map_err(|error| error.to_string())?;
    let mut seen = HashSet::new();
    let mut by_method: HashMap<&str, usize> = HashMap::new();
    for call in calls.lines() {
        let (method, _) = call.split_once(' ').ok_or("a line was written by halves")?;
        if !seen.insert(call) && !mix::is_idempotent(method) {
            return Err(format!("{call} was called twice"));
        }
        *by_method.entry(method).or_default() += 1;
    }
    for method in ["again", "work", "same", "book_flight", "cancel_flight", "turn", "paint", "row", "batch"] {
        if !by_method.contains_key(method) {
            return Err(format!("`{method}` was never called: {by_method:?}"));
        }
    }
    Ok(calls.lines().count())
}

fn file(folder: &Path) -> Result<rusqlite::Connection> {
    rusqlite::Connection::open(folder.join("workflows.db")).map_err(|error| error.to_string())
}

/// How many rows transactional handlers have written: those of each execution, and each once.
fn entries(folder: &Path, until: usize) -> Result<i64> {
    let file = file(folder)?;
    let number = |sql: &str| file.query_row(sql, (), |row| row.get(0)).map_err(|error| error.to_string());
    let (all, different): (i64, i64) =
        (number("SELECT count(*) FROM entry")?, number("SELECT count(DISTINCT key) FROM entry")?);
    let of_kind = |run: &Run| run.kind == mix::Kind::Ledger;
    let executions = mix::runs(until, &KINDS).into_iter().filter(of_kind).count();
    let expected = ENTRIES * i64::try_from(executions).map_err(|error| error.to_string())?;
    if (all, different) == (expected, expected) {
        return Ok(all);
    }
    Err(format!("there are {all} entries of {different} attempts, and not {expected}"))
}
