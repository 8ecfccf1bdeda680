//! Spans in a build with them.
//!
//! Fields that begin with `otel.` are for `tracing-opentelemetry`: the name that a span has there, and its status.

use tracing::field::Empty;

use super::{Caller, End};
use crate::program::{ExecutionContext, StateInfo, TaskInfo};

/// A span that may have ended.
#[derive(Debug, Clone)]
pub(crate) struct Span(tracing::Span);

/// A span of this crate with the fields that all of them have.
macro_rules! span {
    ($(parent: $parent:expr,)? $name:literal, $($field:tt)*) => {
        Span(tracing::info_span!(
            target: "asl_runtime",
            $(parent: $parent,)?
            $name,
            $($field)*
            outcome = Empty,
            error = Empty,
            otel.status_code = Empty,
            otel.status_description = Empty,
        ))
    };
}

/// The span of an execution.
macro_rules! execution_span {
    ($context:expr $(, parent: $parent:expr)?) => {
        span!(
            $(parent: $parent,)?
            "execution",
            otel.name = $context.state_machine_name.as_str(),
            workflow = $context.state_machine_name.as_str(),
            execution.id = $context.id.as_str(),
            execution.name = $context.name.as_str(),
        )
    };
}

impl Span {
    /// Whether there are any.
    #[cfg(feature = "durable")]
    pub(crate) const ARE_MADE: bool = true;

    /// Nothing is going on.
    pub(crate) fn none() -> Self {
        Self(tracing::Span::none())
    }

    /// An execution that was started from outside.
    pub(crate) fn execution(context: &ExecutionContext, caller: Caller) -> Self {
        match caller {
            Caller::Waits => execution_span!(context),
            Caller::GoesOn => {
                let span = execution_span!(context, parent: None);
                span.0.follows_from(tracing::Span::current());
                span
            }
        }
    }

    /// An execution within another one: an item of a distributed Map.
    pub(crate) fn child_execution(context: &ExecutionContext, map: &Self) -> Self {
        execution_span!(context, parent: &map.0)
    }

    /// A visit of a state, within its execution, or the Parallel or Map around it. The index is that of the branch
    /// or the item.
    pub(crate) fn state(state: &StateInfo, index: Option<usize>, around: &Self) -> Self {
        span!(
            parent: &around.0,
            "state",
            otel.name = state.name,
            state.name = state.name,
            state.type = ?state.kind,
            index = index,
        )
    }

    /// An attempt at a task.
    pub(crate) fn attempt(state: &StateInfo, task: &TaskInfo, number: u32, around: &Self) -> Self {
        span!(
            parent: &around.0,
            "attempt",
            otel.name = task.resource,
            state.name = state.name,
            attempt = number,
            resource = task.resource,
        )
    }

    /// It is over, however many have a part in it.
    pub(crate) fn end(&mut self, end: End<'_>) {
        let span = std::mem::replace(self, Self::none()).0;
        if span.is_disabled() {
            return;
        }
        let (outcome, error) = match end {
            End::Succeeded => ("succeeded", None),
            End::Failed(error) => ("failed", Some(error)),
            End::Caught(error) => ("caught", Some(error)),
            End::Aborted => ("aborted", None),
            #[cfg(feature = "durable")]
            End::Suspended => ("suspended", None),
        };
        span.record("outcome", outcome);
        if let Some(error) = error {
            span.record("error", error);
        }
        if let End::Failed(error) = end {
            span.record("otel.status_code", "ERROR");
            span.record("otel.status_description", error);
        }
    }

    /// Works within the span: spans and events that come up there are its own.
    pub(crate) fn within<R>(&self, work: impl FnOnce() -> R) -> R {
        self.0.in_scope(work)
    }

    /// The same for what goes on for a while, in any thread: what listens here listens there.
    pub(crate) fn during<F: Future>(&self, work: F) -> impl Future<Output = F::Output> + use<F> {
        let work = tracing::Instrument::instrument(work, self.0.clone());
        tracing::instrument::WithSubscriber::with_current_subscriber(work)
    }
}

/// Tells that an execution of a store can't be read.
#[cfg(feature = "durable")]
pub(crate) fn set_aside(execution: i64, reason: &str) {
    tracing::error!(target: "asl_runtime", key = execution, reason, "an execution was set aside");
}
