//! What tells one definition from another: a hash of what it says, comments aside.
//!
//! Stored executions know the definition that they run by it. It counts what is left after substitution, in the
//! order in which it is written; blanks, comments and the macro's other arguments are no part of it.

use serde_json::Value;

use crate::syntax::Document;

/// The hash of a definition: 32 hexadecimal digits.
pub fn definition_hash(document: &Document) -> String {
    let mut definition = document.root.to_json();
    machine(&mut definition);
    format!("{:032x}", fnv(definition.to_string().as_bytes()))
}

/// FNV-1a with 128 bits: nobody is to be kept from forging it, since definitions are one's own.
fn fnv(bytes: &[u8]) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(BASIS, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}

/// Takes the comments out of a machine, a branch or an item processor. Elsewhere `Comment` is data.
fn machine(value: &mut Value) {
    uncommented(value);
    for (_, state) in members(value.get_mut("States")) {
        self::state(state);
    }
}

fn state(value: &mut Value) {
    uncommented(value);
    for name in ["Retry", "Catch"] {
        elements(value.get_mut(name)).for_each(uncommented);
    }
    elements(value.get_mut("Choices")).for_each(rule);
    elements(value.get_mut("Branches")).for_each(machine);
    for name in ["ItemProcessor", "Iterator"] {
        if let Some(processor) = value.get_mut(name) {
            machine(processor);
        }
    }
}

fn rule(value: &mut Value) {
    uncommented(value);
    for name in ["And", "Or"] {
        elements(value.get_mut(name)).for_each(rule);
    }
    if let Some(inner) = value.get_mut("Not") {
        rule(inner);
    }
}

fn uncommented(value: &mut Value) {
    if let Value::Object(members) = value {
        members.shift_remove("Comment");
    }
}

fn members(value: Option<&mut Value>) -> impl Iterator<Item = (&String, &mut Value)> {
    value.and_then(Value::as_object_mut).into_iter().flatten()
}

fn elements(value: Option<&mut Value>) -> impl Iterator<Item = &mut Value> {
    value.and_then(Value::as_array_mut).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Format, Source};
    use crate::syntax::parse;

    fn hash(text: &str) -> String {
        definition_hash(&parse(&Source::inline(text, Format::Json)).expect("it is JSON"))
    }

    #[test]
    fn counts_what_a_definition_says() {
        let definition = r#"{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Not": {"Variable": "$.x",
            "IsNull": true}, "Next": "B"}]}, "B": {"Type": "Pass", "Result": {"Comment": "data"}, "End": true}}}"#;
        let same = [
            ("{\"StartAt\"", "{\"Comment\": \"c\", \"StartAt\""),
            ("\"Type\": \"Choice\"", "\"Type\": \"Choice\", \"Comment\": \"c\""),
            ("\"IsNull\": true", "\"IsNull\": true, \"Comment\": \"c\""),
            ("\"Next\": \"B\"", "\"Next\"  :  \"B\" , \"Comment\": \"c\""),
        ];
        for (text, other) in same {
            assert_eq!(hash(&definition.replacen(text, other, 1)), hash(definition), "{other}");
        }
        for (text, other) in [("$.x", "$.y"), ("\"data\"", "\"other\""), ("true", "false")] {
            assert_ne!(hash(&definition.replacen(text, other, 1)), hash(definition), "{other}");
        }
        assert_eq!(hash("{}").len(), 32);
    }
}
