//! Why something with a durable execution did not work.

use std::fmt;

use crate::map_runs::MapRunError;
use crate::store::StoreError;
use crate::tokens::TokenError;
use crate::workflow::ExecutionError;

/// Why something with a durable execution did not work.
#[derive(Debug)]
#[non_exhaustive]
pub enum DurableError {
    /// The execution may not start, or did not succeed.
    Execution(ExecutionError),
    /// The token can't be answered.
    Token(TokenError),
    /// The map run can't be updated.
    MapRun(MapRunError),
    /// The store did not do it.
    Store(StoreError),
}

impl DurableError {
    pub(super) fn invalid_input(source: serde_json::Error) -> Self {
        Self::Execution(ExecutionError::InvalidInput { source })
    }

    pub(super) fn corrupt(what: &str, error: &serde_json::Error) -> Self {
        Self::Store(StoreError::Corrupt(format!("{what} can't be read: {error}")))
    }
}

impl From<ExecutionError> for DurableError {
    fn from(error: ExecutionError) -> Self {
        Self::Execution(error)
    }
}

impl From<StoreError> for DurableError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl fmt::Display for DurableError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Execution(error) => error.fmt(out),
            Self::Token(error) => error.fmt(out),
            Self::MapRun(error) => error.fmt(out),
            Self::Store(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for DurableError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Execution(error) => error.source(),
            Self::Token(_) | Self::MapRun(_) => None,
            Self::Store(error) => error.source(),
        }
    }
}
