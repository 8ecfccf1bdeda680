//! Several mistakes in the definition, and code around it that is right: only the mistakes are told.

use asl_runtime::{TaskContext, TaskError, include_workflow};
use serde_json::Value;

include_workflow! {
    name: order,
    inline: r#"{
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Tsk",
                "Resourc": "arn:aws:lambda:eu-west-1:111111111111:function:charge",
                "Parameters": {"id.$": "$.id", "bad.$": "States.Nothing()"},
                "Retry": [{"ErrorEquals": ["States.ALL"], "MaxAttempts": -1}],
                "Next": "Shp"
            },
            "Ship": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:ship",
                "ResultPath": "$[*]",
                "Next": "Each"
            },
            "Each": {"Type": "Map", "ItemProcessr": {}, "End": true},
            "Wait": {"Type": "Wayt", "Seconds": 5, "Next": "Ship"}
        }
    }"#,
    handlers: { "Ship" => ship: fn(_) -> Result<u32> },
}

struct Shop;

impl order::Handlers for Shop {
    async fn charge(&self, input: order::ChargeInput, _: &TaskContext) -> Result<Value, TaskError> {
        Ok(input.id)
    }

    async fn ship(&self, _: &Value, _: &TaskContext) -> Result<u32, TaskError> {
        Ok(1)
    }
}

#[tokio::main]
async fn main() {
    let workflow = order::workflow(Shop);
    println!("{:?} {:?}", order::State::Charge.name(), workflow.run(Value::Null).await);
}
