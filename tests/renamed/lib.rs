//! The runtime under another name, and nothing else: not even serde. That it compiles is the test.

#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(missing_docs, warnings)]

use ::flows::{AslError, TaskContext, include_workflow};
use ::std::fmt;
use ::std::result::Result::{self, Ok};

include_workflow! {
    "../hygiene/order.asl.json",
    handlers: { "Validate" => validate: fn(u32) -> Result<bool, Refused>, "Charge" => charge: fn(_) -> Result<u32> },
    crate: ::flows,
}

/// An error with another path in its derive.
#[derive(Debug, AslError)]
#[asl(crate = ::flows)]
pub struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("refused")
    }
}

/// Accepts everything.
#[derive(Debug)]
pub struct Shop;

impl order::Handlers for Shop {
    async fn validate(&self, _: u32, _: &TaskContext) -> Result<bool, Refused> {
        Ok(true)
    }

    async fn charge(&self, input: order::ChargeInput, _: &TaskContext) -> Result<u32, ::flows::TaskError> {
        Ok(if input.test { 0 } else { 1 })
    }
}
