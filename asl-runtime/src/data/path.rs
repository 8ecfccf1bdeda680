//! Paths as constants of generated code.

use serde_json::Value;

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
