//! `$distinct`, in time that grows with the array.
//!
//! The evaluator compares every element with every other, and does not look at the time while it does: an array as
//! long as a sequence may be (JNA-35) would hold up its thread for hours.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Instant;

use jsonata_core::evaluator::EvaluatorError;
use jsonata_core::functions::array::values_equal;
use jsonata_core::value::JValue;

use super::bounds::too_long;

/// How deep a value is looked into to tell it from others; what differs below is compared.
const DEPTH: usize = 4;

/// How many elements of an array are looked at to tell it from others, and how many members an object may have.
const WIDTH: usize = 16;

/// The elements of an array that equal none before them, if that can be told before `deadline`.
pub(super) fn distinct(value: &JValue, deadline: Instant) -> Result<JValue, EvaluatorError> {
    let JValue::Array(elements) = value else { return Ok(value.clone()) };
    if elements.len() < 2 {
        return Ok(value.clone());
    }
    let mut found: Vec<JValue> = Vec::new();
    let mut alike: HashMap<u64, Vec<usize>> = HashMap::new();
    for element in elements.iter() {
        let mut hasher = DefaultHasher::new();
        hash(element, DEPTH, &mut hasher);
        let alike = alike.entry(hasher.finish()).or_default();
        let mut is_new = true;
        for &index in alike.iter() {
            if Instant::now() > deadline {
                return Err(too_long());
            }
            if found.get(index).is_some_and(|known| values_equal(element, known)) {
                is_new = false;
                break;
            }
        }
        if is_new {
            alike.push(found.len());
            found.push(element.clone());
        }
    }
    // What comes of a sequence is one.
    Ok(if elements.sequence { JValue::sequence(found) } else { JValue::array(found) })
}

/// Values that are equal feed the hasher equally.
fn hash(value: &JValue, depth: usize, hasher: &mut DefaultHasher) {
    std::mem::discriminant(value).hash(hasher);
    match value {
        JValue::Bool(value) => value.hash(hasher),
        // The two zeros are equal.
        JValue::Number(number) => (number + 0.0).to_bits().hash(hasher),
        JValue::String(text) => text.hash(hasher),
        JValue::Array(elements) => {
            elements.len().hash(hasher);
            if let Some(depth) = depth.checked_sub(1) {
                elements.iter().take(WIDTH).for_each(|element| hash(element, depth, hasher));
            }
        }
        JValue::Object(members) => {
            members.len().hash(hasher);
            // The order of the members is none of the value.
            if let Some(depth) = depth.checked_sub(1)
                && members.len() <= WIDTH
            {
                let sum = members.iter().fold(0_u64, |sum, (name, member)| {
                    let mut hasher = DefaultHasher::new();
                    name.hash(&mut hasher);
                    hash(member, depth, &mut hasher);
                    sum.wrapping_add(hasher.finish())
                });
                sum.hash(hasher);
            }
        }
        _ => {}
    }
}
