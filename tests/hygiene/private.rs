//! Types that nobody else sees.

use ::asl_runtime::{AslError, TaskContext, include_workflow};
use ::serde::{Deserialize, Serialize};
use ::std::fmt;
use ::std::result::Result::{self, Err, Ok};
use ::std::vec::Vec;

include_workflow! {
    "hygiene/order.asl.json",
    name: pub(self) hidden,
    input: Order,
    output: Vec<Order>,
    handlers: {
        "Validate" => validate: fn(Order) -> Result<Validation, OrderError>,
        "Charge" => charge: fn(_) -> Result<Order, OrderError>,
    },
}

include_workflow! {
    "hygiene/order.asl.json",
    name: pub(crate) local,
    input: InCrate,
    handlers: { "Validate" => validate: fn(InCrate) -> Result<bool, crate::errors::ChargeError> },
}

#[derive(Debug, Serialize, Deserialize)]
struct Order {
    id: u32,
}

#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct InCrate {
    id: u32,
}

#[derive(Debug, Serialize)]
struct Validation {
    valid: bool,
}

#[derive(Debug, AslError)]
enum OrderError {
    Bad,
}

impl fmt::Display for OrderError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("bad")
    }
}

struct Shop;

impl hidden::Handlers for Shop {
    async fn validate(&self, order: Order, _: &TaskContext) -> Result<Validation, OrderError> {
        if order.id == 0 { Err(OrderError::Bad) } else { Ok(Validation { valid: true }) }
    }

    async fn charge(&self, _: hidden::ChargeInput, _: &TaskContext) -> Result<Order, OrderError> {
        Ok(Order { id: 1 })
    }
}

impl local::Handlers for Shop {
    async fn validate(&self, input: InCrate, _: &TaskContext) -> Result<bool, crate::errors::ChargeError> {
        Ok(input.id > 0)
    }

    async fn charge(
        &self,
        input: local::ChargeInput,
        _: &TaskContext,
    ) -> Result<::serde_json::Value, ::asl_runtime::TaskError> {
        Ok(input.id)
    }
}

/// The ARNs of both.
#[must_use]
pub fn arns() -> [::std::string::String; 2] {
    [hidden::workflow(Shop).state_machine_arn(), local::workflow(Shop).state_machine_arn()]
}
