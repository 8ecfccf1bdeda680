//! Payload templates (TPL).

use std::mem::ManuallyDrop;

use serde_json::Value;

use super::path::Path;
use super::{cause, form};
use crate::program::{Failure, StateData, Step};

/// An object of a template, its members in the order that the compiler gave them (TPL-9).
pub fn object<const N: usize>(members: [(&'static str, Value); N]) -> Value {
    let mut members = ManuallyDrop::new(members);
    let object = Value::Object(form::object(&mut *members));
    // All values have been moved out: what is left needs no drop, for which each would be looked at again.
    debug_assert!(members.iter().all(|(_, value)| value.is_null()));
    object
}

impl Step<'_> {
    /// An object of a template that takes the place of the raw input. Members that the input has in the same places
    /// are given their new values there, so that the rounds of a loop allocate nothing.
    pub fn remake<const N: usize>(&mut self, members: [(&'static str, Value); N]) {
        let mut members = ManuallyDrop::new(members);
        remake(self.input, &mut *members);
        debug_assert!(members.iter().all(|(_, value)| value.is_null()), "see `object`");
    }
}

fn remake(input: &mut StateData, members: &mut [(&'static str, Value)]) {
    match input {
        StateData::Own(Value::Object(old))
            if old.len() == members.len() && old.keys().zip(&*members).all(|(old, (new, _))| old == new) =>
        {
            for (place, (_, value)) in old.values_mut().zip(members) {
                *place = value.take();
            }
        }
        _ => *input = Value::Object(form::object(members)).into(),
    }
}

/// An array of a template.
pub fn array<const N: usize>(elements: [Value; N]) -> Value {
    Value::Array(elements.into())
}

/// The value of a member whose key ends in `.$`; `field` is the key as it is written. An index beyond the end of
/// its array gives `null` (PATH-12).
///
/// # Errors
///
/// A path that names nothing (TPL-7).
pub fn field(step: &Step<'_>, document: &Value, field: &'static str, path: &Path) -> Result<Value, Failure> {
    // Most paths lead straight to a node.
    if let Some(node) = path.node(document) {
        return Ok(node.clone());
    }
    match path.select(step, document) {
        Ok(value) => Ok(value.into_owned()),
        Err(miss) if miss.is_index() => Ok(Value::Null),
        Err(_) => Err(Failure::runtime(cause::not_found(step, document, field, path))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::data::path::{PathStep, Root};
    use crate::program::Fixture;

    #[test]
    fn keeps_the_order_given() {
        let value = object([("b", json!(1)), ("a", array([json!(null), object([])])), ("c", array([]))]);
        assert_eq!(value.to_string(), r#"{"b":1,"a":[null,{}],"c":[]}"#);
    }

    #[test]
    fn an_input_is_made_anew() {
        let cases = [
            (json!({"b": 1, "a": 2}), r#"{"b":[0],"a":{}}"#),
            (json!({"b": {"x": 1}}), r#"{"b":[0],"a":{}}"#),
            (json!({}), r#"{"b":[0],"a":{}}"#),
            (json!({"a": 2, "b": 1}), r#"{"b":[0],"a":{}}"#),
            (json!({"a": 2}), r#"{"b":[0],"a":{}}"#),
            (json!({"b": 1, "a": 2, "c": 3}), r#"{"b":[0],"a":{}}"#),
            (json!(null), r#"{"b":[0],"a":{}}"#),
            (json!([1, 2]), r#"{"b":[0],"a":{}}"#),
        ];
        for (input, expected) in cases {
            let mut fixture = Fixture::new(input.clone());
            fixture.step().remake([("b", json!([0])), ("a", json!({}))]);
            assert_eq!(fixture.input.json().to_string(), expected, "{input}");
        }
    }

    #[test]
    fn selects_values() {
        let mut fixture = Fixture::new(json!({"raw": true}));
        let step = fixture.step();
        let document = json!({"a": {"b": null}, "list": [1, 2]});
        let cases: &[(&'static [PathStep], Value)] = &[
            (&[], document.clone()),
            (&[PathStep::Name("a")], json!({"b": null})),
            (&[PathStep::Name("a"), PathStep::Name("b")], json!(null)),
            (&[PathStep::Name("list"), PathStep::Index(1)], json!(2)),
            (&[PathStep::Name("list"), PathStep::Index(9)], json!(null)),
            (&[PathStep::Name("list"), PathStep::Index(9), PathStep::Name("x")], json!(null)),
            (&[PathStep::Name("nothing"), PathStep::Wildcard], json!([])),
        ];
        for (steps, value) in cases {
            let path = Path { text: "$…", root: Root::Document, steps };
            assert_eq!(field(&step, &document, "x.$", &path).as_ref(), Ok(value), "{steps:?}");
        }
    }

    #[test]
    fn a_miss_shows_what_was_searched() {
        let mut fixture = Fixture::new(json!({"raw": true}));
        let step = fixture.step();
        let document = json!({"b": 1, "a": [1.0, "x"]});
        let path = Path { text: "$.x", root: Root::Document, steps: &[PathStep::Name("x")] };
        let cause = concat!(
            "The JSONPath '$.x' specified for the field 'value.$' could not be found in the input ",
            r#"'{"b":1,"a":[1.0,"x"]}'"#
        );
        assert_eq!(field(&step, &document, "value.$", &path), Err(Failure::runtime(cause)));

        let steps = &[PathStep::Name("Task"), PathStep::Name("Token")];
        let path = Path { text: "$$.Task.Token", root: Root::Context, steps };
        let failure = field(&step, &document, "token.$", &path).expect_err("there is no token");
        let cause = failure.cause().unwrap_or_default();
        let start = "The JSONPath '$$.Task.Token' specified for the field 'token.$' could not be found in the input \
                     '{\"Execution\":{\"Id\":";
        assert!(cause.starts_with(start), "{cause}");
        assert!(!failure.is_catchable());
    }
}
