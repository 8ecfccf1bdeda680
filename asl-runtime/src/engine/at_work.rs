//! A task at work, as its frame sees it.

use std::sync::Arc;

use super::action::AttemptId;
use super::timers::TimerId;
#[cfg(feature = "durable")]
use crate::program::Payload;
use crate::program::{Failure, StateData, TaskId};
use crate::trace::Span;

/// A task at work.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) id: AttemptId,
    pub(super) task: TaskId,
    pub(super) token: Option<Arc<str>>,
    pub(super) timeout: Option<TimerId>,
    pub(super) heartbeat: Option<Box<Heartbeat>>,
    pub(super) handover: Handover,
    pub(super) span: Span,
    /// Where its payload is, to be called with again.
    #[cfg(feature = "durable")]
    pub(super) payload: PayloadPlace,
}

/// The sign of life that an attempt is to give.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heartbeat {
    /// When it is too late.
    pub(super) timer: TimerId,
    /// How long it may be silent.
    pub(super) silence: std::time::Duration,
}

/// Where the payload of an attempt is.
#[cfg(feature = "durable")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PayloadPlace {
    /// It is the raw input.
    Input,
    /// It is a value of its own.
    Own,
}

#[cfg(feature = "durable")]
impl PayloadPlace {
    pub(super) fn of(payload: &Payload) -> Self {
        match payload {
            Payload::Input => Self::Input,
            Payload::Own(_) => Self::Own,
        }
    }
}

/// How far a handler has got with a task that ends by a token.
#[derive(Debug)]
pub(super) enum Handover {
    /// It is at work.
    Working,
    /// It has reported that the request was accepted, and goes on.
    Attending,
    /// It is at work, and the token has been answered already.
    Answered(Box<Result<StateData, Failure>>),
    /// It has handed the request over; the token will end the state.
    Submitted,
    /// A child execution of the same store works on it; its end will end the state.
    #[cfg(feature = "durable")]
    Child,
    /// It is offered to workers, and nobody has taken it; so much silence it bears then.
    #[cfg(feature = "durable")]
    Offered(Option<std::time::Duration>),
}

impl Handover {
    /// Whether the request is known to have been accepted.
    pub(super) fn is_submitted(&self) -> bool {
        match self {
            Self::Attending | Self::Submitted => true,
            #[cfg(feature = "durable")]
            Self::Child => true,
            #[cfg(feature = "durable")]
            Self::Offered(_) => false,
            Self::Working | Self::Answered(_) => false,
        }
    }

    /// Whether a handler is at work.
    pub(super) fn is_at_work(&self) -> bool {
        match self {
            Self::Working | Self::Attending | Self::Answered(_) => true,
            #[cfg(feature = "durable")]
            Self::Child | Self::Offered(_) => false,
            Self::Submitted => false,
        }
    }
}
