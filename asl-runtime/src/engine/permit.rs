//! Permits of Maps: an item has one until it has ended and all of its handlers are gone.
//!
//! A handler that was stopped still works during its grace. Its permit is held so long, so that no more than
//! MaxConcurrency items have handlers at work, retries of the Map included.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::action::AttemptId;
use super::frame::FrameId;
use crate::program::StateId;

/// Names a permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PermitId(u32);

/// The Map that gave a permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Issuer {
    pub(super) frame: FrameId,
    pub(super) state: StateId,
}

#[derive(Debug)]
struct Permit {
    issuer: Issuer,
    /// The permit of the Map around it.
    outer: Option<PermitId>,
    item: Item,
    /// Handlers that were stopped and are not gone yet.
    stopping: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Running,
    Ended,
}

/// All permits that are held.
#[derive(Debug, Default)]
pub(super) struct Permits {
    slots: Vec<Option<Permit>>,
    free: Vec<u32>,
    /// What handlers hold that were stopped: nearly always there are none.
    held: Option<Box<HeldByHandlers>>,
}

/// What is held by handlers that were stopped.
#[derive(Debug, Default)]
struct HeldByHandlers {
    /// The innermost permit of every such handler that is not gone yet.
    stopping: HashMap<AttemptId, PermitId>,
    /// How many permits are held by handlers alone.
    lingering: HashMap<Issuer, usize>,
}

impl Permits {
    pub(super) fn issue(&mut self, issuer: Issuer, outer: Option<PermitId>) -> PermitId {
        let permit = Some(Permit { issuer, outer, item: Item::Running, stopping: 0 });
        match self.free.pop() {
            Some(slot) => {
                self.slots[slot as usize] = permit;
                PermitId(slot)
            }
            None => {
                self.slots.push(permit);
                PermitId((self.slots.len() - 1) as u32)
            }
        }
    }

    /// Makes room for so many more.
    pub(super) fn reserve(&mut self, permits: usize) {
        self.slots.reserve(permits.saturating_sub(self.free.len()));
        self.free.reserve(permits);
    }

    /// How many permits of a Map are held already when it starts, again.
    pub(super) fn held(&self, issuer: Issuer) -> usize {
        self.held.as_ref().and_then(|held| held.lingering.get(&issuer)).copied().unwrap_or(0)
    }

    /// Whether an item holds its permit and nobody else does: the next one can have it.
    pub(super) fn is_with_item_alone(&self, id: PermitId) -> bool {
        let permit = self.slots.get(id.0 as usize).and_then(Option::as_ref);
        permit.is_some_and(|permit| permit.item == Item::Running && permit.stopping == 0)
    }

    /// The item has ended. True if its permit is free now.
    pub(super) fn item_ended(&mut self, id: PermitId) -> bool {
        let Some(permit) = self.get_mut(id) else { return false };
        permit.item = Item::Ended;
        if permit.stopping == 0 {
            self.free(id);
            return true;
        }
        let issuer = permit.issuer;
        *self.held.get_or_insert_default().lingering.entry(issuer).or_default() += 1;
        false
    }

    /// A handler was told to stop.
    pub(super) fn stopping(&mut self, attempt: AttemptId, innermost: Option<PermitId>) {
        let Some(innermost) = innermost else { return };
        self.held.get_or_insert_default().stopping.insert(attempt, innermost);
        let mut next = Some(innermost);
        while let Some(permit) = next.and_then(|id| self.get_mut(id)) {
            permit.stopping += 1;
            next = permit.outer;
        }
    }

    /// A handler is gone. Gives the Maps whose permits are free now.
    pub(super) fn gone(&mut self, attempt: AttemptId) -> Vec<Issuer> {
        let mut released = Vec::new();
        let Some(held) = &mut self.held else { return released };
        let mut next = held.stopping.remove(&attempt);
        while let Some(id) = next {
            let Some(permit) = self.get_mut(id) else { break };
            permit.stopping -= 1;
            next = permit.outer;
            if permit.stopping == 0 && permit.item == Item::Ended {
                let issuer = permit.issuer;
                self.free(id);
                self.lingers_no_more(issuer);
                released.push(issuer);
            }
        }
        released
    }

    fn get_mut(&mut self, id: PermitId) -> Option<&mut Permit> {
        self.slots.get_mut(id.0 as usize)?.as_mut()
    }

    fn free(&mut self, id: PermitId) {
        if let Some(slot) = self.slots.get_mut(id.0 as usize) {
            *slot = None;
            self.free.push(id.0);
        }
    }

    fn lingers_no_more(&mut self, issuer: Issuer) {
        let Some(held) = &mut self.held else { return };
        if let Entry::Occupied(mut lingering) = held.lingering.entry(issuer) {
            *lingering.get_mut() -= 1;
            if *lingering.get() == 0 {
                lingering.remove();
            }
        }
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        let held = self.held.as_ref();
        self.slots.len() == self.free.len()
            && held.is_none_or(|held| held.stopping.is_empty() && held.lingering.is_empty())
    }
}
