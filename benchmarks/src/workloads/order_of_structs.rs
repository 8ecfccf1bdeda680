//! The same order with handlers that take and give structs, as applications write them: each reads all of the order
//! that it gets.

use asl_runtime::{TaskContext, TaskError, Workflow, include_workflow};
use serde::{Deserialize, Serialize};

use crate::clock::HastyClock;

include_workflow! {
    "workflows/order.asl.json",
    name: pub(crate) order,
    handlers: {
        "Validate" => validate: fn(Order) -> Result<Validation, TaskError>,
        "ReserveStock" => reserve_stock: fn(Order) -> Result<Reservation, TaskError>,
        "ComputeTax" => compute_tax: fn(Order) -> Result<Tax, TaskError>,
        "FraudCheck" => fraud_check: fn(Order) -> Result<Fraud, TaskError>,
        "AuthorisePayment" => authorise_payment: fn(Order) -> Result<Authorisation, TaskError>,
        "PickOne" => pick_one: fn(Pick) -> Result<Pick, TaskError>,
        "Charge" => charge: fn(Charge) -> Result<Charged, TaskError>,
    },
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "they are read out of the JSON, which is what is measured")]
pub(crate) struct Order {
    order_id: String,
    customer: Customer,
    total: f64,
    currency: String,
    items: Vec<Line>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "as those of the order")]
struct Customer {
    id: u64,
    tier: String,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "as those of the order")]
struct Line {
    sku: String,
    qty: u32,
    price: f64,
}

#[derive(Debug, Serialize)]
pub(crate) struct Validation {
    valid: bool,
    risk: u32,
}

#[derive(Debug, Serialize)]
pub(crate) struct Reservation {
    id: &'static str,
    ok: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct Tax {
    tax: f64,
    rate: f64,
}

#[derive(Debug, Serialize)]
pub(crate) struct Fraud {
    score: u32,
}

#[derive(Debug, Serialize)]
pub(crate) struct Authorisation {
    code: &'static str,
    ok: bool,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Pick {
    order_id: String,
    sku: String,
    qty: u32,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(dead_code, reason = "as those of the order")]
pub(crate) struct Charge {
    order_id: String,
    amount: f64,
    auth: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct Charged {
    status: &'static str,
    attempts: u32,
}

struct Shop;

impl order::Handlers for Shop {
    async fn validate(&self, _: Order, _: &TaskContext) -> Result<Validation, TaskError> {
        Ok(Validation { valid: true, risk: 12 })
    }

    async fn reserve_stock(&self, _: Order, _: &TaskContext) -> Result<Reservation, TaskError> {
        Ok(Reservation { id: "R-1", ok: true })
    }

    async fn compute_tax(&self, _: Order, _: &TaskContext) -> Result<Tax, TaskError> {
        Ok(Tax { tax: 259.9, rate: 0.2 })
    }

    async fn fraud_check(&self, _: Order, _: &TaskContext) -> Result<Fraud, TaskError> {
        Ok(Fraud { score: 3 })
    }

    async fn authorise_payment(&self, _: Order, _: &TaskContext) -> Result<Authorisation, TaskError> {
        Ok(Authorisation { code: "AUTH-7", ok: true })
    }

    async fn pick_one(&self, line: Pick, _: &TaskContext) -> Result<Pick, TaskError> {
        Ok(line)
    }

    async fn charge(&self, _: Charge, task: &TaskContext) -> Result<Charged, TaskError> {
        match task.attempt() {
            1 => Err(TaskError::new("PaymentDeclined", "")),
            attempts => Ok(Charged { status: "charged", attempts }),
        }
    }
}

/// The workflow.
pub(super) fn shop() -> Workflow<order::Definition> {
    order::workflow(Shop).clock(HastyClock::default())
}
