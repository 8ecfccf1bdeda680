//! What a comparison says of a case.

use serde_json::{Value, json};

use crate::case::Case;
use crate::compare::{Difference, Event, Numbers, Order, chains, compare, exact, is_concurrent};
use crate::run::Ran;

/// What is equal, and what is not.
#[derive(Debug)]
pub(crate) struct Verdict {
    /// The first difference in status, output, error or cause, or in what a task was sent (level a).
    pub result: Result<(), String>,
    /// The history, if one was recorded.
    pub history: Option<HistoryVerdict>,
    /// The first difference in the steps of a state's data flow, if they were recorded.
    pub data_flow: Option<Result<(), String>>,
}

/// What is equal in a history.
#[derive(Debug)]
pub(crate) struct HistoryVerdict {
    /// Whether branches or iterations ran side by side: then their order may differ.
    pub concurrent: bool,
    /// Level b.
    pub chains: Result<(), String>,
    /// Level c.
    pub exact: Result<(), String>,
}

impl Verdict {
    /// Compares what came out of a case with what is expected.
    pub(crate) fn of(case: &Case, ran: Result<Ran, String>) -> Self {
        match ran {
            Err(message) => {
                let result = Err(format!("it can't be run: {message}"));
                Self { result, history: None, data_flow: None }
            }
            Ok(ran) => Self { result: result(case, &ran), history: history(case, &ran), data_flow: None },
        }
    }

    /// As a line for `cargo xtask conformance`.
    pub(crate) fn to_json(&self, path: &str) -> Value {
        let text = |result: &Result<(), String>| result.as_ref().err().cloned();
        let history = self.history.as_ref().map(|history| {
            json!({
                "concurrent": history.concurrent,
                "chains": text(&history.chains),
                "exact": text(&history.exact),
            })
        });
        let data_flow = self.data_flow.as_ref().map(|data_flow| json!({ "difference": text(data_flow) }));
        json!({ "path": path, "result": text(&self.result), "history": history, "dataFlow": data_flow })
    }
}

/// The history (levels b and c).
fn history(case: &Case, ran: &Ran) -> Option<HistoryVerdict> {
    let expected: Vec<Event> = case.events()?.iter().map(Event::recorded).collect();
    let order = match case.text("/event_order") {
        Some("parallel-unordered") => {
            let lost = case.get("lost_events").and_then(Value::as_u64).unwrap_or_default();
            Order::Unordered { lost: usize::try_from(lost).unwrap_or(usize::MAX) }
        }
        _ => Order::Exact,
    };
    let concurrent = order != Order::Exact || is_concurrent(&expected);
    let actual: Result<Vec<Event>, _> = ran.events.iter().map(Event::happened).collect();
    Some(match actual {
        Err(error) => {
            let failed = || Err(format!("an event has no JSON: {error}"));
            HistoryVerdict { concurrent, chains: failed(), exact: failed() }
        }
        Ok(actual) => HistoryVerdict {
            concurrent,
            chains: chains(&expected, &actual, order, numbers(case)),
            exact: exact(&expected, &actual, numbers(case)),
        },
    })
}

/// The numbers of a case were written by AWS, or by a program that does not tell `1` from `1.0`: the second
/// format, which says where its evidence is from.
pub(crate) fn numbers(case: &Case) -> Numbers {
    match case.get("evidence") {
        Some(_) => Numbers::Value,
        None => Numbers::ValueAndKind,
    }
}

/// Status, output, error and cause (level a).
fn result(case: &Case, ran: &Ran) -> Result<(), String> {
    let numbers = numbers(case);
    let check = |name: &str, actual: Option<Value>| {
        difference(name, case.at(&format!("/expect/{name}")), actual.as_ref(), numbers)
    };
    let status = check("status", Some(ran.status.into()));
    let part = |part: &Option<String>| part.clone().map(Value::String);
    status
        .map_err(|text| match (&ran.error, &ran.cause) {
            (None, None) => text,
            (error, cause) => format!(
                "{text} with `{}`: {}",
                error.as_deref().unwrap_or_default(),
                cause.as_deref().unwrap_or_default()
            ),
        })
        .and_then(|()| check("error", part(&ran.error)))
        .and_then(|()| check("cause", part(&ran.cause)))
        .and_then(|()| check("output", ran.output.clone()))
        .and_then(|()| ran.miss.clone().map_or(Ok(()), Err))
}

/// The first difference of a part, of which either side may have none.
pub(crate) fn difference(
    name: &str,
    expected: Option<&Value>,
    actual: Option<&Value>,
    numbers: Numbers,
) -> Result<(), String> {
    let compared = match (expected, actual) {
        (None, None) => Ok(()),
        (Some(expected), Some(actual)) => compare(expected, actual, numbers),
        (expected, actual) => Err(Box::new(Difference::new(expected, actual))),
    };
    compared.map_err(|difference| format!("{name}{}{difference}", separator(&difference)))
}

fn separator(difference: &Difference) -> &'static str {
    if difference.pointer.is_empty() { ": " } else { "" }
}
