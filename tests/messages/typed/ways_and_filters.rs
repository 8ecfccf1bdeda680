//! What is there on one way alone, what has failed, and what a filter looks at.

use asl_runtime::{Shape, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    name: flow,
    typed,
    input: Order,
    handlers: {
        "Charge" => charge: fn(Order) -> Result<Payment>,
        "Book" => book: fn(Order) -> Result<Booking>,
    },
    inline: r#"{
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:charge",
                "Catch": [
                    { "ErrorEquals": ["States.TaskFailed"], "ResultPath": "$.error", "Next": "Book" },
                    { "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Book" }
                ],
                "ResultPath": "$.payment",
                "Next": "Book"
            },
            "Book": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:book",
                "Parameters": { "id.$": "$.id", "lines.$": "$.lines", "first.$": "$.lines[?(@.cuont > 1)]", "paid.$": "$.payment.id" },
                "ResultPath": "$.booking",
                "Next": "Failed?"
            },
            "Failed?": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.eror", "IsPresent": true, "Next": "Show" }],
                "Default": "Tell"
            },
            "Tell": { "Type": "Pass", "Parameters": { "id.$": "$.payment.idd" }, "End": true },
            "Show": {
                "Type": "Pass",
                "Parameters": { "seat.$": "$.booking.seat", "id.$": "$.payment.id" },
                "End": true
            }
        }
    }"#,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Order {
    pub id: String,
    pub lines: Vec<Line>,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Line {
    pub count: u32,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Payment {
    pub id: String,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Booking {
    pub again: bool,
}

fn main() {}
