//! An order: seven task resources, seventeen calls, one of which fails and is retried.

use std::sync::Arc;

use asl_runtime::{TaskContext, TaskError, Workflow, include_workflow};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::sync::Barrier;

use crate::case::{Case, Variant, Workload};
use crate::clock::HastyClock;
use crate::generated::{run, variants};
use crate::{by_hand, typed};

use super::{order_of_owners, order_of_structs};

include_workflow! {
    "workflows/order.asl.json",
    name: pub(crate) order,
    handlers: { "PickOne" => pick_one: fn(Value) -> Result<Value, TaskError> },
}

const LINES: u64 = 10;

/// What the first handler does before it answers.
enum Validation {
    AtOnce,
    /// It waits until as many executions as the barrier is for are there.
    Together(Arc<Barrier>),
}

struct Shop {
    validation: Validation,
}

impl order::Handlers for Shop {
    async fn validate(&self, _: &Value, _: &TaskContext) -> Result<Value, TaskError> {
        if let Validation::Together(barrier) = &self.validation {
            barrier.wait().await;
        }
        Ok(json!({ "valid": true, "risk": 12 }))
    }

    async fn reserve_stock(&self, _: &Value, _: &TaskContext) -> Result<Value, TaskError> {
        Ok(json!({ "id": "R-1", "ok": true }))
    }

    async fn compute_tax(&self, _: &Value, _: &TaskContext) -> Result<Value, TaskError> {
        Ok(json!({ "tax": 259.9, "rate": 0.2 }))
    }

    async fn fraud_check(&self, _: &Value, _: &TaskContext) -> Result<Value, TaskError> {
        Ok(json!({ "score": 3 }))
    }

    async fn authorise_payment(&self, _: &Value, _: &TaskContext) -> Result<Value, TaskError> {
        Ok(json!({ "code": "AUTH-7", "ok": true }))
    }

    async fn pick_one(&self, line: Value, _: &TaskContext) -> Result<Value, TaskError> {
        Ok(line)
    }

    async fn charge(&self, _: order::ChargeInput, task: &TaskContext) -> Result<Value, TaskError> {
        match task.attempt() {
            1 => Err(TaskError::new("PaymentDeclined", "")),
            attempt => Ok(json!({ "status": "charged", "attempts": attempt })),
        }
    }
}

/// The workflow.
pub(crate) fn shop() -> Workflow<order::Definition> {
    open(Validation::AtOnce)
}

/// The workflow for executions that go on together, once all of them have begun.
pub(super) fn shop_for_all(barrier: Arc<Barrier>) -> Workflow<order::Definition> {
    open(Validation::Together(barrier))
}

fn open(validation: Validation) -> Workflow<order::Definition> {
    order::workflow(Shop { validation }).clock(HastyClock::default())
}

/// The input.
pub(crate) fn input() -> Value {
    let line = |number: u64| json!({ "sku": format!("SKU-{number:03}"), "qty": number % 3 + 1, "price": 10.5 + number as f64 });
    json!({
        "orderId": "A-1001",
        "customer": { "id": 42, "tier": "gold" },
        "total": 1299.5,
        "currency": "EUR",
        "items": (0..LINES).map(line).collect::<Vec<Value>>(),
    })
}

pub(super) fn is_right(output: &Value) -> bool {
    output["orderId"] == "A-1001"
        && output["picked"].as_array().is_some_and(|picked| picked.len() as u64 == LINES)
        && output["charge"] == json!({ "status": "charged", "attempts": 2 })
}

pub(crate) fn workload() -> Workload {
    of(&input())
}

/// The order with an input of about so many bytes, which no state looks at but all have.
pub(crate) fn with_notes(bytes: u64) -> Workload {
    let note = |number: u64| json!({ "at": number, "by": "somebody", "text": "the parcel is to be left with the neighbours" });
    let (bare, one) = (input().to_string().len() as u64, note(0).to_string().len() as u64);
    let notes: Vec<Value> = (0..bytes.saturating_sub(bare) / one).map(note).collect();
    let mut input = input();
    input["notes"] = notes.into();
    of(&input)
}

fn of(input: &Value) -> Workload {
    let by_hand = |input| async { by_hand::order(input).await.unwrap_or_default() };
    let registry = Arc::new(by_hand::Registry::default());
    let in_registry = move |input| {
        let registry = Arc::clone(&registry);
        async move { registry.order(input).await.unwrap_or_default() }
    };
    let mut cases = vec![Case::new(Variant::ByHand, input.clone(), by_hand)];
    cases
        .extend(typed::Order::deserialize(input).map(|order| Case::new(Variant::Typed, order, typed::order)));
    cases.push(Case::new(Variant::BoxedRegistry, input.clone(), in_registry));
    cases.extend(variants(&shop(), input));
    let of_structs = order_of_structs::shop();
    cases.push(Case::new(Variant::OfStructs, input.clone(), move |input| run(of_structs.clone(), input)));
    let of_owners = order_of_owners::shop();
    cases.push(Case::new(Variant::OfOwners, input.clone(), move |input| run(of_owners.clone(), input)));
    Workload { name: "order", states: 20, cases, is_right: Box::new(is_right) }
}
