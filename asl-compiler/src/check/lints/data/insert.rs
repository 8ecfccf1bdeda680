//! `ResultPath`: a result written into the input (FLOW-6, FLOW-8).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::shape::{Member, Members, Presence, Shape};
use crate::expression::path::Step;
use crate::typed::{KindSet, PartStep};

/// Why a result cannot be written.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Blocked {
    /// The index of the step that fails.
    pub(super) step: usize,
    /// What stands there.
    pub(super) at: Shape,
}

/// The input with the result in it.
pub(super) fn insert(into: &Shape, steps: &[Step], result: Shape) -> Result<Shape, Blocked> {
    write(into, steps, 0, result)
}

fn write(into: &Shape, steps: &[Step], index: usize, result: Shape) -> Result<Shape, Blocked> {
    let Some(step) = steps.get(index) else { return Ok(result) };
    let Step::Name(name) = step else {
        // Elements of arrays are not followed.
        return Ok(Shape::unknown());
    };
    let members = match into {
        Shape::Object(members) => Rc::clone(members),
        // It is an object, or writing fails.
        Shape::Any(_) => {
            let mut known = into.clone();
            known.forget_ways();
            Rc::new(known.members().cloned().unwrap_or_else(Members::open))
        }
        Shape::Typed(part) => {
            let object = part.step(PartStep::Only(KindSet::OBJECT));
            Rc::new(Members::of_part(object, BTreeMap::new()))
        }
        Shape::OneOf(_) => {
            // What can't be written into ends here.
            return Ok(into.map(|shape| {
                write(shape, steps, index, result.clone()).unwrap_or_else(|_| Shape::unknown())
            }));
        }
        _ => return Err(Blocked { step: index, at: into.clone() }),
    };
    let last = index + 1 == steps.len();
    let shape = match members.presence(name) {
        _ if last => result,
        Presence::Always => write(&members.shape(name), steps, index + 1, result)?,
        Presence::Never => write(&Shape::Object(Rc::new(Members::none())), steps, index + 1, result)?,
        Presence::Maybe | Presence::Lacking(_) => {
            let inner = match members.shape(name) {
                Shape::Object(inner) => Shape::Object(Rc::new(inner.doubted())),
                Shape::Any(inner) => Shape::Any(Rc::new(inner.doubted())),
                other => other,
            };
            write(&inner, steps, index + 1, result)?
        }
    };
    Ok(Shape::Object(Rc::new(members.with(name, Member::always(shape)))))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::expression::path::Path;

    fn inserted(into: &Shape, path: &str) -> Result<Shape, Blocked> {
        let path = Path::parse(path).unwrap_or_else(|error| panic!("{path}: {error}"));
        insert(into, &path.steps, Shape::Number)
    }

    #[test]
    fn keeps_the_input_and_adds_the_result() {
        let input = Shape::of_json(&json!({"a": "x", "b": {"c": true}}));
        for (path, expected) in [
            ("$.n", json!({"a": "x", "b": {"c": true}, "n": 1})),
            ("$.a", json!({"a": 1, "b": {"c": true}})),
            ("$.b.n", json!({"a": "x", "b": {"c": true, "n": 1}})),
            ("$.d.e", json!({"a": "x", "b": {"c": true}, "d": {"e": 1}})),
        ] {
            assert_eq!(inserted(&input, path), Ok(Shape::of_json(&expected)), "{path}");
        }
    }

    #[test]
    fn fails_on_what_is_no_object() {
        let input = Shape::of_json(&json!({"a": "x", "list": [1]}));
        for (path, step) in [("$.a.n", 1), ("$.list.n", 1)] {
            assert_eq!(inserted(&input, path).map_err(|blocked| blocked.step), Err(step), "{path}");
        }
        assert_eq!(inserted(&Shape::Text, "$.n").map_err(|blocked| blocked.step), Err(0));
        assert!(inserted(&Shape::unknown(), "$.n.m").is_ok());
    }
}
