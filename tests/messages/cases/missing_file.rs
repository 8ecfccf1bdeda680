//! A file that is not there; the code that uses it is right.

use asl_runtime::{TaskContext, TaskError, include_workflow};
use order::ChargeInput;
use serde_json::Value;

include_workflow!("workflows/order.asl.json");

struct Shop;

impl order::Handlers for Shop {
    async fn charge(&self, input: ChargeInput, _: &TaskContext) -> Result<Value, TaskError> {
        Ok(input.id)
    }
}

fn main() {
    drop(order::workflow(Shop));
}
