//! The `main` of a generated crate.

use std::io::Write as _;
use std::path::Path;
use std::pin::Pin;
use std::process::ExitCode;

use asl_runtime::__private::{Program, StartMode};
use asl_runtime::history::HistoryEvent;
use asl_runtime::{Definition, DynamicHandlers, ExecutionError, Workflow};
use serde_json::Value;

use crate::case::Case;
use crate::durable;
use crate::host::{Host, Tokens};
use crate::run::{Scene, run};
use crate::test_state;
use crate::verdict::{Verdict, numbers};

/// A workflow of the generated crate.
#[allow(missing_debug_implementations, reason = "functions have none")]
pub struct Entry {
    start: Box<Starting>,
    program: fn() -> &'static dyn Program,
}

type Starting = dyn Fn(DynamicHandlers, &Scene) -> Result<Started, ExecutionError>;

impl Entry {
    /// The workflow that a generated function makes.
    pub fn of<D>(dynamic: fn(DynamicHandlers) -> Workflow<D>) -> Self
    where
        D: Definition<Input = Value, Output = Value>,
    {
        Self { start: Box::new(move |handlers, scene| start(dynamic(handlers), scene)), program: D::program }
    }

    /// Starts an execution.
    pub(crate) fn start(&self, handlers: DynamicHandlers, scene: &Scene) -> Result<Started, ExecutionError> {
        (self.start)(handlers, scene)
    }
}

/// An execution that was started.
pub(crate) struct Started {
    /// Where tokens are answered, unless its host tells that later.
    pub(crate) tokens: Option<Tokens>,
    pub(crate) result: Pin<Box<dyn Future<Output = Result<Ended, String>>>>,
}

/// How an execution ended, and its history if it is kept by its host.
pub(crate) type Ended = (Result<Value, ExecutionError>, Option<Vec<HistoryEvent>>);

/// Starts an execution of a workflow.
fn start<D>(workflow: Workflow<D>, scene: &Scene) -> Result<Started, ExecutionError>
where
    D: Definition<Input = Value, Output = Value>,
{
    if scene.host() == Host::Durable {
        return Ok(durable::start(scene.set(workflow), scene));
    }
    let mut workflow = scene.set(workflow);
    let mut execution = workflow.start_as(scene.start(), scene.input());
    // To the service a definition has no substitutions: what looks like one is text.
    if let Err(ExecutionError::MissingSubstitutions { names, .. }) = &execution {
        for name in names {
            workflow = workflow.substitution(*name, format!("${{{name}}}"));
        }
        execution = workflow.start_as(scene.start(), scene.input());
    }
    let (execution, tokens) = (execution?, workflow.tokens());
    let result = Box::pin(async move { Ok((execution.wait_json().await, None)) });
    Ok(Started { tokens: Some(Tokens::InProcess(tokens)), result })
}

/// Runs cases against the workflows of a crate.
///
/// The first argument names a file that has a line of JSON for each case: the number of the workflow, the path of the
/// case, and for a TestState call the name of the state. A line of JSON with the verdict comes out for each.
/// The second one names the host: `durable`, or none for the one in this process.
pub fn main(entries: &[Entry]) -> ExitCode {
    match judge(entries) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

/// A case of an Express workflow does not say whether its caller waited, and there the two differ.
fn verdict(entry: &Entry, case: &Case, host: Host) -> Verdict {
    let of = |mode| Verdict::of(case, run(entry, case, numbers(case), mode, host));
    let verdict = of(StartMode::Asynchronous);
    if verdict.result.is_ok() || case.text("/type") != Some("EXPRESS") {
        return verdict;
    }
    let waited = of(StartMode::Synchronous);
    if waited.result.is_ok() { waited } else { verdict }
}

fn judge(entries: &[Entry]) -> Result<(), String> {
    let list = std::env::args().nth(1).ok_or("the list of cases is missing")?;
    let list = std::fs::read_to_string(&list).map_err(|error| format!("`{list}` can't be read: {error}"))?;
    let host = match std::env::args().nth(2).as_deref() {
        None => Host::InProcess,
        Some("durable") => Host::Durable,
        Some(other) => return Err(format!("`{other}` is no host")),
    };
    let mut out = std::io::stdout().lock();
    for line in list.lines() {
        let wrong = |error: &dyn std::fmt::Display| format!("no case: `{line}`: {error}");
        let asked: Value = serde_json::from_str(line).map_err(|error| wrong(&error))?;
        let number = asked["workflow"].as_u64().and_then(|number| usize::try_from(number).ok());
        let entry = number.and_then(|number| entries.get(number));
        let entry = entry.ok_or_else(|| wrong(&"there is no such workflow"))?;
        let path = asked["path"].as_str().ok_or_else(|| wrong(&"it has no path"))?;
        let case = Case::read(Path::new(path))?;
        let verdict = match asked["state"].as_str() {
            Some(state) => test_state::verdict((entry.program)(), &case, state),
            None => verdict(entry, &case, host),
        };
        writeln!(out, "{}", verdict.to_json(path)).map_err(|error| error.to_string())?;
    }
    Ok(())
}
