//! InputPath, ResultPath, OutputPath and the Error Output (FLOW).

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::cause;
use super::path::{Path, PathStep, Root};
use crate::program::{Failure, FailureKind, Step};

/// The effective input: what InputPath names in the raw input (FLOW-1).
///
/// # Errors
///
/// A path that names nothing (PATH-11).
pub fn input_path<'d>(step: &'d Step<'_>, path: &Path) -> Result<Cow<'d, Value>, Failure> {
    let input = step.input();
    refuse_null(path, input)?;
    path.select(step, input).map_err(|miss| cause::invalid_path(path, miss))
}

/// What OutputPath names in the merged value (FLOW-11).
///
/// # Errors
///
/// A path that names nothing.
pub fn output_path(step: &Step<'_>, path: &Path, value: Value) -> Result<Value, Failure> {
    if path.root == Root::Document && path.is_root() {
        return Ok(value);
    }
    refuse_null(path, &value)?;
    let found = path.select(step, &value).map_err(|miss| cause::invalid_path(path, miss))?;
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

/// Places the result into the raw input, which is taken out of the step and changed in place (FLOW-6). Where that
/// can't be done the input stays in the step, for Retry and Catch.
///
/// # Errors
///
/// A path through something that is no object, or an index that is not there (FLOW-8, FLOW-9).
pub fn result_path(step: &mut Step<'_>, path: &Path, result: Value) -> Result<Value, Failure> {
    if let Some(failed) = conflict(step.input(), path.steps) {
        return Err(Failure::interpreter(RESULT_PATH_FAILURE, conflict_cause(path, failed, step.input())));
    }
    let mut raw = step.take_input();
    let mut node = &mut raw;
    for place in path.steps {
        node = match (place, node) {
            (PathStep::Name(name), Value::Object(members)) => members.entry(*name).or_insert_with(empty),
            (PathStep::Index(index), Value::Array(elements)) => {
                match usize::try_from(*index).ok().and_then(|index| elements.get_mut(index)) {
                    Some(element) => element,
                    None => return Ok(raw),
                }
            }
            _ => return Ok(raw),
        };
    }
    *node = result;
    Ok(raw)
}

const RESULT_PATH_FAILURE: &str = "States.ResultPathMatchFailure";

/// The first step that can't be applied; a missing object is no obstacle (FLOW-8).
fn conflict(raw: &Value, steps: &[PathStep]) -> Option<usize> {
    let mut node = Some(raw);
    for (index, place) in steps.iter().enumerate() {
        node = match (place, node) {
            (PathStep::Name(name), Some(Value::Object(members))) => members.get(*name),
            (PathStep::Name(_), None) => None,
            (PathStep::Index(position), Some(Value::Array(elements))) => {
                let element = usize::try_from(*position).ok().and_then(|position| elements.get(position));
                match element {
                    Some(element) => Some(element),
                    None => return Some(index),
                }
            }
            _ => return Some(index),
        };
    }
    None
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
