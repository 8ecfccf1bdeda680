//! Children of executions: those that a task started, and those of map runs.

use super::{Description, NewExecution};

/// Which child of an execution: it never has another one with the same attempt and index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ChildAddress {
    /// The frame that waits for it.
    pub frame: u64,
    /// The attempt, or the map run, that started it.
    pub attempt: u64,
    /// Which child of the map run; 0 for that of a task.
    pub index: u64,
}

/// What a step changes about children. All of it is in the transaction of the step.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ChildChanges {
    /// Map runs that are new or have changed.
    pub map_runs: Vec<MapRunRow>,
    /// Executions that it starts. If there is another one of the same ARN, with another UUID, the step is a conflict.
    pub started: Vec<NewExecution>,
    /// Executions whose ends it wants to be told, in its inbox; of one that has ended it is told at once.
    pub awaited: Vec<Awaited>,
    /// Children that it waits for no more.
    pub released: Vec<Released>,
    /// What is kept of children of map runs that have ended, or will never start.
    pub results: Vec<ChildResult>,
    /// Map runs that go on, by their numbers: what is kept of items that never started is dropped (DMAP-24).
    pub resumed: Vec<u64>,
    /// Children of map runs that run again, since their execution was redriven, and are waited for as before: Standard
    /// ones go on from where they ended, Express ones start anew with the same input. Each is the child that a result
    /// was kept of; if one is gone, or has not ended without success, the step is a conflict.
    pub redriven: Vec<AwaitedChild>,
}

/// An execution that another one waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Awaited {
    /// Its ARN.
    pub arn: String,
    /// What it is to the one that waits.
    pub address: ChildAddress,
    /// How many items of a Map it works on.
    pub items: u64,
}

/// A child that an execution waits for, as it is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AwaitedChild {
    /// Which.
    pub address: ChildAddress,
    /// How many items of a Map it works on.
    pub items: u64,
}

/// A child that is waited for no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Released {
    /// Which.
    pub address: ChildAddress,
    /// What becomes of it.
    pub fate: Fate,
}

/// What becomes of a child that is waited for no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fate {
    /// Its end was heard; it stays as executions do.
    Kept,
    /// Its end was heard; it is deleted, with its history.
    Deleted,
    /// It is to stop, if it runs.
    Stopped,
}

/// A map run (DMAP-2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapRunRow {
    /// Its ARN (NAME-7).
    pub arn: String,
    /// Its number among the attempts of its execution.
    pub attempt: u64,
    /// The name of the first state of its children.
    pub processor: String,
    /// What is told of it, as JSON.
    pub json: String,
}

/// A map run that an execution is a child of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapChild {
    /// The ARN of the map run.
    pub map_run: String,
    /// The name of the first state.
    pub processor: String,
}

/// What is kept of a child of a map run for the Map's result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildResult {
    /// The number of the map run.
    pub attempt: u64,
    /// Which child.
    pub index: u64,
    /// How many items it worked on.
    pub items: u64,
    /// How it ended.
    pub kind: ResultKind,
    /// JSON; without it, what the child's own row says.
    pub json: Option<String>,
}

/// How a child of a map run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ResultKind {
    /// It succeeded.
    Succeeded,
    /// It failed, timed out, or was stopped.
    Failed,
    /// It never started.
    Pending,
}

impl ResultKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Succeeded, Self::Failed, Self::Pending];

    /// As a store may write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Pending => "pending",
        }
    }
}

/// The result of a child, as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildRecord {
    /// What was kept.
    pub result: ChildResult,
    /// The child itself, where nothing else was kept or it was asked for, if it is still there.
    pub child: Option<Box<Description>>,
}
