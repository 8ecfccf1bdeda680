//! A hundred steps that each put a small object into the data.

use std::hint::black_box;

use serde_json::{Value, json};

use crate::steps::each_step;

/// The obvious code, a hundred times.
pub(crate) async fn chain(mut data: Value) -> Value {
    macro_rules! step {
        ($number:literal, $tag:literal) => {
            data["last"] = json!({ "n": $number, "tag": $tag });
            black_box(&data);
        };
    }
    each_step!(step);
    data
}
