//! All that can be wrong with a payload, and with the names of errors.

use asl_runtime::{AslError, Shape, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    name: flow,
    typed,
    input: Order,
    output: Done,
    handlers: {
        "Ship" => ship: fn(Parcel) -> Result<Done, ShipError>,
        "Whole" => whole: fn(Noted) -> Result<Done>,
        "Tag" => tag: fn(Method) -> Result<Done>,
        "List" => list: fn(Vec<u64>) -> Result<Done>,
    },
    inline: r#"{
        "StartAt": "Ship",
        "States": {
            "Ship": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:ship",
                "Parameters": {
                    "to": { "street.$": "$.id", "zip": "12" },
                    "speed": "fastest",
                    "insured": "yes",
                    "lines": [{ "sku": 1 }],
                    "gift": true,
                    "size.$": "$.size[2]"
                },
                "Retry": [{ "ErrorEquals": ["TooHeavy"] }, { "ErrorEquals": ["Rainy"] }],
                "ResultPath": null,
                "Next": "Whole"
            },
            "Whole": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:whole",
                "ResultPath": null,
                "Next": "Tag"
            },
            "Tag": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:tag",
                "Parameters": { "kind": "crad", "number.$": "$.id" },
                "ResultPath": null,
                "Next": "List"
            },
            "List": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:list",
                "InputPath": "$.skus",
                "ResultSelector": { "at": 3 },
                "End": true
            }
        }
    }"#,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Order {
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    pub skus: Vec<String>,
    pub size: (u32, u32),
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(deny_unknown_fields)]
pub struct Parcel {
    pub to: Address,
    pub speed: Speed,
    pub insured: bool,
    pub lines: Vec<Line>,
    pub size: u32,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Address {
    pub street: String,
    pub zip: u32,
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(rename_all = "lowercase")]
pub enum Speed {
    Slow,
    Fast,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Line {
    pub sku: String,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Noted {
    pub note: String,
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Method {
    Card { number: String },
    Cash,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Done {
    pub at: String,
}

#[derive(Debug, AslError)]
pub enum ShipError {
    TooBig,
}

impl std::fmt::Display for ShipError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("too big")
    }
}

fn main() {}
