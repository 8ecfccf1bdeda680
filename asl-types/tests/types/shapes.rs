//! The shapes of written types, held against what serde writes and reads.

use asl_runtime::Shape;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{handlers, json, order, payment, stock, tree, unions};

/// That the shape admits what serde writes of the value, and reads what serde reads, changed or not; that it refuses
/// objects whose members serde refuses.
#[track_caller]
fn agrees<T: Serialize + DeserializeOwned + Shape>(value: Value) {
    admits::<T>(&value);
    for changed in json::with_other_members(&value) {
        let reads = serde_json::from_value::<T>(changed.clone());
        assert_eq!(T::SHAPE.get().read(&changed), reads.is_ok(), "{changed}: {:?}", reads.err());
    }
}

/// The same but for what is refused: a shape does not look at numbers.
#[track_caller]
fn admits<T: Serialize + DeserializeOwned + Shape>(value: &Value) {
    let shape = T::SHAPE.get();
    let read: T = serde_json::from_value(value.clone()).expect("it is of the schema");
    let written = serde_json::to_value(read).expect("serde writes it");
    assert!(shape.written(&written), "{written}");
    assert!(shape.read(value), "{value}");
    for changed in json::with_other_members(value).into_iter().chain(json::with_other_kinds(value)) {
        let reads = serde_json::from_value::<T>(changed.clone()).is_ok();
        assert!(shape.read(&changed) || !reads, "{changed}");
    }
}

#[test]
fn of_objects_and_enums() {
    agrees::<order::Order>(json!({
        "orderId": "o-1", "placedAt": "2026-11-29T22:00:00Z", "note": "soon", "gift": true, "express": true,
        "items": [{ "sku": "tea", "count": 2, "weight": 0.5 }, { "sku": "cup", "count": 1 }],
        "status": "sent-back",
    }));
    agrees::<order::Order>(
        json!({ "orderId": "", "placedAt": "", "gift": null, "items": [], "status": "open" }),
    );
    for (json, reads) in [(json!("paid"), true), (json!("sentBack"), false), (json!(1), false)] {
        assert_eq!(order::OrderStatus::SHAPE.get().read(&json), reads, "{json}");
    }
}

#[test]
fn of_tagged_unions() {
    agrees::<payment::Payment>(json!({ "method": "card", "number": "4111111111111111" }));
    agrees::<payment::Payment>(json!({ "method": "invoice", "days": 30 }));
    agrees::<payment::Payment>(json!({ "method": "cash" }));
    assert!(!payment::Payment::SHAPE.get().read(&json!({ "method": "cheque" })));
}

#[test]
fn of_unions_of_other_forms() {
    let required = json!({ "event": "created", "either": { "a": "b" } });
    agrees::<unions::Unions>(required.clone());
    agrees::<unions::Unions>(json!({
        "event": { "moved": "there" }, "either": { "b": 1 }, "body": { "t": "count", "c": 1 },
        "address": { "city": "Bern" }, "home": { "city": "Thun" }, "again": required, "when": null, "tags": ["a"],
        "retries": 1,
    }));
    assert!(!unions::UnionsBody::SHAPE.get().read(&json!({ "t": "text", "c": 1 })));
}

#[test]
fn of_maps_tuples_and_unions() {
    agrees::<stock::Stock>(json!({ "shelves": { "a": 1, "b": -2 } }));
    admits::<stock::Stock>(&json!({
        "shelves": {}, "labels": { "x-a": "b" }, "anything": [null, { "a": 1 }],
        "warehouse": { "city": "Bern", "street": "Kramgasse" }, "place": [1.5, "left"], "size": "large", "grade": 3,
    }));
    agrees::<stock::StockSize>(json!(42));
    let shape = stock::Stock::SHAPE.get();
    assert!(!shape.read(&json!({ "shelves": { "a": "many" } })));
    assert!(!shape.read(&json!({ "shelves": {}, "place": [1.5] })));
    assert!(!shape.read(&json!({ "shelves": {}, "warehouse": {} })));
}

#[test]
fn of_types_that_contain_themselves() {
    let category = |name: &str, children: Value| json!({ "name": name, "children": children });
    let root = category("all", json!([category("tea", json!([])), category("cups", json!([]))]));
    agrees::<tree::Catalogue>(json!({ "root": root, "nested": [[], [[]]] }));
    agrees::<tree::Category>(json!({ "name": "tea", "children": [], "parent": category("all", json!([])) }));
    assert!(!tree::Catalogue::SHAPE.get().read(&json!({ "root": root, "nested": [[7]] })));
}

#[test]
fn of_definitions() {
    agrees::<handlers::ChargeInput>(json!({ "order": "o-1", "cents": 450 }));
    agrees::<handlers::ChargeOutput>(json!({ "id": "p-1", "paid": true }));
}
