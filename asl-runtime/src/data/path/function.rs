//! The functions that a path may end with (PATH-6).

use std::borrow::Cow;

use serde_json::{Number, Value};

use super::walk::element;
use super::{Miss, Misses, PathArgument, PathFunction, walk};
use crate::data::number::whole_or_float;

/// The function's value on a node; `None` where it has none.
pub(super) fn apply(function: &PathFunction, node: &Value, document: &Value) -> Option<Value> {
    match function {
        PathFunction::Length => length(node),
        PathFunction::Keys => {
            Some(Value::Array(node.as_object()?.keys().cloned().map(Value::String).collect()))
        }
        PathFunction::First => element(node.as_array()?, 0).cloned(),
        PathFunction::Last => element(node.as_array()?, -1).cloned(),
        PathFunction::Index(index) => element(node.as_array()?, *index).cloned(),
        PathFunction::Concat(arguments) => Some(Value::String(concat(node, arguments, document))),
        PathFunction::Append(arguments) => append(node, arguments, document),
        PathFunction::Min => aggregate(node, |numbers| numbers.iter().copied().fold(f64::INFINITY, f64::min)),
        PathFunction::Max => {
            aggregate(node, |numbers| numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max))
        }
        PathFunction::Sum => aggregate(node, |numbers| numbers.iter().sum()),
        PathFunction::Avg => aggregate(node, mean),
        PathFunction::Stddev => aggregate(node, deviation),
    }
}

/// How a function misses: an element that is not there, or no value at all.
pub(super) fn miss(function: &PathFunction, step: usize, node: &Value) -> Miss {
    match function {
        PathFunction::First | PathFunction::Last | PathFunction::Index(_) if node.is_array() => {
            Miss::index(step)
        }
        _ => Miss::function(step),
    }
}

fn length(node: &Value) -> Option<Value> {
    let length = match node {
        Value::Array(elements) => elements.len(),
        Value::Object(members) => members.len(),
        Value::String(text) => text.encode_utf16().count(),
        _ => return None,
    };
    Some(Value::from(length))
}

fn aggregate(node: &Value, combine: impl FnOnce(&[f64]) -> f64) -> Option<Value> {
    let numbers: Vec<f64> = node.as_array()?.iter().filter_map(Value::as_f64).collect();
    if numbers.is_empty() {
        return None;
    }
    Number::from_f64(combine(&numbers)).map(Value::Number)
}

fn mean(numbers: &[f64]) -> f64 {
    numbers.iter().sum::<f64>() / numbers.len() as f64
}

/// Of the whole population, not of a sample.
fn deviation(numbers: &[f64]) -> f64 {
    let mean = mean(numbers);
    (numbers.iter().map(|number| (number - mean).powi(2)).sum::<f64>() / numbers.len() as f64).sqrt()
}

/// The strings of the node, if it is an array, then the arguments.
fn concat(node: &Value, arguments: &[PathArgument], document: &Value) -> String {
    let mut text = String::new();
    for element in node.as_array().into_iter().flatten() {
        text.push_str(element.as_str().unwrap_or_default());
    }
    for argument in arguments {
        match evaluate(argument, document) {
            Some(Value::Array(elements)) => {
                elements.iter().for_each(|element| text.push_str(element.as_str().unwrap_or_default()));
            }
            Some(Value::String(string)) => text.push_str(&string),
            Some(Value::Null) | None => {}
            Some(other) => text.push_str(&other.to_string()),
        }
    }
    text
}

fn append(node: &Value, arguments: &[PathArgument], document: &Value) -> Option<Value> {
    let mut elements = node.as_array()?.clone();
    elements.extend(arguments.iter().filter_map(|argument| evaluate(argument, document)));
    Some(Value::Array(elements))
}

fn evaluate(argument: &PathArgument, document: &Value) -> Option<Value> {
    match argument {
        PathArgument::Path(steps) => {
            walk(steps, document, document, Misses::Lenient).ok().map(Cow::into_owned)
        }
        PathArgument::String(text) => Some(Value::from(*text)),
        PathArgument::Number(number) => Some(whole_or_float(*number)),
    }
}
