//! Items one after the other.

use serde::Serialize;

/// The input.
#[derive(Debug, Clone)]
pub(crate) struct Items {
    pub(crate) ids: Vec<i64>,
}

/// What becomes of an item.
#[derive(Debug, Serialize)]
pub(crate) struct Shaped {
    id: i64,
    label: String,
    next: i64,
}

/// The label is all that is allocated for an item.
pub(crate) async fn items(items: Items) -> Vec<Shaped> {
    items.ids.into_iter().map(|id| Shaped { id, label: format!("item-{id}"), next: id + 1 }).collect()
}
