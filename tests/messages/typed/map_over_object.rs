//! A Map over an object: a distributed one gets the members, an inline one nothing but arrays.

use std::collections::HashMap;

use asl_runtime::{Shape, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    name: flow,
    typed,
    input: Stock,
    handlers: { "Count" => count: fn(Item) -> Result<u32> },
    inline: r#"{
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map",
                "ItemsPath": "$.items",
                "ItemProcessor": {
                    "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                    "StartAt": "Count",
                    "States": {
                        "Count": {
                            "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:count",
                            "ResultPath": null,
                            "Next": "Show"
                        },
                        "Show": {
                            "Type": "Pass",
                            "Parameters": { "sku.$": "$.sku", "price.$": "$.Value.prise", "key.$": "$.Key", "no.$": "$.Key.no" },
                            "End": true
                        }
                    }
                },
                "ResultPath": null,
                "Next": "Inline"
            },
            "Inline": {
                "Type": "Map",
                "ItemsPath": "$.items",
                "ItemProcessor": { "StartAt": "Leave", "States": { "Leave": { "Type": "Pass", "End": true } } },
                "ResultPath": null,
                "Next": "Itself"
            },
            "Itself": {
                "Type": "Map",
                "ItemProcessor": { "StartAt": "Stay", "States": { "Stay": { "Type": "Pass", "End": true } } },
                "End": true
            }
        }
    }"#,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Stock {
    pub items: HashMap<u32, Item>,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Item {
    pub sku: String,
    pub price: u32,
}

fn main() {}
