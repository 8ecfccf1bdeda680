//! An object that one expression makes lacks a field.

use asl_runtime::{Shape, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    name: flow,
    typed,
    input: Order,
    handlers: {
        "Charge" => charge: fn(Charge) -> Result<Payment>,
    },
    inline: r#"{
        "QueryLanguage": "JSONata",
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:charge",
                "Arguments": "{% {'order': $states.input.orderId, 'cent': $states.input.cents} %}",
                "End": true
            }
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

#[derive(Serialize, Deserialize, Shape)]
pub struct Charge {
    pub order: String,
    pub cents: u64,
}

fn main() {}
