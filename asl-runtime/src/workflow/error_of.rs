//! An error of a handler that ended an execution.

use std::fmt;
use std::marker::PhantomData;

use super::ExecutionError;
use crate::error::AslError;

/// An error of the type `E`, by its name, that a handler has raised and that ended the execution.
///
/// What the value of `E` held besides is gone: an execution knows an error by its name and cause (ERR-1).
///
/// ```
/// # use asl_runtime::{AslError, ErrorOf};
/// # #[derive(Debug, AslError)]
/// # enum ChargeError { CardDeclined, BankDown }
/// # impl std::fmt::Display for ChargeError {
/// #     fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { out.write_str("no") }
/// # }
/// fn advice(error: &ErrorOf<ChargeError>) -> &'static str {
///     match error.name() {
///         "CardDeclined" => "take another card",
///         _ => "try again later",
///     }
/// }
/// ```
pub struct ErrorOf<E> {
    name: &'static str,
    error: ExecutionError,
    of: PhantomData<fn() -> E>,
}

impl<E: AslError> ErrorOf<E> {
    /// The error of an execution, if it failed with one of the names of `E`.
    ///
    /// # Errors
    ///
    /// It did not; that is the error of the execution again.
    pub fn of(error: ExecutionError) -> Result<Self, ExecutionError> {
        let name = failed_with(&error).and_then(|name| E::NAMES.iter().find(|known| **known == name));
        match name {
            Some(name) => Ok(Self { name, error, of: PhantomData }),
            None => Err(error),
        }
    }
}

impl<E> ErrorOf<E> {
    /// The error name: one of [`AslError::NAMES`] of `E`.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The cause.
    pub fn cause(&self) -> Option<&str> {
        self.error.cause()
    }

    /// The error of the execution.
    pub fn into_inner(self) -> ExecutionError {
        self.error
    }
}

impl<E> fmt::Debug for ErrorOf<E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("ErrorOf").field("name", &self.name).field("cause", &self.cause()).finish()
    }
}

impl<E> fmt::Display for ErrorOf<E> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(out)
    }
}

/// The error name, if the execution failed with one: one that timed out or was stopped has not.
pub fn failed_with(error: &ExecutionError) -> Option<&str> {
    match error {
        ExecutionError::Failed { error, .. } => error.as_deref(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::TaskError;

    struct Declined;

    impl AslError for Declined {
        const NAMES: &'static [&'static str] = &["CardDeclined"];

        fn name(&self) -> std::borrow::Cow<'_, str> {
            "CardDeclined".into()
        }

        fn cause(&self) -> String {
            String::new()
        }
    }

    fn failed(error: &str) -> ExecutionError {
        ExecutionError::Failed { error: Some(error.into()), cause: Some("no".into()) }
    }

    #[test]
    fn is_told_by_its_name() {
        let error = ErrorOf::<Declined>::of(failed("CardDeclined")).expect("it has that name");
        assert_eq!((error.name(), error.cause()), ("CardDeclined", Some("no")));
        assert_eq!(error.to_string(), "the execution failed with `CardDeclined`: no");
        assert!(ErrorOf::<Declined>::of(failed("Other")).is_err());
        assert!(ErrorOf::<Declined>::of(ExecutionError::TimedOut {}).is_err());
        assert!(ErrorOf::<TaskError>::of(failed("CardDeclined")).is_err(), "its names are not known");
    }
}
