//! The types of events.

use std::fmt;
use std::str::FromStr;

use crate::program::{StateKind, TaskKind};

/// Each type, with the member of an event's JSON that holds its details.
macro_rules! event_types {
    ($($name:ident $(=> $member:literal)?,)*) => {
        /// What happened (HIST-6).
        ///
        /// `TaskStartFailed`, `LambdaFunctionScheduleFailed`, `LambdaFunctionStartFailed` and
        /// `ActivityScheduleFailed` are in histories of the service only: here a handler is called without anything in
        /// between that could fail (HIST-27).
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[expect(missing_docs, reason = "each is named as AWS names it")]
        pub enum EventType {
            $($name,)*
        }

        impl EventType {
            /// All of them, in the order of HIST-6.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The service's name of it.
            ///
            /// ```
            /// use asl_runtime::history::EventType;
            ///
            /// assert_eq!(EventType::PassStateEntered.name(), "PassStateEntered");
            /// assert_eq!("PassStateEntered".parse(), Ok(EventType::PassStateEntered));
            /// ```
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => stringify!($name),)*
                }
            }

            /// The member of such an event's JSON that holds its details, if it has any (HIST-7).
            ///
            /// ```
            /// use asl_runtime::history::EventType;
            ///
            /// assert_eq!(EventType::PassStateEntered.details_member(), Some("stateEnteredEventDetails"));
            /// assert_eq!(EventType::WaitStateAborted.details_member(), None);
            /// ```
            pub fn details_member(self) -> Option<&'static str> {
                match self {
                    $(Self::$name => event_types!(@member $($member)?),)*
                }
            }
        }
    };
    (@member) => { None };
    (@member $member:literal) => { Some($member) };
}

event_types! {
    ExecutionStarted => "executionStartedEventDetails",
    ExecutionSucceeded => "executionSucceededEventDetails",
    ExecutionFailed => "executionFailedEventDetails",
    ExecutionAborted => "executionAbortedEventDetails",
    ExecutionTimedOut => "executionTimedOutEventDetails",
    ExecutionRedriven => "executionRedrivenEventDetails",
    TaskStateEntered => "stateEnteredEventDetails",
    TaskStateExited => "stateExitedEventDetails",
    PassStateEntered => "stateEnteredEventDetails",
    PassStateExited => "stateExitedEventDetails",
    ChoiceStateEntered => "stateEnteredEventDetails",
    ChoiceStateExited => "stateExitedEventDetails",
    WaitStateEntered => "stateEnteredEventDetails",
    WaitStateExited => "stateExitedEventDetails",
    SucceedStateEntered => "stateEnteredEventDetails",
    SucceedStateExited => "stateExitedEventDetails",
    FailStateEntered => "stateEnteredEventDetails",
    ParallelStateEntered => "stateEnteredEventDetails",
    ParallelStateExited => "stateExitedEventDetails",
    MapStateEntered => "stateEnteredEventDetails",
    MapStateExited => "stateExitedEventDetails",
    TaskScheduled => "taskScheduledEventDetails",
    TaskStarted => "taskStartedEventDetails",
    TaskStartFailed => "taskStartFailedEventDetails",
    TaskSubmitted => "taskSubmittedEventDetails",
    TaskSubmitFailed => "taskSubmitFailedEventDetails",
    TaskSucceeded => "taskSucceededEventDetails",
    TaskFailed => "taskFailedEventDetails",
    TaskTimedOut => "taskTimedOutEventDetails",
    TaskStateAborted,
    LambdaFunctionScheduled => "lambdaFunctionScheduledEventDetails",
    LambdaFunctionScheduleFailed => "lambdaFunctionScheduleFailedEventDetails",
    LambdaFunctionStarted,
    LambdaFunctionStartFailed => "lambdaFunctionStartFailedEventDetails",
    LambdaFunctionSucceeded => "lambdaFunctionSucceededEventDetails",
    LambdaFunctionFailed => "lambdaFunctionFailedEventDetails",
    LambdaFunctionTimedOut => "lambdaFunctionTimedOutEventDetails",
    ActivityScheduled => "activityScheduledEventDetails",
    ActivityScheduleFailed => "activityScheduleFailedEventDetails",
    ActivityStarted => "activityStartedEventDetails",
    ActivitySucceeded => "activitySucceededEventDetails",
    ActivityFailed => "activityFailedEventDetails",
    ActivityTimedOut => "activityTimedOutEventDetails",
    WaitStateAborted,
    ParallelStateStarted,
    ParallelStateSucceeded,
    ParallelStateFailed,
    ParallelStateAborted,
    MapStateStarted => "mapStateStartedEventDetails",
    MapStateSucceeded,
    MapStateFailed,
    MapStateAborted,
    MapIterationStarted => "mapIterationStartedEventDetails",
    MapIterationSucceeded => "mapIterationSucceededEventDetails",
    MapIterationFailed => "mapIterationFailedEventDetails",
    MapIterationAborted => "mapIterationAbortedEventDetails",
    MapRunStarted => "mapRunStartedEventDetails",
    MapRunSucceeded,
    MapRunFailed => "mapRunFailedEventDetails",
    MapRunAborted,
    MapRunRedriven => "mapRunRedrivenEventDetails",
    EvaluationFailed => "evaluationFailedEventDetails",
}

impl fmt::Display for EventType {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.name())
    }
}

/// A text that is not the name of any type of events.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownEventType(String);

impl fmt::Display for UnknownEventType {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "`{}` is no type of an event", self.0)
    }
}

impl std::error::Error for UnknownEventType {}

impl FromStr for EventType {
    type Err = UnknownEventType;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().find(|event_type| event_type.name() == name);
        found.copied().ok_or_else(|| UnknownEventType(name.to_owned()))
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
    /// Whether an execution ends with it.
    pub(crate) fn is_end(self) -> bool {
        matches!(
            self,
            Self::ExecutionSucceeded
                | Self::ExecutionFailed
                | Self::ExecutionAborted
                | Self::ExecutionTimedOut
        )
    }

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
    #[inline(never)]
    pub(crate) fn exited(kind: StateKind) -> Option<Self> {
        // By itself it is a look into a table; within its callers it becomes a jump that no processor foresees.
        match kind {
            StateKind::Task => Some(Self::TaskStateExited),
            StateKind::Pass => Some(Self::PassStateExited),
            StateKind::Choice => Some(Self::ChoiceStateExited),
            StateKind::Wait => Some(Self::WaitStateExited),
            StateKind::Succeed => Some(Self::SucceedStateExited),
            StateKind::Fail => None,
            StateKind::Parallel => Some(Self::ParallelStateExited),
            StateKind::Map => Some(Self::MapStateExited),
        }
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
