//! The matches of an indefinite path, step by step.

use serde_json::Value;

use super::PathStep;
use super::walk::element;
use crate::data::member::member;

/// Nodes in the order of the document (PATH-19).
pub(super) struct Matches<'d> {
    nodes: Vec<&'d Value>,
    /// Whether the step before was `..`: the nodes hold every candidate of a filter themselves then.
    descended: bool,
}

impl<'d> Matches<'d> {
    pub(super) fn new(node: &'d Value) -> Self {
        Self { nodes: vec![node], descended: false }
    }

    /// Replaces every node by what a step leads to from it; where that is nothing, the node is gone.
    pub(super) fn follow(&mut self, step: &PathStep, document: &Value) {
        match step {
            PathStep::Filter(holds) if self.descended => {
                self.nodes.retain(|node| node.is_object() && holds(node, document));
            }
            _ => {
                let mut next = Vec::new();
                for node in &self.nodes {
                    expand(step, node, document, &mut next);
                }
                self.nodes = next;
            }
        }
        self.descended = matches!(step, PathStep::Descendants);
    }

    pub(super) fn into_value(self) -> Value {
        Value::Array(self.nodes.into_iter().cloned().collect())
    }
}

fn expand<'d>(step: &PathStep, node: &'d Value, document: &Value, next: &mut Vec<&'d Value>) {
    match (step, node) {
        (PathStep::Name(name), Value::Object(members)) => next.extend(member(members, name)),
        (PathStep::Names(names), Value::Object(members)) => {
            next.extend(names.iter().filter_map(|name| members.get(*name)));
        }
        (PathStep::Index(index), Value::Array(elements)) => next.extend(element(elements, *index)),
        (PathStep::Indices(indices), Value::Array(elements)) => {
            next.extend(indices.iter().filter_map(|index| element(elements, *index)));
        }
        (PathStep::Slice(start, end), Value::Array(elements)) => next.extend(slice(elements, *start, *end)),
        (PathStep::Wildcard, Value::Array(elements)) => next.extend(elements),
        (PathStep::Wildcard, Value::Object(members)) => next.extend(members.values()),
        (PathStep::Descendants, _) => descend(node, next),
        (PathStep::Filter(holds), Value::Array(elements)) => {
            next.extend(elements.iter().filter(|candidate| holds(candidate, document)));
        }
        // An object is itself the candidate, as in the library of the service.
        (PathStep::Filter(holds), Value::Object(_)) if holds(node, document) => next.push(node),
        _ => {}
    }
}

/// The node and all objects and arrays below it; a node comes before its children.
fn descend<'d>(node: &'d Value, next: &mut Vec<&'d Value>) {
    // A stack of its own: documents can be deeper than the program's.
    let mut waiting = vec![node];
    while let Some(node) = waiting.pop() {
        match node {
            Value::Array(elements) => waiting.extend(elements.iter().rev()),
            Value::Object(members) => waiting.extend(members.values().rev()),
            _ => continue,
        }
        next.push(node);
    }
}

/// The elements from `start` to before `end`.
///
/// As in the library of the service, negative bounds count from the end where only one is given; with both, the
/// indices run from one to the other as they are, and each of them that is negative counts from the end.
fn slice(elements: &[Value], start: Option<i64>, end: Option<i64>) -> impl Iterator<Item = &Value> {
    let length = i64::try_from(elements.len()).unwrap_or(i64::MAX);
    let from_end = |bound: i64| if bound < 0 { length.saturating_add(bound) } else { bound };
    let (start, end) = match (start, end) {
        (Some(start), Some(end)) => (start.max(-length), end.min(length)),
        (Some(start), None) => (from_end(start).max(0), length),
        (None, Some(end)) => (0, from_end(end).min(length)),
        (None, None) => (0, length),
    };
    (start..end).filter_map(|index| element(elements, index))
}
