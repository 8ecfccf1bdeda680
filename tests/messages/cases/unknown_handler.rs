//! An entry of `handlers` for nothing.

use asl_runtime::{TaskContext, TaskError, include_workflow};

include_workflow! {
    name: order,
    inline: r#"{"StartAt": "Charge", "States": {
        "Charge": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:charge", "End": true}
    }}"#,
    handlers: {
        "Charg" => charge: fn(u32) -> Result<u32>,
    },
}

struct Shop;

impl order::Handlers for Shop {
    async fn charge(&self, input: u32, _: &TaskContext) -> Result<u32, TaskError> {
        Ok(input)
    }
}

fn main() {}
