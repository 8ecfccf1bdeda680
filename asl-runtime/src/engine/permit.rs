//! Permits of Maps: an item has one until it has ended and all of its handlers are gone.
//!
//! A handler that was stopped still works during its grace. Its permit is held so long, so that no more than
//! MaxConcurrency items have handlers at work, retries of the Map included.

use std::collections::HashMap;

use super::action::AttemptId;
use super::frame::FrameId;
use crate::program::StateId;

/// Names a permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PermitId(u32);

/// The Map that gave a permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    stopping: HashMap<AttemptId, PermitId>,
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

    /// How many permits of a Map are held already when it starts, again.
    pub(super) fn held(&self, issuer: Issuer) -> usize {
        if self.slots.len() == self.free.len() {
            return 0;
        }
        self.slots.iter().flatten().filter(|permit| permit.issuer == issuer).count()
    }

    /// The item has ended. True if its permit is free now.
    pub(super) fn item_ended(&mut self, id: PermitId) -> bool {
        if let Some(permit) = self.get_mut(id) {
            permit.item = Item::Ended;
        }
        self.release(id).is_some()
    }

    /// A handler was told to stop.
    pub(super) fn stopping(&mut self, attempt: AttemptId, innermost: Option<PermitId>) {
        let Some(innermost) = innermost else { return };
        self.stopping.insert(attempt, innermost);
        let mut next = Some(innermost);
        while let Some(permit) = next.and_then(|id| self.get_mut(id)) {
            permit.stopping += 1;
            next = permit.outer;
        }
    }

    /// A handler is gone. Gives the Maps whose permits are free now.
    pub(super) fn gone(&mut self, attempt: AttemptId) -> Vec<Issuer> {
        let mut released = Vec::new();
        let mut next = self.stopping.remove(&attempt);
        while let Some(id) = next {
            let Some(permit) = self.get_mut(id) else { break };
            permit.stopping -= 1;
            next = permit.outer;
            released.extend(self.release(id));
        }
        released
    }

    fn get_mut(&mut self, id: PermitId) -> Option<&mut Permit> {
        self.slots.get_mut(id.0 as usize)?.as_mut()
    }

    fn release(&mut self, id: PermitId) -> Option<Issuer> {
        let slot = self.slots.get_mut(id.0 as usize)?;
        let permit = slot.take_if(|permit| permit.item == Item::Ended && permit.stopping == 0)?;
        self.free.push(id.0);
        Some(permit.issuer)
    }

    #[cfg(test)]
    pub(super) fn is_empty(&self) -> bool {
        self.slots.len() == self.free.len() && self.stopping.is_empty()
    }
}
