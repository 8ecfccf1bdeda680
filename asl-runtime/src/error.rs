//! Errors that handlers answer with.

use std::borrow::Cow;
use std::fmt;

/// An error type whose values are ASL errors: a name that Retry and Catch match, and a cause.
///
/// Derive it for an enum (the variant's name is the error name, `Display` the cause) or implement it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an ASL error",
    label = "Retry and Catch need names for its values",
    note = "derive `asl_runtime::AslError` and implement `Display` for it, or use `asl_runtime::TaskError`"
)]
pub trait AslError {
    /// All names that [`name`](Self::name) can give, for checks while compiling; empty where not known.
    const NAMES: &'static [&'static str];

    /// The error name (ERR-1): at most 256 characters.
    fn name(&self) -> Cow<'_, str>;

    /// The cause: at most 32,768 characters.
    fn cause(&self) -> String;

    /// Name and cause as plain text.
    fn into_task_error(self) -> TaskError
    where
        Self: Sized,
    {
        TaskError::new(self.name().into_owned(), self.cause())
    }
}

/// The error name when a payload does not fit its handler's input type. Retry and Catch see it like any
/// other error of a task: AWS has no such error, since its functions read their input themselves.
pub const INVALID_HANDLER_INPUT: &str = "InvalidHandlerInput";

/// The error name when a handler's output cannot be written as JSON.
pub const INVALID_HANDLER_OUTPUT: &str = "InvalidHandlerOutput";

/// The error name when a handler panicked: the task has failed, everything else goes on.
pub const HANDLER_PANICKED: &str = "HandlerPanicked";

/// The error name when a task has no handler at all.
pub const NO_HANDLER: &str = "NoHandler";

/// The error name when a transactional handler runs where there is no transaction: in process, without a store.
pub const NO_TRANSACTION: &str = "NoTransaction";

/// The error name of SQLite's errors in transactional handlers.
#[cfg(feature = "sqlite")]
pub const SQLITE_ERROR: &str = "SqliteError";

/// An ASL error as plain text: what a handler without an error type of its own answers with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskError {
    error: Option<Cow<'static, str>>,
    cause: Option<Cow<'static, str>>,
}

impl TaskError {
    /// An error with a name and a cause.
    pub fn new(error: impl Into<Cow<'static, str>>, cause: impl Into<Cow<'static, str>>) -> Self {
        Self { error: Some(error.into()), cause: Some(cause.into()) }
    }

    /// An error as it comes from a task token, where both parts may be missing (TASK-7).
    pub fn from_parts(error: Option<Cow<'static, str>>, cause: Option<Cow<'static, str>>) -> Self {
        Self { error, cause }
    }

    /// The error name.
    pub fn error(&self) -> Option<&str> {
        self.error.as_deref()
    }

    /// The cause.
    pub fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    /// The same with both parts cut to so many characters (ERR-1).
    pub(crate) fn limited(self, name: usize, cause: usize) -> Self {
        Self { error: self.error.map(|text| cut(text, name)), cause: self.cause.map(|text| cut(text, cause)) }
    }

    /// Both parts.
    pub fn into_parts(self) -> (Option<Cow<'static, str>>, Option<Cow<'static, str>>) {
        (self.error, self.cause)
    }
}

impl fmt::Display for TaskError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.error, &self.cause) {
            (Some(error), Some(cause)) => write!(out, "{error}: {cause}"),
            (Some(text), None) | (None, Some(text)) => out.write_str(text),
            (None, None) => out.write_str("a task failed without naming its error"),
        }
    }
}

impl std::error::Error for TaskError {}

/// So that transactional handlers can use `?`.
#[cfg(feature = "sqlite")]
impl From<rusqlite::Error> for TaskError {
    fn from(error: rusqlite::Error) -> Self {
        Self::new(SQLITE_ERROR, error.to_string())
    }
}

impl AslError for TaskError {
    const NAMES: &'static [&'static str] = &[];

    fn name(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.error.as_deref().unwrap_or_default())
    }

    fn cause(&self) -> String {
        self.cause.clone().unwrap_or_default().into_owned()
    }

    fn into_task_error(self) -> TaskError {
        self
    }
}

/// At most so many characters of a text.
fn cut(text: Cow<'static, str>, longest: usize) -> Cow<'static, str> {
    match text.char_indices().nth(longest) {
        Some((end, _)) => text[..end].to_owned().into(),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_by_characters() {
        let error = TaskError::new("ÄÖÜ", "abc").limited(2, 9);
        assert_eq!((error.error(), error.cause()), (Some("ÄÖ"), Some("abc")));
    }
}
