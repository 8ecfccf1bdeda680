//! Executions that can't go on for now.

use std::cmp::Reverse;
use std::fmt;

use super::client::Client;
use super::error::DurableError;
use crate::store::{Description, ExecutionKey, ExecutionQuery, SetAside, Status};

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
    /// The engine could not go on with it: what is kept of it can't be read, since it is damaged or was written by a
    /// newer program, or something panicked that is no handler.
    SetAside {
        /// What it was.
        reason: String,
    },
}

impl fmt::Display for ParkedReason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownDefinition { hash } => write!(
                out,
                "the engine has no workflow with the definition {hash}: register the version that it began with, or migrate it to another"
            ),
            Self::SetAside { reason } => write!(
                out,
                "it was set aside: {reason}; mend that, or use a program that can go on with it: the next engine tries it again"
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
    /// most (0: 100), behind `after` if it is given. Those of an unknown definition go on by themselves when an
    /// engine is built that has it, or [migrates](super::EngineBuilder::migrate) it; those that could not be read are tried
    /// again by the next engine.
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
        let unknown = self.store.list(query).await?;
        let aside = self.store.aside(most, after).await?;
        let (mut next, mut parked) = (unknown.next.max(aside.next), Vec::new());
        parked.extend(unknown.executions.into_iter().map(|execution| {
            let reason = ParkedReason::UnknownDefinition { hash: execution.hash.clone() };
            Parked { execution, reason }
        }));
        parked.extend(aside.executions.into_iter().map(|SetAside { execution, reason }| Parked {
            execution,
            reason: ParkedReason::SetAside { reason },
        }));
        parked.sort_by_key(|parked| Reverse(parked.execution.key));
        // A page ends where the shorter of the two lists has more to tell.
        parked.retain(|parked| next.is_none_or(|next| parked.execution.key >= next));
        if most > 0 && parked.len() > most {
            parked.truncate(most);
            next = parked.last().map(|last| last.execution.key);
        }
        Ok(ParkedPage { executions: parked, next })
    }
}
