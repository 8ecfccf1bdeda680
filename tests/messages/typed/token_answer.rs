//! What a person answers is read by another name.

use asl_runtime::{Shape, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    name: flow,
    typed,
    input: Order,
    answers: { ask: Decision },
    handlers: {
        "Ask" => ask: fn(Request) -> Result<()>,
    },
    inline: r#"{
        "StartAt": "Ask",
        "States": {
            "Ask": {
                "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken", "TimeoutSeconds": 86400,
                "Parameters": { "MessageBody": { "token.$": "$$.Task.Token", "order.$": "$.orderId" } },
                "ResultPath": "$.decision",
                "Next": "Approved?"
            },
            "Approved?": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.decision.aproved", "BooleanEquals": true, "Next": "Book" }],
                "Default": "Refuse"
            },
            "Book": { "Type": "Pass", "Parameters": { "by.$": "$.decision.by", "id.$": "$.orderId" }, "End": true },
            "Refuse": { "Type": "Fail", "Error": "Refused" }
        }
    }"#,
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    pub order_id: String,
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct Request {
    pub message_body: Question,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Question {
    pub token: String,
    pub order: String,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Decision {
    pub approved: bool,
    pub by: String,
}

fn main() {}
