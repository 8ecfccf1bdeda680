//! A Map over ten thousand items.

use asl_runtime::include_workflow;
use serde_json::{Value, json};

use crate::by_hand;
use crate::case::{Case, Variant, Workload};
use crate::generated::variants;

include_workflow!("workflows/items.asl.json", name: pub(self) items);

const ITEMS: u64 = 10_000;

struct Nobody;

impl items::Handlers for Nobody {}

pub(crate) fn workload() -> Workload {
    let input = json!({ "items": (0..ITEMS).map(|id| json!({ "id": id })).collect::<Vec<Value>>() });
    let by_hand = {
        let input = input.clone();
        Case::new(Variant::ByHand, move || Box::pin(by_hand::items(input.clone())))
    };
    let mut cases = vec![by_hand];
    cases.extend(variants(&items::workflow(Nobody), &input));
    Workload {
        name: "items",
        states: ITEMS + 1,
        is_right: |output| {
            let last = json!({ "id": 9_999, "label": "item-9999", "next": 10_000 });
            output.as_array().is_some_and(|items| items.len() as u64 == ITEMS && items.last() == Some(&last))
        },
        cases,
    }
}
