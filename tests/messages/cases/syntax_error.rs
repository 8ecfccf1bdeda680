//! A text that is no JSON, and one that is no YAML; the code around is right.

use asl_runtime::{TaskContext, TaskError, include_workflow};
use order::{Handlers, State};
use serde_json::Value;

include_workflow! {
    name: order,
    inline: r#"{
        "StartAt": "Charge",
        "States": {
            "Charge": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:charge", "End": true},
        }
    }"#,
}

include_workflow! {
    name: bill,
    inline: "
StartAt: Bill
States:
  Bill: {Type: Succeed
",
}

struct Shop;

impl Handlers for Shop {
    async fn charge(&self, input: &Value, _: &TaskContext) -> Result<Value, TaskError> {
        Ok(input.clone())
    }
}

fn main() {
    drop(order::workflow(Shop));
    println!("{}", State::Charge.name());
    println!("{}", bill::DEFINITION);
}
