//! What child executions are within: the spans of those who start them.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::trace::{Caller, Span};

/// So many are kept: where another process loads an execution, nobody here asks for its span.
const MOST: usize = 100_000;

/// The spans that executions are to be within, by their ARNs, from the step that starts them until they are loaded, or
/// have ended in another process.
#[derive(Debug, Default)]
pub(super) struct ChildSpans(Mutex<All>);

#[derive(Debug, Default)]
struct All {
    by_arn: HashMap<String, (u64, Around)>,
    /// The oldest first.
    by_age: BTreeMap<u64, String>,
    last: u64,
}

/// What an execution is within, and as what.
#[derive(Debug)]
pub(super) struct Around {
    pub(super) span: Span,
    pub(super) caller: Caller,
}

impl ChildSpans {
    /// An execution is about to be started.
    pub(super) fn announce(&self, arn: &str, span: &Span, caller: Caller) {
        self.all().insert(arn, Around { span: span.clone(), caller });
    }

    /// Executions were not started after all, or have ended.
    pub(super) fn forget(&self, arns: impl Iterator<Item = String>) {
        arns.for_each(|arn| drop(self.all().remove(&arn)));
    }

    /// What an execution is within that is loaded now. One that was started by nobody who is known is a trace of its
    /// own.
    pub(super) fn take(&self, arn: &str) -> Around {
        let known = if Span::ARE_MADE { self.all().remove(arn) } else { None };
        known.unwrap_or_else(|| Around { span: Span::none(), caller: Caller::GoesOn })
    }

    fn all(&self) -> MutexGuard<'_, All> {
        // Nothing that holds the lock can panic half-way.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl All {
    fn insert(&mut self, arn: &str, around: Around) {
        self.remove(arn);
        self.last += 1;
        self.by_arn.insert(arn.to_owned(), (self.last, around));
        self.by_age.insert(self.last, arn.to_owned());
        if self.by_arn.len() > MOST
            && let Some((_, oldest)) = self.by_age.pop_first()
        {
            self.by_arn.remove(&oldest);
        }
    }

    fn remove(&mut self, arn: &str) -> Option<Around> {
        let (age, around) = self.by_arn.remove(arn)?;
        self.by_age.remove(&age);
        Some(around)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_loads_is_forgotten_some_day() {
        let spans = ChildSpans::default();
        for number in 0..MOST + 2 {
            spans.announce(&number.to_string(), &Span::none(), Caller::Waits);
        }
        spans.announce("2", &Span::none(), Caller::Waits);
        spans.announce("new", &Span::none(), Caller::Waits);
        let all = spans.all();
        assert_eq!((all.by_arn.len(), all.by_age.len()), (MOST, MOST));
        let known = ["0", "1", "2", "3", "4", "new"].map(|arn| all.by_arn.contains_key(arn));
        assert_eq!(known, [false, false, true, false, true, true], "the oldest go first");
    }

    #[test]
    fn what_has_ended_is_forgotten() {
        let spans = ChildSpans::default();
        for arn in ["one", "other"] {
            spans.announce(arn, &Span::none(), Caller::Waits);
        }
        spans.forget(["one".to_owned()].into_iter());
        assert_eq!(spans.all().by_age.values().collect::<Vec<_>>(), ["other"]);
        drop(spans.take("other"));
        assert_eq!(
            spans.all().by_age.len(),
            usize::from(!Span::ARE_MADE),
            "it is asked for where there are spans"
        );
    }
}
