//! In the body of a function.

use ::asl_runtime::{TaskContext, TaskError, include_workflow};
use ::serde::{Deserialize, Serialize};
use ::serde_json::Value;
use ::std::result::Result::{self, Ok};

/// What comes in; a function's body can only name what stands outside of it, by its whole path.
#[derive(Debug, Serialize, Deserialize)]
pub struct Order {
    /// In cents.
    pub amount: u32,
}

/// The text of the definition.
#[must_use]
pub fn definition() -> &'static str {
    include_workflow! {
        "hygiene/order.asl.json",
        input: crate::in_function::Order,
        handlers: { "Validate" => validate: fn(crate::in_function::Order) -> Result<u32> },
    }

    struct Shop;

    impl order::Handlers for Shop {
        async fn validate(&self, order: Order, _: &TaskContext) -> Result<u32, TaskError> {
            Ok(order.amount)
        }

        async fn charge(&self, input: order::ChargeInput, _: &TaskContext) -> Result<Value, TaskError> {
            Ok(input.id)
        }
    }

    let workflow: ::asl_runtime::Workflow<order::Definition> = order::workflow(Shop);
    let arn = workflow.state_machine_arn();
    if arn.ends_with(":order") { order::DEFINITION } else { "" }
}
