//! Paths into tuples, enums, maps, and what has no parts; an index beyond the end, in every place that a path stands in.

use std::collections::HashMap;

use asl_runtime::{Shape, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    name: flow,
    typed,
    input: Parcel,
    inline: r#"{
        "StartAt": "Choose",
        "States": {
            "Choose": {
                "Type": "Choice",
                "Choices": [
                    { "Variable": "$.size[5]", "IsPresent": true, "Next": "Template" },
                    { "Variable": "$.size[4]", "NumericEquals": 1, "Next": "Wait" },
                    { "Variable": "$.method.kind", "StringEquals": "crd", "Next": "Wait" },
                    { "Variable": "$.method.kind", "StringEquals": "bitcoin", "Next": "Wait" },
                    { "And": [
                        { "Variable": "$.method.kind", "StringEquals": "card" },
                        { "Variable": "$.method.kind", "StringEquals": "cash" }
                    ], "Next": "Wait" },
                    { "Variable": "$.label", "IsNumeric": true, "Next": "Wait" }
                ],
                "Default": "Template"
            },
            "Template": {
                "Type": "Pass",
                "Parameters": {
                    "beyond.$": "$.size[5]",
                    "before.$": "$.size[-3]",
                    "below.$": "$.size[2].x",
                    "there.$": "$.size[1]",
                    "call.$": "States.Format('{}', $.size[2])",
                    "letter.$": "$.label[0]",
                    "letters.$": "$.label[*]",
                    "length.$": "$.label.size",
                    "number.$": "$.method.number",
                    "numbr.$": "$.method.numbr",
                    "done.$": "$.outcome.Done",
                    "dne.$": "$.outcome.Dne",
                    "either.$": "$.either.text",
                    "name.$": "$.names.3.first"
                },
                "ResultPath": "$.made",
                "Next": "Wait"
            },
            "Wait": { "Type": "Wait", "SecondsPath": "$.either", "Next": "Filter" },
            "Filter": { "Type": "Pass", "InputPath": "$.size[2]", "Next": "Done" },
            "Done": { "Type": "Succeed" }
        }
    }"#,
}

#[derive(Serialize, Deserialize, Shape)]
pub struct Parcel {
    pub size: (u32, u32),
    pub label: String,
    pub method: Method,
    pub outcome: Outcome,
    pub either: Either,
    pub names: HashMap<u32, String>,
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Method {
    Card { number: String },
    Cash,
}

#[derive(Serialize, Deserialize, Shape)]
pub enum Outcome {
    Open,
    Done { at: String },
}

#[derive(Serialize, Deserialize, Shape)]
#[serde(untagged)]
pub enum Either {
    Seconds(u32),
    Never(bool),
}

fn main() {}
