//! What a redrive goes on from (EXEC-15): an execution that ends without success leaves its frames to the store.
//!
//! A failure closes frames on its way up. They are kept until somebody catches it, or nobody does; then each of them
//! is stored at its state, to be run again from the state's raw input. Children that have ended keep their outputs.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::collect::{Changes, Keeper, item_json, joining, variables};
use super::form::{FrameForm, PhaseForm, time};
use crate::engine::execution::ExecutionId;
use crate::engine::frame::{Frame, FrameId, Phase};
use crate::engine::input::Engine;
use crate::engine::join::{Join, Work};
use crate::history::{Details, EventType};
use crate::store::{FrameRow, ResultRow, SlotKind, SlotRow};

/// Frames that a failure has closed, as long as it is not known whether somebody catches it.
#[derive(Debug, Default)]
pub(in crate::engine) struct Salvage {
    frames: Vec<(FrameId, Frame)>,
    /// The joins of those whose children failed.
    joins: HashMap<FrameId, Box<Join>>,
}

/// A frame that is left to the store.
struct Left<'a> {
    id: FrameId,
    frame: &'a Frame,
    /// Its children, if it goes on with them.
    join: Option<&'a Join>,
}

impl Engine {
    /// Keeps a frame that a failure has closed.
    pub(in crate::engine) fn salvage(&mut self, id: FrameId, frame: Frame) {
        if let Some(keeper) = &mut self.keeper
            && frame.execution == ExecutionId::ROOT
        {
            keeper.salvage.frames.push((id, frame));
        }
    }

    /// Keeps the join of a frame whose children failed.
    pub(in crate::engine) fn salvage_join(&mut self, id: FrameId, phase: Phase) {
        if let (Some(keeper), Phase::Joining(join)) = (&mut self.keeper, phase) {
            keeper.salvage.joins.insert(id, join);
        }
    }

    /// Somebody takes the failure: what it closed is gone.
    pub(in crate::engine) fn forget_salvage(&mut self) {
        if let Some(keeper) = &mut self.keeper {
            keeper.salvage = Salvage::default();
        }
    }

    /// Whether a failure is on its way up. A step does not end then: its frames are in no store.
    pub(in crate::engine) fn is_salvaging(&self) -> bool {
        self.keeper.as_ref().is_some_and(|keeper| !keeper.salvage.joins.is_empty())
    }

    /// The execution ends without success: what a redrive needs goes into the last step.
    pub(in crate::engine) fn leave_to_redrive(&mut self) {
        let Some(keeper) = &mut self.keeper else { return };
        let Keeper { slots, results, salvage, children: of_children, starting, .. } = std::mem::take(keeper);
        let live: Vec<FrameId> = self.frames.ids().collect();
        let live = live.iter().filter_map(|id| Some((*id, self.frames.get(*id)?)));
        let closed = salvage.frames.iter().map(|(id, frame)| (*id, frame));
        let mut all: Vec<Left<'_>> = live
            .chain(closed)
            .filter(|(_, frame)| frame.execution == ExecutionId::ROOT)
            .map(|(id, frame)| Left { id, frame, join: resumed_join(&salvage, id, frame) })
            .collect();
        // Parents come before their children.
        all.sort_by_key(|left| left.id.serial());
        let mut joins: HashMap<FrameId, &Join> = HashMap::new();
        let mut children: HashMap<FrameId, u64> = HashMap::new();
        let mut lost = Vec::new();
        all.retain(|left| {
            let stays = match left.frame.parent {
                None => true,
                Some(parent) => joins.contains_key(&parent.frame),
            };
            if stays {
                joins.extend(left.join.map(|join| (left.id, join)));
                if let Some(parent) = left.frame.parent {
                    *children.entry(parent.frame).or_default() += 1;
                }
            } else if left.frame.stored.row {
                // The state around it starts anew.
                lost.push(left.id.serial());
            }
            stays
        });
        let mut changes = Changes { gone: lost, children: of_children, starting, ..Changes::default() };
        let items: HashMap<FrameId, _> = all.iter().map(|left| (left.id, left.frame.item.as_ref())).collect();
        for (place, left) in all.iter().enumerate() {
            let of_parent = left.frame.parent.and_then(|parent| items.get(&parent.frame).copied().flatten());
            let started = children.get(&left.id).copied().unwrap_or_default();
            self.leave(place, left, of_parent, started, &mut changes);
        }
        for (id, kind, json) in slots {
            if joins.contains_key(&id) && is_of_map(kind) {
                changes.slots.push(SlotRow { frame: id.serial(), kind, json: Some(json) });
            }
        }
        for (parent, started, json) in results {
            if joins.get(&parent.frame).is_some_and(|join| join.started == started) {
                let (frame, index) = (parent.frame.serial(), parent.index as u64);
                changes.results.push(ResultRow { frame, index, json });
            }
        }
        let stay: HashSet<u64> = all.iter().map(|left| left.id.serial()).collect();
        let gone = self.frames.take_changes().gone;
        changes.gone.extend(gone.into_iter().filter(|serial| !stay.contains(serial)));
        if let Some(keeper) = &mut self.keeper {
            keeper.left = Some(changes);
        }
    }

    fn leave(
        &self,
        place: usize,
        left: &Left<'_>,
        item_of_parent: Option<&Arc<crate::program::ItemContext>>,
        started: u64,
        changes: &mut Changes,
    ) {
        let Left { id, frame, join } = left;
        let Some(state) = self.state_of(frame) else { return };
        let serial = id.serial();
        let mut slot = |kind, json: String| {
            changes.slots.push(SlotRow { frame: serial, kind, json: Some(json) });
        };
        if !frame.stored.variables && (frame.variables.own().next().is_some() || frame.stored.row) {
            slot(SlotKind::Variables, variables(&frame.variables).to_string());
        }
        let has_own_item = match (&frame.item, item_of_parent) {
            (Some(item), Some(of_parent)) => !Arc::ptr_eq(item, of_parent),
            (item, _) => item.is_some(),
        };
        if let Some(item) = frame.item.as_ref().filter(|_| has_own_item && !frame.stored.item) {
            slot(SlotKind::Item, item_json(item).to_string());
        }
        let phase = match (&frame.phase, join) {
            (_, Some(join)) => {
                let mut form = joining(join, self.program);
                if let PhaseForm::Joining { map: Some(map), .. } = &mut form
                    && map.run.is_none()
                {
                    // Items that were started have an output or run again; one whose input could not be made was
                    // taken, and did not start.
                    map.next_item = started + join.outputs.count() as u64;
                }
                form
            }
            (Phase::Entering, None) => PhaseForm::Entering,
            (Phase::Completed(result), None) => {
                slot(SlotKind::Result, result.json().to_string());
                PhaseForm::Completed
            }
            _ => PhaseForm::Preparing,
        };
        if !frame.stored.input {
            match frame.phase {
                Phase::Entering => slot(SlotKind::Input, frame.input.json().to_string()),
                // The state may have used it up, but its event tells it.
                _ => {
                    changes.entered.push((serial, frame.entered_event));
                    slot(SlotKind::Input, frame.input.json().to_string());
                }
            }
        }
        if frame.stored.results != 0 && join.is_none_or(|join| join.started != frame.stored.results) {
            changes.forgotten.push(serial);
        }
        let form = FrameForm {
            place: u32::try_from(place).unwrap_or(u32::MAX),
            entered_time: time(frame.entered_time),
            entered_event: frame.entered_event,
            entered_after: frame.entered_after,
            last_event: frame.last_event,
            // They start at 0 (RETRY-5).
            retries: Vec::new(),
            phase,
        };
        changes.frames.push(FrameRow {
            frame: serial,
            parent: frame.parent.map(|parent| (parent.frame.serial(), parent.index as u64)),
            state: state.name.to_owned(),
            // Writing JSON into a text can't fail.
            phase: serde_json::to_string(&form).unwrap_or_default(),
        });
    }

    /// Goes on with an execution that had ended and was just restored: the `count`th time (HIST-54).
    pub(crate) fn redrive(&mut self, count: u32) {
        let root = ExecutionId::ROOT;
        let last = self.executions.get(root).map_or(0, |execution| execution.last_event);
        let event = EventType::ExecutionRedriven;
        let redriven =
            self.journal.add(&mut self.executions, root, last, event, || Details::Redriven { count });
        let all: Vec<FrameId> = self.frames.ids().collect();
        for id in &all {
            if let Some(frame) = self.frames.get_mut(*id)
                && !matches!(frame.phase, Phase::Joining(_))
            {
                frame.last_event = redriven;
            }
        }
        for id in all {
            if self.join(id).is_some() && !self.redrive_map_run(id, redriven) {
                self.start_items(id, redriven);
                self.complete_if_done(id);
            }
        }
    }
}

/// The children that a frame goes on with, if it does.
fn resumed_join<'a>(salvage: &'a Salvage, id: FrameId, frame: &'a Frame) -> Option<&'a Join> {
    let join = match &frame.phase {
        Phase::Joining(join) => join,
        _ => salvage.joins.get(&id)?,
    };
    match &join.work {
        // The service starts a map run for the first time that had not come to any child (DMAP-24).
        Work::Items(map) if map.distributed.as_ref().is_some_and(|run| run.started() == 0) => None,
        Work::Items(_) | Work::Branches => Some(join),
    }
}

/// What a Map goes on with.
fn is_of_map(kind: SlotKind) -> bool {
    matches!(kind, SlotKind::Items | SlotKind::Reader | SlotKind::MapRun | SlotKind::EffectiveInput)
}
