//! Types of every form.

use ::asl_runtime::include_workflow;
use ::serde::{Deserialize, Serialize};
use ::std::collections::BTreeMap as Members;
use ::std::option::Option;
use ::std::string::String;
use ::std::vec::Vec;

include_workflow! {
    name: shapes,
    inline: r#"{"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:a", "Next": "B"},
        "B": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:b", "Next": "C"},
        "C": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:c", "Next": "D"},
        "D": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:d", "Next": "E"},
        "E": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:e", "Next": "F"},
        "F": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}
    }}"#,
    input: (Vec<Item>, Option<crate::types::Item>),
    output: [Generic<Item, { 1 + 1 }>; 2],
    handlers: {
        "A" => a: fn((u8, String)) -> Result<Vec<Vec<Item>>>,
        "B" => b: fn([self::Item; 3]) -> Result<(), crate::errors::ChargeError>,
        "C" => c: fn(Members<String, super::types::Item>) -> Result<Option<Item>, super::errors::TeapotError>,
        "D" => d: fn(Generic<Generic<u8, 1>, 2>) -> Result<bool, crate::errors::ChargeError>,
        "E" => e: fn(::std::boxed::Box<[u8]>) -> Result<::std::string::String>,
        "F" => f: fn(Option<String>) -> Result<&'static str>,
    },
}

/// A thing.
#[derive(Debug, Serialize, Deserialize)]
pub struct Item {
    /// Its name.
    pub name: String,
}

/// With parameters.
#[derive(Debug, Serialize, Deserialize)]
pub struct Generic<T, const N: usize> {
    /// What it holds.
    pub values: Vec<T>,
}
