//! The queue of frames that can go on.

use std::sync::Arc;

use super::frame::{Frame, FrameId, Phase};
use super::input::Engine;
use crate::history::{Details, EventType};
use crate::program::{Effect, Position, Probe, Program, StateInfo, StateKind, Step, Transition};
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
                Phase::Entering => {
                    *left = left.saturating_sub(1);
                    self.enter(id);
                    self.prepare(id);
                }
                Phase::Preparing => {
                    *left = left.saturating_sub(1);
                    self.prepare(id);
                }
                #[cfg(feature = "durable")]
                starting @ Phase::Starting(..) if self.held.is_some() => {
                    frame.phase = starting;
                    return self.hold(id);
                }
                Phase::Starting(call, token) => self.start_task(id, *call, token),
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

    fn enter(&mut self, id: FrameId) {
        let span = self.state_span(id);
        let Some(frame) = self.frames.get_mut(id) else { return };
        let Some(state) = state(self.program, frame.at) else { return };
        frame.span = span;
        let event = EventType::entered(state.kind);
        let details = || Details::Entered { name: state.name, input: &frame.input };
        let event = self.journal.add(&mut self.executions, frame.execution, frame.last_event, event, details);
        frame.entered_event = event;
        frame.entered_after = frame.last_event;
        frame.last_event = event;
        frame.entered_time = self.journal.now;
        frame.retries.reset();
    }

    /// The span of a visit that begins. Items of a distributed Map are in that of their execution.
    fn state_span(&self, id: FrameId) -> Span {
        let Some(frame) = self.frames.get(id) else { return Span::none() };
        let Some(state) = state(self.program, frame.at) else { return Span::none() };
        let parent = frame.parent.and_then(|parent| Some((parent.index, self.frames.get(parent.frame)?)));
        match parent.filter(|(_, parent)| parent.execution == frame.execution) {
            Some((index, parent)) => Span::state(state, Some(index), &parent.span),
            None => match self.executions.get(frame.execution) {
                Some(execution) => Span::state(state, None, &execution.span),
                None => Span::none(),
            },
        }
    }

    /// The input side of a state (FLOW-14).
    fn prepare(&mut self, id: FrameId) {
        let token = self.token_for(id);
        let Some(effect) = self.step(id, token.as_deref(), |program, at, step| program.prepare(at, step))
        else {
            return;
        };
        match effect {
            Ok(Effect::Transition(transition)) => self.follow(id, transition),
            Ok(Effect::Task(call)) => self.schedule_task(id, call, token),
            Ok(Effect::Wait(delay)) => self.wait(id, delay),
            Ok(Effect::Parallel(branches)) => self.start_parallel(id, branches),
            Ok(Effect::Map(iterations)) => self.start_map(id, *iterations),
            Err(failure) => self.fail(id, failure, super::frame::Origin::Input),
        }
    }

    fn complete(&mut self, id: FrameId, result: serde_json::Value) {
        let Some(transition) = self.step(id, None, |program, at, step| program.complete(at, step, result))
        else {
            return;
        };
        match transition {
            Ok(transition) => self.follow(id, transition),
            Err(failure) => self.fail(id, failure, super::frame::Origin::Output),
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
        let execution = &self.executions.get(frame.execution)?.identity.context;
        let state = state(self.program, frame.at)?;
        let Frame { input, item, variables, retries, entered_time, at, .. } = frame;
        let mut step = Step {
            input,
            effective_input: None,
            execution,
            state_name: state.name,
            entered_time: *entered_time,
            retry_count: state.kind.counts_retries().then(|| retries.total()),
            retry_counters: retries.counters(),
            task_token,
            item: item.as_deref(),
            variables,
            now: self.journal.now,
            probe: Probe::default(),
            random: &self.random,
        };
        Some(function(self.program, *at, &mut step))
    }

    /// What is fixed about the state of a frame.
    pub(super) fn state_of(&self, frame: &Frame) -> Option<&'static StateInfo> {
        state(self.program, frame.at)
    }

    /// Leaves a state by a transition.
    pub(super) fn follow(&mut self, id: FrameId, transition: Transition) {
        let too_big = self.assigned_too_big(id, &transition).or_else(|| self.output_too_big(id, &transition));
        if let Some(failure) = too_big {
            return self.fail_execution(id, failure);
        }
        let Some(frame) = self.frames.get_mut(id) else { return };
        frame.span.end(match &transition {
            Transition::Fail(failure) => End::Failed(failure.name()),
            _ => End::Succeeded,
        });
        if let Some(output) = transition.output()
            && let Some(state) = state(self.program, frame.at)
            && let Some(event) = EventType::exited(state.kind)
        {
            let details = || Details::Exited { name: state.name, output, assigned: transition.assigned() };
            frame.last_event =
                self.journal.add(&mut self.executions, frame.execution, frame.last_event, event, details);
        }
        self.go(id, transition);
    }

    /// Goes where a transition leads.
    fn go(&mut self, id: FrameId, transition: Transition) {
        let Some(frame) = self.frames.get_mut(id) else { return };
        match transition {
            Transition::Next(state, input) => {
                frame.at.state = state;
                frame.input = input;
                frame.stored.input = false;
                frame.phase = Phase::Entering;
            }
            Transition::End(output) => self.finish(id, Ok(output)),
            Transition::Fail(failure) => {
                self.finish(id, Err(failure.of_kind(crate::program::FailureKind::FailState)));
            }
            Transition::Assign(assigned, then) => {
                Arc::make_mut(&mut frame.variables).assign(assigned);
                frame.stored.variables = false;
                self.go(id, *then);
            }
        }
    }
}

/// What is fixed about a state.
pub(super) fn state(program: &'static dyn Program, at: Position) -> Option<&'static StateInfo> {
    let machine = program.info().machines.get(usize::from(at.machine.0))?;
    machine.states.get(usize::from(at.state.0))
}

impl StateKind {
    /// Whether the context object has a RetryCount in such a state (CTX-2).
    fn counts_retries(self) -> bool {
        matches!(self, Self::Task | Self::Parallel | Self::Map)
    }
}
