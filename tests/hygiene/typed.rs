//! A workflow with checks of every kind.

use ::asl_runtime::{Shape, include_workflow};
use ::serde::{Deserialize, Serialize};
use ::std::option::Option;
use ::std::string::String;
use ::std::vec::Vec;

include_workflow! {
    name: pub payments,
    typed,
    opaque: [Foreign],
    input: Order,
    output: Vec<Line>,
    handlers: { "Charge" => charge: fn(Charge) -> Result<Foreign, crate::errors::ChargeError> },
    inline: r#"{
        "StartAt": "Paid?",
        "States": {
            "Paid?": {
                "Type": "Choice",
                "Choices": [
                    { "And": [
                        { "Variable": "$.note", "IsPresent": true },
                        { "Variable": "$.note", "StringEquals": "free" }
                    ], "Next": "Lines" },
                    { "Variable": "$.method.kind", "StringEquals": "card", "Next": "Charge" },
                    { "Variable": "$.cents", "NumericGreaterThan": 100, "Next": "Lines" }
                ],
                "Default": "Refuse"
            },
            "Charge": {
                "Type": "Task",
                "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:charge",
                "Parameters": {
                    "number.$": "$.method.number", "cents.$": "$.cents", "currency": "EUR", "tags": ["a", "b"],
                    "skus.$": "$.lines[*].sku", "count.$": "States.ArrayLength($.lines)"
                },
                "ResultPath": "$.charged",
                "TimeoutSeconds": 60,
                "Catch": [{ "ErrorEquals": ["Declined"], "ResultPath": "$.failure", "Next": "Refuse" }],
                "Next": "Lines"
            },
            "Lines": {
                "Type": "Map",
                "ItemsPath": "$.lines",
                "ItemProcessor": { "StartAt": "Line", "States": { "Line": {
                    "Type": "Pass",
                    "Parameters": { "sku.$": "$.sku", "count": 1 },
                    "End": true
                } } },
                "End": true
            },
            "Refuse": { "Type": "Fail", "Error": "Refused" }
        }
    }"#,
}

include_workflow! {
    "expansion/workflows/handed_over.asl.json",
    typed,
    input: crate::typed::Bill,
    output: crate::typed::Bill,
    handlers: {
        "Price" => price: fn(crate::typed::Bill) -> Result<crate::typed::Bill>,
        "Charge" => charge: fn(crate::typed::Bill) -> Result<crate::typed::Bill>,
    },
}

// The same with a type that can't go on as it is, since it is no `Clone`.
include_workflow! {
    "expansion/workflows/handed_over.asl.json",
    name: pub handed_on,
    typed,
    input: Once,
    output: Once,
    handlers: {
        "Price" => price: fn(Once) -> Result<Once>,
        "Charge" => charge: fn(Once) -> Result<Once>,
    },
}

/// What goes from one handler to the next.
#[derive(Debug, Clone, Serialize, Deserialize, Shape)]
pub struct Bill {
    /// In cents.
    pub cents: u64,
}

/// What can't be copied.
#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Once {
    /// In cents.
    pub cents: u64,
}

/// What comes in.
#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Order {
    /// What is ordered.
    pub lines: Vec<Line>,
    /// How it is paid.
    pub method: Method,
    /// In cents.
    pub cents: u64,
    /// Perhaps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// What is ordered.
#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Line {
    /// Of what.
    pub sku: String,
    /// How many.
    pub count: u32,
}

/// How it is paid.
#[derive(Debug, Serialize, Deserialize, Shape)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Method {
    /// By card.
    Card {
        /// The card's.
        number: String,
    },
    /// Later.
    Invoice,
}

/// What is charged.
#[derive(Debug, Deserialize, Shape)]
#[serde(deny_unknown_fields)]
pub struct Charge {
    /// The card's.
    pub number: String,
    /// In cents.
    pub cents: u64,
    /// One of few.
    pub currency: Currency,
    /// For the books.
    pub tags: [String; 2],
    /// Of what.
    pub skus: Vec<String>,
    /// How many.
    pub count: usize,
}

/// One of few.
#[derive(Debug, Deserialize, Shape)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    /// Euro.
    Eur,
    /// Pound.
    Gbp,
}

/// Without a shape.
#[derive(Debug, Serialize)]
pub struct Foreign {
    /// Whatever.
    pub id: String,
}
