//! Functions of arrays.

use serde_json::Value;

use super::Call;
use crate::data::cause::plain;
use crate::program::{Failure, Step};

/// The most elements that `States.ArrayRange` makes.
const LONGEST_RANGE: i128 = 1000;

/// `States.Array(a1, …)` (INT-13).
///
/// # Errors
///
/// None: it takes any arguments.
pub fn array(_step: &Step<'_>, _call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    Ok(Value::Array(arguments.to_vec()))
}

/// `States.ArrayPartition(array, size)` (INT-14).
///
/// # Errors
///
/// Arguments that are no array and no number from 1.
pub fn array_partition(_step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let call = Call::new(call, "ArrayPartition");
    let [array, size] = call.arguments(arguments)?;
    let array = call.array(array)?;
    match usize::try_from(call.truncated(size)?) {
        Ok(size) if size > 0 => Ok(array.chunks(size).map(|chunk| Value::Array(chunk.to_vec())).collect()),
        _ => Err(call.invalid()),
    }
}

/// `States.ArrayContains(array, value)` (INT-15).
///
/// # Errors
///
/// A first argument that is no array.
pub fn array_contains(_step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let call = Call::new(call, "ArrayContains");
    let [array, wanted] = call.arguments(arguments)?;
    Ok(Value::Bool(call.array(array)?.iter().any(|element| same_text(element, wanted))))
}

/// The service compares texts: `true` and `"true"` are the same, objects with another order of members are not.
fn same_text(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::String(left), Value::String(right)) => left == right,
        (Value::Array(_) | Value::Object(_), Value::String(_))
        | (Value::String(_), Value::Array(_) | Value::Object(_)) => false,
        _ => plain(left) == plain(right),
    }
}

/// `States.ArrayRange(start, end, step)` (INT-16).
///
/// # Errors
///
/// Arguments that are no numbers, a step of 0, or more than 1,000 elements.
pub fn array_range(_step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let call = Call::new(call, "ArrayRange");
    let [start, end, step] = call.arguments(arguments)?;
    let (start, end, step) = (call.truncated(start)?, call.truncated(end)?, call.truncated(step)?);
    if step == 0 {
        return Err(call.invalid());
    }
    let distance = i128::from(end) - i128::from(start);
    let steps = distance / i128::from(step);
    if distance != 0 && (distance > 0) != (step > 0) {
        return Ok(Value::Array(Vec::new()));
    }
    if steps >= LONGEST_RANGE {
        return Err(call.invalid());
    }
    let element = |index: i128| i64::try_from(i128::from(start) + index * i128::from(step)).ok();
    Ok((0..=steps).filter_map(element).map(Value::from).collect())
}

/// `States.ArrayGetItem(array, index)` (INT-17).
///
/// # Errors
///
/// Arguments that are no array and no number, or an index beyond the ends of an array that is not empty.
pub fn array_get_item(_step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let call = Call::new(call, "ArrayGetItem");
    let [array, index] = call.arguments(arguments)?;
    let (array, index) = (call.array(array)?, call.truncated(index)?);
    if array.is_empty() {
        return Ok(Value::Null);
    }
    let element = usize::try_from(index).ok().and_then(|index| array.get(index));
    element.cloned().ok_or_else(|| call.invalid())
}

/// `States.ArrayLength(array)` (INT-18).
///
/// # Errors
///
/// An argument that is no array.
pub fn array_length(_step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let call = Call::new(call, "ArrayLength");
    let [array] = call.arguments(arguments)?;
    Ok(Value::from(call.array(array)?.len()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::data::intrinsic::testing::{gives, refuses};

    #[test]
    fn makes_arrays() {
        for arguments in [json!([]), json!([1, "2", true, null, [2, [3]], {"a": 1}]), json!(["", 0, false])] {
            gives(array, arguments.clone(), arguments);
        }
    }

    #[test]
    fn partitions() {
        gives(array_partition, json!([[1, 2, 3, 4, 5], 2]), json!([[1, 2], [3, 4], [5]]));
        gives(array_partition, json!([[1, 2, 3], 2.6]), json!([[1, 2], [3]]));
        gives(array_partition, json!([[1, 2, 3], i64::MAX]), json!([[1, 2, 3]]));
        gives(array_partition, json!([[1, 2, 3], 1e300]), json!([[1, 2, 3]]));
        gives(array_partition, json!([[], 4]), json!([]));
        for size in [json!(0), json!(0.6), json!(-1), json!("2"), json!(null), json!(true), json!([])] {
            refuses(array_partition, "ArrayPartition", json!([[1, 2, 3], size]));
        }
        for arguments in [json!(["abc", 2]), json!([[1]]), json!([]), json!([[1], 1, 1])] {
            refuses(array_partition, "ArrayPartition", arguments);
        }
    }

    #[test]
    fn finds_by_text() {
        let cases = [
            (json!([[1, 2, 3], 2]), true),
            (json!([[1, 2, 3], 5]), false),
            (json!([[], null]), false),
            (json!([[1, null], null]), true),
            (json!([[[0, 1], 2], [0, 1]]), true),
            (json!([[[0, 1], 2], 0]), false),
            (json!([[{"a": 1, "b": 2}], {"a": 1, "b": 2}]), true),
            (json!([[{"a": 1, "b": 2}], {"b": 2, "a": 1}]), false),
            (json!([[{"a": 1}], {"a": 1, "b": null}]), false),
            (json!([[0, 1, -1], false]), false),
            (json!([[9_007_199_254_740_991_i64], "9007199254740991"]), true),
            (json!([["true"], true]), true),
            (json!([[1], 1.0]), false),
            (json!([["[1]"], [1]]), false),
        ];
        for (arguments, found) in cases {
            gives(array_contains, arguments, json!(found));
        }
        for arguments in [json!(["abc", "a"]), json!([[1]]), json!([[1], 1, 1]), json!([{"a": 1}, 1])] {
            refuses(array_contains, "ArrayContains", arguments);
        }
    }

    #[test]
    fn counts_up_and_down() {
        let cases = [
            (json!([1, 9, 2]), json!([1, 3, 5, 7, 9])),
            (json!([0, 10, 3]), json!([0, 3, 6, 9])),
            (json!([1.6, 5.4, 2.2]), json!([1, 3, 5])),
            (json!([-0.6, 1, 1]), json!([0, 1])),
            (json!([5, 1, -2]), json!([5, 3, 1])),
            (json!([3, 3, 1]), json!([3])),
            (json!([3, 3, -1]), json!([3])),
            (json!([5, 1, 1]), json!([])),
            (json!([1, 5, -1]), json!([])),
            (json!([1, 9, 9]), json!([1])),
            (json!([i64::MAX - 1, i64::MAX, 1]), json!([i64::MAX - 1, i64::MAX])),
            (json!([i64::MIN, i64::MAX, i64::MAX]), json!([i64::MIN, -1, i64::MAX - 1])),
        ];
        for (arguments, range) in cases {
            gives(array_range, arguments, range);
        }
        gives(array_range, json!([1, 1000, 1]), (1..=1000).collect());
        gives(array_range, json!([1000, 1, -1]), (1..=1000).rev().collect());
        let refused = [
            json!([1, 1001, 1]),
            json!([1001, 1, -1]),
            json!([i64::MIN, i64::MAX, 1]),
            json!([1, 10, 0]),
            json!([1, 10, 0.49]),
            json!(["1", 10, 1]),
            json!([1, "10", 1]),
            json!([1, 10, null]),
            json!([1, 10]),
            json!([1, 10, 1, 1]),
        ];
        for arguments in refused {
            refuses(array_range, "ArrayRange", arguments);
        }
    }

    #[test]
    fn gets_items() {
        gives(array_get_item, json!([["a", "b"], 1]), json!("b"));
        gives(array_get_item, json!([["a", "b"], 1.9]), json!("b"));
        gives(array_get_item, json!([["a", "b"], -0.5]), json!("a"));
        gives(array_get_item, json!([[null], 0]), json!(null));
        gives(array_get_item, json!([[], 7]), json!(null));
        gives(array_get_item, json!([[], -1]), json!(null));
        for arguments in
            [json!([[1], 1]), json!([[1], -1]), json!([[1], "0"]), json!(["abc", 0]), json!([[1]])]
        {
            refuses(array_get_item, "ArrayGetItem", arguments);
        }
    }

    #[test]
    fn counts_elements() {
        gives(array_length, json!([[1, [2, 3], null]]), json!(3));
        gives(array_length, json!([[]]), json!(0));
        for arguments in [json!(["abc"]), json!([{"a": 1}]), json!([null]), json!([]), json!([[], []])] {
            refuses(array_length, "ArrayLength", arguments);
        }
    }
}
