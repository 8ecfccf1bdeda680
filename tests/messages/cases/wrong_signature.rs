//! Methods whose types are not those of the trait.

use asl_runtime::{TaskContext, TaskError, include_workflow};
use serde_json::Value;

include_workflow! {
    name: order,
    inline: r#"{"StartAt": "Charge", "States": {
        "Charge": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:charge",
            "Parameters": {"id.$": "$.id"}, "Next": "Ship"},
        "Ship": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:ship", "Next": "Bill"},
        "Bill": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:bill", "End": true}
    }}"#,
    handlers: { "Bill" => bill: fn(u32) -> Result<String> },
}

struct Shop;

impl order::Handlers for Shop {
    // The input is a generated struct.
    async fn charge(&self, input: &Value, _: &TaskContext) -> Result<Value, TaskError> {
        Ok(input.clone())
    }

    // The context is missing.
    async fn ship(&self, input: &Value) -> Result<Value, TaskError> {
        Ok(input.clone())
    }

    // The output is a String.
    async fn bill(&self, input: u32, _: &TaskContext) -> Result<u32, TaskError> {
        Ok(input)
    }
}

fn main() {}
