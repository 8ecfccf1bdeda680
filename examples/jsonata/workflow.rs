//! JSONata with variables: an order is priced. The discount is asked for until it is known, with longer and longer
//! pauses; every line is priced with it.
//!
//! `README.md` has the picture.

use std::sync::Mutex;

use asl_runtime::{AslError, Shape, TaskContext, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    "jsonata/pricing.asl.json",
    typed,
    input: Order,
    output: Priced,
    handlers: {
        "discount" => discount: fn(DiscountRequest) -> Result<Discount, PricingError>,
    },
}

#[derive(Debug, Clone, Serialize, Deserialize, Shape)]
pub struct Order {
    pub customer: String,
    pub lines: Vec<Line>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Shape)]
pub struct Line {
    pub sku: String,
    pub price: f64,
    pub quantity: u32,
}

/// What `Arguments` of the state `Ask for discount` make.
#[derive(Debug, Clone, PartialEq, Deserialize, Shape)]
pub struct DiscountRequest {
    pub customer: String,
    pub total: f64,
    pub reference: String,
}

#[derive(Debug, Serialize, Shape)]
pub struct Discount {
    pub percent: f64,
}

/// What `Output` of the state `Price lines` makes.
#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub struct Priced {
    pub customer: String,
    pub lines: Vec<PricedLine>,
    pub total: f64,
    pub saved: f64,
    pub attempts: u32,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub struct PricedLine {
    pub number: u32,
    pub sku: String,
    pub price: f64,
}

#[derive(Debug, AslError, thiserror::Error)]
pub enum PricingError {
    #[error("the discount of {0} is still being reckoned")]
    StillReckoning(String),
}

/// A service that knows a discount once it has been asked often enough.
#[derive(Debug, Default)]
pub struct Discounts {
    /// How often it must be asked before it knows.
    pub slowness: usize,
    /// What it was asked.
    pub asked: Mutex<Vec<DiscountRequest>>,
}

impl pricing::Handlers for Discounts {
    async fn discount(&self, request: DiscountRequest, _: &TaskContext) -> Result<Discount, PricingError> {
        let mut asked = self.asked.lock().expect("no handler panics while it holds this");
        asked.push(request.clone());
        if asked.len() <= self.slowness {
            return Err(PricingError::StillReckoning(request.customer));
        }
        Ok(Discount { percent: if request.total >= 100.0 { 12.5 } else { 0.0 } })
    }
}
