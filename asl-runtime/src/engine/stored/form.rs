//! The stored form of a frame: JSON beside its row.

use std::borrow::Cow;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::map_run::CountsForm;
use crate::engine::at_work::PayloadPlace;
use crate::engine::frame::Origin;
use crate::program::{Failure, FailureKind};
use crate::time::Timestamp;

/// Seconds since 1970, and nanoseconds.
pub(super) type Time = (i64, u32);

pub(super) fn time(timestamp: Timestamp) -> Time {
    (timestamp.seconds(), timestamp.nanoseconds())
}

pub(super) fn timestamp((seconds, nanoseconds): Time) -> Timestamp {
    Timestamp::new(seconds, nanoseconds)
}

/// A frame without its values.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FrameForm {
    /// Its place among the frames.
    pub(super) place: u32,
    pub(super) entered_time: Time,
    pub(super) entered_event: u64,
    pub(super) entered_after: u64,
    pub(super) last_event: u64,
    /// Retries of this visit, by retrier.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) retries: Vec<u32>,
    /// Whether it has variables, or an item, of its own.
    #[serde(flatten)]
    pub(super) phase: PhaseForm,
}

/// How far the state has got.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "phase", rename_all = "kebab-case")]
pub(super) enum PhaseForm {
    Entering,
    Preparing,
    Starting {
        payload: PlaceForm,
        timeout: Option<Duration>,
        heartbeat: Option<Duration>,
        role_arn: Option<String>,
        token: Option<String>,
    },
    Running {
        attempt: u64,
        payload: PlaceForm,
        token: Option<String>,
        /// When its time is up.
        timeout: Option<Time>,
        /// When its silence is too long, and how long that is.
        heartbeat: Option<(Time, Duration)>,
        handover: HandoverForm,
    },
    Waiting {
        until: Time,
    },
    RetryWaiting {
        until: Time,
    },
    Joining {
        started: u64,
        cause: u64,
        /// How many branches or items there are.
        length: usize,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        map: Option<MapForm>,
    },
    /// The result is a value of the frame.
    Completed,
    Failed {
        failure: FailureForm,
        origin: OriginForm,
    },
}

/// An inline Map that runs.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct MapForm {
    /// The first state of its processor.
    pub(super) processor: String,
    pub(super) max_concurrency: usize,
    pub(super) next_item: u64,
    pub(super) effective_input: PlaceForm,
    /// For a distributed Map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) run: Option<Box<CountsForm>>,
}

/// Where a value is.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum PlaceForm {
    /// It is the raw input.
    Input,
    /// It is a value of its own.
    Own,
}

impl From<PayloadPlace> for PlaceForm {
    fn from(place: PayloadPlace) -> Self {
        match place {
            PayloadPlace::Input => Self::Input,
            PayloadPlace::Own => Self::Own,
        }
    }
}

impl From<PlaceForm> for PayloadPlace {
    fn from(place: PlaceForm) -> Self {
        match place {
            PlaceForm::Input => Self::Input,
            PlaceForm::Own => Self::Own,
        }
    }
}

/// How far a handler has got.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum HandoverForm {
    Working,
    Attending,
    /// The token was answered while the handler was at work; a good answer is a value of the frame.
    Answered(Option<FailureForm>),
    Submitted,
    /// A child execution works on it.
    Child,
    /// So much silence it bears when a worker has taken it.
    Offered(Option<Duration>),
}

/// Where a failure came up.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum OriginForm {
    Input,
    Output,
    Attempt,
    Children,
}

impl From<Origin> for OriginForm {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::Input => Self::Input,
            Origin::Output => Self::Output,
            Origin::Attempt => Self::Attempt,
            Origin::Children => Self::Children,
        }
    }
}

impl From<OriginForm> for Origin {
    fn from(origin: OriginForm) -> Self {
        match origin {
            OriginForm::Input => Self::Input,
            OriginForm::Output => Self::Output,
            OriginForm::Attempt => Self::Attempt,
            OriginForm::Children => Self::Children,
        }
    }
}

/// A failure.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FailureForm {
    error: Option<String>,
    cause: Option<String>,
    kind: KindForm,
    /// The field of an evaluation that failed, if the history does not tell of it yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    evaluation: Option<Option<String>>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum KindForm {
    Reported,
    FailState,
    Timeout,
    HeartbeatTimeout,
    Runtime,
    DataLimit,
    Interpreter,
}

impl From<&Failure> for FailureForm {
    fn from(failure: &Failure) -> Self {
        let owned = |text: Option<&str>| text.map(str::to_owned);
        let kind = match failure.kind() {
            FailureKind::Reported => KindForm::Reported,
            FailureKind::FailState => KindForm::FailState,
            FailureKind::Timeout => KindForm::Timeout,
            FailureKind::HeartbeatTimeout => KindForm::HeartbeatTimeout,
            FailureKind::Runtime => KindForm::Runtime,
            FailureKind::DataLimit => KindForm::DataLimit,
            FailureKind::Interpreter => KindForm::Interpreter,
        };
        let evaluation = failure.open_evaluation().map(|evaluation| owned(evaluation.location.as_deref()));
        Self { error: owned(failure.error()), cause: owned(failure.cause()), kind, evaluation }
    }
}

impl From<FailureForm> for Failure {
    fn from(form: FailureForm) -> Self {
        let kind = match form.kind {
            KindForm::Reported => FailureKind::Reported,
            KindForm::FailState => FailureKind::FailState,
            KindForm::Timeout => FailureKind::Timeout,
            KindForm::HeartbeatTimeout => FailureKind::HeartbeatTimeout,
            KindForm::Runtime => FailureKind::Runtime,
            KindForm::DataLimit => FailureKind::DataLimit,
            KindForm::Interpreter => FailureKind::Interpreter,
        };
        let evaluation = form.evaluation.map(|location| location.map(Cow::Owned));
        Failure::restored(form.error.map(Cow::Owned), form.cause.map(Cow::Owned), kind, evaluation)
    }
}
