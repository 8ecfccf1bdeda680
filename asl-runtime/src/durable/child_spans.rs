//! What child executions are within: the spans of those who start them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::trace::{Caller, Span};

/// The spans that executions are to be within, by their ARNs, from the step that starts them until they are loaded.
#[derive(Debug, Default)]
pub(super) struct ChildSpans(Mutex<HashMap<String, Around>>);

/// What an execution is within, and as what.
#[derive(Debug)]
pub(super) struct Around {
    pub(super) span: Span,
    pub(super) caller: Caller,
}

impl ChildSpans {
    /// An execution is about to be started.
    pub(super) fn announce(&self, arn: &str, span: &Span, caller: Caller) {
        self.all().insert(arn.to_owned(), Around { span: span.clone(), caller });
    }

    /// Executions were not started after all.
    pub(super) fn forget(&self, arns: impl Iterator<Item = String>) {
        arns.for_each(|arn| drop(self.all().remove(&arn)));
    }

    /// What an execution is within that is loaded now. One that was started by nobody who is known is a trace of its
    /// own.
    pub(super) fn take(&self, arn: &str) -> Around {
        let known = if Span::ARE_MADE { self.all().remove(arn) } else { None };
        known.unwrap_or_else(|| Around { span: Span::none(), caller: Caller::GoesOn })
    }

    fn all(&self) -> MutexGuard<'_, HashMap<String, Around>> {
        // Nothing that holds the lock can panic half-way.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
