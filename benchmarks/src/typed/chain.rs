//! A hundred steps that each store a small struct.

use std::hint::black_box;

use serde::{Deserialize, Serialize};

use crate::steps::each_step;

/// What the last step has stored.
#[derive(Debug, Clone, Serialize)]
struct Last {
    n: u32,
    tag: &'static str,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Customer {
    id: u64,
    tier: String,
}

/// What goes through the steps.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Data {
    order_id: String,
    customer: Customer,
    total: f64,
    #[serde(skip_deserializing)]
    last: Option<Last>,
}

/// The store is all that is left of a step; `black_box` keeps each of them.
pub(crate) async fn chain(mut data: Data) -> Data {
    macro_rules! step {
        ($number:literal, $tag:literal) => {
            data.last = Some(Last { n: $number, tag: $tag });
            black_box(&data);
        };
    }
    each_step!(step);
    data
}
