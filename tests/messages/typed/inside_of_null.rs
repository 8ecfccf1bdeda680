//! What may be `null` is looked into.

use asl_runtime::{Shape, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    name: flow,
    typed,
    input: Order,
    inline: r#"{
        "StartAt": "Show",
        "States": {
            "Show": { "Type": "Pass", "Parameters": { "name.$": "$.customer.name" }, "End": true }
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

fn main() {}
