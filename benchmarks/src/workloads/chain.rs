//! A hundred Pass states that each put a small object into the data.

use asl_runtime::include_workflow;
use serde::Deserialize;
use serde_json::json;

use crate::case::{Case, Variant, Workload};
use crate::generated::variants;
use crate::{by_hand, typed};

include_workflow!("workflows/chain.asl.json", name: pub(self) chain);

struct Nobody;

impl chain::Handlers for Nobody {}

pub(crate) fn workload() -> Workload {
    let input = json!({ "orderId": "A-1001", "customer": { "id": 42, "tier": "gold" }, "total": 129.95 });
    let mut cases = vec![Case::new(Variant::ByHand, input.clone(), by_hand::chain)];
    cases.extend(
        typed::ChainData::deserialize(&input).map(|data| Case::new(Variant::Typed, data, typed::chain)),
    );
    cases.extend(variants(&chain::workflow(Nobody), &input));
    Workload {
        name: "chain",
        states: 100,
        cases,
        is_right: Box::new(|output| {
            output["orderId"] == "A-1001" && output["last"] == json!({ "n": 99, "tag": "step-99" })
        }),
    }
}
