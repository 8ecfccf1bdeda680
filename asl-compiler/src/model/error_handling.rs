//! `Retry` and `Catch` (RETRY, CATCH, ERR).

use super::{Assign, CatchFlow, Next, Spanned};
use crate::syntax::Place;

/// A name in `ErrorEquals` (ERR-26).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ErrorName {
    /// `States.ALL`: every error that can be caught.
    All,
    /// `States.TaskFailed`: every error but `States.Timeout` (ERR-4).
    TaskFailed,
    /// `States.HeartbeatTimeout`: a missed heartbeat, which is also a `States.Timeout` (ERR-6).
    HeartbeatTimeout,
    /// Any other name, matched exactly; `States.Timeout` too.
    Named(String),
}

/// A retrier (RETRY-1), with its defaults applied.
#[derive(Debug, Clone, PartialEq)]
pub struct Retrier {
    /// The whole retrier.
    pub place: Place,
    /// Which errors.
    pub error_equals: Vec<Spanned<ErrorName>>,
    /// Seconds before the first retry.
    pub interval_seconds: u32,
    /// How many retries.
    pub max_attempts: u32,
    /// What multiplies the delay with every retry.
    pub backoff_rate: f64,
    /// The longest delay, in seconds.
    pub max_delay_seconds: Option<u32>,
    /// Whether the delay is drawn from a range.
    pub jitter_strategy: JitterStrategy,
}

/// How a retrier spreads its delays (RETRY-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum JitterStrategy {
    /// The delay as computed.
    #[default]
    None,
    /// Uniform between 0 and the computed delay.
    Full,
}

/// A catcher (CATCH-1).
#[derive(Debug, Clone, PartialEq)]
pub struct Catcher {
    /// The whole catcher.
    pub place: Place,
    /// Which errors.
    pub error_equals: Vec<Spanned<ErrorName>>,
    /// The state to go on with; never [`Next::End`].
    pub next: Next,
    /// Where the Error Output goes (CATCH-4), in JSONata what comes out (CATCH-5).
    pub flow: CatchFlow,
    /// `Assign`, where it is taken (VAR-15).
    pub assign: Option<Assign>,
}
