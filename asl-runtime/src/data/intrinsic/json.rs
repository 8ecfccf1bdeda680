//! Functions between strings and JSON.

use serde_json::{Map, Value};

use super::{Call, jackson};
use crate::program::{Failure, Step};

/// `States.StringToJson(string)`; a blank string gives `null` (INT-11).
///
/// # Errors
///
/// An argument that is no string, or no JSON.
pub fn string_to_json(_step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let call = Call::new(call, "StringToJson");
    let [text] = call.arguments(arguments)?;
    let text = call.string(text)?;
    if text.trim_matches([' ', '\t', '\r', '\n']).is_empty() {
        return Ok(Value::Null);
    }
    match serde_json::from_str(text) {
        Ok(mut value) => {
            // DOC-8; a zero with a fraction is a double, and keeps its sign.
            if text.contains("-0") && !text.contains("-0.") && !text.contains("-0e") && !text.contains("-0E")
            {
                unsign_zeros(&mut value);
            }
            Ok(value)
        }
        Err(error) => {
            let problem = jackson::explain(text).unwrap_or_else(|| error.to_string());
            Err(call.failed(&format!(
                "Cannot convert String to Json in States.StringToJson, caused by: {problem}"
            )))
        }
    }
}

fn unsign_zeros(value: &mut Value) {
    match value {
        Value::Number(number) if number.as_f64() == Some(0.0) => *value = Value::from(0),
        Value::Array(elements) => elements.iter_mut().for_each(unsign_zeros),
        Value::Object(members) => members.values_mut().for_each(unsign_zeros),
        _ => {}
    }
}

/// `States.JsonToString(value)` (INT-12).
///
/// # Errors
///
/// Not exactly one argument.
pub fn json_to_string(_step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let [value] = Call::new(call, "JsonToString").arguments(arguments)?;
    Ok(Value::String(value.to_string()))
}

/// `States.JsonMerge(left, right, deep)`: members of `right` win; a deep merge is not supported (INT-23).
///
/// # Errors
///
/// Arguments that are no objects, or `true` as the third.
pub fn json_merge(_step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let call = Call::new(call, "JsonMerge");
    let [left, right, deep] = call.arguments(arguments)?;
    let (Value::Object(left), Value::Object(right)) = (left, right) else { return Err(call.invalid()) };
    if deep == &Value::Bool(true) {
        return Err(call.invalid());
    }
    let members = left.iter().chain(right).map(|(key, value)| (key.clone(), value.clone()));
    Ok(Value::Object(members.collect::<Map<_, _>>()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::data::intrinsic::testing::{fails, gives, refuses};

    #[test]
    fn parses() {
        let cases = [
            ("{\"b\":1,\"a\":[1.0,null]}", json!({"b": 1, "a": [1.0, null]})),
            (" \"it's\" ", json!("it's")),
            ("", json!(null)),
            (" \t\r\n", json!(null)),
            ("null", json!(null)),
            ("-0", json!(0)),
            ("[-0,{\"a\":-0},-1]", json!([0, {"a": 0}, -1])),
            ("9223372036854775807", json!(i64::MAX)),
            ("18446744073709551615", json!(u64::MAX)),
            ("1e3", json!(1000.0)),
        ];
        for (text, value) in cases {
            gives(string_to_json, json!([text]), value);
        }
        for arguments in [json!([1]), json!([{"a": 1}]), json!([null]), json!([]), json!(["1", "2"])] {
            refuses(string_to_json, "StringToJson", arguments);
        }
        fails(
            string_to_json,
            json!(["[1 2]"]),
            "Cannot convert String to Json in States.StringToJson, caused by: Unexpected character ('2' (code 50)): \
             was expecting comma to separate Array entries\n at [Source: REDACTED \
             (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 4]",
        );
    }

    #[test]
    fn prints() {
        let cases = [
            (json!({"b": 1, "a": [true, null, 1.5]}), r#"{"b":1,"a":[true,null,1.5]}"#),
            (json!("x\"é\n"), r#""x\"é\n""#),
            (json!(null), "null"),
            (json!([]), "[]"),
        ];
        for (value, text) in cases {
            gives(json_to_string, json!([value]), json!(text));
        }
        for arguments in [json!([]), json!([1, 2])] {
            refuses(json_to_string, "JsonToString", arguments);
        }
    }

    #[test]
    fn merges() {
        let cases = [
            (json!([{"x": 1, "y": 2}, {"y": 3, "z": 4}, false]), json!({"x": 1, "y": 3, "z": 4})),
            (json!([{"n": {"a": 1}}, {"n": {"b": 2}}, false]), json!({"n": {"b": 2}})),
            (json!([{}, {"x": null}, "true"]), json!({"x": null})),
            (json!([{"x": 1}, {}, null]), json!({"x": 1})),
        ];
        for (arguments, merged) in cases {
            gives(json_merge, arguments, merged);
        }
        let refused = [
            json!([{}, {}, true]),
            json!([{}, [], false]),
            json!(["{}", {}, false]),
            json!([{}, null, false]),
            json!([{}, {}]),
            json!([{}, {}, false, 1]),
        ];
        for arguments in refused {
            refuses(json_merge, "JsonMerge", arguments);
        }
    }
}
