//! Paths as constants of generated code, and what they select.

use std::borrow::Cow;

use serde_json::Value;

use crate::data::member::{member, member_mut};
use crate::program::Step;

mod context;
mod function;
mod matches;
mod miss;
#[cfg(test)]
mod tests;
mod walk;

pub(crate) use context::{named as context_member, names as context_names, object as context_object};
pub use miss::Miss;
pub(crate) use walk::{Misses, walk};

/// A path that was parsed while compiling.
#[derive(Debug, Clone, Copy)]
pub struct Path {
    /// The text as it was written.
    pub text: &'static str,
    /// What it starts from.
    pub root: Root,
    /// Its steps.
    pub steps: &'static [PathStep],
}

/// What a path starts from (PATH-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// `$`
    Document,
    /// `$$`
    Context,
    /// `$name`
    Variable(&'static str),
}

/// A step of a path.
#[derive(Debug, Clone, Copy)]
pub enum PathStep {
    /// `.name`
    Name(&'static str),
    /// `['a','b']`
    Names(&'static [&'static str]),
    /// `[n]`; negative counts from the end.
    Index(i64),
    /// `[n,m]`
    Indices(&'static [i64]),
    /// `[a:b]`
    Slice(Option<i64>, Option<i64>),
    /// `[*]`
    Wildcard,
    /// `..`: the node and all below it, before the step that follows.
    Descendants,
    /// `[?(…)]`: a condition over the candidate and the document, compiled to Rust.
    Filter(fn(candidate: &Value, document: &Value) -> bool),
    /// `.length()` and its like.
    Function(PathFunction),
}

/// A function at the end of a path (PATH-6).
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "each is named as it is written in a path")]
pub enum PathFunction {
    Min,
    Max,
    Avg,
    Stddev,
    Sum,
    Length,
    Keys,
    First,
    Last,
    Index(i64),
    /// `concat(…)` with what it appends: literals or paths from the document.
    Concat(&'static [PathArgument]),
    /// `append(…)`
    Append(&'static [PathArgument]),
}

/// An argument of a path function.
#[derive(Debug, Clone, Copy)]
pub enum PathArgument {
    /// A path from the document.
    Path(&'static [PathStep]),
    /// A string.
    String(&'static str),
    /// A number.
    Number(f64),
}

/// What names and indices from the front lead to. `None` for any other step, and where there is no such thing: what is
/// made of that is for [`walk`] to say.
fn plain<'v>(steps: &[PathStep], document: &'v Value) -> Option<&'v Value> {
    let mut node = document;
    for step in steps {
        node = match (step, node) {
            (PathStep::Name(name), Value::Object(members)) => member(members, name)?,
            (PathStep::Index(index), Value::Array(elements)) => {
                elements.get(usize::try_from(*index).ok()?)?
            }
            _ => return None,
        };
    }
    Some(node)
}

impl Path {
    /// A path from the document: `$.a`.
    pub const fn document(text: &'static str, steps: &'static [PathStep]) -> Self {
        Self { text, root: Root::Document, steps }
    }

    /// A path from the context object: `$$.a`.
    pub const fn context(text: &'static str, steps: &'static [PathStep]) -> Self {
        Self { text, root: Root::Context, steps }
    }

    /// What the path names (PATH-7): the node itself, or an array of the matches.
    ///
    /// # Errors
    ///
    /// A [`Miss`] where a definite path names nothing, and where a path starts with a slice and the document
    /// is no array (PATH-10).
    pub fn select<'d>(&self, step: &'d Step<'_>, document: &'d Value) -> Result<Cow<'d, Value>, Miss> {
        match self.root {
            Root::Document => match plain(self.steps, document) {
                Some(node) => Ok(Cow::Borrowed(node)),
                None => walk(self.steps, document, document, Misses::Lenient),
            },
            Root::Context => context::select(step, self.steps, document),
            Root::Variable(name) => {
                let value = step.variable(name).ok_or_else(Miss::variable)?;
                walk(self.steps, value, value, Misses::Lenient)
            }
        }
    }

    /// The node of a document that a definite path names, to be moved out of it: names, and indices from the front.
    pub(crate) fn place<'v>(&self, document: &'v mut Value) -> Option<&'v mut Value> {
        if self.root != Root::Document {
            return None;
        }
        self.steps.iter().try_fold(document, |node, step| match (step, node) {
            (PathStep::Name(name), Value::Object(members)) => member_mut(members, name),
            (PathStep::Index(index), Value::Array(elements)) => {
                elements.get_mut(usize::try_from(*index).ok()?)
            }
            _ => None,
        })
    }

    /// The same node, to be looked at.
    pub(crate) fn node<'v>(&self, document: &'v Value) -> Option<&'v Value> {
        if self.root == Root::Document { plain(self.steps, document) } else { None }
    }

    /// Whether the path is its root alone: `$`.
    pub(crate) fn is_root(&self) -> bool {
        self.steps.is_empty()
    }

    /// What the path was looked for in, as causes show it: the document, or the context object.
    pub(crate) fn searched<'d>(&self, step: &Step<'_>, document: &'d Value) -> Cow<'d, Value> {
        match self.root {
            Root::Context => Cow::Owned(context_object(step)),
            // Without a value it was looked for in the document, as far as anybody can tell.
            Root::Variable(name) => match step.variable(name) {
                Some(value) => Cow::Owned(value.clone()),
                None => Cow::Borrowed(document),
            },
            Root::Document => Cow::Borrowed(document),
        }
    }
}
