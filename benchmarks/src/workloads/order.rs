//! An order: seven task resources, seventeen calls, one of which fails and is retried.

use std::sync::Arc;

use asl_runtime::{TaskContext, TaskError, include_workflow};
use serde_json::{Value, json};

use crate::by_hand;
use crate::case::{Case, Variant, Workload};
use crate::clock::HastyClock;
use crate::generated::variants;

include_workflow!("workflows/order.asl.json", name: pub(self) order);

const LINES: u64 = 10;

struct Shop;

impl order::Handlers for Shop {
    async fn validate(&self, _: Value, _: &TaskContext) -> Result<Value, TaskError> {
        Ok(json!({ "valid": true, "risk": 12 }))
    }

    async fn reserve_stock(&self, _: Value, _: &TaskContext) -> Result<Value, TaskError> {
        Ok(json!({ "id": "R-1", "ok": true }))
    }

    async fn compute_tax(&self, _: Value, _: &TaskContext) -> Result<Value, TaskError> {
        Ok(json!({ "tax": 259.9, "rate": 0.2 }))
    }

    async fn fraud_check(&self, _: Value, _: &TaskContext) -> Result<Value, TaskError> {
        Ok(json!({ "score": 3 }))
    }

    async fn authorise_payment(&self, _: Value, _: &TaskContext) -> Result<Value, TaskError> {
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

fn input() -> Value {
    let line = |number: u64| json!({ "sku": format!("SKU-{number:03}"), "qty": number % 3 + 1, "price": 10.5 + number as f64 });
    json!({
        "orderId": "A-1001",
        "customer": { "id": 42, "tier": "gold" },
        "total": 1299.5,
        "currency": "EUR",
        "items": (0..LINES).map(line).collect::<Vec<Value>>(),
    })
}

pub(crate) fn workload() -> Workload {
    let input = input();
    let by_hand = {
        let input = input.clone();
        Case::new(Variant::ByHand, move || {
            let input = input.clone();
            Box::pin(async move { by_hand::order(input).await.unwrap_or_default() })
        })
    };
    let registry = {
        let (input, registry) = (input.clone(), Arc::new(by_hand::Registry::default()));
        Case::new(Variant::BoxedRegistry, move || {
            let (input, registry) = (input.clone(), Arc::clone(&registry));
            Box::pin(async move { registry.order(input).await.unwrap_or_default() })
        })
    };
    let mut cases = vec![by_hand, registry];
    cases.extend(variants(&order::workflow(Shop).clock(HastyClock::default()), &input));
    Workload {
        name: "order",
        states: 20,
        is_right: |output| {
            output["orderId"] == "A-1001"
                && output["picked"].as_array().is_some_and(|picked| picked.len() as u64 == LINES)
                && output["charge"] == json!({ "status": "charged", "attempts": 2 })
        },
        cases,
    }
}
