//! Ten thousand items, one after the other.

use serde_json::{Value, json};

/// The obvious code. What is no array of items with ids gives nothing.
pub(crate) async fn items(data: Value) -> Value {
    data["items"].as_array().map(|items| items.iter().filter_map(shape).collect()).unwrap_or_default()
}

fn shape(item: &Value) -> Option<Value> {
    let id = item["id"].as_i64()?;
    Some(json!({ "id": item["id"], "label": format!("item-{id}"), "next": id + 1 }))
}
