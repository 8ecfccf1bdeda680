//! The order example, with one field renamed.

use std::sync::Mutex;

use asl_runtime::{AslError, Shape, TaskContext, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    name: order,
    inline: r#"{
  "Comment": "An order is validated, paid and shipped, one after the other.",
  "StartAt": "Validate order",
  "States": {
    "Validate order": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:validate-order",
      "ResultPath": "$.validation",
      "Next": "Is it valid?"
    },
    "Is it valid?": {
      "Type": "Choice",
      "Choices": [
        { "Variable": "$.validation.valid", "BooleanEquals": true, "Next": "Charge card" }
      ],
      "Default": "Refuse"
    },
    "Charge card": {
      "Comment": "Takes the money; a declined card ends the order.",
      "Type": "Task",
      "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:charge-card",
      "Parameters": {
        "orderId.$": "$.orderId",
        "cents.$": "$.validation.totalCents",
        "reference.$": "$$.Execution.Name"
      },
      "ResultPath": "$.payment",
      "Next": "Ship"
    },
    "Ship": {
      "Type": "Task",
      "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:ship",
      "Parameters": {
        "orderId.$": "$.orderId",
        "address.$": "$.address"
      },
      "ResultPath": "$.shipment",
      "Next": "Receipt"
    },
    "Receipt": {
      "Type": "Pass",
      "Parameters": {
        "orderId.$": "$.orderId",
        "paymentId.$": "$.payment.id",
        "tracking.$": "$.shipment.tracking"
      },
      "End": true
    },
    "Refuse": {
      "Type": "Fail",
      "Error": "OrderRefused",
      "CausePath": "$.validation.reason"
    }
  }
}"#,
    typed,
    input: Order,
    output: Receipt,
    handlers: {
        "Validate order" => validate: fn(Order) -> Result<Validation, OrderError>,
        "Charge card" => charge: fn(Charge) -> Result<Payment, OrderError>,
        "Ship" => ship: fn(Parcel) -> Result<Shipment, OrderError>,
    },
}

/// What the workflow starts with.
#[derive(Debug, Clone, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    pub order_id: String,
    pub address: String,
    pub items: Vec<Item>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Shape)]
pub struct Item {
    pub sku: String,
    pub cents: u64,
}

/// What the workflow ends with.
#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Receipt {
    pub order_id: String,
    pub payment_id: String,
    pub tracking: String,
}

#[derive(Debug, Serialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Validation {
    pub valid: bool,
    pub total_in_cents: u64,
    pub reason: String,
}

#[derive(Debug, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Charge {
    pub order_id: String,
    pub cents: u64,
    pub reference: String,
}

#[derive(Debug, Serialize, Shape)]
pub struct Payment {
    pub id: String,
}

#[derive(Debug, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Parcel {
    pub order_id: String,
    pub address: String,
}

#[derive(Debug, Serialize, Shape)]
pub struct Shipment {
    pub tracking: String,
}

/// What can go wrong; each variant is an ASL error of the same name.
#[derive(Debug, AslError, thiserror::Error)]
pub enum OrderError {
    #[error("the card was declined for {cents} cents of order {order_id}")]
    CardDeclined { order_id: String, cents: u64 },
}

/// The application: in a real one it would hold clients and connections.
#[derive(Debug, Default)]
pub struct Shop {
    pub charged: Mutex<Vec<u64>>,
}

impl order::Handlers for Shop {
    async fn validate(&self, order: Order, _: &TaskContext) -> Result<Validation, OrderError> {
        let valid = !order.items.is_empty();
        Ok(Validation {
            valid,
            total_in_cents: order.items.iter().map(|item| item.cents).sum(),
            reason: if valid { String::new() } else { "the order has no items".into() },
        })
    }

    async fn charge(&self, charge: Charge, task: &TaskContext) -> Result<Payment, OrderError> {
        if charge.cents > 1_000_000 {
            return Err(OrderError::CardDeclined { order_id: charge.order_id, cents: charge.cents });
        }
        // A payment service takes the key, so that a repeated call does not charge twice.
        println!("charge {} cents as {}, key {}", charge.cents, charge.reference, task.idempotency_key());
        self.charged.lock().expect("no handler panics while it holds this").push(charge.cents);
        Ok(Payment { id: format!("payment-{}", charge.order_id) })
    }

    async fn ship(&self, parcel: Parcel, _: &TaskContext) -> Result<Shipment, OrderError> {
        Ok(Shipment { tracking: format!("{} to {}", parcel.order_id, parcel.address) })
    }
}

fn main() {}
