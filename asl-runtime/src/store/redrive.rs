//! Redrive: an execution that did not succeed goes on from where it ended (EXEC-15, API-16).

use std::collections::VecDeque;
use std::fmt;
use std::time::Duration;

use super::Status;
use crate::program::WorkflowKind;
use crate::time::Timestamp;

/// What keeps executions from being redriven. Off AWS nothing needs to be limited, so nothing is by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct RedriveLimits {
    /// An execution may have ended so long ago.
    pub period: Option<Duration>,
    /// It may have been started so long ago.
    pub age: Option<Duration>,
    /// It may be redriven so often.
    pub times: Option<u32>,
    /// It has fewer events than these.
    pub events: Option<u64>,
}

impl RedriveLimits {
    /// No limits.
    pub const NONE: Self = Self { period: None, age: None, times: None, events: None };

    /// The service's limits (EXEC-15).
    pub const AWS: Self = Self {
        period: Some(Duration::from_secs(14 * DAY)),
        age: Some(Duration::from_secs(365 * DAY)),
        times: Some(1_000),
        events: Some(24_999),
    };
}

const DAY: u64 = 24 * 60 * 60;

/// Why an execution can't be redriven: `redriveStatusReason` (EXEC-16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NotRedrivable {
    /// It runs.
    Running,
    /// It has succeeded.
    Succeeded,
    /// It is a child of a map run, and goes on with that: `REDRIVABLE_BY_MAP_RUN`.
    ByMapRun,
    /// Express executions keep nothing to go on from.
    Express,
    /// Its history has no room.
    Events,
    /// It was started too long ago.
    Age,
    /// It ended too long ago.
    Period,
    /// It was redriven often enough.
    Times,
}

impl fmt::Display for NotRedrivable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Running => "Execution is RUNNING and cannot be redriven",
            Self::Succeeded => "Execution is SUCCEEDED and cannot be redriven",
            Self::ByMapRun => "Execution is a child of a Map Run: its parent execution can be redriven",
            Self::Express => "Execution is EXPRESS and cannot be redriven",
            Self::Events => "Execution history event limit exceeded",
            Self::Age => "Execution has exceeded the max execution time",
            Self::Period => "Execution redrivable period exceeded",
            Self::Times => "Execution redrive limit exceeded",
        })
    }
}

/// A redrive, as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redrive {
    /// When.
    pub time: Timestamp,
    /// What tells this wish from another. The service knows the last ten of an execution again, for 15 minutes: the same one
    /// then changes nothing, and gets the same answer (API-16).
    pub client_token: Option<String>,
    /// What keeps it from being done.
    pub limits: RedriveLimits,
}

/// An answer is given again for a client token that was first used less than so long ago.
pub(super) const TOKENS_LAST: Duration = Duration::from_secs(15 * 60);

/// So many client tokens of an execution are known again, the last ones.
pub(super) const TOKENS: usize = 10;

/// The client tokens that an execution was redriven for, with the times, the last one last.
#[derive(Debug, Clone, Default)]
pub(super) struct RedriveTokens(VecDeque<(String, Timestamp)>);

impl RedriveTokens {
    /// When the execution was redriven for a token, if that still counts.
    pub(super) fn time_of(&self, token: &str, now: Timestamp) -> Option<Timestamp> {
        let (_, time) = self.0.iter().find(|(known, _)| known == token)?;
        (now.saturating_since(*time) < TOKENS_LAST).then_some(*time)
    }

    /// It is redriven for a token.
    pub(super) fn note(&mut self, token: String, time: Timestamp) {
        self.0.retain(|(known, _)| *known != token);
        self.0.push_back((token, time));
        if self.0.len() > TOKENS {
            self.0.pop_front();
        }
    }
}

/// That an execution was redriven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Redriven {
    /// When: with a client token that was used before, when that was.
    pub time: Timestamp,
}

/// What decides whether an execution can be redriven.
#[derive(Debug, Clone, Copy)]
pub(super) struct Redrivable {
    pub(super) kind: WorkflowKind,
    pub(super) status: Status,
    pub(super) start_time: Timestamp,
    pub(super) stop_time: Option<Timestamp>,
    pub(super) events: u64,
    pub(super) redrive_count: u32,
    pub(super) family: Family,
}

/// Who may redrive an execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Family {
    /// Anybody.
    Own,
    /// The map run that it is a child of.
    MapRun,
}

impl Redrivable {
    /// For whoever asks for it by its ARN.
    pub(super) fn check(&self, limits: &RedriveLimits, now: Timestamp) -> Result<(), NotRedrivable> {
        match (self.status, self.family) {
            (Status::Running | Status::Succeeded, _) | (_, Family::Own) => self.by_itself(limits, now),
            (_, Family::MapRun) => Err(NotRedrivable::ByMapRun),
        }
    }

    /// For its map run (DMAP-24): Express ones start anew, however they were.
    pub(super) fn check_for_map_run(
        &self,
        limits: &RedriveLimits,
        now: Timestamp,
    ) -> Result<(), NotRedrivable> {
        match self.by_itself(limits, now) {
            Err(NotRedrivable::Express) => Ok(()),
            checked => checked,
        }
    }

    fn by_itself(&self, limits: &RedriveLimits, now: Timestamp) -> Result<(), NotRedrivable> {
        let is_older = |time: Timestamp, limit: Option<Duration>| {
            limit.is_some_and(|limit| now.saturating_since(time) > limit)
        };
        match self.status {
            Status::Running => Err(NotRedrivable::Running),
            Status::Succeeded => Err(NotRedrivable::Succeeded),
            _ if self.kind == WorkflowKind::Express => Err(NotRedrivable::Express),
            _ if limits.events.is_some_and(|most| self.events >= most) => Err(NotRedrivable::Events),
            _ if is_older(self.start_time, limits.age) => Err(NotRedrivable::Age),
            _ if is_older(self.stop_time.unwrap_or(now), limits.period) => Err(NotRedrivable::Period),
            _ if limits.times.is_some_and(|most| self.redrive_count >= most) => Err(NotRedrivable::Times),
            Status::Failed | Status::TimedOut | Status::Aborted => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_can_be_redriven() {
        const STOPPED: Timestamp = Timestamp::new(1_000_000, 0);
        let failed = Redrivable {
            kind: WorkflowKind::Standard,
            status: Status::Failed,
            start_time: Timestamp::new(0, 0),
            stop_time: Some(STOPPED),
            events: 24_998,
            redrive_count: 999,
            family: Family::Own,
        };
        let cases = [
            (failed, 0, Ok(())),
            (Redrivable { status: Status::TimedOut, ..failed }, 14 * DAY, Ok(())),
            (Redrivable { status: Status::Aborted, ..failed }, 14 * DAY, Ok(())),
            (failed, 14 * DAY + 1, Err(NotRedrivable::Period)),
            (Redrivable { events: 24_999, ..failed }, 0, Err(NotRedrivable::Events)),
            (Redrivable { redrive_count: 1_000, ..failed }, 0, Err(NotRedrivable::Times)),
            (
                Redrivable { start_time: Timestamp::new(-400 * DAY as i64, 0), ..failed },
                0,
                Err(NotRedrivable::Age),
            ),
            (Redrivable { status: Status::Running, ..failed }, 0, Err(NotRedrivable::Running)),
            (Redrivable { status: Status::Succeeded, ..failed }, 0, Err(NotRedrivable::Succeeded)),
            (Redrivable { kind: WorkflowKind::Express, ..failed }, 0, Err(NotRedrivable::Express)),
            (Redrivable { family: Family::MapRun, ..failed }, 0, Err(NotRedrivable::ByMapRun)),
            (
                Redrivable { family: Family::MapRun, status: Status::Running, ..failed },
                0,
                Err(NotRedrivable::Running),
            ),
        ];
        for (execution, seconds_later, expected) in cases {
            let now = STOPPED.saturating_add(Duration::from_secs(seconds_later));
            assert_eq!(execution.check(&RedriveLimits::AWS, now), expected, "{execution:?}");
            let unlimited = execution.check(&RedriveLimits::NONE, now);
            let is_limit = matches!(
                expected,
                Err(NotRedrivable::Period
                    | NotRedrivable::Events
                    | NotRedrivable::Times
                    | NotRedrivable::Age)
            );
            assert_eq!(unlimited, if is_limit { Ok(()) } else { expected }, "{execution:?}");
        }
    }
}
