//! The loop of the counter in JSONata, with variables.

use asl_runtime::include_workflow;
use serde_json::json;

use crate::case::{Case, Variant, Workload};
use crate::generated::variants;
use crate::typed::Variables;
use crate::{by_hand, typed};

include_workflow!("workflows/variables.asl.json", name: pub(self) variables);

struct Nobody;

impl variables::Handlers for Nobody {}

pub(crate) fn workload(rounds: u64) -> Workload {
    let input = json!({ "n": 0, "limit": rounds });
    let variables = Variables { n: 0.0, limit: rounds as f64 };
    let mut cases = vec![
        Case::new(Variant::ByHand, input.clone(), by_hand::variables),
        Case::new(Variant::Typed, variables, typed::variables),
    ];
    cases.extend(variants(&variables::workflow(Nobody), &input));
    Workload {
        name: "variables",
        states: 2 * rounds + 2,
        cases,
        // Whether whole numbers are printed as 1000 or 1000.0 is not what this is about.
        is_right: Box::new(move |output| {
            ["n", "limit"].iter().all(|name| output[*name].as_f64() == Some(rounds as f64))
        }),
    }
}
