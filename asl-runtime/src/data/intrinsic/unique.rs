//! `States.ArrayUnique`.

use std::collections::HashMap;

use serde_json::Value;

use super::Call;
use super::java::{hash_code, in_set_order};
use crate::data::number::equal;
use crate::program::{Failure, Step};

/// `States.ArrayUnique(array)`: in the order of a set, not of the first of each (INT-19).
///
/// # Errors
///
/// An argument that is no array.
pub fn array_unique(_step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let call = Call::new(call, "ArrayUnique");
    let [array] = call.arguments(arguments)?;
    let mut unique: Vec<Value> = Vec::new();
    let mut by_hash: HashMap<i32, Vec<usize>> = HashMap::new();
    for element in call.array(array)? {
        let alike = by_hash.entry(hash_code(element)).or_default();
        let known = alike.iter().filter_map(|index| unique.get(*index)).any(|known| equal(known, element));
        if !known {
            alike.push(unique.len());
            unique.push(element.clone());
        }
    }
    Ok(Value::Array(in_set_order(unique)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::data::intrinsic::testing::{gives, refuses};

    #[test]
    fn keeps_one_of_each() {
        let cases = [
            (json!([1, 2, 3, 3, 3, 4]), json!([1, 2, 3, 4])),
            (json!(["b", "a", "b"]), json!(["a", "b"])),
            (json!([]), json!([])),
            (json!([null, 1, null]), json!([null, 1])),
            (json!([1, 1.0, 1.1]), json!([1, 1.1])),
            (json!([1, "1", 1, "01"]), json!([1, "1", "01"])),
            (json!([{"a": 1, "b": 2}, {"b": 2, "a": 1}]), json!([{"a": 1, "b": 2}])),
            (json!([{"a": [1]}, {"a": [1.0]}]), json!([{"a": [1]}])),
            (json!(["Aa", "BB", "Aa"]), json!(["Aa", "BB"])),
        ];
        for (array, unique) in cases {
            gives(array_unique, json!([array]), unique);
        }
    }

    #[test]
    fn orders_as_a_set_does() {
        gives(array_unique, json!([[true, false, true]]), json!([false, true]));
        gives(array_unique, json!([[[1, 2], [2, 1]]]), json!([[2, 1], [1, 2]]));
        gives(array_unique, json!([[3, 1, 2]]), json!([1, 2, 3]));
        gives(array_unique, json!([[17, 16, 1, 0]]), json!([16, 0, 17, 1]));
        // The thirteenth element doubles the table.
        gives(
            array_unique,
            json!([[17, 16, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0]]),
            json!([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 17]),
        );
    }

    #[test]
    fn takes_one_array() {
        for arguments in [json!(["abc"]), json!([{"a": 1}]), json!([]), json!([[1], [1]])] {
            refuses(array_unique, "ArrayUnique", arguments);
        }
    }
}
