//! Executions that can't go on for now.

use std::fmt;

use super::client::Client;
use super::error::DurableError;
use crate::store::{Description, ExecutionKey, ExecutionQuery, Status};

/// An execution that can't go on for now: it still takes messages and answers to its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Parked {
    /// The execution; input, output, error and cause are left empty.
    pub execution: Description,
    /// Why.
    pub reason: ParkedReason,
}

/// Why an execution can't go on for now.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParkedReason {
    /// The engine has no workflow with its definition.
    UnknownDefinition {
        /// The hash of the definition.
        hash: String,
    },
}

impl fmt::Display for ParkedReason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownDefinition { hash } => write!(
                out,
                "the engine has no workflow with the definition {hash}: register the version that it began with, or migrate it to another"
            ),
        }
    }
}

/// A page of executions that can't go on for now.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParkedPage {
    /// The newest first.
    pub executions: Vec<Parked>,
    /// Where the next page begins, if there are more.
    pub next: Option<ExecutionKey>,
}

impl Client {
    /// Running executions that the engine, or the last one that there was, can't drive, the newest first: so many at
    /// most (0: 100), behind `after` if it is given. They go on by themselves when an engine is built that has their
    /// definition, or [migrates](super::EngineBuilder::migrate) it.
    ///
    /// # Errors
    ///
    /// The store fails.
    pub async fn parked(&self, most: usize, after: Option<ExecutionKey>) -> Result<ParkedPage, DurableError> {
        let served = self.store.served().await?.definitions;
        let query = ExecutionQuery {
            status: Some(Status::Running),
            unknown_to: Some(served),
            most,
            after,
            ..ExecutionQuery::default()
        };
        let page = self.store.list(query).await?;
        let parked = page.executions.into_iter().map(|execution| {
            let reason = ParkedReason::UnknownDefinition { hash: execution.hash.clone() };
            Parked { execution, reason }
        });
        Ok(ParkedPage { executions: parked.collect(), next: page.next })
    }
}
