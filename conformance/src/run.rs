//! Runs one case: its names, its clock, its answers.

use std::sync::Arc;
use std::time::Duration;

use asl_runtime::__private::{Start, StartMode};
use asl_runtime::history::{History, HistoryEvent};
use asl_runtime::objects::MemoryObjects;
use asl_runtime::{Definition, DynamicHandlers, ExecutionError, Limits, Timestamp, TokioClock, Workflow};
use serde_json::{Map, Value};

use crate::answers::Answers;
use crate::case::Case;
use crate::compare::Numbers;
use crate::host::Host;
use crate::stage::Entry;

/// What came out of a case.
#[derive(Debug)]
pub(crate) struct Ran {
    /// `SUCCEEDED`, `FAILED`, `TIMED_OUT`, `ABORTED`.
    pub status: &'static str,
    /// The output, if it succeeded.
    pub output: Option<Value>,
    /// The error name.
    pub error: Option<String>,
    /// The cause.
    pub cause: Option<String>,
    /// The first call of a task that was not as recorded.
    pub miss: Option<String>,
    /// The history.
    pub events: Vec<HistoryEvent>,
}

/// Who the execution of a case is.
#[derive(Debug)]
pub(crate) struct Scene {
    case: Arc<Case>,
    answers: Arc<Answers>,
    history: History,
    mode: StartMode,
    host: Host,
}

impl Scene {
    /// Gives a workflow the names and the clock of the case.
    pub(crate) fn set<D: Definition>(&self, workflow: Workflow<D>) -> Workflow<D> {
        let text = |pointer: &str| self.case.text(pointer);
        let mut workflow = workflow
            .seed(0)
            .limits(Limits::AWS)
            .recorder(self.history.clone())
            // Nobody waits for handlers that never answer.
            .grace(Duration::ZERO);
        // arn:aws:states:REGION:ACCOUNT:stateMachine:NAME
        let arn = text("/context/StateMachine/Id").unwrap_or_default();
        let parts: Vec<&str> = arn.split(':').collect();
        if let [_, _, _, region, account, _, name, ..] = parts.as_slice() {
            workflow = workflow.region(*region, *account).name(*name);
        }
        if let Some(role) = text("/context/Execution/RoleArn") {
            workflow = workflow.role_arn(role);
        }
        let worker = self.case.tasks().iter().find_map(|task| task.get("workerName")?.as_str());
        if let Some(worker) = worker {
            workflow = workflow.worker_name(worker);
        }
        // A case that reads none may write some.
        let objects = self.case.get("s3").and_then(Value::as_object);
        workflow = workflow.objects(objects.map_or_else(MemoryObjects::new, stored));
        workflow.clock(self.clock())
    }

    pub(crate) fn host(&self) -> Host {
        self.host
    }

    pub(crate) fn answers(&self) -> &Arc<Answers> {
        &self.answers
    }

    /// The clock of the case.
    pub(crate) fn clock(&self) -> TokioClock {
        match self.case.text("/now").and_then(Timestamp::parse) {
            Some(now) => TokioClock::starting_at(now),
            None => TokioClock::system(),
        }
    }

    pub(crate) fn start(&self) -> Start {
        let name = self.case.text("/context/Execution/Name").map(str::to_owned);
        let id = self.case.text("/context/Execution/Id").unwrap_or_default();
        // arn:aws:states:REGION:ACCOUNT:express:MACHINE:NAME:UUID
        let uuid = id.split(':').nth(8).map(str::to_owned);
        Start { name, uuid, mode: self.mode }
    }

    pub(crate) fn input(&self) -> Value {
        self.case.input()
    }
}

/// The objects of a case: `bucket/key` to content, a text or the JSON that it holds. Of a binary one the content is not
/// known; it is listed all the same.
fn stored(objects: &Map<String, Value>) -> MemoryObjects {
    objects.iter().fold(MemoryObjects::new(), |stored, (name, content)| {
        let Some((bucket, key)) = name.split_once('/') else { return stored };
        match content {
            Value::Null => stored.with(bucket, key, ""),
            Value::String(content) => stored.with(bucket, key, content),
            json => stored.with(bucket, key, json.to_string()),
        }
    })
}

/// Runs a case against its workflow, in virtual time.
pub(crate) fn run(
    entry: &Entry,
    case: &Case,
    numbers: Numbers,
    mode: StartMode,
    host: Host,
) -> Result<Ran, String> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build()
        .map_err(|error| error.to_string())?;
    let case = Arc::new(case.clone());
    let answers = Arc::new(Answers::new(Arc::clone(&case), numbers));
    let handlers = DynamicHandlers::services({
        let answers = Arc::clone(&answers);
        move |call| {
            let answers = Arc::clone(&answers);
            async move { answers.answer(call).await }
        }
    })
    .absent(case.absent());
    let scene = Scene { case: Arc::clone(&case), answers, history: History::new(), mode, host };
    let (result, events) = runtime.block_on(async {
        match entry.start(handlers, &scene) {
            Ok(started) => {
                if let Some(tokens) = started.tokens {
                    scene.answers.begin(tokens);
                }
                started.result.await
            }
            Err(error) => Ok((Err(error), None)),
        }
    })?;
    // The outermost execution is the first that has an event.
    let id = scene.history.executions().into_iter().next().unwrap_or_default();
    let mut ran = ran(result)?;
    ran.events = events.unwrap_or_else(|| scene.history.events(&id));
    ran.miss = scene.answers.first_miss();
    Ok(ran)
}

fn ran(result: Result<Value, ExecutionError>) -> Result<Ran, String> {
    let (miss, events) = (None, Vec::new());
    let error = match result {
        Ok(output) => {
            return Ok(Ran {
                status: "SUCCEEDED",
                output: Some(output),
                error: None,
                cause: None,
                miss,
                events,
            });
        }
        Err(error) => error,
    };
    let (status, name) = match &error {
        ExecutionError::Failed { .. } => ("FAILED", error.error()),
        // The description of an execution that timed out has no error (TIME-7).
        ExecutionError::TimedOut { .. } => ("TIMED_OUT", None),
        ExecutionError::Aborted { .. } => ("ABORTED", error.error()),
        _ => return Err(error.to_string()),
    };
    let part = |part: Option<&str>| part.map(str::to_owned);
    Ok(Ran { status, output: None, error: part(name), cause: part(error.cause()), miss, events })
}
