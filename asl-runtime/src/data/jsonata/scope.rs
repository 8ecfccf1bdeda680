//! What an expression reads.

use std::borrow::Cow;

use serde_json::Value;

use crate::data::path::{context_member, context_names};
use crate::program::Step;

/// What the expressions of a field read: `$states` (JNA-10 to JNA-13) and variables (JNA-15).
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    step: &'a Step<'a>,
    result: Option<&'a Value>,
    error_output: Option<&'a Value>,
}

/// The members of `$states`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// `$states.input`
    Input,
    /// `$states.context`
    Context,
    /// `$states.result`
    Result,
    /// `$states.errorOutput`
    ErrorOutput,
}

impl Source {
    /// All of them, in order.
    pub const ALL: [Self; 4] = [Self::Input, Self::Context, Self::Result, Self::ErrorOutput];

    /// The member's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Context => "context",
            Self::Result => "result",
            Self::ErrorOutput => "errorOutput",
        }
    }

    /// The member of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.name() == name)
    }
}

impl<'a> Scope<'a> {
    /// The input, the context and the variables of a state.
    #[inline]
    pub fn new(step: &'a Step<'_>) -> Self {
        Self { step, result: None, error_output: None }
    }

    /// With `$states.result`.
    #[must_use]
    pub fn with_result(self, result: &'a Value) -> Self {
        Self { result: Some(result), ..self }
    }

    /// With `$states.errorOutput`.
    #[must_use]
    pub fn with_error_output(self, error_output: &'a Value) -> Self {
        Self { error_output: Some(error_output), ..self }
    }

    /// The state's surroundings.
    pub fn step(&self) -> &'a Step<'a> {
        self.step
    }

    /// A member of `$states`, if it is there; the context object is made up of parts.
    pub fn data(&self, source: Source) -> Option<&'a Value> {
        match source {
            Source::Input => Some(self.step.input()),
            Source::Context => None,
            Source::Result => self.result,
            Source::ErrorOutput => self.error_output,
        }
    }

    /// What the names lead to in the context object, and how many of them that took; the rest leads on from there.
    /// `None` where the whole object has to be looked at.
    pub fn context_member(&self, names: &[&str]) -> Option<(Cow<'a, Value>, usize)> {
        context_member(self.step, |index| names.get(index).copied())
    }

    /// The names that there may be below some names in the context object; `None` where nothing is known.
    pub fn context_names(&self, names: &[&str]) -> Option<&'static [&'static str]> {
        context_names(self.step, names)
    }

    /// A workflow variable.
    #[inline]
    pub fn variable(&self, name: &str) -> Option<&'a Value> {
        self.step.variable(name)
    }
}
