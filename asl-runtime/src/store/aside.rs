//! Executions that can't be read.

use super::{Description, ExecutionKey};

/// An execution that was set aside by the worker, since what is kept of it can't be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The execution; input, output, error and cause are left empty.
    pub execution: Description,
    /// What can't be read.
    pub reason: String,
}

/// Executions that were set aside, the newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsidePage {
    /// Those of the page.
    pub executions: Vec<SetAside>,
    /// Where the next page begins, if there are more.
    pub next: Option<ExecutionKey>,
}
