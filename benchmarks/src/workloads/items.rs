//! A Map over ten thousand items, or over others.

use asl_runtime::include_workflow;
use serde_json::{Value, json};

use crate::case::{Case, Variant, Workload};
use crate::generated::variants;
use crate::typed::Items;
use crate::{by_hand, typed};

include_workflow!("workflows/items.asl.json", name: pub(self) items);

struct Nobody;

impl items::Handlers for Nobody {}

pub(crate) fn workload(count: u64) -> Workload {
    let input = json!({ "items": (0..count).map(|id| json!({ "id": id })).collect::<Vec<Value>>() });
    let items = Items { ids: (0..count.cast_signed()).collect() };
    let mut cases = vec![
        Case::new(Variant::ByHand, input.clone(), by_hand::items),
        Case::new(Variant::Typed, items, typed::items),
    ];
    cases.extend(variants(&items::workflow(Nobody), &input));
    Workload {
        name: "items",
        states: count + 1,
        cases,
        is_right: Box::new(move |output| {
            let id = count.saturating_sub(1);
            let last = json!({ "id": id, "label": format!("item-{id}"), "next": count });
            output.as_array().is_some_and(|items| items.len() as u64 == count && items.last() == Some(&last))
        }),
    }
}
