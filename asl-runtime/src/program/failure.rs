//! A failure on its way through Retry and Catch.

use std::borrow::Cow;

use crate::error::TaskError;

/// Why a state failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    error: Option<Cow<'static, str>>,
    cause: Option<Cow<'static, str>>,
    kind: FailureKind,
    /// In a box, since it is rare and failures go through many hands.
    evaluation: Option<Box<Evaluation>>,
}

/// That a failure is one of JSONata, which the history has an event of its own for (HIST-50).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Evaluation {
    /// The field whose expression failed, as causes name it (JNA-34); a Map without Items has none.
    pub location: Option<Cow<'static, str>>,
}

/// Where a failure comes from; decides who can catch it and what its cause is prefixed with (ERR-23).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FailureKind {
    /// A task or a child: name and cause are the user's.
    Reported,
    /// A Fail state: name and cause are the user's, and empty for a catcher where it has none (END-4).
    FailState,
    /// `TimeoutSeconds` passed (ERR-5).
    Timeout,
    /// `HeartbeatSeconds` passed: a timeout by name, matched under both names (ERR-6).
    HeartbeatTimeout,
    /// `States.Runtime`: ends the execution, whatever Retry and Catch say (ERR-10, ERR-20).
    Runtime,
    /// `States.DataLimitExceeded` at the boundary of a state: ends the execution (ERR-12).
    DataLimit,
    /// Raised by the interpreter and open to Retry and Catch; the cause is prefixed.
    Interpreter,
}

impl Failure {
    fn new(error: Option<Cow<'static, str>>, cause: Option<Cow<'static, str>>, kind: FailureKind) -> Self {
        Self { error, cause, kind, evaluation: None }
    }

    /// A failure with the user's own name and cause.
    pub fn reported(error: Option<Cow<'static, str>>, cause: Option<Cow<'static, str>>) -> Self {
        Self::new(error, cause, FailureKind::Reported)
    }

    /// The failure of a Fail state.
    pub fn fail_state(error: Option<Cow<'static, str>>, cause: Option<Cow<'static, str>>) -> Self {
        Self::new(error, cause, FailureKind::FailState)
    }

    /// `States.Runtime` with a cause, which gets its prefix from the host (ERR-23).
    pub fn runtime(cause: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Some("States.Runtime".into()), Some(cause.into()), FailureKind::Runtime)
    }

    /// `States.DataLimitExceeded` at the boundary of a state.
    pub fn data_limit(cause: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Some("States.DataLimitExceeded".into()), Some(cause.into()), FailureKind::DataLimit)
    }

    /// An error of the interpreter that Retry and Catch see.
    pub fn interpreter(error: &'static str, cause: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Some(error.into()), Some(cause.into()), FailureKind::Interpreter)
    }

    /// `States.QueryEvaluationError` (JNA-33); `location` is the field.
    pub fn evaluation(location: Option<&'static str>, cause: impl Into<Cow<'static, str>>) -> Self {
        let failure = Self::interpreter("States.QueryEvaluationError", cause);
        Self { evaluation: Some(Box::new(Evaluation { location: location.map(Cow::Borrowed) })), ..failure }
    }

    /// A failure that a store kept; `evaluation` is the field of one that the history does not tell of yet.
    #[cfg(feature = "durable")]
    pub(crate) fn restored(
        error: Option<Cow<'static, str>>,
        cause: Option<Cow<'static, str>>,
        kind: FailureKind,
        evaluation: Option<Option<Cow<'static, str>>>,
    ) -> Self {
        let evaluation = evaluation.map(|location| Box::new(Evaluation { location }));
        Self { error, cause, kind, evaluation }
    }

    /// What the history does not tell of yet.
    #[cfg(feature = "durable")]
    pub(crate) fn open_evaluation(&self) -> Option<&Evaluation> {
        self.evaluation.as_deref()
    }

    /// `States.Timeout`, by the task's timeout or by its heartbeat; it has no cause (TIME-6).
    pub fn timeout(kind: FailureKind) -> Self {
        Self::new(Some("States.Timeout".into()), None, kind)
    }

    /// The error name; empty where there is none (END-4).
    pub fn name(&self) -> &str {
        self.error.as_deref().unwrap_or_default()
    }

    /// The error name, if it has one.
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// The cause, if it has one.
    pub fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    /// Where it comes from.
    pub fn kind(&self) -> FailureKind {
        self.kind
    }

    /// What the history says of it before all else, once (HIST-50).
    pub(crate) fn take_evaluation(&mut self) -> Option<Evaluation> {
        self.evaluation.take().map(|evaluation| *evaluation)
    }

    /// Both parts.
    pub fn into_parts(self) -> (Option<Cow<'static, str>>, Option<Cow<'static, str>>) {
        (self.error, self.cause)
    }

    /// The same failure, coming from somewhere else.
    #[must_use]
    pub(crate) fn of_kind(mut self, kind: FailureKind) -> Self {
        self.kind = kind;
        self
    }

    /// Whether Retry and Catch see it at all (ERR-22).
    pub fn is_catchable(&self) -> bool {
        !matches!(self.kind, FailureKind::Runtime | FailureKind::DataLimit)
    }

    /// Whether `States.TaskFailed` matches: everything but a timeout (ERR-4).
    pub fn is_task_failed(&self) -> bool {
        self.name() != "States.Timeout"
    }

    /// Whether `States.HeartbeatTimeout` matches (ERR-6).
    pub fn is_heartbeat_timeout(&self) -> bool {
        self.kind == FailureKind::HeartbeatTimeout || self.name() == "States.HeartbeatTimeout"
    }

    /// The same failure with a text before its cause (ERR-23).
    #[must_use]
    pub fn prefixed(mut self, prefix: &str) -> Self {
        self.cause = Some(format!("{prefix}{}", self.cause.as_deref().unwrap_or_default()).into());
        self
    }
}

impl From<TaskError> for Failure {
    fn from(error: TaskError) -> Self {
        let (error, cause) = error.into_parts();
        Self::reported(error, cause)
    }
}
