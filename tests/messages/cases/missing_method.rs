//! A resource without its method.

use asl_runtime::{TaskContext, TaskError, include_workflow};
use serde_json::Value;

include_workflow! {
    name: order,
    inline: r#"{"StartAt": "Charge", "States": {
        "Charge": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:charge", "Next": "Ship"},
        "Ship": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:ship", "End": true}
    }}"#,
}

struct Shop;

impl order::Handlers for Shop {
    async fn charge(&self, input: &Value, _: &TaskContext) -> Result<Value, TaskError> {
        Ok(input.clone())
    }
}

fn main() {
    drop(order::workflow(Shop));
}
