//! A loop of a thousand rounds, or of others.

use asl_runtime::include_workflow;
use serde_json::json;

use crate::case::{Case, Variant, Workload};
use crate::generated::variants;
use crate::typed::Counter;
use crate::{by_hand, typed};

include_workflow!("workflows/counter.asl.json", name: pub(self) counter);

struct Nobody;

impl counter::Handlers for Nobody {}

pub(crate) fn workload(rounds: u64) -> Workload {
    let input = json!({ "n": 0, "limit": rounds });
    let counter = Counter { n: 0, limit: rounds.cast_signed() };
    let mut cases = vec![
        Case::new(Variant::ByHand, input.clone(), by_hand::counter),
        Case::new(Variant::Typed, counter, typed::counter),
    ];
    cases.extend(variants(&counter::workflow(Nobody), &input));
    Workload {
        name: "counter",
        states: 2 * rounds + 1,
        cases,
        is_right: Box::new(move |output| *output == json!({ "n": rounds, "limit": rounds })),
    }
}
