//! Task tokens as a store keeps them.

/// The part of a token that finds it; what proves it is never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Locator(pub [u8; 16]);

/// An answer to a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// SendTaskSuccess, with JSON.
    Success(String),
    /// SendTaskFailure (TASK-7).
    Failure {
        /// Its error.
        error: Option<String>,
        /// Its cause.
        cause: Option<String>,
    },
}

/// For whom a task waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum WaitsFor {
    /// For somebody who answers its token.
    Answer,
    /// For a worker of its activity, who takes it (TASK-13).
    Worker,
}

/// A task that a worker has taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Its token.
    pub locator: Locator,
    /// JSON.
    pub input: String,
}

/// What a worker of the store has.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Served {
    /// Definitions, by their hashes.
    pub definitions: Vec<String>,
    /// Activities that are done by those who poll for them, by their ARNs.
    pub activities: Vec<String>,
}

/// Where a token stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenState {
    /// It waited, and what was asked for has been done.
    Accepted,
    /// It was answered before, or its task is over.
    Closed,
    /// It was never given out.
    Unknown,
}

/// What a step does with a token that it is done with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Closing {
    /// Its answer was consumed.
    Answered(Locator),
    /// It is void: if it was answered meanwhile, the commit is a conflict.
    Void(Locator),
}
