//! What a host is asked to do, and what it reports back.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde_json::Value;

use super::frame::FrameId;
#[cfg(feature = "durable")]
use crate::items::Place;
use crate::items::Reader;
#[cfg(feature = "durable")]
use crate::program::Transformation;
use crate::program::{Failure, ItemReader, StateData, TaskCall};
use crate::results::{Destination, Record, Written};
#[cfg(feature = "durable")]
use crate::store::Status;
use crate::time::Timestamp;
use crate::trace::Span;

/// An attempt at a task. Never used again, in no loop and for no other item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AttemptId {
    /// Whose attempt it is.
    pub(crate) frame: FrameId,
    /// Counts all attempts of the engine, from 1.
    pub(crate) number: u64,
}

impl Hash for AttemptId {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        // It tells all attempts apart.
        hasher.write_u64(self.number);
    }
}

/// What a host has to do.
#[derive(Debug)]
pub(crate) enum Action {
    /// Call a handler.
    Start(Box<Start>),
    /// Give a task to the worker that takes it.
    #[cfg(feature = "durable")]
    Offer(Box<super::offer::Offer>),
    /// Signal a handler that it is not wanted any more, and forget its token. It may have ended already.
    Cancel {
        /// Whose.
        attempt: AttemptId,
        /// The token, which is void now (PAR-7).
        token: Option<Arc<str>>,
    },
    /// Forget a token: its state has ended.
    Close {
        /// Whose.
        attempt: AttemptId,
        /// The token.
        token: Arc<str>,
    },
    /// Read items of a Map.
    Read {
        /// For whom.
        read: ReadId,
        /// Out of what.
        from: ReadFrom,
        /// How many at most.
        most: usize,
    },
    /// Write results of a map run. What is wanted of one writer is to be done in order.
    Export {
        /// For whom.
        writer: WriterId,
        /// What.
        step: Export,
    },
    /// Collect what the store keeps of the children of a map run.
    #[cfg(feature = "durable")]
    Gather {
        /// For whom.
        writer: WriterId,
        /// What is to become of it.
        into: GatherInto,
    },
}

/// What is to become of the results of children.
#[cfg(feature = "durable")]
#[derive(Debug)]
pub(crate) enum GatherInto {
    /// The result of the Map; none stands for the outputs of those that succeeded.
    Result(Option<Transformation>),
    /// Files.
    Files(Box<Destination>),
    /// A list of those that did not succeed, behind one of them (DMAP-24).
    Unsuccessful(Option<u64>),
}

#[cfg(feature = "durable")]
impl GatherInto {
    /// What it is gathered for.
    pub(crate) fn purpose(&self) -> Purpose {
        match self {
            Self::Result(_) | Self::Files(_) => Purpose::Results,
            Self::Unsuccessful(_) => Purpose::Redrive,
        }
    }
}

/// What is gathered for: of each only one is at work at a time.
#[cfg(feature = "durable")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Purpose {
    /// The results of a Map.
    Results,
    /// A map run that is redriven.
    Redrive,
}

/// A child that did not succeed.
#[cfg(feature = "durable")]
#[derive(Debug)]
pub(crate) struct Unsuccessful {
    /// Which.
    pub(crate) index: u64,
    /// How many items it has.
    pub(crate) items: u64,
    /// What is known of it.
    pub(crate) standing: Standing,
}

/// What is known of a child that did not succeed.
#[cfg(feature = "durable")]
#[derive(Debug)]
pub(crate) enum Standing {
    /// It has ended, and can run again.
    Ended(Status),
    /// It was to stop and has not yet, or it succeeded before it heard of that: its ARN.
    Unheard(String),
    /// It can't run again; how it had ended, if that is known.
    Final(Option<Status>),
}

/// What has become of them.
#[cfg(feature = "durable")]
#[derive(Debug)]
pub(crate) enum Gathered {
    /// They were read.
    Results(Vec<Value>),
    /// They were written.
    Written(Written),
    /// They were listed, up to the end or not.
    Unsuccessful(Vec<Unsuccessful>, ListEnd),
}

/// Whether a list has come to its end.
#[cfg(feature = "durable")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListEnd {
    /// There may be more.
    NotYet,
    /// That was all.
    Reached,
}

/// A writer of results. Never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct WriterId {
    /// Whose map run it is.
    pub(super) frame: FrameId,
    /// The number of the map run.
    pub(crate) number: u64,
}

/// What a writer has to do.
#[derive(Debug)]
pub(crate) enum Export {
    /// To begin.
    Open(Box<Destination>),
    /// To write what is told of a child.
    Write(Record),
    /// To end. Nobody may be waiting for it any more.
    Close,
}

/// What a writer has done.
#[derive(Debug)]
pub(crate) enum Exported {
    /// It can be written.
    Opened,
    /// So many more records have been written.
    Records(usize),
    /// All has been written.
    Closed(Written),
    /// It has failed, and will do nothing more.
    Failed(Failure),
}

/// A wish for items. Never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ReadId {
    /// Whose Map wants them.
    pub(super) frame: FrameId,
    /// The number of the map run.
    pub(super) number: u64,
    /// How many items it has already.
    pub(super) after: u64,
}

/// Where items come from.
#[derive(Debug)]
pub(crate) enum ReadFrom {
    /// A reader that is to be opened.
    Start(Box<ItemReader>),
    /// A reader that has been read from. The engine keeps it between two wishes, so that it goes with its Map.
    Rest(Box<Reader>),
    /// A reader that is to be opened at a place, where another process was.
    #[cfg(feature = "durable")]
    At(Box<ItemReader>, Box<Place>),
}

/// A handler to call. It is put together when its task is scheduled, and is in one place until the handler is called.
#[derive(Debug)]
pub(crate) struct Start {
    /// For which attempt. It has its number from when it starts; all but the call and the token is known then.
    pub(crate) attempt: AttemptId,
    /// Which handler, and with what; a payload that is the raw input is to be read from the engine.
    pub(crate) call: TaskCall,
    /// The token, for patterns that have one.
    pub(crate) token: Option<Arc<str>>,
    /// The name of the state.
    pub(crate) state: &'static str,
    /// 1 for the first try, then one more for every retry of this visit.
    pub(crate) number: u32,
    /// When the attempt times out.
    pub(crate) deadline: Option<Timestamp>,
    /// The attempt's span.
    pub(crate) span: Span,
}

impl Start {
    /// A call that is scheduled.
    pub(super) fn scheduled(frame: FrameId, call: TaskCall, token: Option<Arc<str>>) -> Box<Self> {
        let attempt = AttemptId { frame, number: 0 };
        Box::new(Self { attempt, call, token, state: "", number: 1, deadline: None, span: Span::none() })
    }
}

/// How an attempt ended, as the host reports it.
#[derive(Debug, Clone)]
pub(crate) enum Ended {
    /// With a result.
    Answered(StateData),
    /// With an error.
    Failed(Failure),
    /// With an error before anything was submitted: matters for `.sync` only (HIST-24).
    Refused(Failure),
    /// It was dropped after it had been cancelled.
    Dropped,
}

/// How an execution ended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Outcome<O = Value> {
    /// With an output.
    Succeeded(O),
    /// With a failure.
    Failed(Failure),
    /// By its timeout (TIME-7, TIME-9).
    TimedOut,
    /// By a stop (API-12).
    Aborted {
        /// As the caller gave it.
        error: Option<String>,
        /// As the caller gave it.
        cause: Option<String>,
    },
}

impl Outcome<StateData> {
    /// The same with the output as JSON.
    pub(crate) fn into_json(self) -> Outcome {
        match self {
            Self::Succeeded(output) => Outcome::Succeeded(output.into_json()),
            Self::Failed(failure) => Outcome::Failed(failure),
            Self::TimedOut => Outcome::TimedOut,
            Self::Aborted { error, cause } => Outcome::Aborted { error, cause },
        }
    }
}
