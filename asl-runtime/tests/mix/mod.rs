//! Executions of everything that survives a process, with handlers that tell what they were called for, and how each
//! of them has to end.

mod errands;
pub(crate) mod maps;
mod workflows;

use std::time::Duration;

use asl_runtime::durable::{Client, DurableError};
use asl_runtime::history::HistoryEvent;
use asl_runtime::store::Status;
use asl_runtime::{DynamicCall, TaskError};
use serde_json::{Value, json};

pub(crate) use errands::{PAINT, errand};
pub(crate) use workflows::{inner, mix, trip};

/// What an execution is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Parallel, Map, retries, waits, a token.
    Mix,
    /// The same, and a child.
    Parent,
    /// A saga that is undone.
    Trip,
    /// JSONata with variables, a loop, a timeout, an activity.
    Errand,
    /// Distributed Maps.
    Maps,
    /// Handlers that write rows of their own, one by one and several at once.
    Ledger,
}

/// An execution of the mix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) number: usize,
    pub(crate) kind: Kind,
}

/// So many executions, of these kinds by turns.
pub(crate) fn runs(count: usize, kinds: &[Kind]) -> Vec<Run> {
    (0..count).map(|number| Run { number, kind: kinds[number % kinds.len()] }).collect()
}

impl Run {
    pub(crate) fn name(self) -> String {
        format!("run-{}", self.number)
    }

    pub(crate) fn arn(self) -> String {
        let machine = match self.kind {
            Kind::Mix | Kind::Parent => "mix",
            Kind::Trip => "trip",
            Kind::Errand => "errand",
            Kind::Maps => "maps",
            Kind::Ledger => "ledger",
        };
        format!("arn:aws:states:us-east-1:123456789012:execution:{machine}:{}", self.name())
    }

    pub(crate) fn input(self) -> Value {
        json!({ "items": [1, 2, 3], "child": self.kind == Kind::Parent, "number": self.number })
    }

    /// Whether it may end so.
    pub(crate) fn may_end(self, status: Status, error: Option<&str>, output: Option<&str>) -> bool {
        match self.kind {
            Kind::Mix | Kind::Parent | Kind::Maps | Kind::Ledger => status == Status::Succeeded,
            Kind::Trip => status == Status::Failed && matches!(error, Some("NoCar" | "HandlerInterrupted")),
            Kind::Errand => {
                let output = output.and_then(|json| serde_json::from_str::<Value>(json).ok());
                status == Status::Succeeded && output == Some(errands::output())
            }
        }
    }
}

/// What the handlers answer.
pub(crate) fn answer(call: &DynamicCall) -> Result<Value, TaskError> {
    if let Some(answer) = maps::answer(call) {
        return answer;
    }
    match call.method {
        "again" if call.context.attempt() == 1 => Err(TaskError::new("Again", "not yet")),
        "book_car" => Err(TaskError::new("NoCar", "there is none")),
        method => Ok(json!(method)),
    }
}

/// Takes the tasks that are offered to workers, one after the other; `paint` is told of each, before anything else.
pub(crate) async fn paint(client: &Client, paint: impl Fn(&str)) -> Result<(), DurableError> {
    while let Some(task) = client.get_activity_task(PAINT, Some("painter")).await? {
        paint(&task.token);
        // Long enough to be killed in.
        tokio::time::sleep(Duration::from_millis(3)).await;
        // What the store did not take is told again; what it refuses has been told, or is too late.
        while let Err(DurableError::Store(_)) = client.send_task_success(&task.token, json!("painted")).await
        {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    Ok(())
}

/// Whether a handler may be called twice for the same attempt.
pub(crate) fn is_idempotent(method: &str) -> bool {
    method == "same"
}

/// Ids go up by one, each predecessor came before, and times never decrease (HIST-1, HIST-2, HIST-55).
pub(crate) fn check_chain(events: &[HistoryEvent]) -> Result<(), String> {
    for (position, event) in events.iter().enumerate() {
        let is_next = event.id == position as u64 + 1 && event.previous_event_id < event.id;
        let is_later = position == 0 || events[position - 1].timestamp <= event.timestamp;
        if !is_next || !is_later {
            return Err(format!("event {} does not follow those before it", event.id));
        }
    }
    Ok(())
}
