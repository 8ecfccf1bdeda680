//! Every argument at once.

use ::asl_runtime::{TaskContext, include_workflow};
use ::serde::{Deserialize, Serialize};
use ::std::result::Result::{self, Ok};
use ::std::string::String;
use ::std::vec::Vec;

use crate::errors::ChargeError;

include_workflow! {
    "hygiene/order.asl.json",
    name: pub orders,
    kind: standard,
    substitutions: { "Unused": "value" },
    input: Order,
    output: Vec<::serde_json::Value>,
    handlers: {
        "Validate" => check_order: fn(Order) -> Result<bool, ChargeError>,
        "charge" => charge: fn(Charge) -> Result<(), super::errors::ChargeError>,
    },
    allow: ["unused-substitution"],
    crate: ::asl_runtime,
}

/// What comes in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Order {
    /// The lines.
    pub lines: Vec<String>,
}

/// What is charged.
#[derive(Debug, Deserialize)]
pub struct Charge {
    /// In cents.
    pub amount: u32,
}

/// Accepts everything.
#[derive(Debug, Clone, Copy)]
pub struct Shop;

impl orders::Handlers for Shop {
    async fn check_order(&self, order: Order, _: &TaskContext) -> Result<bool, ChargeError> {
        Ok(!order.lines.is_empty())
    }

    async fn charge(&self, _: Charge, _: &TaskContext) -> Result<(), ChargeError> {
        Ok(())
    }
}
