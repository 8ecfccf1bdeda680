//! Where an execution stands.

use super::at_work::Handover;
use super::frame;
use super::input::Engine;
use super::join::Work;
use crate::time::Timestamp;

/// Where a frame stands: the outermost machine, a running branch of a Parallel, or a running item of a Map.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FrameStatus {
    /// The name of the state.
    pub state: &'static str,
    /// How far it has got.
    pub phase: Phase,
    /// The branch, or the item, by its index.
    pub index: Option<usize>,
}

/// How far a state has got.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Phase {
    /// It can go on.
    Ready,
    /// Its handler is at work.
    Running {
        /// 1 for the first try.
        attempt: u32,
    },
    /// Its request was handed over: it waits for an answer to its token.
    AwaitingToken,
    /// It waits.
    WaitingUntil(Timestamp),
    /// It failed, and is to be tried again.
    RetryingAt(Timestamp),
    /// Its branches or items run.
    Joining {
        /// How many run.
        running: usize,
        /// How many have ended.
        ended: usize,
        /// How many there are. For a distributed Map with batches: how many have been started.
        total: usize,
    },
}

impl Engine {
    /// Where every frame stands.
    pub(crate) fn status(&self) -> Vec<FrameStatus> {
        let frames = self.frames.iter().filter_map(|frame| {
            let state = self.state_of(frame)?.name;
            let phase = phase(frame);
            Some(FrameStatus { state, phase, index: frame.parent.map(|parent| parent.index) })
        });
        frames.collect()
    }
}

fn phase(frame: &frame::Frame) -> Phase {
    match &frame.phase {
        frame::Phase::Running(attempt) => match attempt.handover {
            Handover::Submitted => Phase::AwaitingToken,
            #[cfg(feature = "durable")]
            Handover::Offered(_) => Phase::AwaitingToken,
            _ => Phase::Running { attempt: frame.retries.total().saturating_add(1) },
        },
        frame::Phase::Waiting(_, due) => Phase::WaitingUntil(*due),
        frame::Phase::RetryWaiting(_, due) => Phase::RetryingAt(*due),
        frame::Phase::Joining(join) => {
            let running = join.running.len();
            let started = match &join.work {
                Work::Branches => join.outputs.places(),
                Work::Items(map) => map.started(),
            };
            Phase::Joining { running, ended: started.saturating_sub(running), total: join.outputs.places() }
        }
        frame::Phase::Entering
        | frame::Phase::Preparing
        | frame::Phase::Starting(..)
        | frame::Phase::Completed(_)
        | frame::Phase::Failed(..)
        | frame::Phase::Busy => Phase::Ready,
    }
}
