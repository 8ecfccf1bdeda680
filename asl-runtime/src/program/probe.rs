//! What a test sees of a state's data flow while its functions run.
//!
//! The few functions of the runtime that apply paths and grant retries tell it. Without the feature `testing` a probe
//! is nothing, and so is telling it.

use serde_json::Value;

/// A step of the data flow that shows in no effect and no transition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DataFlow {
    /// What InputPath has left (FLOW-1).
    EffectiveInput,
    /// What ResultPath places (FLOW-5).
    SelectedResult,
    /// What ResultPath has made of the input, which OutputPath gets (FLOW-6).
    MergedOutput,
}

pub(crate) use kind::Probe;
#[cfg(feature = "testing")]
pub(crate) use kind::Seen;

#[cfg(feature = "testing")]
mod kind {
    use std::cell::{Cell, RefCell};

    use super::{DataFlow, Value};

    /// What was seen.
    #[derive(Debug, Default)]
    pub(crate) struct Seen {
        context: Option<Value>,
        /// The last value of each step.
        values: RefCell<Vec<(DataFlow, Value)>>,
        /// The retrier that was asked.
        pub(crate) retrier: Cell<Option<u16>>,
    }

    impl Seen {
        /// Nothing yet; with something that stands for the context object, if it is given.
        pub(crate) fn with(context: Option<Value>) -> Self {
            Self { context, ..Self::default() }
        }

        /// The value after a step, if one was seen.
        pub(crate) fn value(&self, at: DataFlow) -> Option<Value> {
            let values = self.values.borrow();
            values.iter().rev().find(|(step, _)| *step == at).map(|(_, value)| value.clone())
        }
    }

    /// Where a test looks.
    #[derive(Debug, Clone, Copy, Default)]
    pub(crate) struct Probe<'a>(Option<&'a Seen>);

    impl<'a> Probe<'a> {
        /// One that tells.
        pub(crate) fn into(seen: &'a Seen) -> Self {
            Self(Some(seen))
        }

        /// What stands for the context object.
        pub(crate) fn context(self) -> Option<&'a Value> {
            self.0?.context.as_ref()
        }

        /// A step of the data flow has given a value.
        pub(crate) fn saw(self, at: DataFlow, value: &Value) {
            if let Some(seen) = self.0 {
                seen.values.borrow_mut().push((at, value.clone()));
            }
        }

        /// A retrier matches.
        pub(crate) fn saw_retrier(self, index: u16) {
            if let Some(seen) = self.0 {
                seen.retrier.set(Some(index));
            }
        }
    }
}

#[cfg(not(feature = "testing"))]
mod kind {
    use std::marker::PhantomData;

    use super::{DataFlow, Value};

    /// Nothing.
    #[derive(Debug, Clone, Copy, Default)]
    pub(crate) struct Probe<'a>(PhantomData<&'a Value>);

    impl<'a> Probe<'a> {
        /// None.
        pub(crate) fn context(self) -> Option<&'a Value> {
            None
        }

        /// Nobody looks.
        pub(crate) fn saw(self, _: DataFlow, _: &Value) {}

        /// Nobody looks.
        pub(crate) fn saw_retrier(self, _: u16) {}
    }
}
