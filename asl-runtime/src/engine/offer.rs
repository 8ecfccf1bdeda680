//! Activities that workers do (feature `durable`): a task is offered, a worker takes it, and answers its token
//! (TASK-13).

use std::sync::Arc;

use super::action::{Action, AttemptId};
use super::at_work::{Attempt, Handover, Heartbeat, PayloadPlace};
use super::frame::{FrameId, Phase};
use super::input::Engine;
use super::timers::Timer;
use crate::history::{Details, EventType, TaskEvent};
use crate::program::{TaskCall, TaskId};
use crate::trace::Span;

/// A task for whoever takes it.
#[derive(Debug)]
pub(crate) struct Offer {
    /// For which attempt.
    pub(crate) attempt: AttemptId,
    /// Which.
    pub(crate) task: TaskId,
    /// What it is answered with.
    pub(crate) token: Arc<str>,
    /// The name of the state.
    pub(crate) state: &'static str,
    /// JSON.
    pub(crate) input: String,
}

impl Engine {
    /// Offers a task that waited.
    pub(crate) fn offer_held(&mut self, id: FrameId) {
        let Some(frame) = self.frames.get_mut(id) else { return };
        match std::mem::replace(&mut frame.phase, Phase::Busy) {
            Phase::Starting(start) => self.offer(id, start.call),
            other => frame.phase = other,
        }
    }

    /// Its time counts from now, whether or not a worker takes it (TIME-2); its silence does when one has.
    fn offer(&mut self, id: FrameId, call: TaskCall) {
        let Some(task) = self.task_info(call.task) else { return };
        let now = self.journal.now;
        let token = self.settings.tokens.token();
        let Some(frame) = self.frames.get_mut(id) else { return };
        let Some(state) = super::run::state(self.info, frame.at) else { return };
        self.attempts += 1;
        let attempt = AttemptId { frame: id, number: self.attempts };
        let due = call.timeout.map(|timeout| now.saturating_add(timeout));
        let number = frame.retries.total().saturating_add(1);
        frame.phase = Phase::Running(Attempt {
            id: attempt,
            task: call.task,
            token: Some(Arc::clone(&token)),
            timeout: due.map(|due| self.timers.set(due, Timer::TaskTimeout(id))),
            heartbeat: None,
            handover: Handover::Offered(call.heartbeat),
            payload: PayloadPlace::of(&call.payload),
            span: Span::attempt(state, task, number, &frame.span),
        });
        let input = call.payload.json(&frame.input).to_string();
        let offer = Offer { attempt, task: call.task, token, state: state.name, input };
        self.actions.push(Action::Offer(Box::new(offer)));
    }

    /// A worker has taken a task (HIST-25).
    pub(crate) fn taken(&mut self, id: AttemptId, worker: Option<&str>) {
        let now = self.journal.now;
        let Some(attempt) = self.attempt_mut(id) else { return };
        let Handover::Offered(silence) = attempt.handover else { return };
        attempt.handover = Handover::Submitted;
        let task = attempt.task;
        if let Some(silence) = silence {
            let timer = self.timers.set(now.saturating_add(silence), Timer::Heartbeat(id.frame));
            if let Some(attempt) = self.attempt_mut(id) {
                attempt.heartbeat = Some(Box::new(Heartbeat { timer, silence }));
            }
        }
        let Some(task) = self.task_info(task) else { return };
        let Some(frame) = self.frames.get_mut(id.frame) else { return };
        let event = EventType::of_task(task.kind, TaskEvent::Started);
        let details = || Details::Task { task, worker };
        frame.last_event =
            self.journal.add(&mut self.executions, frame.execution, frame.last_event, event, details);
    }
}
