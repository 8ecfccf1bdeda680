//! The queue of frames that can go on.

use std::cell::RefCell;
use std::sync::Arc;

use super::execution::Execution;
use super::frame::{Frame, FrameId, Origin, Phase};
use super::input::Engine;
use super::journal::Journal;
use crate::history::{Details, EventType};
use crate::program::{
    Effect, ExecutionContext, Failure, FailureKind, Holding, ItemOf, Onward, Position, Prepared, Probe,
    Program, StateData, StateId, StateInfo, StateKind, StateOutput, Step, Transition, WorkflowInfo,
};
use crate::time::Timestamp;
use crate::trace::{End, Span};

/// What is left to do after a while of running.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Progress {
    /// Nothing until something happens.
    Idle,
    /// More; the host was to have a chance to look at other things.
    More,
}

impl Engine {
    /// Lets frames go on, for so many states at most: a loop of states without effects would never end.
    pub(crate) fn run(&mut self, states: usize) -> Progress {
        let mut left = states;
        while self.outcome.is_none()
            && let Some(id) = self.queue.pop_front()
        {
            if left == 0 && self.may_pause() {
                self.queue.push_front(id);
                return Progress::More;
            }
            self.advance_frame(id, &mut left);
            self.end_full_executions();
        }
        self.end_full_executions();
        Progress::Idle
    }

    /// Whether a frame can go on.
    #[cfg(feature = "durable")]
    pub(crate) fn is_ready(&self) -> bool {
        !self.queue.is_empty()
    }

    /// Takes a frame as far as it gets.
    fn advance_frame(&mut self, id: FrameId, left: &mut usize) {
        loop {
            // It may have been closed since it was put into the queue.
            let Some(frame) = self.frames.get(id) else { return };
            if !frame.phase.is_ready() {
                return;
            }
            if *left == 0 && self.may_pause() {
                self.queue.push_back(id);
                return;
            }
            let Some(frame) = self.frames.get_mut(id) else { return };
            match std::mem::replace(&mut frame.phase, Phase::Busy) {
                Phase::Entering => self.walk(id, left),
                Phase::Preparing => {
                    *left = left.saturating_sub(1);
                    self.prepare(id);
                }
                #[cfg(feature = "durable")]
                starting @ Phase::Starting(..) if self.held.is_some() => {
                    frame.phase = starting;
                    return self.hold(id);
                }
                Phase::Starting(start) => self.start_task(id, start),
                Phase::Completed(result) => self.complete(id, result),
                Phase::Failed(failure, origin) => self.fail(id, failure, origin),
                passive => {
                    frame.phase = passive;
                    return;
                }
            }
            // Tasks are started after all frames that are ready have scheduled theirs.
            if self.frames.get(id).is_some_and(|frame| matches!(frame.phase, Phase::Starting(..))) {
                self.queue.push_back(id);
                return;
            }
        }
    }

    /// Whether a step may end here.
    fn may_pause(&self) -> bool {
        #[cfg(feature = "durable")]
        return !self.is_salvaging();
        #[cfg(not(feature = "durable"))]
        true
    }

    /// Enters states for as long as each leads on to the next at once, and does what the last one wants.
    fn walk(&mut self, id: FrameId, left: &mut usize) {
        let (index, around) = self.around(id);
        // Sizes are looked at where a state is left by itself.
        let is_measured = self.settings.limits.measure_data();
        let Some(frame) = self.frames.get_mut(id) else { return };
        let Some(execution) = self.executions.get_mut(frame.execution) else { return };
        let (effect, token) = loop {
            let Some(state) = state(self.info, frame.at) else { return };
            *left = left.saturating_sub(1);
            frame.span = Span::state(state, index, &around);
            enter(frame, execution, &mut self.journal, state);
            let token = self.settings.token_for(self.info, state);
            let context = &execution.identity.context;
            let (now, random, holding) = (self.journal.now, &self.random, self.settings.holding);
            let (at, mut step) = surroundings(frame, context, state, token.as_deref(), holding, now, random);
            let mut effect = self.program.prepare(at, &mut step);
            // A transition is looked at where it is: it is larger than most of what it moves.
            let transition = match &mut effect {
                Ok(Effect::Transition(transition)) if !is_measured => transition,
                _ => break (effect, token),
            };
            if let Some(result) = leave(frame, execution, &mut self.journal, state, transition) {
                return self.finish(id, result);
            }
            // All of it has been moved out, so there is nothing to look for.
            std::mem::forget(effect);
            if *left == 0 {
                frame.phase = Phase::Entering;
                return;
            }
        };
        self.begin(id, effect, token);
    }

    /// What the spans of a frame's states are within, and the branch or the item that it is. Items of a distributed
    /// Map are within their execution.
    pub(super) fn around(&self, id: FrameId) -> (Option<usize>, Span) {
        let Some(frame) = self.frames.get(id) else { return (None, Span::none()) };
        let parent = frame.parent.and_then(|parent| Some((parent.index, self.frames.get(parent.frame)?)));
        match parent.filter(|(_, parent)| parent.execution == frame.execution) {
            Some((index, parent)) => (Some(index), parent.span.clone()),
            None => {
                let execution = self.executions.get(frame.execution);
                (None, execution.map_or_else(Span::none, |execution| execution.span.clone()))
            }
        }
    }

    /// The input side of a state once more (FLOW-14).
    // Apart from the loop, as `start_task` is.
    #[inline(never)]
    fn prepare(&mut self, id: FrameId) {
        let Some(state) = self.frames.get(id).and_then(|frame| self.state_of(frame)) else { return };
        let token = self.settings.token_for(self.info, state);
        let effect = self.step(id, token.as_deref(), |program, at, step| program.prepare(at, step));
        if let Some(effect) = effect {
            self.begin(id, effect, token);
        }
    }

    /// Begins what a state wants.
    fn begin(&mut self, id: FrameId, effect: Prepared, token: Option<Arc<str>>) {
        match effect {
            Ok(Effect::Transition(transition)) => self.follow(id, transition),
            Ok(Effect::Task(call)) => self.schedule_task(id, call, token),
            Ok(Effect::Wait(delay)) => self.wait(id, delay),
            Ok(Effect::Parallel(branches)) => self.start_parallel(id, branches),
            Ok(Effect::Map(iterations)) => self.start_map(id, *iterations),
            Err(failure) => self.fail(id, failure, Origin::Input),
        }
    }

    // Apart from the loop, as `start_task` is.
    #[inline(never)]
    fn complete(&mut self, id: FrameId, result: StateData) {
        let Some(transition) = self.step(id, None, |program, at, step| program.complete(at, step, result))
        else {
            return;
        };
        match transition {
            Ok(transition) => self.follow(id, transition),
            Err(failure) => self.fail(id, failure, Origin::Output),
        }
    }

    /// Calls a function of a frame's state.
    pub(super) fn step<R>(
        &mut self,
        id: FrameId,
        task_token: Option<&str>,
        function: impl FnOnce(&'static dyn Program, Position, &mut Step<'_>) -> R,
    ) -> Option<R> {
        let frame = self.frames.get_mut(id)?;
        let context = &self.executions.get(frame.execution)?.identity.context;
        let state = state(self.info, frame.at)?;
        let (now, random, holding) = (self.journal.now, &self.random, self.settings.holding);
        let (at, mut step) = surroundings(frame, context, state, task_token, holding, now, random);
        Some(function(self.program, at, &mut step))
    }

    /// What is fixed about the state of a frame.
    pub(super) fn state_of(&self, frame: &Frame) -> Option<&'static StateInfo> {
        state(self.info, frame.at)
    }

    /// Leaves a state by a transition.
    pub(super) fn follow(&mut self, id: FrameId, mut transition: Transition) {
        let too_big = self.assigned_too_big(id, &transition).or_else(|| self.output_too_big(id, &transition));
        if let Some(failure) = too_big {
            return self.fail_execution(id, failure);
        }
        let Some(frame) = self.frames.get_mut(id) else { return };
        let Some(execution) = self.executions.get_mut(frame.execution) else { return };
        let Some(state) = state(self.info, frame.at) else { return };
        match leave(frame, execution, &mut self.journal, state, &mut transition) {
            None => frame.phase = Phase::Entering,
            Some(result) => self.finish(id, result),
        }
    }
}

/// A frame's state is entered.
fn enter(frame: &mut Frame, execution: &mut Execution, journal: &mut Journal, state: &StateInfo) {
    let event = EventType::entered(state.kind);
    let details = || Details::Entered { name: state.name, input: frame.input.json() };
    let event = journal.add_to(execution, frame.execution, frame.last_event, event, details);
    frame.entered_event = event;
    frame.entered_after = frame.last_event;
    frame.last_event = event;
    frame.entered_time = journal.now;
    frame.retries.reset();
}

/// A frame's state is left by a transition, of which all is moved out: it stands before the next one, or has come to an
/// end with a result.
fn leave(
    frame: &mut Frame,
    execution: &mut Execution,
    journal: &mut Journal,
    state: &StateInfo,
    transition: &mut Transition,
) -> Option<Result<StateData, Failure>> {
    frame.span.end(match transition {
        Transition::Fail(failure) => End::Failed(failure.name()),
        _ => End::Succeeded,
    });
    if let Some(event) = EventType::exited(state.kind)
        && let Some(output) = transition.output(&frame.input)
    {
        let details =
            || Details::Exited { name: state.name, output: output.json(), assigned: transition.assigned() };
        frame.last_event = journal.add_to(execution, frame.execution, frame.last_event, event, details);
    }
    // What goes on is moved once, into its place, if it is not there.
    match transition {
        Transition::Next(state, input) => frame.go_on_to(*state, input),
        Transition::End(output) => return Some(Ok(output.take(&mut frame.input))),
        Transition::Fail(failure) => return Some(Err(failure.clone().of_kind(FailureKind::FailState))),
        Transition::Assign(assigned, onward) => {
            Arc::make_mut(&mut frame.variables).assign(assigned);
            frame.stored.variables = false;
            match onward {
                Onward::Next(state, input) => frame.go_on_to(*state, input),
                Onward::End(output) => return Some(Ok(output.take(&mut frame.input))),
            }
        }
    }
    None
}

impl Frame {
    /// Its next state, with its raw input.
    fn go_on_to(&mut self, state: StateId, input: &mut StateOutput) {
        self.at.state = state;
        input.put(&mut self.input);
        self.stored.input = false;
    }
}

/// What the functions of a frame's state see.
fn surroundings<'a>(
    frame: &'a mut Frame,
    execution: &'a ExecutionContext,
    state: &StateInfo,
    task_token: Option<&'a str>,
    holding: Holding,
    now: Timestamp,
    random: &'a RefCell<fastrand::Rng>,
) -> (Position, Step<'a>) {
    let Frame { input, item, variables, retries, entered_time, at, .. } = frame;
    let step = Step {
        input,
        effective_input: None,
        execution,
        state_name: state.name,
        entered_time: *entered_time,
        retry_count: state.kind.counts_retries().then(|| retries.total()),
        retry_counters: retries.counters(),
        task_token,
        item: item.as_deref().map(ItemOf::Shared),
        holding,
        variables,
        now,
        probe: Probe::default(),
        random,
    };
    (*at, step)
}

/// What is fixed about a state.
pub(super) fn state(info: &'static WorkflowInfo, at: Position) -> Option<&'static StateInfo> {
    let machine = info.machines.get(usize::from(at.machine.0))?;
    machine.states.get(usize::from(at.state.0))
}

impl StateKind {
    /// Whether the context object has a RetryCount in such a state (CTX-2).
    fn counts_retries(self) -> bool {
        matches!(self, Self::Task | Self::Parallel | Self::Map)
    }
}
