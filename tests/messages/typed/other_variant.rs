//! In the branch of one variant a field of another is read.

use asl_runtime::{Shape, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    name: flow,
    typed,
    input: Method,
    inline: r#"{
        "StartAt": "Choose",
        "States": {
            "Choose": {
                "Type": "Choice",
                "Choices": [{ "Variable": "$.kind", "StringEquals": "card", "Next": "Card" }],
                "Default": "Invoice"
            },
            "Card": { "Type": "Pass", "Parameters": { "days.$": "$.days" }, "End": true },
            "Invoice": { "Type": "Pass", "Parameters": { "days.$": "$.days" }, "End": true }
        }
    }"#,
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Method {
    Card { number: String },
    Invoice { days: u8 },
}

fn main() {}
