//! Why an execution gave no output.

use std::fmt;

/// Why an execution gave no output.
#[derive(Debug)]
#[non_exhaustive]
pub enum ExecutionError {
    /// It failed, and nothing caught that. A Fail state may leave out name or cause (END-4).
    #[non_exhaustive]
    Failed {
        /// The error name.
        error: Option<String>,
        /// The cause.
        cause: Option<String>,
    },
    /// It lasted longer than its `TimeoutSeconds` (TIME-7), or than its kind may (TIME-9).
    #[non_exhaustive]
    TimedOut {},
    /// It was stopped.
    #[non_exhaustive]
    Aborted {
        /// As it was given to `stop`.
        error: Option<String>,
        /// As it was given to `stop`.
        cause: Option<String>,
    },
    /// The input has no JSON, or does not fit the workflow's input type. Nothing was started.
    #[non_exhaustive]
    InvalidInput {
        /// What does not fit.
        source: serde_json::Error,
    },
    /// The execution succeeded, and its output does not fit the workflow's output type.
    #[non_exhaustive]
    InvalidOutput {
        /// What does not fit.
        source: serde_json::Error,
    },
    /// Substitutions of the definition have no value. Nothing was started.
    #[non_exhaustive]
    MissingSubstitutions {
        /// All that have none.
        names: Vec<&'static str>,
    },
    /// A handler is transactional, so that the workflow needs a durable engine. Nothing was started.
    #[non_exhaustive]
    NeedsStore {
        /// The handler.
        handler: &'static str,
    },
    /// The input is bigger than the workflow's [limits](crate::Limits) allow (LIM-1). Nothing was started.
    #[non_exhaustive]
    InputTooLarge {
        /// How many bytes it may have.
        most: usize,
    },
    /// The name of the execution breaks the rules (NAME-2). Nothing was started.
    #[non_exhaustive]
    InvalidName {
        /// The name.
        name: String,
        /// The rule.
        reason: &'static str,
    },
    /// The runtime that drove the execution was shut down before its end.
    #[non_exhaustive]
    Lost {},
}

impl ExecutionError {
    /// The error name, if the execution failed or was stopped with one; `States.Timeout` if it timed out.
    pub fn error(&self) -> Option<&str> {
        match self {
            Self::Failed { error, .. } | Self::Aborted { error, .. } => error.as_deref(),
            Self::TimedOut {} => Some("States.Timeout"),
            _ => None,
        }
    }

    /// The cause, if the execution failed or was stopped with one.
    pub fn cause(&self) -> Option<&str> {
        match self {
            Self::Failed { cause, .. } | Self::Aborted { cause, .. } => cause.as_deref(),
            _ => None,
        }
    }
}

impl fmt::Display for ExecutionError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let with = |out: &mut fmt::Formatter<'_>, what: &str| {
            out.write_str(what)?;
            match (self.error(), self.cause()) {
                (Some(error), Some(cause)) => write!(out, " with `{error}`: {cause}"),
                (Some(error), None) => write!(out, " with `{error}`"),
                (None, Some(cause)) => write!(out, ": {cause}"),
                (None, None) => Ok(()),
            }
        };
        match self {
            Self::Failed { .. } => with(out, "the execution failed"),
            Self::TimedOut {} => out.write_str("the execution timed out"),
            Self::Aborted { .. } => with(out, "the execution was stopped"),
            Self::InvalidInput { .. } => out.write_str("the input does not fit the workflow"),
            Self::InvalidOutput { .. } => out.write_str("the output does not fit its type"),
            Self::MissingSubstitutions { names } => {
                out.write_str("these substitutions have no value:")?;
                for (index, name) in names.iter().enumerate() {
                    write!(out, "{} `{name}`", if index == 0 { "" } else { "," })?;
                }
                Ok(())
            }
            Self::InputTooLarge { most } => {
                write!(out, "the input of the execution has more than {most} bytes as compact JSON")
            }
            Self::InvalidName { name, reason } => {
                write!(out, "`{name}` can't be the name of an execution: {reason}")
            }
            Self::NeedsStore { handler } => write!(
                out,
                "the handler `{handler}` is transactional: run the workflow on a durable engine whose store is `Sqlite`"
            ),
            Self::Lost {} => out.write_str("the execution was lost: the runtime that drove it was shut down"),
        }
    }
}

impl std::error::Error for ExecutionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::InvalidInput { source } | Self::InvalidOutput { source } => Some(source),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_happened() {
        let failed = |error: Option<&str>, cause: Option<&str>| {
            let part = |text: Option<&str>| text.map(str::to_owned);
            ExecutionError::Failed { error: part(error), cause: part(cause) }.to_string()
        };
        assert_eq!(failed(Some("E"), Some("c")), "the execution failed with `E`: c");
        assert_eq!(failed(Some("E"), None), "the execution failed with `E`");
        assert_eq!(failed(None, None), "the execution failed");
        let missing = ExecutionError::MissingSubstitutions { names: vec!["A", "B"] };
        assert_eq!(missing.to_string(), "these substitutions have no value: `A`, `B`");
        let source = serde_json::from_str::<i32>("\"x\"").map(drop);
        let invalid = source.map_err(|source| ExecutionError::InvalidInput { source });
        assert!(invalid.is_err_and(|error| std::error::Error::source(&error).is_some()));
    }
}
