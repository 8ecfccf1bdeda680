//! A misspelt field in an expression of JSONata, behind a task whose payload lacks a field.

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
        "StartAt": "Choose",
        "States": {
            "Choose": {
                "Type": "Choice",
                "Choices": [{ "Condition": "{% $exists($states.input.note) %}", "Next": "Note" }],
                "Default": "Charge"
            },
            "Note": { "Type": "Pass", "Output": "{% $states.input.note %}", "End": true },
            "Charge": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:charge",
                "Arguments": { "order": "{% $states.input.orderId %}" },
                "Output": { "id": "{% $states.result.id %}", "skus": "{% $states.input.items[0].skuu %}" },
                "End": true
            }
        }
    }"#,
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    pub order_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub items: Vec<Item>,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Item {
    pub sku: String,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Payment {
    pub id: String,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Charge {
    pub order: String,
    pub cents: u64,
}

fn main() {}
