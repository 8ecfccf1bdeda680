//! From what a step has changed to the rows that are written.

use std::sync::Arc;

use serde_json::Value;

use super::form::{FailureForm, FrameForm, HandoverForm, MapForm, PhaseForm, time};
use super::map_run::{CountsForm, ExtentForm, MapRunForm, ReaderForm, ReadingForm};
use super::salvage::Salvage;
use crate::engine::NewChild;
use crate::engine::at_work::{Handover, PayloadPlace};
use crate::engine::distributed::Distributed;
use crate::engine::frame::{Frame, FrameId, Parent, Phase};
use crate::engine::input::{Engine, TokenSource};
use crate::engine::join::{Join, Work};
use crate::engine::map::MapRun;
use crate::program::{ItemContext, Items, Payload, Program, Variables};
use crate::store::{ChildChanges, FrameRow, Progress, ResultRow, SlotKind, SlotRow};
use crate::time::Timestamp;

/// Keeps values at the moment when they are there; later they have been used up.
#[derive(Debug, Default)]
pub(in crate::engine) struct Keeper {
    pub(super) slots: Vec<(FrameId, SlotKind, String)>,
    pub(super) results: Vec<(Parent, u64, String)>,
    /// What a failure has closed.
    pub(super) salvage: Salvage,
    /// The frames of an execution that has ended without success.
    pub(super) left: Option<Changes>,
    /// What has changed about its children.
    pub(in crate::engine) children: ChildChanges,
    /// Children of map runs that it starts.
    pub(in crate::engine) starting: Vec<NewChild>,
}

impl Keeper {
    /// A value of a frame.
    pub(in crate::engine) fn keep(&mut self, frame: FrameId, kind: SlotKind, value: &Value) {
        self.slots.push((frame, kind, value.to_string()));
    }

    /// The output of a child; `join` is the event that its join was started by.
    pub(in crate::engine) fn keep_result(&mut self, parent: Parent, join: u64, output: &Value) {
        self.results.push((parent, join, output.to_string()));
    }

    /// What a Map is to work on.
    pub(in crate::engine) fn keep_iterations(&mut self, map: FrameId, items: &Items, effective: &Payload) {
        let items = match items {
            Items::Array(elements) => serde_json::to_string(elements),
            Items::Object(members) => serde_json::to_string(members),
            // Where there is a store they are not left in their input.
            Items::Within(..) => return self.keep_effective_input(map, effective),
            Items::Read(reader) => {
                let reader = serde_json::to_string(&ReaderForm::from(&**reader)).unwrap_or_default();
                self.slots.push((map, SlotKind::Reader, reader));
                return self.keep_effective_input(map, effective);
            }
        };
        // Writing JSON into a text can't fail.
        self.slots.push((map, SlotKind::Items, items.unwrap_or_default()));
        self.keep_effective_input(map, effective);
    }

    /// What does not change of a map run.
    pub(in crate::engine) fn keep_map_run(&mut self, map: FrameId, run: &Distributed) {
        let run = serde_json::to_string(&MapRunForm::of(run)).unwrap_or_default();
        self.slots.push((map, SlotKind::MapRun, run));
    }

    fn keep_effective_input(&mut self, map: FrameId, effective: &Payload) {
        if let Payload::Own(data) = effective {
            self.keep(map, SlotKind::EffectiveInput, data.json());
        }
    }
}

/// What a step has changed.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    pub(crate) frames: Vec<FrameRow>,
    pub(crate) gone: Vec<u64>,
    pub(crate) slots: Vec<SlotRow>,
    pub(crate) results: Vec<ResultRow>,
    pub(crate) forgotten: Vec<u64>,
    /// Frames whose raw input is what the event of their state's entry says, if this step has it.
    pub(crate) entered: Vec<(u64, u64)>,
    pub(crate) children: ChildChanges,
    /// Children of map runs that the step starts.
    pub(crate) starting: Vec<NewChild>,
    pub(crate) progress: Progress,
    /// When the execution has something to do by itself.
    pub(crate) next_due: Option<Timestamp>,
}

impl Engine {
    /// From now on changes are noted, for [`Self::take_changes`].
    pub(crate) fn note_changes(&mut self) {
        self.frames.note_changes();
        self.keeper.get_or_insert_default();
    }

    /// The same, for an execution that has not been stored at all.
    pub(crate) fn note_all(&mut self) {
        self.note_changes();
        let all: Vec<FrameId> = self.frames.ids().collect();
        for id in all {
            // Whoever looks at a frame to change it, has it noted.
            let _ = self.frames.get_mut(id);
        }
    }

    /// The ARN of the outermost execution.
    pub(crate) fn arn(&self) -> String {
        let root = self.executions.get(crate::engine::execution::ExecutionId::ROOT);
        root.map_or_else(String::new, |execution| execution.identity.context.id.clone())
    }

    /// What has changed since this was last called.
    pub(crate) fn take_changes(&mut self) -> Changes {
        let noted = self.frames.take_changes();
        let root = self.executions.get(crate::engine::execution::ExecutionId::ROOT);
        let mut changes = Changes {
            gone: noted.gone,
            progress: Progress {
                last_event: root.map_or(0, |execution| execution.last_event),
                attempts: self.attempts,
                frames: self.frames.last_serial(),
                last_time: Some(self.journal.now),
            },
            // What is in the queue can go on at once, and what is held as soon as it may.
            next_due: match self.queue.is_empty() && !self.is_holding() {
                true => self.next_due(),
                false => Some(self.journal.now),
            },
            ..Changes::default()
        };
        if let Some(left) = self.keeper.as_mut().and_then(|keeper| keeper.left.take()) {
            let Changes { progress, next_due, .. } = changes;
            return Changes { progress, next_due, ..left };
        }
        for id in noted.changed {
            self.collect(id, &mut changes);
            self.keep_running_map_run(id);
        }
        let Keeper { slots, results, children, starting, .. } =
            self.keeper.as_mut().map(std::mem::take).unwrap_or_default();
        changes.children = children;
        changes.starting = starting;
        for (id, kind, json) in slots {
            if self.frames.get(id).is_some() {
                changes.slots.push(SlotRow { frame: id.serial(), kind, json: Some(json) });
            }
        }
        for (parent, join, json) in results {
            let is_current = self.join(parent.frame).is_some_and(|current| current.started == join);
            let Some(frame) = self.frames.get_unnoted(parent.frame).filter(|_| is_current) else {
                continue;
            };
            frame.stored.results = join;
            let (frame, index) = (parent.frame.serial(), parent.index as u64);
            changes.results.push(ResultRow { frame, index, json });
        }
        changes
    }

    fn collect(&mut self, id: FrameId, changes: &mut Changes) {
        let Some(frame) = self.frames.get(id) else { return };
        let Some(state) = self.state_of(frame) else { return };
        let of_parent = frame.parent.and_then(|parent| self.frames.get(parent.frame));
        // Frames within an item share it; the outermost of them has it stored.
        let has_own_item = match (&frame.item, of_parent.and_then(|parent| parent.item.as_ref())) {
            (Some(item), Some(of_parent)) => !Arc::ptr_eq(item, of_parent),
            (item, _) => item.is_some(),
        };
        let mut slot = |kind, json: String| {
            changes.slots.push(SlotRow { frame: id.serial(), kind, json: Some(json) });
        };
        if !frame.stored.input {
            slot(SlotKind::Input, frame.input.json().to_string());
        }
        if !frame.stored.variables && (frame.variables.own().next().is_some() || frame.stored.row) {
            slot(SlotKind::Variables, variables(&frame.variables).to_string());
        }
        if let Some(item) = frame.item.as_ref().filter(|_| has_own_item && !frame.stored.item) {
            slot(SlotKind::Item, item_json(item).to_string());
        }
        match &frame.phase {
            Phase::Completed(result) => slot(SlotKind::Result, result.json().to_string()),
            Phase::Running(attempt) => {
                if let Handover::Answered(answer) = &attempt.handover
                    && let Ok(answer) = &**answer
                {
                    slot(SlotKind::Result, answer.json().to_string());
                }
            }
            _ => {}
        }
        let form = FrameForm {
            place: id.slot(),
            entered_time: time(frame.entered_time),
            entered_event: frame.entered_event,
            entered_after: frame.entered_after,
            last_event: frame.last_event,
            retries: frame.retries.counters().to_vec(),
            phase: phase(&frame.phase, self.program, &*self.settings.tokens),
        };
        changes.frames.push(FrameRow {
            frame: id.serial(),
            parent: frame.parent.map(|parent| (parent.frame.serial(), parent.index as u64)),
            state: state.name.to_owned(),
            // Writing JSON into a text can't fail.
            phase: serde_json::to_string(&form).unwrap_or_default(),
        });
        let join = self.join(id).map_or(0, |join| join.started);
        let Some(frame) = self.frames.get_unnoted(id) else { return };
        if frame.stored.results != 0 && frame.stored.results != join {
            changes.forgotten.push(id.serial());
            frame.stored.results = 0;
        }
        frame.stored.row = true;
        frame.stored.input = true;
        frame.stored.variables = true;
        frame.stored.item = true;
    }
}

/// The item that a frame stands for, as it is stored.
pub(super) fn item_json(item: &ItemContext) -> Value {
    serde_json::json!({ "index": item.index, "value": item.value, "key": item.key, "source": item.source })
}

pub(super) fn variables(variables: &Variables) -> Value {
    variables.own().map(|(name, value)| (name.to_owned(), value.clone())).collect()
}

fn phase(phase: &Phase, program: &'static dyn Program, tokens: &dyn TokenSource) -> PhaseForm {
    let stored = |token: &Option<Arc<str>>| token.as_ref().map(|token| tokens.to_stored(token));
    match phase {
        Phase::Entering => PhaseForm::Entering,
        // No step ends while another works on a frame.
        Phase::Preparing | Phase::Busy => PhaseForm::Preparing,
        Phase::Starting(start) => PhaseForm::Starting {
            payload: PayloadPlace::of(&start.call.payload).into(),
            timeout: start.call.timeout,
            heartbeat: start.call.heartbeat,
            role_arn: start.call.role_arn.clone(),
            token: stored(&start.token),
        },
        Phase::Running(attempt) => PhaseForm::Running {
            attempt: attempt.id.number,
            payload: attempt.payload.into(),
            token: stored(&attempt.token),
            timeout: attempt.timeout.map(|timer| time(timer.due())),
            heartbeat: attempt
                .heartbeat
                .as_ref()
                .map(|heartbeat| (time(heartbeat.timer.due()), heartbeat.silence)),
            handover: match &attempt.handover {
                Handover::Working => HandoverForm::Working,
                Handover::Attending => HandoverForm::Attending,
                Handover::Answered(answer) => {
                    HandoverForm::Answered(answer.as_ref().as_ref().err().map(FailureForm::from))
                }
                Handover::Submitted => HandoverForm::Submitted,
                Handover::Child => HandoverForm::Child,
                Handover::Offered(silence) => HandoverForm::Offered(*silence),
            },
        },
        Phase::Waiting(_, until) => PhaseForm::Waiting { until: time(*until) },
        Phase::RetryWaiting(_, until) => PhaseForm::RetryWaiting { until: time(*until) },
        Phase::Joining(join) => joining(join, program),
        Phase::Completed(_) => PhaseForm::Completed,
        Phase::Failed(failure, origin) => {
            PhaseForm::Failed { failure: FailureForm::from(failure), origin: (*origin).into() }
        }
    }
}

pub(super) fn joining(join: &Join, program: &'static dyn Program) -> PhaseForm {
    let map = match &join.work {
        Work::Branches => None,
        Work::Items(map) => {
            let begun = map.distributed.as_ref().map(|run| run.begun());
            Some(MapForm {
                processor: program.info().first_state(map.processor).to_owned(),
                max_concurrency: map.max_concurrency,
                // Items that no child has are taken anew: they wait for their batch to be filled, or could not be
                // made an input.
                next_item: begun.unwrap_or(map.source.handed_out() as u64),
                effective_input: PayloadPlace::of(&map.effective_input).into(),
                run: map.distributed.as_ref().map(|run| Box::new(CountsForm::of(run, reading(map)))),
            })
        }
    };
    PhaseForm::Joining { started: join.started, cause: join.last_event, length: join.outputs.places(), map }
}

/// How far a Map has read.
fn reading(map: &MapRun) -> Option<ReadingForm> {
    let run = map.distributed.as_ref()?;
    let last = map.source.last()?;
    let extent = if map.has_started_all() { ExtentForm::All } else { ExtentForm::More };
    Some(ReadingForm {
        mark: last.map(|known| known.mark),
        spot: last.and_then(|known| known.spot.clone()),
        etag: run.etag.clone(),
        extent,
    })
}

/// The frame that a row is of.
impl Frame {
    /// All of it is stored.
    pub(super) fn all_stored() -> crate::engine::frame::Stored {
        crate::engine::frame::Stored { row: true, input: true, variables: true, item: true, results: 0 }
    }
}
