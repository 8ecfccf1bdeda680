//! A hundred Pass states that each put a small object into the data.

use asl_runtime::include_workflow;
use serde_json::json;

use crate::by_hand;
use crate::case::{Case, Variant, Workload};
use crate::generated::variants;

include_workflow!("workflows/chain.asl.json", name: pub(self) chain);

struct Nobody;

impl chain::Handlers for Nobody {}

pub(crate) fn workload() -> Workload {
    let input = json!({ "orderId": "A-1001", "customer": { "id": 42, "tier": "gold" }, "total": 129.95 });
    let by_hand = {
        let input = input.clone();
        Case::new(Variant::ByHand, move || Box::pin(by_hand::chain(input.clone())))
    };
    let mut cases = vec![by_hand];
    cases.extend(variants(&chain::workflow(Nobody), &input));
    Workload {
        name: "chain",
        states: 100,
        is_right: |output| {
            output["orderId"] == "A-1001" && output["last"] == json!({ "n": 99, "tag": "step-99" })
        },
        cases,
    }
}
