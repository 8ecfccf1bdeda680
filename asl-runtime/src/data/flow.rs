//! InputPath, ResultPath, OutputPath and the Error Output (FLOW).

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::cause;
use super::literal::Literal;
use super::member::{member, member_mut};
use super::path::{Path, PathStep, Root};
use crate::program::{DataFlow, Failure, FailureKind, StateData, Step};

/// The effective input: what InputPath names in the raw input (FLOW-1).
///
/// # Errors
///
/// A path that names nothing (PATH-11).
pub fn input_path<'d>(step: &'d Step<'_>, path: &Path) -> Result<Cow<'d, Value>, Failure> {
    let input = step.input();
    refuse_null(path, input)?;
    let effective = path.select(step, input).map_err(|miss| cause::invalid_path(path, miss))?;
    step.probe.saw(DataFlow::EffectiveInput, &effective);
    Ok(effective)
}

/// What OutputPath names in the merged value (FLOW-11).
///
/// # Errors
///
/// A path that names nothing.
pub fn output_path(step: &Step<'_>, path: &Path, merged: impl Into<StateData>) -> Result<Value, Failure> {
    let mut merged = merged.into();
    step.probe.saw(DataFlow::MergedOutput, merged.json());
    // What is not named goes, so what is need not be copied.
    if let StateData::Own(value) = &mut merged
        && let Some(node) = path.place(value)
    {
        return Ok(node.take());
    }
    let value = merged.json();
    refuse_null(path, value)?;
    let found = path.select(step, value).map_err(|miss| cause::invalid_path(path, miss))?;
    Ok(found.into_owned())
}

/// A path into `null` fails before it is looked at (ERR-10).
fn refuse_null(path: &Path, document: &Value) -> Result<(), Failure> {
    if path.root == Root::Document && !path.is_root() && document.is_null() {
        return Err(Failure::runtime("Unable to apply Path transformation to null or empty input."));
    }
    Ok(())
}

/// `InputPath: null` and `OutputPath: null` (FLOW-2, FLOW-11).
pub fn empty() -> Value {
    Value::Object(Map::new())
}

/// Places the result into the raw input (FLOW-6). Where that can't be done the input stays as it is, for Retry and
/// Catch.
///
/// # Errors
///
/// A path through something that is no object, or an index that is not there (FLOW-8, FLOW-9).
pub fn result_path(step: &mut Step<'_>, path: &Path, result: Value) -> Result<(), Failure> {
    step.probe.saw(DataFlow::SelectedResult, &result);
    match slot(step.input.json_mut(), path.steps) {
        Ok(slot) => {
            *slot = result;
            step.probe.saw(DataFlow::MergedOutput, step.input.json());
            Ok(())
        }
        Err(failed) => {
            Err(Failure::interpreter(RESULT_PATH_FAILURE, conflict_cause(path, failed, step.input())))
        }
    }
}

/// The same for a result that the definition has written down: what stands in its place already is used again, so that
/// the rounds of a loop and the steps of a chain allocate nothing.
///
/// # Errors
///
/// As for [`result_path`].
pub fn literal_at(step: &mut Step<'_>, path: &Path, literal: &Literal) -> Result<(), Failure> {
    match slot(step.input.json_mut(), path.steps) {
        Ok(slot) => {
            literal.write(slot, step.execution);
            step.probe.saw(DataFlow::SelectedResult, slot);
            step.probe.saw(DataFlow::MergedOutput, step.input.json());
            Ok(())
        }
        Err(failed) => {
            Err(Failure::interpreter(RESULT_PATH_FAILURE, conflict_cause(path, failed, step.input())))
        }
    }
}

const RESULT_PATH_FAILURE: &str = "States.ResultPathMatchFailure";

/// The place that the steps name; objects that are missing on the way are made (FLOW-8). Else the index of the
/// step that can't be applied, and nothing is changed.
fn slot<'v>(input: &'v mut Value, steps: &[PathStep]) -> Result<&'v mut Value, usize> {
    let mut node = input;
    for (index, place) in steps.iter().enumerate() {
        node = match (place, node) {
            (PathStep::Name(name), Value::Object(members)) => {
                if member(members, name).is_none() {
                    // Below a new object there is no array.
                    let mut rest = steps.iter().enumerate().skip(index + 1);
                    if let Some((index, _)) = rest.find(|(_, step)| !matches!(step, PathStep::Name(_))) {
                        return Err(index);
                    }
                    members.insert((*name).to_owned(), empty());
                }
                member_mut(members, name).ok_or(index)?
            }
            (PathStep::Index(position), Value::Array(elements)) => {
                let element = usize::try_from(*position).ok().and_then(|position| elements.get_mut(position));
                element.ok_or(index)?
            }
            _ => return Err(index),
        };
    }
    Ok(node)
}

fn conflict_cause(path: &Path, failed: usize, raw: &Value) -> String {
    match path.steps.get(failed) {
        _ if failed == 0 => format!("Unable to apply ReferencePath {} to input {raw}", path.text),
        Some(PathStep::Name(name)) => format!("Unable to apply step \"{name}\" to input {raw}"),
        Some(PathStep::Index(index)) => format!("Unable to apply step \"{index}\" to input {raw}"),
        _ => format!("Unable to apply ReferencePath {} to input {raw}", path.text),
    }
}

/// The Error Output of a catcher (CATCH-3). What a task token leaves out is `null` (TASK-7); what a Fail state or
/// a timeout leaves out is empty (END-4).
pub fn error_output(failure: &Failure) -> Value {
    let missing = match failure.kind() {
        FailureKind::Reported => Value::Null,
        _ => Value::from(""),
    };
    let part = |text: Option<&str>| text.map_or_else(|| missing.clone(), Value::from);
    json!({ "Error": part(failure.error()), "Cause": part(failure.cause()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::Fixture;

    fn path(text: &'static str, steps: &'static [PathStep]) -> Path {
        Path { text, root: Root::Document, steps }
    }

    #[test]
    fn input_path_selects_from_the_raw_input() {
        let mut fixture = Fixture::new(json!({"a": {"b": [1, 2]}}));
        let step = fixture.step();
        let whole = input_path(&step, &path("$", &[])).map(Cow::into_owned);
        assert_eq!(whole, Ok(json!({"a": {"b": [1, 2]}})));
        let found = input_path(&step, &path("$.a", &[PathStep::Name("a")]));
        assert!(matches!(&found, Ok(Cow::Borrowed(value)) if **value == json!({"b": [1, 2]})));
        let name = Path {
            text: "$$.State.Name",
            root: Root::Context,
            steps: &[PathStep::Name("State"), PathStep::Name("Name")],
        };
        assert_eq!(input_path(&step, &name).map(Cow::into_owned), Ok(json!("State")));
    }

    #[test]
    fn a_miss_says_what_is_missing() {
        let mut fixture = Fixture::new(json!({"a": 1}));
        let step = fixture.step();
        let cases: [(Path, &str); 2] = [
            (path("$.x", &[PathStep::Name("x")]), "Invalid path '$.x' : No results for path: $['x']"),
            (
                path("$.no.such", &[PathStep::Name("no"), PathStep::Name("such")]),
                "Invalid path '$.no.such' : Missing property in path $['no']",
            ),
        ];
        for (path, cause) in cases {
            let failure = Failure::runtime(cause);
            assert_eq!(input_path(&step, &path).err().as_ref(), Some(&failure));
            assert_eq!(output_path(&step, &path, json!({"a": 1})), Err(failure));
        }
    }

    #[test]
    fn output_path_selects_from_the_merged_value() {
        let mut fixture = Fixture::new(json!({"raw": true}));
        let step = fixture.step();
        let merged = json!({"a": [{"b": 1}, {"b": 2}]});
        let all = path("$.a[*].b", &[PathStep::Name("a"), PathStep::Wildcard, PathStep::Name("b")]);
        assert_eq!(output_path(&step, &all, merged.clone()), Ok(json!([1, 2])));
        assert_eq!(output_path(&step, &path("$", &[]), merged.clone()), Ok(merged.clone()));
        let input = Path {
            text: "$$.Execution.Input",
            root: Root::Context,
            steps: &[PathStep::Name("Execution"), PathStep::Name("Input")],
        };
        assert_eq!(output_path(&step, &input, merged), Ok(json!({"raw": true})));
    }

    #[test]
    fn nothing_can_be_selected_from_null() {
        let mut fixture = Fixture::new(Value::Null);
        let step = fixture.step();
        let failure = Failure::runtime("Unable to apply Path transformation to null or empty input.");
        let a = path("$.a", &[PathStep::Name("a")]);
        assert_eq!(input_path(&step, &a).err().as_ref(), Some(&failure));
        assert_eq!(output_path(&step, &a, Value::Null), Err(failure));
        assert_eq!(output_path(&step, &path("$", &[]), Value::Null), Ok(Value::Null));
    }

    #[test]
    fn results_are_placed_in_the_raw_input() {
        use PathStep::{Index, Name};
        let cases: &[(Value, &'static [PathStep], Value)] = &[
            (json!({"a": 1}), &[], json!("R")),
            (json!(null), &[], json!("R")),
            (json!({"b": 1, "a": 2}), &[Name("b")], json!({"b": "R", "a": 2})),
            (json!({"b": 1}), &[Name("a")], json!({"b": 1, "a": "R"})),
            (json!({}), &[Name("a"), Name("b"), Name("c")], json!({"a": {"b": {"c": "R"}}})),
            (json!({"a": {"x": 1}}), &[Name("a"), Name("b")], json!({"a": {"x": 1, "b": "R"}})),
            (json!({"a": [1, 2]}), &[Name("a"), Index(1)], json!({"a": [1, "R"]})),
            (json!([{"x": 1}]), &[Index(0), Name("b")], json!([{"x": 1, "b": "R"}])),
            (
                json!({"a": [{}]}),
                &[Name("a"), Index(0), Name("b"), Name("c")],
                json!({"a": [{"b": {"c": "R"}}]}),
            ),
        ];
        for (input, steps, expected) in cases {
            let mut fixture = Fixture::new(input.clone());
            let placed = result_path(&mut fixture.step(), &path("$…", steps), json!("R"));
            assert_eq!(placed, Ok(()), "{steps:?}");
            assert_eq!(fixture.input.json().to_string(), expected.to_string(), "{steps:?}");
        }
    }

    #[test]
    fn literals_are_written_over_what_is_there() {
        use PathStep::{Index, Name};
        const RESULT: Literal = Literal::Object(&[
            ("n", Literal::Integer(1)),
            ("list", Literal::Array(&[Literal::String("a"), Literal::Null])),
        ]);
        let result = json!({"n": 1, "list": ["a", null]});
        let same = json!({"a": {"n": 0, "list": ["long, long ago", {"x": 1}]}, "b": true});
        let cases: &[(Value, &'static [PathStep], Value)] = &[
            (same, &[Name("a")], json!({"a": result, "b": true})),
            (json!({"a": {"list": [1, 2], "n": 0}}), &[Name("a")], json!({"a": result})),
            (json!({"a": {"n": 0, "list": [1, 2], "more": 3}}), &[Name("a")], json!({"a": result})),
            (json!({"a": {"n": 0, "list": [1]}}), &[Name("a")], json!({"a": result})),
            (json!({"a": "text"}), &[Name("a")], json!({"a": result})),
            (json!({}), &[Name("a"), Name("b")], json!({"a": {"b": result}})),
            (json!({"a": [1, 2]}), &[Name("a"), Index(1)], json!({"a": [1, result]})),
        ];
        for (input, steps, expected) in cases {
            let mut fixture = Fixture::new(input.clone());
            let placed = literal_at(&mut fixture.step(), &path("$…", steps), &RESULT);
            assert_eq!(placed, Ok(()), "{input}");
            assert_eq!(fixture.input.json().to_string(), expected.to_string(), "{input}");
        }
        let mut fixture = Fixture::new(json!("text"));
        let failure = literal_at(&mut fixture.step(), &path("$.a", &[Name("a")]), &RESULT);
        let cause = r#"Unable to apply ReferencePath $.a to input "text""#;
        assert_eq!(failure, Err(Failure::interpreter("States.ResultPathMatchFailure", cause)));
        assert_eq!(*fixture.input.json(), "text");
    }

    #[test]
    fn a_conflict_leaves_the_input_alone() {
        use PathStep::{Index, Name};
        let cases: &[(Value, &'static [PathStep], &str)] = &[
            (json!("text"), &[Name("a")], r#"Unable to apply ReferencePath $.a to input "text""#),
            (json!(null), &[Name("a"), Name("b")], "Unable to apply ReferencePath $.a to input null"),
            (json!([1]), &[Name("a")], "Unable to apply ReferencePath $.a to input [1]"),
            (json!({"a": 1}), &[Name("a"), Name("b")], r#"Unable to apply step "b" to input {"a":1}"#),
            (json!({"a": null}), &[Name("a"), Name("b")], r#"Unable to apply step "b" to input {"a":null}"#),
            (json!({"a": [1]}), &[Name("a"), Index(1)], r#"Unable to apply step "1" to input {"a":[1]}"#),
            (json!({"a": {}}), &[Name("a"), Index(0)], r#"Unable to apply step "0" to input {"a":{}}"#),
            (json!({}), &[Name("a"), Name("b"), Index(0)], r#"Unable to apply step "0" to input {}"#),
        ];
        for (input, steps, cause) in cases {
            let mut fixture = Fixture::new(input.clone());
            let failure = result_path(&mut fixture.step(), &path("$.a", steps), json!("R"));
            let expected = Failure::interpreter("States.ResultPathMatchFailure", (*cause).to_owned());
            assert_eq!(failure, Err(expected));
            assert_eq!(*fixture.input.json(), *input, "the input is still whole");
        }
    }

    #[test]
    fn error_outputs_tell_who_left_something_out() {
        let text = |text: &'static str| Some(Cow::Borrowed(text));
        let cases = [
            (Failure::reported(text("E"), text("C")), json!({"Error": "E", "Cause": "C"})),
            (Failure::reported(None, None), json!({"Error": null, "Cause": null})),
            (Failure::reported(text("E"), None), json!({"Error": "E", "Cause": null})),
            (Failure::fail_state(None, None), json!({"Error": "", "Cause": ""})),
            (Failure::fail_state(None, text("C")), json!({"Error": "", "Cause": "C"})),
            (Failure::timeout(FailureKind::Timeout), json!({"Error": "States.Timeout", "Cause": ""})),
            (
                Failure::timeout(FailureKind::HeartbeatTimeout),
                json!({"Error": "States.Timeout", "Cause": ""}),
            ),
            (Failure::interpreter("States.X", "why"), json!({"Error": "States.X", "Cause": "why"})),
        ];
        for (failure, output) in cases {
            assert_eq!(error_output(&failure).to_string(), output.to_string());
        }
    }
}
