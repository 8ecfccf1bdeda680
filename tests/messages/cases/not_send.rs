//! A handler that holds something of its thread across an await.

use std::rc::Rc;

use asl_runtime::{TaskContext, TaskError, include_workflow};
use serde_json::Value;

include_workflow! {
    name: order,
    inline: r#"{"StartAt": "Charge", "States": {
        "Charge": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:charge", "End": true}
    }}"#,
}

struct Shop;

impl order::Handlers for Shop {
    async fn charge(&self, input: &Value, _: &TaskContext) -> Result<Value, TaskError> {
        let held = Rc::new(input.clone());
        std::future::ready(()).await;
        Ok(Value::clone(&held))
    }
}

fn main() {}
