//! The variants that every generated workflow has.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use asl_runtime::history::{Event, History};
use asl_runtime::{Definition, Workflow};
use serde_json::Value;

use crate::case::{Case, Variant};

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
    [
        Case::new(Variant::Generated, input.clone(), move |input| run(plain.clone(), input)),
        Case::new(Variant::Observed, input.clone(), move |input| run(observed.clone(), input)),
        // Each execution has a history of its own, which goes with the result.
        Case::new(Variant::Kept, input.clone(), move |input| {
            run(kept.clone().recorder(History::new()), input)
        }),
    ]
}

pub(crate) async fn run<D>(workflow: Workflow<D>, input: Value) -> Value
where
    D: Definition<Input = Value, Output = Value>,
{
    // A failure is nobody's right result.
    workflow.run(input).await.unwrap_or_default()
}
