//! The loop of a thousand rounds in JSONata, with variables.

use asl_runtime::include_workflow;
use serde_json::json;

use crate::by_hand;
use crate::case::{Case, Variant, Workload};
use crate::generated::variants;

include_workflow!("workflows/variables.asl.json", name: pub(self) variables);

const ROUNDS: u64 = 1_000;

struct Nobody;

impl variables::Handlers for Nobody {}

pub(crate) fn workload() -> Workload {
    let input = json!({ "n": 0, "limit": ROUNDS });
    let by_hand = {
        let input = input.clone();
        Case::new(Variant::ByHand, move || Box::pin(by_hand::variables(input.clone())))
    };
    let mut cases = vec![by_hand];
    cases.extend(variants(&variables::workflow(Nobody), &input));
    Workload {
        name: "variables",
        states: 2 * ROUNDS + 2,
        // Whether whole numbers are printed as 1000 or 1000.0 is not what this is about.
        is_right: |output| ["n", "limit"].iter().all(|name| output[*name].as_f64() == Some(ROUNDS as f64)),
        cases,
    }
}
