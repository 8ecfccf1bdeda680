//! Spans of an execution that is restored.
//!
//! A store has none of them: what goes on gets a span again, and what went on in this process all the while keeps the
//! one that it has.

use std::collections::HashMap;

use crate::engine::action::AttemptId;
use crate::engine::execution::ExecutionId;
use crate::engine::frame::{FrameId, Phase};
use crate::engine::input::Engine;
use crate::engine::run;
use crate::trace::{End, Span};

/// The spans of an execution in memory.
#[derive(Debug, Default)]
pub(crate) struct Spans {
    execution: Option<Span>,
    /// By their frames, and the events with which their states were entered.
    states: HashMap<(FrameId, u64), Span>,
    attempts: HashMap<AttemptId, Span>,
}

impl Engine {
    /// The span of the execution.
    pub(crate) fn span(&self) -> Span {
        self.executions.get(ExecutionId::ROOT).map_or_else(Span::none, |execution| execution.span.clone())
    }

    /// The span of an attempt that is not over.
    pub(crate) fn attempt_span(&self, id: AttemptId) -> Span {
        match self.frames.get(id.frame).map(|frame| &frame.phase) {
            Some(Phase::Running(attempt)) if attempt.id == id => attempt.span.clone(),
            _ => Span::none(),
        }
    }

    /// All spans, for the same execution when it is loaded again.
    pub(crate) fn spans(&self) -> Spans {
        let mut spans = Spans::default();
        if !Span::ARE_MADE {
            return spans;
        }
        spans.execution = self.executions.get(ExecutionId::ROOT).map(|execution| execution.span.clone());
        for id in self.frames.ids() {
            let Some(frame) = self.frames.get(id) else { continue };
            spans.states.insert((id, frame.entered_event), frame.span.clone());
            if let Phase::Running(attempt) = &frame.phase {
                spans.attempts.insert(attempt.id, attempt.span.clone());
            }
        }
        spans
    }

    /// Gives an execution that was restored its spans: those that it has, and new ones within them.
    pub(crate) fn restore_spans(&mut self, mut spans: Spans) {
        if !Span::ARE_MADE {
            return;
        }
        let caller = self.settings.caller;
        if let Some(execution) = self.executions.get_mut(ExecutionId::ROOT) {
            let new = || Span::execution(&execution.identity.context, caller);
            execution.span = spans.execution.unwrap_or_else(new);
        }
        let mut ids: Vec<FrameId> = self.frames.ids().collect();
        // Parents before their children.
        ids.sort_unstable_by_key(|id| id.serial());
        for id in ids {
            let (index, around) = self.around(id);
            let Some(frame) = self.frames.get_unnoted(id) else { continue };
            let Some(state) = run::state(self.info, frame.at) else { continue };
            if matches!(frame.phase, Phase::Entering) {
                continue;
            }
            let known = spans.states.remove(&(id, frame.entered_event));
            frame.span = known.unwrap_or_else(|| Span::state(state, index, &around));
            if let Phase::Running(attempt) = &mut frame.phase
                && let Some(task) = self.info.tasks.get(usize::from(attempt.task.0))
            {
                let number = frame.retries.total().saturating_add(1);
                let known = spans.attempts.remove(&attempt.id);
                attempt.span = known.unwrap_or_else(|| Span::attempt(state, task, number, &frame.span));
            }
        }
    }

    /// The execution leaves the memory.
    pub(crate) fn suspend_spans(&mut self) {
        if !Span::ARE_MADE {
            return;
        }
        for frame in self.frames.iter_mut() {
            if let Phase::Running(attempt) = &mut frame.phase {
                attempt.span.end(End::Suspended);
            }
            frame.span.end(End::Suspended);
        }
        if let Some(execution) = self.executions.get_mut(ExecutionId::ROOT) {
            execution.span.end(End::Suspended);
        }
    }
}
