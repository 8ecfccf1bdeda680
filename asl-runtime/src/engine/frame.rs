//! The frames of the tree.

use std::sync::Arc;

use super::action::Start;
use super::at_work::Attempt;
use super::execution::ExecutionId;
use super::join::Join;
use super::permit::PermitId;
use super::timers::TimerId;
use crate::program::{Failure, ItemContext, Position, StateData, Variables};
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
    pub(super) input: StateData,
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
    /// What of it a store has.
    pub(super) stored: Stored,
}

/// What of a frame a store has; without a store nobody looks at it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Stored {
    /// The frame at all.
    pub(super) row: bool,
    /// Its raw input, as it is.
    pub(super) input: bool,
    /// Its variables, as they are.
    pub(super) variables: bool,
    /// The item that it stands for.
    #[cfg(feature = "durable")]
    pub(super) item: bool,
    /// Results of children that have ended: those of the join that this event started; 0 if there are none.
    #[cfg(feature = "durable")]
    pub(super) results: u64,
}

/// What is left of a branch or an item that has ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct EndedChild {
    pub(super) execution: ExecutionId,
    pub(super) parent: Parent,
    pub(super) at: Position,
    pub(super) last_event: u64,
    pub(super) permit: Option<PermitId>,
}

impl EndedChild {
    /// What is left of a frame; nothing of one without a parent.
    pub(super) fn of(frame: &Frame) -> Option<Self> {
        let &Frame { execution, parent, at, last_event, permit, .. } = frame;
        Some(Self { execution, parent: parent?, at, last_event, permit })
    }
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
    Starting(Box<Start>),
    /// Its task is at work, or was handed over.
    Running(Attempt),
    /// It waits.
    Waiting(TimerId, Timestamp),
    /// A retry is due later.
    RetryWaiting(TimerId, Timestamp),
    /// Its branches or items run.
    Joining(Box<Join>),
    /// Its effect has ended with a result.
    Completed(StateData),
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

/// Retries of one visit of a state (RETRY-5).
#[derive(Debug, Default)]
pub(super) struct Retries {
    counters: Vec<u32>,
    total: u32,
}

impl Retries {
    pub(super) fn count(&mut self, retrier: u16) {
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

    /// Those that a store kept.
    #[cfg(feature = "durable")]
    pub(super) fn restored(counters: Vec<u32>, total: u32) -> Self {
        Self { counters, total }
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

impl FrameId {
    /// A frame by its place and its number, as a store knows it.
    #[cfg(any(feature = "durable", test))]
    pub(super) fn new(slot: u32, serial: u64) -> Self {
        Self { slot, serial }
    }

    #[cfg(feature = "durable")]
    pub(super) fn slot(self) -> u32 {
        self.slot
    }

    /// Its number: no other frame of the execution has or will have it.
    #[cfg(feature = "durable")]
    pub(crate) fn serial(self) -> u64 {
        self.serial
    }
}

/// All frames that exist at the moment.
#[derive(Debug, Default)]
pub(super) struct Frames {
    slots: Vec<Slot>,
    free: Vec<u32>,
    serial: u64,
    /// What has changed, where somebody wants to know.
    changes: Option<FrameChanges>,
}

#[derive(Debug)]
struct Slot {
    serial: u64,
    /// Behind a box, so that it stays where it is when there are more.
    frame: Option<Box<Frame>>,
    /// It is among the changes.
    is_changed: bool,
}

/// The frames that have changed since they were looked at last.
#[derive(Debug, Default)]
pub(super) struct FrameChanges {
    /// New ones, and those that may have changed.
    pub(super) changed: Vec<FrameId>,
    /// The numbers of those that are gone and were stored.
    pub(super) gone: Vec<u64>,
}

impl Frames {
    pub(super) fn insert(&mut self, frame: Frame) -> FrameId {
        self.serial += 1;
        let is_changed = self.changes.is_some();
        let filled = Slot { serial: self.serial, frame: Some(Box::new(frame)), is_changed };
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
        let id = FrameId { slot, serial: self.serial };
        if let Some(changes) = &mut self.changes {
            changes.changed.push(id);
        }
        id
    }

    /// Makes room for so many more frames.
    pub(super) fn reserve(&mut self, frames: usize) {
        self.slots.reserve(frames.saturating_sub(self.free.len()));
        self.free.reserve(frames);
    }

    pub(super) fn get(&self, id: FrameId) -> Option<&Frame> {
        let slot = self.slots.get(id.slot as usize)?;
        (slot.serial == id.serial).then_some(slot.frame.as_deref()?)
    }

    pub(super) fn get_mut(&mut self, id: FrameId) -> Option<&mut Frame> {
        let slot = self.slots.get_mut(id.slot as usize)?;
        if slot.serial != id.serial {
            return None;
        }
        if let Some(changes) = &mut self.changes
            && !slot.is_changed
        {
            slot.is_changed = true;
            changes.changed.push(id);
        }
        slot.frame.as_deref_mut()
    }

    pub(super) fn remove(&mut self, id: FrameId) -> Option<Box<Frame>> {
        let slot = self.slots.get_mut(id.slot as usize)?;
        if slot.serial != id.serial {
            return None;
        }
        let frame = slot.frame.take()?;
        self.free.push(id.slot);
        if let Some(changes) = &mut self.changes
            && frame.stored.row
        {
            changes.gone.push(id.serial);
        }
        Some(frame)
    }

    /// Removes the frame of a branch or an item that has ended.
    pub(super) fn end_child(&mut self, id: FrameId) {
        drop(self.remove(id));
    }

    /// Whether somebody wants to know what changes.
    pub(super) fn are_noted(&self) -> bool {
        self.changes.is_some()
    }

    /// Gives the frame of an item that has ended a new number, for the next one. Nobody may want to know of changes:
    /// what is stored has the old number.
    pub(super) fn renew(&mut self, ended: FrameId) -> Option<(FrameId, &mut Frame)> {
        let slot = self.slots.get_mut(ended.slot as usize)?;
        if slot.serial != ended.serial {
            return None;
        }
        self.serial += 1;
        slot.serial = self.serial;
        Some((FrameId { slot: ended.slot, serial: self.serial }, slot.frame.as_deref_mut()?))
    }

    /// From now on changes are noted.
    #[cfg(feature = "durable")]
    pub(super) fn note_changes(&mut self) {
        self.changes.get_or_insert_default();
    }

    /// Notes that all frames are about to go.
    #[cfg(feature = "durable")]
    pub(super) fn note_all_gone(&mut self) {
        let stored =
            self.slots.iter().filter(|slot| slot.frame.as_ref().is_some_and(|frame| frame.stored.row));
        let gone: Vec<u64> = stored.map(|slot| slot.serial).collect();
        if let Some(changes) = &mut self.changes {
            changes.gone.extend(gone);
        }
    }

    /// What has changed since this was last called.
    #[cfg(feature = "durable")]
    pub(super) fn take_changes(&mut self) -> FrameChanges {
        let Some(changes) = &mut self.changes else { return FrameChanges::default() };
        let changes = std::mem::take(changes);
        for id in &changes.changed {
            if let Some(slot) = self.slots.get_mut(id.slot as usize)
                && slot.serial == id.serial
            {
                slot.is_changed = false;
            }
        }
        changes
    }

    /// A frame of which nothing changes that a store has to know of.
    pub(super) fn get_unnoted(&mut self, id: FrameId) -> Option<&mut Frame> {
        let slot = self.slots.get_mut(id.slot as usize)?;
        if slot.serial == id.serial { slot.frame.as_deref_mut() } else { None }
    }

    /// Puts frames back in their places; `serial` is the number of the last one that there ever was.
    #[cfg(feature = "durable")]
    pub(super) fn restore(&mut self, frames: Vec<(FrameId, Frame)>, serial: u64) {
        let places = frames.iter().map(|(id, _)| id.slot as usize + 1).max().unwrap_or(0);
        self.slots = std::iter::repeat_with(|| Slot { serial: 0, frame: None, is_changed: false })
            .take(places)
            .collect();
        for (id, frame) in frames {
            if let Some(slot) = self.slots.get_mut(id.slot as usize) {
                *slot = Slot { serial: id.serial, frame: Some(Box::new(frame)), is_changed: false };
            }
        }
        let free = self.slots.iter().enumerate().filter(|(_, slot)| slot.frame.is_none());
        self.free = free.map(|(index, _)| index as u32).collect();
        self.serial = serial;
    }

    /// The number of the last frame that there ever was.
    #[cfg(feature = "durable")]
    pub(super) fn last_serial(&self) -> u64 {
        self.serial
    }

    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Frame> {
        self.slots.iter_mut().filter_map(|slot| slot.frame.as_deref_mut())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Frame> {
        self.slots.iter().filter_map(|slot| slot.frame.as_deref())
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
