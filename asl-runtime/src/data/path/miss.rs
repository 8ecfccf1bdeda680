//! A path that names nothing.

use std::fmt;

use serde_json::Value;

use super::{Path, PathFunction, PathStep};

/// Why a path names nothing (PATH-11). Cheap to make: its text is written only when a cause needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Miss {
    /// The index of the step that failed.
    step: usize,
    reason: Reason,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reason {
    /// No member of that name.
    Name,
    /// A name on something that is no object.
    NoObject(&'static str),
    /// No element at that index.
    Index,
    /// An index or a slice on something that is no array.
    NoArray(&'static str),
    /// A function that has no value there.
    Function,
    /// A workflow variable without a value.
    Variable,
}

impl Miss {
    pub(super) fn name(step: usize) -> Self {
        Self { step, reason: Reason::Name }
    }

    pub(super) fn no_object(step: usize, found: &Value) -> Self {
        Self { step, reason: Reason::NoObject(kind(found)) }
    }

    pub(super) fn index(step: usize) -> Self {
        Self { step, reason: Reason::Index }
    }

    pub(super) fn no_array(step: usize, found: &Value) -> Self {
        Self { step, reason: Reason::NoArray(kind(found)) }
    }

    pub(super) fn function(step: usize) -> Self {
        Self { step, reason: Reason::Function }
    }

    pub(super) fn variable() -> Self {
        Self { step: 0, reason: Reason::Variable }
    }

    /// The same miss in a path that has `steps` before the ones that were walked.
    #[must_use]
    pub(super) fn after(self, steps: usize) -> Self {
        Self { step: self.step + steps, ..self }
    }

    /// Whether an index is beyond the end of its array (PATH-12).
    pub(crate) fn is_index(self) -> bool {
        self.reason == Reason::Index
    }

    /// What the service says of it: `No results for path: $['x']['y']`, `Missing property in path $['no']`.
    pub(crate) fn text(self, path: &Path) -> String {
        let until = |end: usize| Steps(path.steps.get(..end).unwrap_or(path.steps));
        let last = self.step + 1 >= path.steps.len();
        match self.reason {
            Reason::Name if !last => format!("Missing property in path ${}", until(self.step + 1)),
            Reason::NoObject(found) => format!(
                "Expected to find an object with property {} in path ${} but found '{found}'",
                Steps(path.steps.get(self.step..=self.step).unwrap_or_default()),
                until(self.step)
            ),
            Reason::NoArray(found) => format!(
                "Filter: {} can only be applied to arrays. Current context is: {found}",
                Steps(path.steps.get(self.step..).unwrap_or_default())
            ),
            Reason::Name | Reason::Index | Reason::Function | Reason::Variable => {
                format!("No results for path: ${}", Steps(path.steps))
            }
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

/// Steps in the form that the service prefers: `['a'][0]`.
struct Steps<'a>(&'a [PathStep]);

impl fmt::Display for Steps<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|step| match step {
            PathStep::Name(name) => write!(out, "['{name}']"),
            PathStep::Names(names) => write!(out, "['{}']", names.join("','")),
            PathStep::Index(index) => write!(out, "[{index}]"),
            PathStep::Indices(indices) => {
                let indices: Vec<_> = indices.iter().map(i64::to_string).collect();
                write!(out, "[{}]", indices.join(","))
            }
            PathStep::Slice(start, end) => {
                let bound = |bound: &Option<i64>| bound.map(|bound| bound.to_string()).unwrap_or_default();
                write!(out, "[{}:{}]", bound(start), bound(end))
            }
            PathStep::Wildcard => out.write_str("[*]"),
            PathStep::Descendants => out.write_str(".."),
            PathStep::Filter(_) => out.write_str("[?]"),
            PathStep::Function(function) => write!(out, ".{}()", name(function)),
        })
    }
}

fn name(function: &PathFunction) -> &'static str {
    match function {
        PathFunction::Min => "min",
        PathFunction::Max => "max",
        PathFunction::Avg => "avg",
        PathFunction::Stddev => "stddev",
        PathFunction::Sum => "sum",
        PathFunction::Length => "length",
        PathFunction::Keys => "keys",
        PathFunction::First => "first",
        PathFunction::Last => "last",
        PathFunction::Index(_) => "index",
        PathFunction::Concat(_) => "concat",
        PathFunction::Append(_) => "append",
    }
}
