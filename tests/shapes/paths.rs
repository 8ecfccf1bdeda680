//! What paths find, by the shape and in the JSON itself.

use asl_runtime::Shape;
use asl_runtime::shape::{Kinds, Step};
use serde_json::{Value, json};

/// The kind of a value.
fn kind(json: &Value) -> Kinds {
    match json {
        Value::Null => Kinds::NULL,
        Value::Bool(_) => Kinds::BOOLEAN,
        Value::Number(number) if number.is_f64() => Kinds::FLOAT,
        Value::Number(_) => Kinds::INTEGER,
        Value::String(_) => Kinds::TEXT,
        Value::Array(_) => Kinds::ARRAY,
        Value::Object(_) => Kinds::OBJECT,
    }
}

/// That the shape says of every path into the JSON that it is possible, and of every other that it may fail.
pub(crate) fn agree<T: Shape>(json: &Value) {
    walk::<T>(json, &[]);
}

fn walk<T: Shape>(json: &Value, steps: &[Step]) {
    possible::<T>(json, steps);
    match json {
        Value::Array(elements) => {
            missing::<T>(steps, Step::field("length"));
            for (at, element) in elements.iter().enumerate() {
                let position = i64::try_from(at).expect("arrays are short");
                walk::<T>(element, &with(steps, Step::Index(position)));
                possible::<T>(element, &with(steps, Step::At(position)));
                possible::<T>(element, &with(steps, Step::Element));
                possible::<T>(element, &with(steps, Step::Item));
                possible::<T>(element, &with(steps, Step::Iteration));
            }
            // A template finds `null` beyond the end, whatever it looks for there.
            let end = i64::try_from(elements.len()).expect("arrays are short");
            let beyond = with(&with(steps, Step::Index(end)), Step::field("length"));
            possible_or_longer::<T>(&with(&beyond, Step::OrNull));
        }
        Value::Object(members) => {
            missing::<T>(steps, Step::Index(0));
            for (name, value) in members {
                let name = leaked(name);
                walk::<T>(value, &with(steps, Step::field(name)));
                possible::<T>(value, &with(steps, Step::sure(name)));
                possible::<T>(value, &with(steps, Step::mapped(name)));
                possible::<T>(value, &with(&with(steps, Step::At(0)), Step::mapped(name)));
                possible::<T>(value, &with(steps, Step::Item));
                let pair = with(steps, Step::Iteration);
                possible::<T>(&json!({ "Key": name, "Value": value }), &pair);
                possible::<T>(&json!(name), &with(&pair, Step::field("Key")));
                possible::<T>(value, &with(&pair, Step::field("Value")));
                missing::<T>(&pair, Step::field("Other"));
                // What is known of a member does not exclude the value that it is known of.
                let Some(text) = value.as_str() else { continue };
                possible::<T>(value, &with(&with(steps, Step::field(name)), Step::Equal(leaked(text))));
                let tagged = with(steps, Step::Tagged(name, leaked(text)));
                possible::<T>(json, &tagged);
                for (other, value) in members {
                    possible::<T>(value, &with(&tagged, Step::field(leaked(other))));
                }
            }
        }
        _ => {
            missing::<T>(steps, Step::field("length"));
            missing::<T>(steps, Step::Index(0));
            missing::<T>(steps, Step::At(1));
            missing::<T>(steps, Step::Iteration);
            possible::<T>(json, &with(steps, Step::OrNull));
            possible::<T>(json, &with(steps, Step::At(-1)));
        }
    }
}

fn possible<T: Shape>(json: &Value, steps: &[Step]) {
    let found = T::SHAPE.at(steps);
    // A float that is not finite is written as `null`.
    let float = found.has(Kinds::FLOAT) && json.is_null();
    let possible = found.has(Kinds::UNKNOWN) || found.has(kind(json)) || float;
    assert!(possible, "{} at {steps:?} is {found:?}, and not {json}", std::any::type_name::<T>());
}

/// `null`, or what a longer array would hold there.
fn possible_or_longer<T: Shape>(steps: &[Step]) {
    let found = T::SHAPE.at(steps);
    assert!(!found.is_empty(), "{} at {steps:?} is nothing at all", std::any::type_name::<T>());
}

fn missing<T: Shape>(steps: &[Step], step: Step) {
    let steps = with(steps, step);
    let found = T::SHAPE.at(&steps);
    let may_fail = found.has(Kinds::MISSING) || found.has(Kinds::UNKNOWN);
    assert!(may_fail, "{} at {steps:?} finds nothing", std::any::type_name::<T>());
}

fn with(steps: &[Step], step: Step) -> Vec<Step> {
    let mut steps = steps.to_vec();
    steps.push(step);
    steps
}

fn leaked(text: &str) -> &'static str {
    text.to_owned().leak()
}
