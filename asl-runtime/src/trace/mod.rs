//! Spans of executions, states and attempts, for the crate `tracing`.
//!
//! The engine keeps them where it keeps what they are about: a span lasts as long as its execution, its visit of a
//! state, or its attempt. Without the feature `tracing` they are nothing, and take no place.

#[cfg(not(feature = "tracing"))]
mod nothing;
#[cfg(feature = "tracing")]
mod spans;

#[cfg(not(feature = "tracing"))]
pub(crate) use nothing::Span;
#[cfg(all(feature = "durable", not(feature = "tracing")))]
pub(crate) use nothing::set_aside;
#[cfg(feature = "tracing")]
pub(crate) use spans::Span;
#[cfg(all(feature = "durable", feature = "tracing"))]
pub(crate) use spans::set_aside;

/// Who started an execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    /// Someone who waits for its end: the execution is a part of what they do.
    Waits,
    /// Someone who goes on with other things: the execution may outlive those, so it is a trace of its own.
    GoesOn,
}

/// How something ended that has a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End<'a> {
    /// As it was to.
    Succeeded,
    /// With an error, by its name.
    Failed(&'a str),
    /// With an error that a catcher of the state took.
    Caught(&'a str),
    /// It was cut off.
    Aborted,
    /// It goes on, but not in memory: whoever loads it gives it a span again.
    #[cfg(feature = "durable")]
    Suspended,
}
