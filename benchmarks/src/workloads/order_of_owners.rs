//! The same order with handlers that own their JSON, as those of the boxed registry do: what the state needs again is
//! copied for each.

use asl_runtime::{TaskContext, TaskError, Workflow, include_workflow};
use serde_json::{Value, json};

use crate::clock::HastyClock;

include_workflow! {
    "workflows/order.asl.json",
    name: pub(crate) order,
    handlers: {
        "Validate" => validate: fn(Value) -> Result<_>,
        "ReserveStock" => reserve_stock: fn(Value) -> Result<_>,
        "ComputeTax" => compute_tax: fn(Value) -> Result<_>,
        "FraudCheck" => fraud_check: fn(Value) -> Result<_>,
        "AuthorisePayment" => authorise_payment: fn(Value) -> Result<_>,
        "PickOne" => pick_one: fn(Value) -> Result<_>,
        "Charge" => charge: fn(Value) -> Result<_>,
    },
}

type Answer = Result<Value, TaskError>;

struct Shop;

impl order::Handlers for Shop {
    async fn validate(&self, _: Value, _: &TaskContext) -> Answer {
        Ok(json!({ "valid": true, "risk": 12 }))
    }

    async fn reserve_stock(&self, _: Value, _: &TaskContext) -> Answer {
        Ok(json!({ "id": "R-1", "ok": true }))
    }

    async fn compute_tax(&self, _: Value, _: &TaskContext) -> Answer {
        Ok(json!({ "tax": 259.9, "rate": 0.2 }))
    }

    async fn fraud_check(&self, _: Value, _: &TaskContext) -> Answer {
        Ok(json!({ "score": 3 }))
    }

    async fn authorise_payment(&self, _: Value, _: &TaskContext) -> Answer {
        Ok(json!({ "code": "AUTH-7", "ok": true }))
    }

    async fn pick_one(&self, line: Value, _: &TaskContext) -> Answer {
        Ok(line)
    }

    async fn charge(&self, _: Value, task: &TaskContext) -> Answer {
        match task.attempt() {
            1 => Err(TaskError::new("PaymentDeclined", "")),
            attempt => Ok(json!({ "status": "charged", "attempts": attempt })),
        }
    }
}

/// The workflow.
pub(super) fn shop() -> Workflow<order::Definition> {
    order::workflow(Shop).clock(HastyClock::default())
}
