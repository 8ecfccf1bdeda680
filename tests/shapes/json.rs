//! JSON with changes.

use serde_json::{Value, json};

/// The JSON with one member less, and with one that nobody knows, in each of its objects.
pub(crate) fn with_other_members(json: &Value) -> Vec<Value> {
    each(json, &|value| match value {
        Value::Object(object) => {
            let mut changed: Vec<Value> = object
                .keys()
                .map(|name| {
                    let mut without = object.clone();
                    without.shift_remove(name);
                    Value::Object(without)
                })
                .collect();
            let mut with = object.clone();
            with.insert("nobody knows this".into(), json!(7));
            changed.push(Value::Object(with));
            changed
        }
        _ => Vec::new(),
    })
}

/// The JSON with something of another kind in place of each value. Arrays are none of them: serde reads structs from
/// those, too, which no shape says.
pub(crate) fn with_other_kinds(json: &Value) -> Vec<Value> {
    each(json, &|_| vec![Value::Null, json!(true), json!(7), json!(0.5), json!("text"), json!({})])
}

/// The JSON with each of its values changed in turn.
fn each(json: &Value, change: &dyn Fn(&Value) -> Vec<Value>) -> Vec<Value> {
    let mut all = change(json);
    match json {
        Value::Array(elements) => {
            for (at, element) in elements.iter().enumerate() {
                all.extend(each(element, change).into_iter().map(|changed| {
                    let mut elements = elements.clone();
                    elements[at] = changed;
                    Value::Array(elements)
                }));
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                all.extend(each(value, change).into_iter().map(|changed| {
                    let mut members = members.clone();
                    members.insert(name.clone(), changed);
                    Value::Object(members)
                }));
            }
        }
        _ => {}
    }
    all
}
