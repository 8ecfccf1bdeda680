//! From the rows of an execution to an engine that goes on with it.

use std::cell::RefCell;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use serde_json::Value;

use super::collect::Keeper;
use super::form::{FrameForm, PhaseForm, timestamp};
use super::restoring::Restoring;
use crate::engine::action::{AttemptId, Start};
use crate::engine::execution::{self, Entry, Executions, Identity};
use crate::engine::frame::{Frame, FrameId, Frames, Parent, Phase, Retries};
use crate::engine::input::{Engine, Settings};
use crate::engine::join::Work;
use crate::engine::journal::Journal;
use crate::engine::permit::{Issuer, Permits};
use crate::engine::running::Running;
use crate::engine::timers::{Timer, Timers};
use crate::program::{
    ItemContext, MachineId, Payload, Position, Program, StateId, TaskCall, TaskId, Variables,
};
use crate::store::{AwaitedChild, FrameRow, Progress, ResultRow, SlotKind, SlotRow};
use crate::time::Timestamp;
use crate::trace::Span;

/// What a store kept of an execution.
#[derive(Debug)]
pub(crate) struct Kept {
    pub(crate) frames: Vec<FrameRow>,
    pub(crate) slots: Vec<SlotRow>,
    pub(crate) results: Vec<ResultRow>,
    pub(crate) progress: Progress,
    /// Children that are waited for.
    pub(crate) children: Vec<AwaitedChild>,
}

/// An attempt that was at work when the last step was written.
#[derive(Debug)]
pub(crate) struct AttemptAtWork {
    pub(crate) attempt: AttemptId,
    pub(crate) task: TaskId,
    /// What it was given, if that is not the raw input.
    pub(crate) payload: Option<Value>,
    /// Whether its token was answered meanwhile.
    pub(crate) token: Answered,
}

/// Whether a token was answered while its handler was at work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answered {
    /// It has none, or it waits.
    No,
    /// The answer ends the attempt once the handler is gone.
    Yes,
}

/// Where in a program its states are, by their names.
pub(super) struct States(HashMap<&'static str, Position>);

impl States {
    fn of(program: &'static dyn Program) -> Self {
        let machines = (0..).map(MachineId).zip(program.info().machines);
        let positions = machines.flat_map(|(machine, of)| {
            let states = (0..).map(StateId).zip(of.states);
            states.map(move |(state, info)| (info.name, Position { machine, state }))
        });
        Self(positions.collect())
    }

    pub(super) fn find(&self, name: &str) -> Result<Position, String> {
        self.0.get(name).copied().ok_or_else(|| format!("the definition has no state `{name}`"))
    }
}

/// The values of frames.
pub(super) struct Slots(HashMap<(u64, SlotKind), String>);

impl Slots {
    pub(super) fn take(&mut self, frame: u64, kind: SlotKind) -> Result<Option<Value>, String> {
        let Some(json) = self.0.remove(&(frame, kind)) else { return Ok(None) };
        crate::json::read(&json)
            .map(Some)
            .map_err(|error| format!("the {} of frame {frame} is no JSON: {error}", kind.name()))
    }

    pub(super) fn expect(&mut self, frame: u64, kind: SlotKind) -> Result<Value, String> {
        self.take(frame, kind)?.ok_or_else(|| format!("the {} of frame {frame} is missing", kind.name()))
    }
}

impl Engine {
    /// An execution that goes on where its last step left it. Attempts that were at work are given beside it, and
    /// are at work still: it is for the host to say what became of them.
    ///
    /// # Errors
    ///
    /// What in the rows can't be.
    pub(crate) fn restore(
        program: &'static dyn Program,
        settings: Settings,
        entry: Entry,
        identity: Identity,
        kept: Kept,
        random: fastrand::Rng,
        now: Timestamp,
    ) -> Result<(Self, Vec<AttemptAtWork>), String> {
        let now = kept.progress.last_time.map_or(now, |last| last.max(now));
        let (start_time, redrive_time) = (identity.context.start_time, identity.context.redrive_time);
        let mut executions = Executions::default();
        let most_events = execution::most_events(entry.kind, settings.limits.events);
        let root = executions.insert(identity, most_events, Span::none());
        let mut engine = Self {
            program,
            info: program.info(),
            journal: Journal::new(settings.recorder.clone(), now),
            settings,
            frames: Frames::default(),
            executions,
            queue: VecDeque::new(),
            timers: Timers::default(),
            permits: Permits::default(),
            random: RefCell::new(random),
            attempts: kept.progress.attempts,
            actions: Vec::new(),
            outcome: None,
            kind: entry.kind,
            ended_map_runs: VecDeque::new(),
            held: None,
            keeper: Some(Keeper::default()),
        };
        let timeout = entry.longest();
        // A redrive gives it all of its time again (EXEC-15).
        let since = redrive_time.unwrap_or(start_time);
        let timer = engine.timers.set(since.saturating_add(timeout), Timer::Execution(root));
        let (frames, at_work) = engine.restored_frames(kept)?;
        let outermost = frames.iter().find(|(_, frame)| frame.parent.is_none()).map(|(id, _)| *id);
        if let Some(execution) = engine.executions.get_mut(root) {
            execution.root = Some(outermost.ok_or("the execution has no outermost frame")?);
            execution.timer = Some(timer);
        }
        for (id, frame) in &frames {
            if frame.phase.is_ready() {
                engine.queue.push_back(*id);
            }
        }
        let serial = engine.frames.last_serial();
        engine.frames.restore(frames, serial);
        engine.frames.note_changes();
        Ok((engine, at_work))
    }

    /// The frames, parents before their children: numbers go up.
    fn restored_frames(&mut self, kept: Kept) -> Result<Restored, String> {
        let states = States::of(self.program);
        let last_event = kept.progress.last_event;
        if let Some(root) = self.executions.get_mut(execution::ExecutionId::ROOT) {
            root.last_event = last_event;
        }
        let mut slots = Slots(
            kept.slots.into_iter().filter_map(|row| Some(((row.frame, row.kind), row.json?))).collect(),
        );
        let mut rows = kept.frames;
        rows.sort_by_key(|row| row.frame);
        let mut results: HashMap<u64, Vec<ResultRow>> = HashMap::new();
        for row in kept.results {
            results.entry(row.frame).or_default().push(row);
        }
        let mut forms = Vec::with_capacity(rows.len());
        for row in rows {
            let form: FrameForm = serde_json::from_str(&row.phase)
                .map_err(|error| format!("the phase of frame {} can't be read: {error}", row.frame))?;
            forms.push((row, form));
        }
        // A place is no further than there were ever frames at once; a damaged one must not take all memory.
        let most = u32::try_from(kept.progress.frames).unwrap_or(u32::MAX);
        let mut places: HashMap<u64, FrameId> = HashMap::new();
        for (row, form) in &forms {
            if form.place >= most || row.frame > kept.progress.frames {
                return Err(format!("frame {} has the impossible place {}", row.frame, form.place));
            }
            places.insert(row.frame, FrameId::new(form.place, row.frame));
        }
        let mut children: HashMap<FrameId, Running> = HashMap::new();
        for (row, _) in &forms {
            if let (Some((parent, index)), Some(id)) = (row.parent, places.get(&row.frame)) {
                let parent =
                    places.get(&parent).ok_or_else(|| format!("frame {} has no parent", row.frame))?;
                children.entry(*parent).or_default().insert(index as usize, *id);
            }
        }
        let mut frames: Vec<(FrameId, Frame)> = Vec::with_capacity(forms.len());
        let mut indices: HashMap<FrameId, usize> = HashMap::new();
        let mut at_work = Vec::new();
        for (row, form) in forms {
            let id = FrameId::new(form.place, row.frame);
            let at = states.find(&row.state)?;
            let parent = match row.parent {
                None => None,
                Some((parent, index)) => {
                    let frame =
                        places.get(&parent).ok_or_else(|| format!("frame {} has no parent", row.frame))?;
                    Some(Parent { frame: *frame, index: index as usize })
                }
            };
            let of_parent = parent.and_then(|parent| Some(&frames.get(*indices.get(&parent.frame)?)?.1));
            let outer = of_parent.map(|parent| Arc::clone(&parent.variables));
            let mut variables = outer.as_ref().map_or_else(Variables::default, Variables::inside);
            if let Some(own) = slots.take(row.frame, SlotKind::Variables)? {
                variables.restore(own)?;
            }
            let variables = Arc::new(variables);
            let item = match slots.take(row.frame, SlotKind::Item)? {
                Some(item) => Some(Arc::new(restored_item(&item)?)),
                None => of_parent.and_then(|parent| parent.item.clone()),
            };
            let is_item = of_parent.is_some_and(
                |parent| matches!(&parent.phase, Phase::Joining(join) if matches!(join.work, Work::Items(_))),
            );
            let permit = of_parent.and_then(|parent| parent.permit);
            let permit = match (is_item, parent, of_parent) {
                (true, Some(parent), Some(of_parent)) => Some(
                    self.permits.issue(Issuer { frame: parent.frame, state: of_parent.at.state }, permit),
                ),
                _ => permit,
            };
            let running = children.remove(&id).unwrap_or_default();
            let mut stored = Frame::all_stored();
            let results = results.remove(&row.frame).unwrap_or_default();
            if let (false, PhaseForm::Joining { started, .. }) = (results.is_empty(), &form.phase) {
                stored.results = *started;
            }
            let mut restoring = Restoring {
                id,
                at,
                states: &states,
                slots: &mut slots,
                variables: &variables,
                running,
                awaited: &kept.children,
                results,
                at_work: &mut at_work,
            };
            let phase = restoring.phase(self, form.phase)?;
            let total = form.retries.iter().sum();
            indices.insert(id, frames.len());
            let input = slots.expect(row.frame, SlotKind::Input)?;
            frames.push((
                id,
                Frame {
                    execution: execution::ExecutionId::ROOT,
                    parent,
                    at,
                    input: input.into(),
                    phase,
                    retries: Retries::restored(form.retries, total),
                    entered_time: timestamp(form.entered_time),
                    entered_event: form.entered_event,
                    entered_after: form.entered_after,
                    last_event: form.last_event,
                    item,
                    variables,
                    permit,
                    stored,
                    span: Span::none(),
                },
            ));
        }
        self.frames.restore(Vec::new(), kept.progress.frames);
        Ok((frames, at_work))
    }

    /// Goes on counting where an execution was that starts anew: what its numbers name is never used again.
    pub(crate) fn count_on(&mut self, progress: Progress) {
        self.attempts = self.attempts.max(progress.attempts);
    }

    /// Tokens that wait for an answer, with their attempts.
    pub(crate) fn open_tokens(&self) -> Vec<(Arc<str>, AttemptId)> {
        let attempts = self.frames.iter().filter_map(|frame| match &frame.phase {
            Phase::Running(attempt) => Some((Arc::clone(attempt.token.as_ref()?), attempt.id)),
            _ => None,
        });
        attempts.collect()
    }

    /// Calls the handler of an attempt that was at work again, with what it was given (in the name of the same
    /// attempt, so its idempotency key is the same).
    pub(crate) fn call_again(&mut self, AttemptAtWork { attempt: id, payload, .. }: AttemptAtWork) {
        let Some(frame) = self.frames.get(id.frame) else { return };
        let Phase::Running(attempt) = &frame.phase else { return };
        let Some(state) = self.state_of(frame) else { return };
        let call = TaskCall::new(attempt.task, payload.map_or(Payload::Input, Payload::own));
        let mut start = Start::scheduled(id.frame, call, attempt.token.clone());
        (start.attempt, start.state) = (id, state.name);
        start.number = frame.retries.total().saturating_add(1);
        start.deadline = attempt.timeout.map(crate::engine::timers::TimerId::due);
        start.span = attempt.span.clone();
        self.actions.push(crate::engine::action::Action::Start(start));
    }
}

/// Frames, and the attempts among them that were at work.
type Restored = (Vec<(FrameId, Frame)>, Vec<AttemptAtWork>);

fn restored_item(item: &Value) -> Result<ItemContext, String> {
    let text = |name: &str| item.get(name).and_then(Value::as_str).map(str::to_owned);
    Ok(ItemContext {
        index: item.get("index").and_then(Value::as_u64).ok_or("an item has no index")?,
        value: item.get("value").cloned().unwrap_or_default(),
        key: text("key"),
        source: text("source"),
    })
}
