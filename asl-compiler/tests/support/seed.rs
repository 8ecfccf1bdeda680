//! Good workflows, and mistakes to put into them.

#![allow(dead_code, reason = "not every test uses everything")]

use Seed::{Remove, Set};
use serde_json::Value;

/// In JSONPath.
pub(crate) const GOOD: &str = include_str!("../seeded/order.asl.json");

/// In JSONata, with variables.
pub(crate) const GOOD_JSONATA: &str = include_str!("../seeded/pricing.asl.json");

/// What is done to the good workflow.
pub(crate) enum Seed {
    /// The value there is replaced, or put there.
    Set(&'static str, Value),
    /// The member there is taken out.
    Remove(&'static str),
}

/// The good workflow with a mistake in it.
pub(crate) fn planted(seed: &Seed) -> String {
    planted_in(GOOD, seed)
}

/// A good workflow with a mistake in it.
pub(crate) fn planted_in(good: &str, seed: &Seed) -> String {
    let mut definition: Value = serde_json::from_str(good).expect("the good workflow is JSON");
    let pointer = match seed {
        Set(pointer, _) | Remove(pointer) => pointer,
    };
    let (parent, key) = pointer.rsplit_once('/').expect("a seed is put into an object");
    let parent = definition.pointer_mut(parent).expect("the parent is there");
    if let (Value::Array(elements), Set(_, value)) = (&mut *parent, seed) {
        elements.insert(key.parse().expect("an element has an index"), value.clone());
        return serde_json::to_string_pretty(&definition).expect("it was read");
    }
    let object = parent.as_object_mut().expect("a seed is put into an object or an array");
    match seed {
        Set(_, value) => _ = object.insert(key.to_owned(), value.clone()),
        Remove(_) => assert!(object.shift_remove(key).is_some(), "{pointer} is not there"),
    }
    serde_json::to_string_pretty(&definition).expect("it was read")
}
