//! An error that nothing catches, where that is denied.

use std::fmt;

use asl_runtime::{AslError, Shape, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    name: flow,
    typed,
    input: Order,
    handlers: {
        "Charge" => charge: fn(Order) -> Result<Payment, ChargeError>,
    },
    deny: ["uncaught-error"],
    inline: r#"{
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:charge",
                "Catch": [{ "ErrorEquals": ["CardDeclined"], "ResultPath": "$.error", "Next": "Declined" }],
                "End": true
            },
            "Declined": { "Type": "Fail", "Error": "Declined" }
        }
    }"#,
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    pub order_id: String,
    pub customer: Option<Customer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub items: Vec<Item>,
    pub status: Status,
    pub cents: u64,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Customer {
    pub name: String,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Item {
    pub sku: String,
    pub count: u32,
}

#[derive(Serialize, Deserialize, Shape)]
pub enum Status {
    Open,
    Paid,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Payment {
    pub id: String,
    pub paid: bool,
}

#[derive(Debug, AslError)]
pub enum ChargeError {
    CardDeclined,
    BankDown,
}

impl fmt::Display for ChargeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not charged")
    }
}

fn main() {}
