//! One definition under two names, with types that differ.

use ::asl_runtime::include_workflow;
use ::serde::{Deserialize, Serialize};
use ::std::vec::Vec;

include_workflow! {
    "hygiene/order.asl.json",
    name: one,
    input: One,
    output: Vec<One>,
}

include_workflow! {
    "hygiene/order.asl.json",
    name: other,
    input: Other,
    output: Vec<Other>,
}

/// One input.
#[derive(Debug, Serialize, Deserialize)]
pub struct One;

/// Another.
#[derive(Debug, Serialize, Deserialize)]
pub struct Other;
