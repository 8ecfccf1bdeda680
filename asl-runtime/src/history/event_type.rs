//! The types of events.

use std::fmt;

use crate::program::{StateKind, TaskKind};

/// What happened (HIST-6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
#[expect(missing_docs, reason = "each is named as AWS names it")]
pub enum EventType {
    ExecutionStarted,
    ExecutionSucceeded,
    ExecutionFailed,
    ExecutionAborted,
    ExecutionTimedOut,
    ExecutionRedriven,
    TaskStateEntered,
    TaskStateExited,
    PassStateEntered,
    PassStateExited,
    ChoiceStateEntered,
    ChoiceStateExited,
    WaitStateEntered,
    WaitStateExited,
    SucceedStateEntered,
    SucceedStateExited,
    FailStateEntered,
    ParallelStateEntered,
    ParallelStateExited,
    MapStateEntered,
    MapStateExited,
    TaskScheduled,
    TaskStarted,
    TaskStartFailed,
    TaskSubmitted,
    TaskSubmitFailed,
    TaskSucceeded,
    TaskFailed,
    TaskTimedOut,
    TaskStateAborted,
    LambdaFunctionScheduled,
    LambdaFunctionScheduleFailed,
    LambdaFunctionStarted,
    LambdaFunctionStartFailed,
    LambdaFunctionSucceeded,
    LambdaFunctionFailed,
    LambdaFunctionTimedOut,
    ActivityScheduled,
    ActivityScheduleFailed,
    ActivityStarted,
    ActivitySucceeded,
    ActivityFailed,
    ActivityTimedOut,
    WaitStateAborted,
    ParallelStateStarted,
    ParallelStateSucceeded,
    ParallelStateFailed,
    ParallelStateAborted,
    MapStateStarted,
    MapStateSucceeded,
    MapStateFailed,
    MapStateAborted,
    MapIterationStarted,
    MapIterationSucceeded,
    MapIterationFailed,
    MapIterationAborted,
    MapRunStarted,
    MapRunSucceeded,
    MapRunFailed,
    MapRunAborted,
    MapRunRedriven,
    EvaluationFailed,
}

impl fmt::Display for EventType {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, out)
    }
}

/// What happens to a task, whatever it calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TaskEvent {
    Scheduled,
    Started,
    Succeeded,
    Failed,
    SubmitFailed,
    TimedOut,
}

impl EventType {
    pub(crate) fn entered(kind: StateKind) -> Self {
        match kind {
            StateKind::Task => Self::TaskStateEntered,
            StateKind::Pass => Self::PassStateEntered,
            StateKind::Choice => Self::ChoiceStateEntered,
            StateKind::Wait => Self::WaitStateEntered,
            StateKind::Succeed => Self::SucceedStateEntered,
            StateKind::Fail => Self::FailStateEntered,
            StateKind::Parallel => Self::ParallelStateEntered,
            StateKind::Map => Self::MapStateEntered,
        }
    }

    /// The event of leaving a state; a Fail state has none (END-5).
    pub(crate) fn exited(kind: StateKind) -> Option<Self> {
        Some(match kind {
            StateKind::Task => Self::TaskStateExited,
            StateKind::Pass => Self::PassStateExited,
            StateKind::Choice => Self::ChoiceStateExited,
            StateKind::Wait => Self::WaitStateExited,
            StateKind::Succeed => Self::SucceedStateExited,
            StateKind::Fail => return None,
            StateKind::Parallel => Self::ParallelStateExited,
            StateKind::Map => Self::MapStateExited,
        })
    }

    /// The event of cutting a state off; those that never wait have none (HIST-41).
    pub(crate) fn aborted(kind: StateKind) -> Option<Self> {
        match kind {
            StateKind::Task => Some(Self::TaskStateAborted),
            StateKind::Wait => Some(Self::WaitStateAborted),
            StateKind::Parallel => Some(Self::ParallelStateAborted),
            StateKind::Map => Some(Self::MapStateAborted),
            StateKind::Pass | StateKind::Choice | StateKind::Succeed | StateKind::Fail => None,
        }
    }

    /// The event of a task, by what it calls (HIST-23, HIST-25).
    pub(crate) fn of_task(kind: TaskKind, event: TaskEvent) -> Self {
        match (kind, event) {
            (TaskKind::Lambda, TaskEvent::Scheduled) => Self::LambdaFunctionScheduled,
            (TaskKind::Lambda, TaskEvent::Started) => Self::LambdaFunctionStarted,
            (TaskKind::Lambda, TaskEvent::Succeeded) => Self::LambdaFunctionSucceeded,
            (TaskKind::Lambda, TaskEvent::Failed) => Self::LambdaFunctionFailed,
            (TaskKind::Lambda, TaskEvent::TimedOut) => Self::LambdaFunctionTimedOut,
            (TaskKind::Activity, TaskEvent::Scheduled) => Self::ActivityScheduled,
            (TaskKind::Activity, TaskEvent::Started) => Self::ActivityStarted,
            (TaskKind::Activity, TaskEvent::Succeeded) => Self::ActivitySucceeded,
            (TaskKind::Activity, TaskEvent::Failed) => Self::ActivityFailed,
            (TaskKind::Activity, TaskEvent::TimedOut) => Self::ActivityTimedOut,
            (_, TaskEvent::Scheduled) => Self::TaskScheduled,
            (_, TaskEvent::Started) => Self::TaskStarted,
            (_, TaskEvent::Succeeded) => Self::TaskSucceeded,
            (_, TaskEvent::SubmitFailed) => Self::TaskSubmitFailed,
            (_, TaskEvent::Failed) => Self::TaskFailed,
            (_, TaskEvent::TimedOut) => Self::TaskTimedOut,
        }
    }
}
