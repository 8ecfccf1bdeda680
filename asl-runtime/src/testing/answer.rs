//! What a mocked state answers.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use super::call::Call;
use crate::error::TaskError;

/// An answer of a mocked state, to one call or to several in a row.
///
/// ```
/// use std::time::Duration;
///
/// use asl_runtime::testing::Answer;
/// use serde_json::json;
///
/// let answers = [
///     Answer::throws("ServiceDown", "it is night").times(2),
///     Answer::returns(json!({ "ok": true })).after(Duration::from_secs(3600)),
///     Answer::with(|call| Ok(json!({ "seen": call.input }))).always(),
/// ];
/// # drop(answers);
/// ```
#[derive(Debug, Clone)]
pub struct Answer {
    pub(super) outcome: Outcome,
    pub(super) after: Duration,
    repeats: Repeats,
}

/// What an answer is.
#[derive(Clone)]
pub(super) enum Outcome {
    /// `Return`
    Return(Value),
    /// `Throw`
    Throw(TaskError),
    /// What a function says.
    With(Arc<Function>),
    /// None at all.
    Never,
}

type Function = dyn Fn(&Call) -> Result<Value, TaskError> + Send + Sync;

/// To how many calls an answer is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Repeats {
    Times(u64),
    Always,
}

impl Answer {
    fn new(outcome: Outcome) -> Self {
        Self { outcome, after: Duration::ZERO, repeats: Repeats::Times(1) }
    }

    /// The task succeeds. For an integration it is what the *service* answers: of `lambda:invoke` the whole
    /// envelope with its `Payload`, as in Step Functions Local.
    pub fn returns(result: impl Into<Value>) -> Self {
        Self::new(Outcome::Return(result.into()))
    }

    /// The task fails.
    pub fn throws(error: impl Into<String>, cause: impl Into<String>) -> Self {
        Self::new(Outcome::Throw(TaskError::new(error.into(), cause.into())))
    }

    /// What the task was sent decides.
    pub fn with(answer: impl Fn(&Call) -> Result<Value, TaskError> + Send + Sync + 'static) -> Self {
        Self::new(Outcome::With(Arc::new(answer)))
    }

    /// Nobody answers: the task's `TimeoutSeconds` or `HeartbeatSeconds` run out.
    pub fn never() -> Self {
        Self::new(Outcome::Never)
    }

    /// It comes after so much virtual time.
    #[must_use]
    pub fn after(self, delay: Duration) -> Self {
        Self { after: delay, ..self }
    }

    /// It is given to so many calls in a row. By default to one.
    #[must_use]
    pub fn times(self, calls: u32) -> Self {
        Self { repeats: Repeats::Times(calls.into()), ..self }
    }

    /// It is given to all further calls.
    #[must_use]
    pub fn always(self) -> Self {
        Self { repeats: Repeats::Always, ..self }
    }

    pub(super) fn to(self, calls: u64) -> Self {
        Self { repeats: Repeats::Times(calls), ..self }
    }
}

/// The answers of a mocked state, in the order of its calls (TEST-7).
#[derive(Debug, Clone)]
pub struct MockedResponse {
    answers: Vec<Answer>,
}

impl MockedResponse {
    /// The answer to a call, counted from 0.
    pub(super) fn answer(&self, invocation: u64) -> Option<&Answer> {
        let mut left = invocation;
        self.answers.iter().find(|answer| match answer.repeats {
            Repeats::Always => true,
            Repeats::Times(calls) if left < calls => true,
            Repeats::Times(calls) => {
                left -= calls;
                false
            }
        })
    }
}

impl From<Answer> for MockedResponse {
    fn from(answer: Answer) -> Self {
        Self { answers: vec![answer] }
    }
}

impl From<Vec<Answer>> for MockedResponse {
    fn from(answers: Vec<Answer>) -> Self {
        Self { answers }
    }
}

impl<const N: usize> From<[Answer; N]> for MockedResponse {
    fn from(answers: [Answer; N]) -> Self {
        Self { answers: answers.into() }
    }
}

impl fmt::Debug for Outcome {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Return(result) => out.debug_tuple("Return").field(result).finish(),
            Self::Throw(error) => out.debug_tuple("Throw").field(error).finish(),
            Self::With(_) => out.write_str("With"),
            Self::Never => out.write_str("Never"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_follow_one_another() {
        let response = MockedResponse::from([
            Answer::returns(0).times(2),
            Answer::returns(9).times(0),
            Answer::returns(1),
            Answer::returns(2).always(),
            Answer::returns(3),
        ]);
        for (invocation, expected) in [(0, 0), (1, 0), (2, 1), (3, 2), (1_000, 2)] {
            let answer = response.answer(invocation).map(|answer| &answer.outcome);
            assert!(
                matches!(answer, Some(Outcome::Return(found)) if *found == expected),
                "{invocation}: {answer:?}"
            );
        }
        let few = MockedResponse::from(Answer::returns(0).times(2));
        assert!(few.answer(1).is_some() && few.answer(2).is_none());
        assert!(MockedResponse::from(Vec::new()).answer(0).is_none());
    }
}
