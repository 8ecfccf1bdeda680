//! Spans in a build without them.

use super::{Caller, End};
use crate::program::{ExecutionContext, StateInfo, TaskInfo};

/// No span.
#[derive(Debug, Clone)]
pub(crate) struct Span;

impl Span {
    /// Whether there are any.
    #[cfg(feature = "durable")]
    pub(crate) const ARE_MADE: bool = false;

    pub(crate) fn none() -> Self {
        Self
    }

    pub(crate) fn execution(_: &ExecutionContext, _: Caller) -> Self {
        Self
    }

    pub(crate) fn child_execution(_: &ExecutionContext, _: &Self) -> Self {
        Self
    }

    pub(crate) fn state(_: &StateInfo, _: Option<usize>, _: &Self) -> Self {
        Self
    }

    pub(crate) fn attempt(_: &StateInfo, _: &TaskInfo, _: u32, _: &Self) -> Self {
        Self
    }

    pub(crate) fn end(&mut self, _: End<'_>) {}

    pub(crate) fn within<R>(&self, work: impl FnOnce() -> R) -> R {
        work()
    }

    pub(crate) fn during<F: Future>(&self, work: F) -> F {
        work
    }
}

/// Nothing is told.
#[cfg(feature = "durable")]
pub(crate) fn set_aside(_: i64, _: &str) {}
