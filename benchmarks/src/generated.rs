//! The variants that every generated workflow has.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use asl_runtime::history::{Event, History};
use asl_runtime::{Definition, Workflow};
use serde_json::Value;

use crate::case::{Case, Run, Variant};

/// A workflow without history, with an observer, and with a history that is kept.
pub(crate) fn variants<D>(workflow: &Workflow<D>, input: &Value) -> [Case; 3]
where
    D: Definition<Input = Value, Output = Value>,
{
    let events = Arc::new(AtomicU64::new(0));
    let observed = workflow.clone().recorder(move |_: &Event<'_>| {
        events.fetch_add(1, Ordering::Relaxed);
    });
    let (plain, kept) = (workflow.clone(), workflow.clone());
    let inputs = [input.clone(), input.clone(), input.clone()];
    let [plain_input, observed_input, kept_input] = inputs;
    [
        Case::new(Variant::Generated, move || run(plain.clone(), plain_input.clone())),
        Case::new(Variant::Observed, move || run(observed.clone(), observed_input.clone())),
        // Each execution has a history of its own, which goes with the result.
        Case::new(Variant::Kept, move || run(kept.clone().recorder(History::new()), kept_input.clone())),
    ]
}

fn run<D>(workflow: Workflow<D>, input: Value) -> Run
where
    D: Definition<Input = Value, Output = Value>,
{
    // A failure is nobody's right result.
    Box::pin(async move { workflow.run(input).await.unwrap_or_default() })
}
