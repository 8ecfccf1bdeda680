//! Tasks: from the call to its end.

use std::sync::Arc;

use serde_json::Value;

use super::action::{Action, AttemptId, Ended, Start};
use super::at_work::{Attempt, Handover, Heartbeat};
use super::frame::{FrameId, Origin, Phase};
use super::input::{Engine, Settings};
use super::timers::Timer;
use crate::data::check_parameters;
use crate::history::{Details, EventType, TaskEvent};
use crate::program::{
    Failure, FailureKind, Handing, Holding, IntegrationPattern, StateData, StateInfo, TaskCall, TaskId,
    TaskInfo, TaskKind, WorkflowInfo,
};
use crate::trace::{End, Span};
#[cfg(feature = "durable")]
use crate::{program::Payload, store::SlotKind};

/// How a task ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pattern {
    /// When its handler answers.
    Answer,
    /// When its handler answers, or someone answers its token.
    Job,
    /// When its token is answered.
    Token,
}

impl Pattern {
    fn of(kind: TaskKind) -> Self {
        let pattern = match kind {
            TaskKind::LambdaInvoke(pattern)
            | TaskKind::StartExecution(pattern)
            | TaskKind::Integration { pattern, .. } => pattern,
            TaskKind::Lambda | TaskKind::Activity | TaskKind::Other => return Self::Answer,
        };
        match pattern {
            IntegrationPattern::RequestResponse => Self::Answer,
            IntegrationPattern::Sync | IntegrationPattern::Sync2 => Self::Job,
            IntegrationPattern::WaitForTaskToken => Self::Token,
        }
    }
}

/// Whether tasks of two kinds end in the same way.
#[cfg(feature = "durable")]
pub(crate) fn ends_alike(one: TaskKind, other: TaskKind) -> bool {
    Pattern::of(one) == Pattern::of(other)
}

impl Settings {
    /// Whether somebody looks at what goes from state to state, which must be JSON then.
    pub(crate) fn look_at_data(&self) -> bool {
        self.recorder.is_some() || self.holding == Holding::Input || self.limits.measure_data()
    }

    /// A token for an attempt that is being prepared, if the state's task has one (TASK-6, TASK-9).
    pub(super) fn token_for(&self, info: &WorkflowInfo, state: &StateInfo) -> Option<Arc<str>> {
        let task = info.tasks.get(usize::from(state.task?.0))?;
        (Pattern::of(task.kind) != Pattern::Answer).then(|| self.tokens.token())
    }
}

impl Engine {
    pub(super) fn task_info(&self, task: TaskId) -> Option<&'static TaskInfo> {
        self.info.tasks.get(usize::from(task.0))
    }

    /// A task's input is ready.
    pub(super) fn schedule_task(&mut self, id: FrameId, call: TaskCall, token: Option<Arc<str>>) {
        let task = self.task_info(call.task);
        let Some(frame) = self.frames.get_mut(id) else { return };
        let Some(task) = task else {
            let failure = Failure::runtime("The definition has no such task.");
            frame.phase = Phase::Failed(failure, Origin::Input);
            return;
        };
        if let Err(failure) = self.check_call(id, task, &call) {
            return self.fail(id, failure, Origin::Input);
        }
        let Some(frame) = self.frames.get_mut(id) else { return };
        let details = || Details::Scheduled {
            task,
            parameters: call.payload.json(&frame.input),
            timeout: call.timeout,
            heartbeat: call.heartbeat,
            role_arn: call.role_arn.as_deref(),
        };
        #[cfg(feature = "durable")]
        if let (Some(keeper), Payload::Own(payload)) = (&mut self.keeper, &call.payload) {
            keeper.keep(id, SlotKind::Payload, payload.json());
        }
        let event = EventType::of_task(task.kind, TaskEvent::Scheduled);
        frame.last_event =
            self.journal.add(&mut self.executions, frame.execution, frame.last_event, event, details);
        frame.phase = Phase::Starting(Start::scheduled(id, call, token));
    }

    /// What keeps a task from being scheduled.
    fn check_call(&self, id: FrameId, task: &TaskInfo, call: &TaskCall) -> Result<(), Failure> {
        if self.settings.absent.contains(&call.task) {
            return Err(Failure::runtime(format!("The activity {} does not exist.", task.resource)));
        }
        if let Some(failure) = self.parameters_too_big(id, task, &call.payload) {
            return Err(failure);
        }
        match self.frames.get(id) {
            Some(frame) => check_parameters(task.kind, || call.payload.json(&frame.input)),
            None => Ok(()),
        }
    }

    /// The attempt starts, and with it its clocks (TIME-1).
    // Apart from the loop that calls it: what runs for each item of a Map without tasks is smaller so, and stays in the
    // cache for instructions.
    #[inline(never)]
    pub(super) fn start_task(&mut self, id: FrameId, mut start: Box<Start>) {
        if self.settings.look_at_data() {
            start.call.handing = Handing::AsJson;
        }
        let call = &start.call;
        let Some(task) = self.task_info(call.task) else { return };
        let now = self.journal.now;
        let Some(frame) = self.frames.get_mut(id) else { return };
        let Some(state) = super::run::state(self.info, frame.at) else { return };
        self.attempts += 1;
        let attempt = AttemptId { frame: id, number: self.attempts };
        let event = EventType::of_task(task.kind, TaskEvent::Started);
        let worker = self.settings.worker_name.as_deref();
        let details = || Details::Task { task, worker };
        frame.last_event =
            self.journal.add(&mut self.executions, frame.execution, frame.last_event, event, details);
        let deadline = call.timeout.map(|timeout| now.saturating_add(timeout));
        let timeout = deadline.map(|due| self.timers.set(due, Timer::TaskTimeout(id)));
        let heartbeat = call.heartbeat.map(|silence| {
            let timer = self.timers.set(now.saturating_add(silence), Timer::Heartbeat(id));
            Box::new(Heartbeat { timer, silence })
        });
        let number = frame.retries.total().saturating_add(1);
        let span = Span::attempt(state, task, number, &frame.span);
        frame.phase = Phase::Running(Attempt {
            id: attempt,
            task: call.task,
            token: start.token.clone(),
            timeout,
            heartbeat,
            handover: Handover::Working,
            #[cfg(feature = "durable")]
            payload: super::at_work::PayloadPlace::of(&call.payload),
            span: span.clone(),
        });
        (start.attempt, start.state, start.number) = (attempt, state.name, number);
        (start.deadline, start.span) = (deadline, span);
        self.actions.push(Action::Start(start));
    }

    /// A handler has ended. An attempt that is over already changes nothing but permits.
    pub(crate) fn attempt_ended(&mut self, id: AttemptId, ended: Ended) {
        for issuer in self.permits.gone(id) {
            self.permit_freed(issuer);
        }
        let Some(task) = self.attempt_mut(id).map(|attempt| attempt.task) else { return };
        let Some(info) = self.task_info(task) else { return };
        match (Pattern::of(info.kind), ended) {
            (_, Ended::Dropped) => {}
            (Pattern::Answer, Ended::Answered(output)) => self.task_ended(id, Ok(output)),
            (Pattern::Job, Ended::Answered(output)) => {
                self.task_submitted(id, &Value::Null);
                self.task_ended(id, Ok(output));
            }
            (Pattern::Token, Ended::Answered(output)) => {
                self.task_submitted(id, output.json());
                let Some(attempt) = self.attempt_mut(id) else { return };
                let handover = std::mem::replace(&mut attempt.handover, Handover::Submitted);
                if let Handover::Answered(answer) = handover {
                    self.task_ended(id, *answer);
                }
            }
            (Pattern::Job, Ended::Failed(failure)) => {
                self.task_submitted(id, &Value::Null);
                self.task_ended(id, Err(failure));
            }
            (Pattern::Answer, Ended::Failed(failure) | Ended::Refused(failure)) => {
                self.task_ended(id, Err(failure));
            }
            (Pattern::Token, Ended::Failed(failure)) | (_, Ended::Refused(failure)) => {
                self.end_attempt(id, self.failed_by(id), Err(failure));
            }
        }
    }

    /// A request that fails before it was submitted has an event of its own (HIST-27).
    fn failed_by(&self, id: AttemptId) -> TaskEvent {
        match self.frames.get(id.frame).map(|frame| &frame.phase) {
            Some(Phase::Running(attempt)) if attempt.handover.is_submitted() => TaskEvent::Failed,
            _ => TaskEvent::SubmitFailed,
        }
    }

    /// Someone answered a task's token (TASK-7).
    pub(crate) fn token_answered(&mut self, id: AttemptId, answer: Result<Value, Failure>) {
        let Some(task) = self.attempt_mut(id).map(|attempt| attempt.task) else { return };
        let Some(info) = self.task_info(task) else { return };
        let Some(attempt) = self.attempt_mut(id) else { return };
        let answer = answer.map(StateData::Own);
        match (&attempt.handover, Pattern::of(info.kind)) {
            // The request counts as submitted when the handler says so, and nothing is left to stop then.
            (Handover::Working, Pattern::Token) => attempt.handover = Handover::Answered(Box::new(answer)),
            (Handover::Working | Handover::Attending, _) => {
                self.task_submitted(id, &Value::Null);
                self.cancel_handler(id);
                self.task_ended(id, answer);
            }
            (Handover::Submitted, _) => self.task_ended(id, answer),
            // Who answers has taken it.
            #[cfg(feature = "durable")]
            (Handover::Offered(_), _) => self.task_ended(id, answer),
            (Handover::Answered(_), _) => {}
            #[cfg(feature = "durable")]
            (Handover::Child, _) => {}
        }
    }

    /// A sign of life: the time of silence starts anew (TASK-10).
    pub(crate) fn heartbeat(&mut self, id: AttemptId) {
        let now = self.journal.now;
        let Some(frame) = self.frames.get_mut(id.frame) else { return };
        let Phase::Running(attempt) = &mut frame.phase else { return };
        if attempt.id != id {
            return;
        }
        if let Some(heartbeat) = &mut attempt.heartbeat {
            self.timers.clear(heartbeat.timer);
            let due = now.saturating_add(heartbeat.silence);
            heartbeat.timer = self.timers.set(due, Timer::Heartbeat(id.frame));
        }
    }

    /// A task's timeout, or its heartbeat's, has passed (TIME-6).
    pub(super) fn task_timed_out(&mut self, frame: FrameId, kind: FailureKind) {
        let Some(frame) = self.frames.get_mut(frame) else { return };
        let Phase::Running(attempt) = &mut frame.phase else { return };
        let (id, task) = (attempt.id, attempt.task);
        let is_at_work = attempt.handover.is_at_work();
        let Some(info) = self.task_info(task) else { return };
        if is_at_work {
            if Pattern::of(info.kind) != Pattern::Answer {
                self.task_submitted(id, &Value::Null);
            }
            self.cancel_handler(id);
        } else {
            // Its handler is gone, but may have left its context to someone who still works.
            self.actions.push(Action::Cancel { attempt: id, token: None });
        }
        let Some(attempt) = self.attempt_mut(id) else { return };
        match std::mem::replace(&mut attempt.handover, Handover::Submitted) {
            Handover::Answered(answer) => self.task_ended(id, *answer),
            handover => {
                #[cfg(feature = "durable")]
                self.stop_child_of(id, &handover);
                #[cfg(not(feature = "durable"))]
                drop(handover);
                self.end_attempt(id, TaskEvent::TimedOut, Err(Failure::timeout(kind)));
            }
        }
    }

    /// The task of an attempt that is not over.
    #[cfg(feature = "durable")]
    pub(crate) fn task_at_work(&self, id: AttemptId) -> Option<TaskId> {
        match &self.frames.get(id.frame)?.phase {
            Phase::Running(attempt) if attempt.id == id => Some(attempt.task),
            _ => None,
        }
    }

    pub(super) fn attempt_mut(&mut self, id: AttemptId) -> Option<&mut Attempt> {
        match &mut self.frames.get_mut(id.frame)?.phase {
            Phase::Running(attempt) if attempt.id == id => Some(attempt),
            _ => None,
        }
    }

    /// Tells a handler to stop. Its token, if any, is closed when the attempt ends.
    fn cancel_handler(&mut self, id: AttemptId) {
        let permit = self.frames.get(id.frame).and_then(|frame| frame.permit);
        self.permits.stopping(id, permit);
        self.actions.push(Action::Cancel { attempt: id, token: None });
    }

    /// A handler reports that its request was accepted, and goes on (HIST-24).
    pub(crate) fn submitted(&mut self, id: AttemptId, output: &Value) {
        let Some(task) = self.attempt_mut(id).map(|attempt| attempt.task) else { return };
        let Some(info) = self.task_info(task) else { return };
        if Pattern::of(info.kind) == Pattern::Answer {
            return;
        }
        self.task_submitted(id, output);
        if let Some(attempt) = self.attempt_mut(id)
            && matches!(attempt.handover, Handover::Working)
        {
            attempt.handover = Handover::Attending;
        }
    }

    /// Writes that a request was submitted, unless that is written already.
    pub(super) fn task_submitted(&mut self, id: AttemptId, output: &Value) {
        let Some(frame) = self.frames.get_mut(id.frame) else { return };
        let Phase::Running(attempt) = &frame.phase else { return };
        if attempt.handover.is_submitted() {
            return;
        }
        let Some(task) = self.info.tasks.get(usize::from(attempt.task.0)) else { return };
        frame.last_event = self.journal.add(
            &mut self.executions,
            frame.execution,
            frame.last_event,
            EventType::TaskSubmitted,
            || Details::TaskOutput { task, output },
        );
    }

    pub(super) fn task_ended(&mut self, id: AttemptId, result: Result<StateData, Failure>) {
        let result = match self.settings.limits.measure_data() {
            true => self.measured(id, result),
            false => result,
        };
        let event = if result.is_ok() { TaskEvent::Succeeded } else { TaskEvent::Failed };
        self.end_attempt(id, event, result);
    }

    fn measured(&mut self, id: AttemptId, result: Result<StateData, Failure>) -> Result<StateData, Failure> {
        let task = self.attempt_mut(id).map(|attempt| attempt.task).and_then(|task| self.task_info(task));
        match task {
            Some(task) => result.and_then(|output| self.limited_result(task, output)),
            None => result,
        }
    }

    fn end_attempt(&mut self, id: AttemptId, event: TaskEvent, result: Result<StateData, Failure>) {
        let Some(frame) = self.frames.get_mut(id.frame) else { return };
        let Phase::Running(attempt) = &mut frame.phase else { return };
        let timers = [attempt.timeout.take(), attempt.heartbeat.take().map(|heartbeat| heartbeat.timer)];
        for timer in timers.into_iter().flatten() {
            self.timers.clear(timer);
        }
        if let Some(token) = attempt.token.take() {
            self.actions.push(Action::Close { attempt: id, token });
        }
        attempt.span.end(match &result {
            Ok(_) => End::Succeeded,
            Err(failure) => End::Failed(failure.name()),
        });
        let task = attempt.task;
        let Some(task) = self.info.tasks.get(usize::from(task.0)) else { return };
        let details = || match &result {
            Ok(output) => Details::TaskOutput { task, output: output.json() },
            Err(failure) => Details::TaskFailure { task, error: failure.error(), cause: failure.cause() },
        };
        let event = EventType::of_task(task.kind, event);
        frame.last_event =
            self.journal.add(&mut self.executions, frame.execution, frame.last_event, event, details);
        frame.phase = match result {
            Ok(output) => Phase::Completed(output),
            Err(failure) => Phase::Failed(failure, Origin::Attempt),
        };
        self.queue.push_back(id.frame);
    }
}
