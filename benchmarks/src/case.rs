//! What is measured.

use std::fmt;
use std::future::Future;
use std::hint::black_box;
use std::pin::Pin;
use std::rc::Rc;

use serde::Serialize;
use serde_json::Value;
use tokio::runtime::Runtime;

/// Work in several variants that give the same result.
pub struct Workload {
    /// `chain`, `order` …
    pub name: &'static str,
    /// How many states one execution enters.
    pub states: u64,
    /// The yardstick first.
    pub cases: Vec<Case>,
    /// Whether a result is the one that all variants must give.
    pub(crate) is_right: Box<dyn Fn(&Value) -> bool>,
}

impl Workload {
    /// The case of a variant, if this workload has it.
    pub fn case(&self, variant: Variant) -> Option<&Case> {
        self.cases.iter().find(|case| case.variant == variant)
    }

    /// Whether a result is the one that all variants must give.
    pub fn is_right(&self, output: &Value) -> bool {
        (self.is_right)(output)
    }
}

impl fmt::Debug for Workload {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Workload")
            .field("name", &self.name)
            .field("cases", &self.cases)
            .finish_non_exhaustive()
    }
}

/// A variant of a workload.
pub struct Case {
    /// Which.
    pub variant: Variant,
    prepare: Box<dyn Fn() -> Run>,
    output: Box<dyn Fn() -> Pin<Box<dyn Future<Output = Value>>>>,
}

/// An execution that has its input and is about to run: what comes before is not measured. Its result is dropped
/// within.
pub type Run = Pin<Box<dyn Future<Output = ()>>>;

impl Case {
    /// A variant: its input, and what makes an execution of it.
    pub(crate) fn new<I, F>(variant: Variant, input: I, start: impl Fn(I) -> F + 'static) -> Self
    where
        I: Clone + 'static,
        F: Future<Output: Serialize> + 'static,
    {
        let shared = Rc::new((input, start));
        let prepare = {
            let shared = Rc::clone(&shared);
            move || -> Run {
                let run = (shared.1)(shared.0.clone());
                Box::pin(async move { drop(black_box(run.await)) })
            }
        };
        let output = move || -> Pin<Box<dyn Future<Output = Value>>> {
            let run = (shared.1)(shared.0.clone());
            // What is no JSON is nobody's right result.
            Box::pin(async move { serde_json::to_value(run.await).unwrap_or_default() })
        };
        Self { variant, prepare: Box::new(prepare), output: Box::new(output) }
    }

    /// An execution.
    pub fn prepare(&self) -> Run {
        (self.prepare)()
    }

    /// What an execution gives, as JSON.
    pub async fn output(&self) -> Value {
        (self.output)().await
    }
}

impl fmt::Debug for Case {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Case").field(&self.variant).finish()
    }
}

/// Runs an execution to its end: callgrind counts what happens in this function and in nothing else, so it keeps its
/// name and is not inlined.
#[inline(never)]
pub fn execute(runtime: &Runtime, run: Run) {
    runtime.block_on(run);
}

/// How the work is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// On `serde_json::Value`, as a competent user would write it: the yardstick.
    ByHand,
    /// On plain structs, without JSON: the limit.
    Typed,
    /// As by hand, with handlers that are found by name, boxed, and own their input.
    BoxedRegistry,
    /// By the generated workflow, without history.
    Generated,
    /// The same with handlers that take and give structs.
    OfStructs,
    /// The same with handlers that own their JSON, as those of the boxed registry do.
    OfOwners,
    /// By the generated workflow with an observer that counts events.
    Observed,
    /// The same with a history that is kept.
    Kept,
}

impl Variant {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::ByHand,
        Self::Typed,
        Self::BoxedRegistry,
        Self::Generated,
        Self::OfStructs,
        Self::OfOwners,
        Self::Observed,
        Self::Kept,
    ];

    /// The name in tables, and in `loop WORKLOAD/VARIANT`.
    pub fn name(self) -> &'static str {
        match self {
            Self::ByHand => "by-hand",
            Self::Typed => "typed",
            Self::BoxedRegistry => "boxed-registry",
            Self::Generated => "generated",
            Self::OfStructs => "of-structs",
            Self::OfOwners => "of-owners",
            Self::Observed => "observed",
            Self::Kept => "history-kept",
        }
    }
}
