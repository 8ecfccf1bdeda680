//! The frames of the tree.

use std::sync::Arc;

use serde_json::Value;

use super::action::AttemptId;
use super::execution::ExecutionId;
use super::join::Join;
use super::permit::PermitId;
use super::timers::TimerId;
use crate::program::{Failure, ItemContext, Position, TaskCall, TaskId, Variables};
use crate::time::Timestamp;
use crate::trace::Span;

/// A place where a machine stands.
#[derive(Debug)]
pub(super) struct Frame {
    /// The execution it belongs to.
    pub(super) execution: ExecutionId,
    /// The join that waits for it; `None` for the outermost.
    pub(super) parent: Option<Parent>,
    /// The state it is in.
    pub(super) at: Position,
    /// The state's raw input.
    pub(super) input: Value,
    /// How far the state has got.
    pub(super) phase: Phase,
    /// Retries of this visit.
    pub(super) retries: Retries,
    /// When the state was entered.
    pub(super) entered_time: Timestamp,
    /// The id of the event of that (ERR-23).
    pub(super) entered_event: u64,
    /// The predecessor of that event.
    pub(super) entered_after: u64,
    /// The causal predecessor of the next event (HIST-2).
    pub(super) last_event: u64,
    /// The item that is worked on, of the innermost inline Map (CTX-7).
    pub(super) item: Option<Arc<ItemContext>>,
    /// Its workflow variables; children share them.
    pub(super) variables: Arc<Variables>,
    /// The permit of the innermost Map.
    pub(super) permit: Option<PermitId>,
    /// That of this visit of the state.
    pub(super) span: Span,
}

/// The place that a frame has in its parent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parent {
    /// The frame that joins.
    pub(super) frame: FrameId,
    /// The branch or the item.
    pub(super) index: usize,
}

/// How far a state has got.
#[derive(Debug)]
pub(super) enum Phase {
    /// It is to be entered.
    Entering,
    /// It was entered; its input side is to run, for the first time or for a retry.
    Preparing,
    /// Its task has been scheduled and is to be started.
    Starting(Box<TaskCall>, Option<Arc<str>>),
    /// Its task is at work, or was handed over.
    Running(Box<Attempt>),
    /// It waits.
    Waiting(TimerId, Timestamp),
    /// A retry is due later.
    RetryWaiting(TimerId, Timestamp),
    /// Its branches or items run.
    Joining(Box<Join>),
    /// Its effect has ended with a result.
    Completed(Value),
    /// Its effect has ended with a failure.
    Failed(Failure, Origin),
    /// A step is working on it right now.
    Busy,
}

impl Phase {
    /// Whether the frame can go on without an outcome.
    pub(super) fn is_ready(&self) -> bool {
        match self {
            Self::Entering
            | Self::Preparing
            | Self::Starting(..)
            | Self::Completed(_)
            | Self::Failed(..)
            | Self::Busy => true,
            Self::Running(_) | Self::Waiting(..) | Self::RetryWaiting(..) | Self::Joining(_) => false,
        }
    }
}

/// Where a state's failure came up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// In the data flow of its input, before anything was started.
    Input,
    /// In the data flow of its output.
    Output,
    /// In its task.
    Attempt,
    /// In a branch or an item; the children have been closed.
    Children,
}

/// A task at work.
#[derive(Debug)]
pub(super) struct Attempt {
    pub(super) id: AttemptId,
    pub(super) task: TaskId,
    pub(super) token: Option<Arc<str>>,
    pub(super) timeout: Option<TimerId>,
    pub(super) heartbeat: Option<(TimerId, std::time::Duration)>,
    pub(super) handover: Handover,
    pub(super) span: Span,
}

/// How far a handler has got with a task that ends by a token.
#[derive(Debug)]
pub(super) enum Handover {
    /// It is at work.
    Working,
    /// It has reported that the request was accepted, and goes on.
    Attending,
    /// It is at work, and the token has been answered already.
    Answered(Result<Value, Failure>),
    /// It has handed the request over; the token will end the state.
    Submitted,
}

impl Handover {
    /// Whether the request is known to have been accepted.
    pub(super) fn is_submitted(&self) -> bool {
        matches!(self, Self::Attending | Self::Submitted)
    }
}

/// Retries of one visit of a state (RETRY-5).
#[derive(Debug, Default)]
pub(super) struct Retries {
    counters: Vec<u32>,
    total: u32,
}

impl Retries {
    pub(super) fn count(&mut self, retrier: u8) {
        let index = usize::from(retrier);
        if self.counters.len() <= index {
            self.counters.resize(index + 1, 0);
        }
        self.counters[index] = self.counters[index].saturating_add(1);
        self.total = self.total.saturating_add(1);
    }

    pub(super) fn reset(&mut self) {
        self.counters.clear();
        self.total = 0;
    }

    pub(super) fn counters(&self) -> &[u32] {
        &self.counters
    }

    pub(super) fn total(&self) -> u32 {
        self.total
    }
}

/// Names a frame. The serial number tells it from others that had its slot before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct FrameId {
    slot: u32,
    serial: u64,
}

/// All frames that exist at the moment.
#[derive(Debug, Default)]
pub(super) struct Frames {
    slots: Vec<Slot>,
    free: Vec<u32>,
    serial: u64,
}

#[derive(Debug)]
struct Slot {
    serial: u64,
    frame: Option<Frame>,
}

impl Frames {
    pub(super) fn insert(&mut self, frame: Frame) -> FrameId {
        self.serial += 1;
        let filled = Slot { serial: self.serial, frame: Some(frame) };
        let slot = match self.free.pop() {
            Some(slot) => {
                self.slots[slot as usize] = filled;
                slot
            }
            None => {
                self.slots.push(filled);
                (self.slots.len() - 1) as u32
            }
        };
        FrameId { slot, serial: self.serial }
    }

    pub(super) fn get(&self, id: FrameId) -> Option<&Frame> {
        let slot = self.slots.get(id.slot as usize)?;
        (slot.serial == id.serial).then_some(slot.frame.as_ref()?)
    }

    pub(super) fn get_mut(&mut self, id: FrameId) -> Option<&mut Frame> {
        let slot = self.slots.get_mut(id.slot as usize)?;
        if slot.serial != id.serial { None } else { slot.frame.as_mut() }
    }

    pub(super) fn remove(&mut self, id: FrameId) -> Option<Frame> {
        let slot = self.slots.get_mut(id.slot as usize)?;
        if slot.serial != id.serial {
            return None;
        }
        let frame = slot.frame.take()?;
        self.free.push(id.slot);
        Some(frame)
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Frame> {
        self.slots.iter_mut().filter_map(|slot| slot.frame.as_mut())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Frame> {
        self.slots.iter().filter_map(|slot| slot.frame.as_ref())
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = FrameId> {
        let slots = self.slots.iter().enumerate().filter(|(_, slot)| slot.frame.is_some());
        slots.map(|(index, slot)| FrameId { slot: index as u32, serial: slot.serial })
    }

    pub(super) fn clear(&mut self) {
        self.slots.clear();
        self.free.clear();
    }

    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        self.slots.len()
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.slots.len() - self.free.len()
    }
}
