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
    /// No engine has an activity.
    ActivityDoesNotExist(String),
    /// The store did not do it.
    Store(StoreError),
}

impl DurableError {
    /// The name that the service gives the error, where it has one.
    pub fn name(&self) -> Option<&'static str> {
        match self {
            Self::Execution(ExecutionError::InvalidInput { .. } | ExecutionError::InputTooLarge { .. }) => {
                Some("InvalidExecutionInput")
            }
            Self::Execution(ExecutionError::InvalidName { .. }) => Some("InvalidName"),
            Self::Execution(_) => None,
            Self::Token(error) => Some(error.name()),
            Self::ActivityDoesNotExist(_) => Some("ActivityDoesNotExist"),
            Self::MapRun(error) => Some(error.name()),
            Self::Store(StoreError::ExecutionDoesNotExist) => Some("ExecutionDoesNotExist"),
            Self::Store(StoreError::ExecutionAlreadyExists) => Some("ExecutionAlreadyExists"),
            Self::Store(StoreError::ExecutionNotRedrivable(_)) => Some("ExecutionNotRedrivable"),
            Self::Store(StoreError::MapRunDoesNotExist) => Some("ResourceNotFound"),
            Self::Store(_) => None,
        }
    }

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
            Self::ActivityDoesNotExist(arn) => {
                write!(
                    out,
                    "the activity `{arn}` does not exist: `EngineBuilder::activity` names those that workers do"
                )
            }
            Self::Store(error) => error.fmt(out),
        }
    }
}

impl std::error::Error for DurableError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Execution(error) => error.source(),
            Self::Token(_) | Self::MapRun(_) | Self::ActivityDoesNotExist(_) => None,
            Self::Store(error) => error.source(),
        }
    }
}
