//! One execution, driven without I/O: a tree of frames.
//!
//! The root, each running branch of a Parallel and each running item of a Map is a [`Frame`]; an execution
//! of a distributed Map's item is an [`Execution`] of its own within the tree. Hosts hand in what happened
//! (an attempt ended, a token was answered, time went by) and carry out the [`Action`]s that come out.
//! Nothing here waits, reads a clock, or recurses: frames that can go on stand in a queue.

mod abort;
mod action;
mod at_work;
mod attempt;
mod batch;
#[cfg(feature = "durable")]
mod child;
mod distributed;
mod execution;
mod export;
mod finish;
mod frame;
#[cfg(feature = "durable")]
mod hold;
mod input;
mod item_executions;
mod join;
mod journal;
mod limit;
mod map;
#[cfg(feature = "durable")]
mod map_children;
#[cfg(feature = "durable")]
mod map_redrive;
mod map_runs;
#[cfg(feature = "durable")]
mod offer;
mod outputs;
mod parallel;
mod permit;
mod read;
mod run;
mod running;
mod settle;
mod status;
#[cfg(feature = "durable")]
mod stored;
#[cfg(test)]
mod tests;
mod timers;

pub(crate) use action::{
    Action, AttemptId, Ended, Export, Exported, Outcome, ReadFrom, ReadId, Start, WriterId,
};
#[cfg(feature = "durable")]
pub(crate) use action::{GatherInto, Gathered, ListEnd, Purpose, Standing, Unsuccessful};
#[cfg(feature = "durable")]
pub(crate) use attempt::ends_alike;
#[cfg(feature = "durable")]
pub(crate) use child::Waiter;
pub(crate) use execution::{Entry, Identity};
#[cfg(feature = "durable")]
pub(crate) use frame::FrameId;
pub(crate) use input::{Engine, Settings, TokenSource};
#[cfg(feature = "durable")]
pub(crate) use map_children::NewChild;
pub(crate) use run::Progress;
pub use status::{FrameStatus, Phase};
#[cfg(feature = "durable")]
pub(crate) use stored::{Answered, AttemptAtWork, Changes, Kept, Spans, with_successor};
