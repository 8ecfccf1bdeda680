//! A loop of a thousand rounds.

use asl_runtime::include_workflow;
use serde_json::json;

use crate::by_hand;
use crate::case::{Case, Variant, Workload};
use crate::generated::variants;

include_workflow!("workflows/counter.asl.json", name: pub(self) counter);

const ROUNDS: u64 = 1_000;

struct Nobody;

impl counter::Handlers for Nobody {}

pub(crate) fn workload() -> Workload {
    let input = json!({ "n": 0, "limit": ROUNDS });
    let by_hand = {
        let input = input.clone();
        Case::new(Variant::ByHand, move || Box::pin(by_hand::counter(input.clone())))
    };
    let mut cases = vec![by_hand];
    cases.extend(variants(&counter::workflow(Nobody), &input));
    Workload {
        name: "counter",
        states: 2 * ROUNDS + 1,
        is_right: |output| *output == json!({ "n": ROUNDS, "limit": ROUNDS }),
        cases,
    }
}
