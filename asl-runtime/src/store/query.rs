//! What clients ask of a store.

use super::redrive::{Family, Redrivable};
use super::{EventRow, ExecutionKey, Locator, NotRedrivable, RedriveLimits, Status, WaitsFor};
use crate::program::WorkflowKind;
use crate::time::Timestamp;

/// DescribeExecution (API-13).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Description {
    /// Its key in the store.
    pub key: ExecutionKey,
    /// Its ARN.
    pub arn: String,
    /// The name of its state machine.
    pub machine: String,
    /// Its name.
    pub name: String,
    /// The hash of its definition.
    pub hash: String,
    /// Standard or Express.
    pub kind: WorkflowKind,
    /// Its status.
    pub status: Status,
    /// When it was started.
    pub start_time: Timestamp,
    /// When it ended.
    pub stop_time: Option<Timestamp>,
    /// JSON.
    pub input: String,
    /// JSON, of one that succeeded.
    pub output: Option<String>,
    /// The error of one that failed or was stopped.
    pub error: Option<String>,
    /// Its cause.
    pub cause: Option<String>,
    /// How often it was redriven.
    pub redrive_count: u32,
    /// When that was last done.
    pub redrive_time: Option<Timestamp>,
    /// How many events its history has.
    pub events: u64,
    /// The ARN of the map run that it is a child of.
    pub map_run: Option<String>,
}

impl Description {
    /// `redriveStatus` (EXEC-16): whether the execution can be redriven now, and why not.
    ///
    /// # Errors
    ///
    /// The reason, if it can't.
    pub fn redrivable(&self, limits: &RedriveLimits, now: Timestamp) -> Result<(), NotRedrivable> {
        self.as_redrivable().check(limits, now)
    }

    /// Whether its map run can let it run again (DMAP-24).
    pub(crate) fn redrivable_by_map_run(
        &self,
        limits: &RedriveLimits,
        now: Timestamp,
    ) -> Result<(), NotRedrivable> {
        self.as_redrivable().check_for_map_run(limits, now)
    }

    fn as_redrivable(&self) -> Redrivable {
        let Self { kind, status, start_time, stop_time, events, redrive_count, .. } = *self;
        let family = if self.map_run.is_some() { Family::MapRun } else { Family::Own };
        Redrivable { kind, status, start_time, stop_time, events, redrive_count, family }
    }

    /// Without its input, and what it came to.
    pub(super) fn short(self) -> Self {
        Self { input: String::new(), output: None, error: None, cause: None, ..self }
    }
}

/// Which executions (API-15).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExecutionQuery {
    /// Of this state machine only.
    pub machine: Option<String>,
    /// Children of this map run only, by its ARN.
    pub map_run: Option<String>,
    /// With this status only.
    pub status: Option<Status>,
    /// Redriven or not redriven ones only.
    pub redriven: Option<RedriveFilter>,
    /// Of definitions other than these only: what no running binary has.
    pub unknown_to: Option<Vec<String>>,
    /// So many at most; 0: 100.
    pub most: usize,
    /// Go on behind the page that gave this.
    pub after: Option<ExecutionKey>,
}

/// Which executions, by whether they were redriven: `redriveFilter` (API-15).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RedriveFilter {
    /// `REDRIVEN`
    Redriven,
    /// `NOT_REDRIVEN`
    NotRedriven,
}

impl RedriveFilter {
    /// Whether an execution that was redriven so often is meant.
    pub(super) fn takes(self, redrive_count: u32) -> bool {
        (redrive_count > 0) == (self == Self::Redriven)
    }
}

/// How many rows make a page (API-33).
pub(super) fn page_size(most: usize) -> usize {
    if most == 0 { 100 } else { most }
}

/// Executions, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecutionPage {
    /// Descriptions; input, output, error and cause are left empty.
    pub executions: Vec<Description>,
    /// Where the next page begins, if there are more.
    pub next: Option<ExecutionKey>,
}

/// In which order events come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// The oldest first.
    #[default]
    Forward,
    /// The newest first.
    Reverse,
}

/// Which events (API-14).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventQuery {
    /// The ARN of the execution.
    pub arn: String,
    /// In which order.
    pub order: Order,
    /// So many at most; 0: 100.
    pub most: usize,
    /// Go on behind the event with this id.
    pub after: Option<u64>,
}

/// Events of an execution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventPage {
    /// In the order that was asked for.
    pub events: Vec<EventRow>,
    /// What to give as [`EventQuery::after`] for the next page, if there are more.
    pub next: Option<u64>,
}

/// A token that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PendingToken {
    /// Which.
    pub locator: Locator,
    /// The ARN of the execution.
    pub arn: String,
    /// The name of the state.
    pub state: String,
    /// The resource of the task.
    pub resource: String,
    /// Since when.
    pub since: Timestamp,
    /// For whom.
    pub waits_for: WaitsFor,
}
