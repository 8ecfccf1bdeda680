//! Distributed Maps: how they read and write, and what can be known of their map runs (DMAP-2).
//!
#![doc = include_str!("../docs/distributed_map.md")]

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

#[cfg(feature = "durable")]
mod json;

use crate::program::Tolerance;
use crate::time::Timestamp;

/// A map run: one visit of a distributed Map.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MapRun {
    /// Its ARN (NAME-7).
    pub map_run_arn: String,
    /// The ARN of the execution that the Map belongs to.
    pub execution_arn: String,
    /// The name of the Map.
    pub state_name: Cow<'static, str>,
    /// How it stands.
    pub status: MapRunStatus,
    /// When it started.
    pub start_date: Timestamp,
    /// How often it was redriven (DMAP-24).
    pub redrive_count: u32,
    /// When that was last done.
    pub redrive_date: Option<Timestamp>,
    /// When it ended.
    pub stop_date: Option<Timestamp>,
    /// At most so many children run at once; 0: as many as the runtime allows (MAP-7).
    pub max_concurrency: u32,
    /// So many items may fail; none: it was not said (DMAP-14).
    pub tolerated_failure_count: Option<u64>,
    /// So much of all items, in percent, may fail; none: it was not said.
    pub tolerated_failure_percentage: Option<f64>,
    /// What has become of the items.
    pub item_counts: MapRunCounts,
    /// What has become of the children. Without an `ItemBatcher` there is one for each item.
    pub execution_counts: MapRunCounts,
}

/// How a map run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MapRunStatus {
    /// It runs.
    Running,
    /// All children have ended, and no more have failed than was tolerated.
    Succeeded,
    /// Too many children failed, or items could not be read, or results not be written.
    Failed,
    /// What is around it ended.
    Aborted,
}

/// The word that the service has for it.
impl fmt::Display for MapRunStatus {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Running => "RUNNING",
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::Aborted => "ABORTED",
        })
    }
}

/// How many of the items, or of the children, of a map run stand where (DMAP-25).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct MapRunCounts {
    /// Not started, as far as is known: what has not been read is not counted, nor is a child whose batch has not
    /// been filled.
    pub pending: u64,
    /// Running.
    pub running: u64,
    /// Succeeded.
    pub succeeded: u64,
    /// Failed.
    pub failed: u64,
    /// Ended by their timeout.
    pub timed_out: u64,
    /// Stopped with their map run.
    pub aborted: u64,
    /// All of these.
    pub total: u64,
    /// Of those that did not succeed, how many a redrive could not run again (DMAP-25): they are too old, or too long,
    /// or are kept no more.
    pub failures_not_redrivable: u64,
    /// Ended without success, and about to run again since their execution was redriven (DMAP-24).
    pub pending_redrive: u64,
    /// Of those that ended, how many are in the files of the `ResultWriter`.
    pub results_written: u64,
}

impl MapRunCounts {
    /// How many have ended, one way or the other.
    #[cfg(feature = "durable")]
    pub(crate) fn ended(&self) -> u64 {
        self.succeeded + self.unsuccessful()
    }

    /// How many have ended without success.
    #[cfg(feature = "durable")]
    pub(crate) fn unsuccessful(&self) -> u64 {
        self.failed + self.timed_out + self.aborted
    }
}

/// A child execution of a map run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChildExecution {
    /// Its ARN.
    pub execution_arn: String,
    /// Its name.
    pub name: String,
    /// The ARN of its map run.
    pub map_run_arn: String,
    /// When it started.
    pub start_date: Timestamp,
    /// How many items it works on.
    pub item_count: u64,
}

/// New limits for a map run; what is not given stays as it is.
///
/// ```
/// use asl_runtime::map_runs::MapRunUpdate;
///
/// let slower = MapRunUpdate::new().max_concurrency(5).tolerated_failure_percentage(10.0);
/// assert_eq!(slower, MapRunUpdate::new().tolerated_failure_percentage(10.0).max_concurrency(5));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MapRunUpdate {
    pub(crate) max_concurrency: Option<u32>,
    pub(crate) tolerance: Tolerance,
}

impl MapRunUpdate {
    /// Nothing new.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether its limits can be.
    pub(crate) fn is_possible(&self) -> bool {
        self.tolerance.percentage.is_none_or(|percentage| (0.0..=100.0).contains(&percentage))
    }

    /// At most so many children at once; 0: as many as the runtime allows. Children that run are not stopped.
    #[must_use]
    pub fn max_concurrency(mut self, children: u32) -> Self {
        self.max_concurrency = Some(children);
        self
    }

    /// So many items may fail.
    #[must_use]
    pub fn tolerated_failure_count(mut self, items: u64) -> Self {
        self.tolerance.count = Some(items);
        self
    }

    /// So much of all items, in percent, may fail.
    #[must_use]
    pub fn tolerated_failure_percentage(mut self, percentage: f64) -> Self {
        self.tolerance.percentage = Some(percentage);
        self
    }
}

/// Why a map run was not updated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum MapRunError {
    /// No map run with that ARN runs.
    NotRunning,
    /// A percentage is not between 0 and 100.
    InvalidPercentage,
}

impl MapRunError {
    /// The name that the service gives the error (API-24).
    pub fn name(self) -> &'static str {
        match self {
            Self::NotRunning | Self::InvalidPercentage => "ValidationException",
        }
    }
}

impl fmt::Display for MapRunError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::NotRunning => "no map run with that ARN runs",
            Self::InvalidPercentage => "a tolerated failure percentage is between 0 and 100",
        })
    }
}

impl Error for MapRunError {}
