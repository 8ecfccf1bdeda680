//! The engine, and what a host hands in.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use super::action::{Action, AttemptId, Outcome};
use super::execution::{self, Entry, ExecutionId, Executions, Identity};
use super::frame::{Frame, Frames, Phase, Retries, Stored};
use super::journal::Journal;
use super::permit::Permits;
use super::timers::{Timer, Timers};
use crate::history::{Details, EventType, Recorder};
use crate::limits::Limits;
use crate::map_runs::MapRun;
use crate::program::{ContextPart, Holding, Position, Program, StateData, TaskId, WorkflowInfo};
use crate::time::Timestamp;
use crate::trace::{Caller, Span};

/// Makes task tokens. They must be hard to guess, so they don't come from the engine's random numbers.
pub(crate) trait TokenSource: Send + Sync {
    /// A new token.
    fn token(&self) -> Arc<str>;

    /// What a store may hold of a token: not the token itself, which proves that one may answer.
    #[cfg(feature = "durable")]
    fn to_stored(&self, token: &str) -> String {
        token.to_owned()
    }

    /// The token that a store holds so.
    #[cfg(feature = "durable")]
    fn of_stored(&self, stored: &str) -> Arc<str> {
        stored.into()
    }
}

/// What does not change while an execution runs.
pub(crate) struct Settings {
    /// Makes task tokens.
    pub(crate) tokens: Arc<dyn TokenSource>,
    /// Who takes activities.
    pub(crate) worker_name: Option<String>,
    /// Tasks whose resource does not exist.
    pub(crate) absent: Vec<TaskId>,
    /// Gets the events.
    pub(crate) recorder: Option<Arc<dyn Recorder>>,
    /// How many items of an inline Map run at once if it sets no limit (MAP-7).
    pub(crate) inline_concurrency: usize,
    /// The same for a distributed Map.
    pub(crate) distributed_concurrency: usize,
    /// How big data may get.
    pub(crate) limits: Limits,
    /// Who started the outermost execution.
    pub(crate) caller: Caller,
    /// Whether raw inputs have to stay until their states are left.
    pub(crate) holding: Holding,
}

/// An execution.
pub(crate) struct Engine {
    pub(super) program: &'static dyn Program,
    /// What is fixed about it: looked at so often that asking the program each time would show.
    pub(super) info: &'static WorkflowInfo,
    pub(super) settings: Settings,
    pub(super) frames: Frames,
    pub(super) executions: Executions,
    /// Frames that can go on.
    pub(super) queue: VecDeque<super::frame::FrameId>,
    pub(super) timers: Timers,
    pub(super) permits: Permits,
    pub(super) journal: Journal,
    pub(super) random: RefCell<fastrand::Rng>,
    pub(super) attempts: u64,
    pub(super) actions: Vec<Action>,
    pub(super) outcome: Option<Outcome<StateData>>,
    /// What the outermost execution is: a child of a map run need not be what its workflow is.
    #[cfg(feature = "durable")]
    pub(super) kind: crate::program::WorkflowKind,
    /// Tasks that are scheduled and may not start yet; without it they start at once.
    #[cfg(feature = "durable")]
    pub(super) held: Option<VecDeque<super::frame::FrameId>>,
    /// Keeps what a store is to have, where there is one.
    #[cfg(feature = "durable")]
    pub(super) keeper: Option<super::stored::Keeper>,
    /// The map runs that have ended, the last ones at least.
    pub(super) ended_map_runs: VecDeque<MapRun>,
}

impl Engine {
    /// An execution that starts now.
    pub(crate) fn new(
        program: &'static dyn Program,
        settings: Settings,
        entry: Entry,
        identity: Identity,
        random: fastrand::Rng,
        now: Timestamp,
    ) -> Self {
        let recorder = settings.recorder.clone();
        let mut engine = Self {
            program,
            info: program.info(),
            settings,
            frames: Frames::default(),
            executions: Executions::default(),
            queue: VecDeque::new(),
            timers: Timers::default(),
            permits: Permits::default(),
            journal: Journal::new(recorder, now),
            random: RefCell::new(random),
            attempts: 0,
            actions: Vec::new(),
            outcome: None,
            #[cfg(feature = "durable")]
            kind: entry.kind,
            #[cfg(feature = "durable")]
            held: None,
            #[cfg(feature = "durable")]
            keeper: None,
            ended_map_runs: VecDeque::new(),
        };
        #[cfg(feature = "durable")]
        let too_big = match entry.is_child() {
            true => engine.child_input_too_big(&identity.context.input),
            false => None,
        };
        match engine.start_execution(identity, entry, None) {
            None => engine.outcome = Some(Outcome::Failed(crate::generated::no_such_state())),
            #[cfg(feature = "durable")]
            Some(id) => {
                if let (Some(failure), Some(frame)) = (too_big, engine.frames.get_mut(id)) {
                    frame.phase = Phase::Failed(failure, super::frame::Origin::Input);
                }
            }
            #[cfg(not(feature = "durable"))]
            Some(_) => {}
        }
        engine
    }

    /// Adds an execution to the tree: its first frame is to be entered.
    pub(super) fn start_execution(
        &mut self,
        mut identity: Identity,
        entry: Entry,
        parent: Option<super::frame::Parent>,
    ) -> Option<super::frame::FrameId> {
        let Entry { machine, kind, .. } = entry;
        let info = self.info;
        let start = info.machines.get(usize::from(machine.0))?.start;
        let timeout = entry.longest();
        let most_events = execution::most_events(kind, self.settings.limits.events);
        let span = match parent.and_then(|parent| self.frames.get(parent.frame)) {
            Some(map) => Span::child_execution(&identity.context, &map.span),
            None => Span::execution(&identity.context, self.settings.caller),
        };
        // A child's input is told of with its result; that of an event's execution is for all to see.
        let is_read = info.reads(ContextPart::ExecutionInput)
            || parent.is_some()
            || self.settings.holding == Holding::Input
            || self.settings.recorder.is_some();
        let input = match is_read {
            true => serde_json::Value::clone(&identity.context.input),
            false => Arc::unwrap_or_clone(std::mem::take(&mut identity.context.input)),
        };
        let id = self.executions.insert(identity, most_events, span);
        self.journal.add(&mut self.executions, id, 0, EventType::ExecutionStarted, || Details::Started {
            input: &input,
        });
        let frame = self.frames.insert(Frame {
            execution: id,
            parent,
            at: Position { machine, state: start },
            input: input.into(),
            phase: Phase::Entering,
            retries: Retries::default(),
            entered_time: self.journal.now,
            entered_event: 0,
            entered_after: 0,
            // The first state's Entered has no predecessor (HIST-20).
            last_event: 0,
            item: None,
            // Children of a distributed Map see no variables from outside (VAR-14).
            variables: Arc::default(),
            permit: None,
            stored: Stored::default(),
            span: Span::none(),
        });
        let timer = self.timers.set(self.journal.now.saturating_add(timeout), Timer::Execution(id));
        let execution = self.executions.get_mut(id)?;
        execution.root = Some(frame);
        execution.timer = Some(timer);
        self.queue.push_back(frame);
        Some(frame)
    }

    /// Sets the time of what is handed in from now on. It never goes backwards.
    pub(crate) fn set_now(&mut self, now: Timestamp) {
        self.journal.now = self.journal.now.max(now);
    }

    /// When the engine wants to be advanced next.
    pub(crate) fn next_due(&self) -> Option<Timestamp> {
        self.timers.next_due()
    }

    /// Fires what is due.
    pub(crate) fn advance(&mut self) {
        while self.outcome.is_none()
            && let Some(timer) = self.timers.pop_due(self.journal.now)
        {
            match timer {
                Timer::Wait(frame) => self.resume(frame, Phase::Completed(StateData::default())),
                Timer::Retry(frame) => self.resume(frame, Phase::Preparing),
                Timer::TaskTimeout(frame) => self.task_timed_out(frame, crate::program::FailureKind::Timeout),
                Timer::Heartbeat(frame) => {
                    self.task_timed_out(frame, crate::program::FailureKind::HeartbeatTimeout);
                }
                Timer::Execution(execution) => self.end_execution(execution, Outcome::TimedOut, 0),
            }
        }
    }

    /// Stops the execution (API-12).
    pub(crate) fn stop(&mut self, error: Option<String>, cause: Option<String>) {
        self.end_execution(ExecutionId::ROOT, Outcome::Aborted { error, cause }, 0);
    }

    /// What the host has to do now.
    pub(crate) fn take_actions(&mut self, into: &mut Vec<Action>) {
        if into.is_empty() {
            // So both keep their room.
            return std::mem::swap(into, &mut self.actions);
        }
        into.append(&mut self.actions);
    }

    /// How the execution ended.
    pub(crate) fn take_outcome(&mut self) -> Option<Outcome<StateData>> {
        self.outcome.take()
    }

    /// Gives the outermost machine its input as it came; it must not have begun.
    pub(crate) fn hand_over(&mut self, input: StateData) {
        let root = self.executions.get(ExecutionId::ROOT).and_then(|execution| execution.root);
        if let Some(frame) = root.and_then(|root| self.frames.get_mut(root)) {
            frame.input = input;
        }
    }

    /// The raw input and the execution of an attempt that is at work.
    pub(crate) fn work(&mut self, attempt: AttemptId) -> Option<(&mut StateData, &Identity)> {
        // To share the input changes nothing that a store would have to know of.
        let frame = self.frames.get_unnoted(attempt.frame)?;
        let Phase::Running(running) = &frame.phase else { return None };
        (running.id == attempt).then_some(())?;
        Some((&mut frame.input, &self.executions.get(frame.execution)?.identity))
    }

    /// Whether an attempt is one of a branch or an item, which there may be others beside.
    pub(crate) fn is_one_of_many(&self, attempt: AttemptId) -> bool {
        self.frames.get(attempt.frame).is_some_and(|frame| frame.parent.is_some())
    }

    /// Lets a frame go on in a new phase.
    pub(super) fn resume(&mut self, id: super::frame::FrameId, phase: Phase) {
        if let Some(frame) = self.frames.get_mut(id) {
            frame.phase = phase;
            self.queue.push_back(id);
        }
    }

    /// The same, before all others: what belongs together stands together in the history.
    pub(super) fn resume_first(&mut self, id: super::frame::FrameId, phase: Phase) {
        if let Some(frame) = self.frames.get_mut(id) {
            frame.phase = phase;
            self.queue.push_front(id);
        }
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Engine")
            .field("frames", &self.frames)
            .field("timers", &self.timers)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}
