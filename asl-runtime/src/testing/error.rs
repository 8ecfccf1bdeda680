//! Why a test could not run.

use std::fmt;

use super::place::Place;
use crate::workflow::ExecutionError;

/// Why a test could not run to the end of its execution. That an execution *fails* is a result, and no such error.
///
/// As `Debug` it shows the same text as it does as `Display`: that is what a test function that returns it prints.
#[non_exhaustive]
pub enum TestError {
    /// A state is mocked that the workflow does not have.
    #[non_exhaustive]
    UnknownState {
        /// The name.
        state: String,
        /// `; did you mean …?`
        advice: String,
        /// Where it was mocked, if in a file.
        place: Option<Place>,
    },
    /// A state is mocked that calls nothing.
    #[non_exhaustive]
    NotATask {
        /// The name.
        state: String,
        /// Its `Type`.
        kind: String,
        /// Where it was mocked, if in a file.
        place: Option<Place>,
    },
    /// A state is to be tested that the workflow does not have.
    #[non_exhaustive]
    NoSuchState {
        /// The name.
        state: String,
        /// `; did you mean …?`
        advice: String,
    },
    /// A state is tested by itself that needs an answer.
    #[non_exhaustive]
    NeedsMock {
        /// The name.
        state: &'static str,
        /// Its `Type`.
        kind: String,
    },
    /// A state was called that is neither mocked nor served by a handler.
    #[non_exhaustive]
    NotMocked {
        /// The name.
        state: &'static str,
        /// The resource.
        resource: &'static str,
    },
    /// A state was called more often than its mock has answers.
    #[non_exhaustive]
    NoAnswer {
        /// The name.
        state: &'static str,
        /// The call, counted from 0.
        invocation: u64,
        /// Where its mock is, if in a file.
        place: Option<Place>,
    },
    /// The execution could not start, or its output does not fit its type.
    NotRun(ExecutionError),
    /// [`WorkflowTest::run`](super::WorkflowTest::run) was called by an async function.
    InsideRuntime,
    /// The system gives no runtime.
    NoRuntime(std::io::Error),
}

impl fmt::Display for TestError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = |place: &Option<Place>| match place {
            Some(place) => format!("{place}: "),
            None => String::new(),
        };
        match self {
            Self::UnknownState { state, advice, place } => {
                write!(out, "{}`{state}` is mocked, but the workflow has no such Task state{advice}", at(place))
            }
            Self::NotATask { state, kind, place } => {
                let at = at(place);
                write!(out, "{at}`{state}` is mocked, but it is a {kind} state: only Task states call something")
            }
            Self::NoSuchState { state, advice } => write!(out, "the workflow has no state `{state}`{advice}"),
            Self::NeedsMock { state, kind } => write!(
                out,
                "the {kind} state `{state}` needs an answer in the place of what it calls: give it one with `mock`"
            ),
            Self::NotMocked { state, resource } => write!(
                out,
                "the state `{state}` calls `{resource}`, and nothing answers: mock it, or give the test handlers \
                 with `WorkflowTest::new`"
            ),
            Self::NoAnswer { state, invocation, place } => {
                let mend = match place {
                    Some(_) => format!("add \"{invocation}\" to its response"),
                    None => "add an answer, or let the last one be given to all calls with `always`".to_owned(),
                };
                write!(
                    out,
                    "{}the state `{state}` calls once more than its mock has answers, with attempt {invocation}: \
                     {mend}",
                    at(place)
                )
            }
            Self::NotRun(error) => {
                write!(out, "{error}")?;
                let source = std::error::Error::source(error);
                source.map_or(Ok(()), |source| write!(out, ": {source}"))
            }
            Self::InsideRuntime => out.write_str(
                "a test with a time of its own can't run inside a tokio runtime: call it from a `#[test]`, or \
                 use `run_in_place` in a `#[tokio::test(start_paused = true)]`",
            ),
            Self::NoRuntime(error) => write!(out, "no tokio runtime can be made: {error}"),
        }
    }
}

impl fmt::Debug for TestError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl std::error::Error for TestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            // The others are part of the text already.
            Self::NoRuntime(error) => Some(error),
            _ => None,
        }
    }
}
