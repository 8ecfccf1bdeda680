//! A step, as it is written.

use super::{
    Answer, ChildAddress, ChildChanges, Closing, Description, EventRow, ExecutionKey, ExecutionState, Fence,
    FrameRow, Locator, ResultRow, SlotRow, TokenRow,
};

/// All that a step changes of one execution.
#[derive(Debug, Clone, PartialEq)]
pub struct Commit {
    /// Which.
    pub execution: ExecutionKey,
    /// The claim that it is written under.
    pub fence: Fence,
    /// The version that the step began with; afterwards it is one more.
    pub version: u64,
    /// What it is now.
    pub state: ExecutionState,
    /// Frames that are new or have changed.
    pub frames: Vec<FrameRow>,
    /// Frames that are gone, with their slots and results.
    pub gone: Vec<u64>,
    /// Values that are new or have changed.
    pub slots: Vec<SlotRow>,
    /// Outputs of children that have ended.
    pub results: Vec<ResultRow>,
    /// Frames whose results are to be forgotten first: they join anew, or no more.
    pub forgotten: Vec<u64>,
    /// New events, in the order of their ids.
    pub events: Vec<EventRow>,
    /// Tokens that are given out.
    pub tokens: Vec<TokenRow>,
    /// Tokens that are done with.
    pub closed: Vec<Closing>,
    /// Messages that were consumed, by their numbers.
    pub consumed: Vec<u64>,
    /// What changes about its children.
    pub children: ChildChanges,
}

/// What makes an execution one of another definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Migrated {
    /// The hash of the definition.
    pub hash: String,
    /// All of its frames, with the names of their states there.
    pub frames: Vec<FrameRow>,
    /// Of a child of a map run, the name of its first state there.
    pub processor: Option<String>,
}

/// That a step was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Committed {
    /// The version now.
    pub version: u64,
}

/// A message for an execution.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum InboxMessage {
    /// It is to stop (API-12).
    Stop {
        /// As the caller gave it.
        error: Option<String>,
        /// As the caller gave it.
        cause: Option<String>,
    },
    /// It goes on though it had ended; the store itself adds it (API-16).
    Redrive,
    /// A token was answered; the store itself adds it.
    Answered {
        /// The token.
        locator: Locator,
        /// The attempt that it ends.
        attempt: u64,
        /// The attempt's frame.
        frame: u64,
        /// The answer.
        answer: Answer,
    },
    /// A worker has taken a task; the store itself adds it.
    Taken {
        /// The token.
        locator: Locator,
        /// The attempt.
        attempt: u64,
        /// The attempt's frame.
        frame: u64,
        /// The worker, if it has a name.
        worker: Option<String>,
    },
    /// A task with a token is alive; the store itself adds it. A newer one replaces an older one of the same token.
    Heartbeat {
        /// The token.
        locator: Locator,
        /// The attempt.
        attempt: u64,
        /// The attempt's frame.
        frame: u64,
    },
    /// A map run is to have new limits (DMAP-2).
    UpdateMapRun {
        /// Which, and what limits, as JSON of UpdateMapRun.
        update: String,
    },
    /// A child has ended; the store itself adds it.
    ChildEnded {
        /// Which.
        address: ChildAddress,
        /// How.
        child: Box<Description>,
    },
}

/// So many messages are given at once: each may hold much.
pub(crate) const MESSAGES: usize = 256;

/// A message with its number: they are consumed in its order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxRow {
    /// Its number, in the order of sending, in the whole store.
    pub number: u64,
    /// What it says.
    pub message: InboxMessage,
}
