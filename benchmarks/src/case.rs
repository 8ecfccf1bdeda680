//! What is measured.

use std::fmt;
use std::future::Future;
use std::pin::Pin;

use serde_json::Value;

/// Work in several variants that give the same result.
#[derive(Debug)]
pub struct Workload {
    /// `chain`, `order` …
    pub name: &'static str,
    /// How many states one execution enters.
    pub states: u64,
    /// Whether a result is the one that all variants must give.
    pub is_right: fn(&Value) -> bool,
    /// The yardstick first.
    pub cases: Vec<Case>,
}

/// A variant of a workload.
pub struct Case {
    /// Which.
    pub variant: Variant,
    prepare: Box<dyn Fn() -> Run>,
}

/// An execution that has its input and is about to run: what comes before is not measured.
pub type Run = Pin<Box<dyn Future<Output = Value>>>;

impl Case {
    /// A variant, by what prepares an execution of it.
    pub fn new(variant: Variant, prepare: impl Fn() -> Run + 'static) -> Self {
        Self { variant, prepare: Box::new(prepare) }
    }

    /// An execution.
    pub fn prepare(&self) -> Run {
        (self.prepare)()
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Case").field(&self.variant).finish()
    }
}

/// How the work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// On `serde_json::Value`, as a competent user would write it: the yardstick.
    ByHand,
    /// The same with handlers that are found by name, boxed, and own their input.
    BoxedRegistry,
    /// By the generated workflow, without history.
    Generated,
    /// The same with an observer that counts events.
    Observed,
    /// The same with a history that is kept.
    Kept,
}

impl Variant {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::ByHand, Self::BoxedRegistry, Self::Generated, Self::Observed, Self::Kept];

    /// The name in tables, and in `loop WORKLOAD/VARIANT`.
    pub fn name(self) -> &'static str {
        match self {
            Self::ByHand => "by-hand",
            Self::BoxedRegistry => "boxed-registry",
            Self::Generated => "generated",
            Self::Observed => "observed",
            Self::Kept => "history-kept",
        }
    }
}
