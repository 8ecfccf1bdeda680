//! Functions of strings.

use serde_json::Value;

use super::Call;
use crate::program::{Failure, Step};

/// `States.StringSplit(string, separators)`: any of the characters separates, and nothing between two of them is no
/// piece (INT-26).
///
/// # Errors
///
/// Arguments that are no strings, or no separators.
pub fn string_split(_step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let call = Call::new(call, "StringSplit");
    let [text, separators] = call.arguments(arguments)?;
    let (text, separators) = (call.string(text)?, call.string(separators)?);
    if separators.is_empty() {
        return Err(call.invalid());
    }
    let pieces = text.split(|character| separators.contains(character));
    Ok(pieces.filter(|piece| !piece.is_empty()).map(Value::from).collect())
}

/// `States.UUID()` (INT-27).
///
/// # Errors
///
/// Any argument.
pub fn uuid(step: &Step<'_>, call: &'static str, arguments: &[Value]) -> Result<Value, Failure> {
    let [] = Call::new(call, "UUID").arguments(arguments)?;
    let bits = step.random.borrow_mut().u128(..);
    let version_4 = bits & !(0xF << 76) | 0x4 << 76;
    let variant_1 = version_4 & !(0x3 << 62) | 0x2 << 62;
    let digits = std::format!("{variant_1:032x}");
    let groups = [0..8, 8..12, 12..16, 16..20, 20..32].map(|group| digits.get(group).unwrap_or_default());
    Ok(Value::String(groups.join("-")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::data::intrinsic::testing::{gives, refuses};
    use crate::program::Fixture;

    #[test]
    fn splits_at_any_of_the_separators() {
        let cases = [
            ("a,b,c", ",", json!(["a", "b", "c"])),
            ("This.is+a,test=string", ".+,=", json!(["This", "is", "a", "test", "string"])),
            (" , ", ",", json!([" ", " "])),
            (",,a,,b,,", ",", json!(["a", "b"])),
            (",,,,", ",", json!([])),
            ("", ",", json!([])),
            ("abc", "x", json!(["abc"])),
            ("a|b", "|", json!(["a", "b"])),
            ("1✓2é3", "✓é", json!(["1", "2", "3"])),
            ("a<>b", "<>", json!(["a", "b"])),
        ];
        for (text, separators, pieces) in cases {
            gives(string_split, json!([text, separators]), pieces);
        }
        let refused = [
            json!(["a", ""]),
            json!([1, ","]),
            json!(["a", null]),
            json!(["a"]),
            json!(["a", ",", ","]),
            json!([]),
        ];
        for arguments in refused {
            refuses(string_split, "StringSplit", arguments);
        }
    }

    #[test]
    fn makes_uuids_of_version_4() {
        let mut fixture = Fixture::new(Value::Null);
        let step = fixture.step();
        let mut previous = Value::Null;
        for _ in 0..100 {
            let uuid = uuid(&step, "", &[]).expect("it takes no arguments");
            let text = uuid.as_str().expect("it is a string");
            let form: String = text
                .char_indices()
                .map(|(index, character)| match (index, character) {
                    (14, '4') => '4',
                    (19, '8' | '9' | 'a' | 'b') => 'v',
                    (_, '0'..='9' | 'a'..='f') => 'x',
                    (_, other) => other,
                })
                .collect();
            assert_eq!(form, "xxxxxxxx-xxxx-4xxx-vxxx-xxxxxxxxxxxx", "{text}");
            assert_ne!(uuid, previous);
            previous = uuid;
        }
        refuses(super::uuid, "UUID", json!([1]));
        refuses(super::uuid, "UUID", json!([null]));
    }
}
