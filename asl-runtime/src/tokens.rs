//! Task tokens: how the outside ends a task that was handed over (TASK-6 to TASK-10, API-17 to API-19).

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use crate::engine::{AttemptId, TokenSource};
use crate::host::{Mailbox, Message};
use crate::program::Failure;

/// Answers task tokens. It can be cloned and used from any task or thread.
///
/// Tokens are hard to guess, unless the workflow is [seeded](crate::Workflow::seed).
///
/// ```
/// use asl_runtime::{DynamicHandlers, TokenError, include_workflow};
/// use serde_json::json;
///
/// include_workflow! {
///     name: approval,
///     inline = r#"{
///         "StartAt": "Ask",
///         "States": {
///             "Ask": {
///                 "Type": "Task",
///                 "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
///                 "Parameters": { "MessageBody": { "token.$": "$$.Task.Token" } },
///                 "TimeoutSeconds": 604800,
///                 "End": true
///             }
///         }
///     }"#,
/// }
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// // The handler hands the request over and returns.
/// let (ask, mut asked) = tokio::sync::mpsc::unbounded_channel();
/// let workflow = approval::dynamic(DynamicHandlers::new(move |call| {
///     drop(ask.send(call.input["MessageBody"]["token"].clone()));
///     std::future::ready(Ok(json!({ "MessageId": "1" })))
/// }));
/// let execution = workflow.start(json!({}))?;
///
/// // Days later, somewhere else:
/// let token = asked.recv().await.ok_or("nobody asked")?;
/// let token = token.as_str().ok_or("no token")?;
/// let tokens = workflow.tokens();
/// tokens.send_task_success(token, json!({ "approved": true }))?;
/// assert_eq!(tokens.send_task_success(token, json!({})), Err(TokenError::TaskTimedOut));
///
/// assert_eq!(execution.wait().await?, json!({ "approved": true }));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct TaskTokens {
    registry: Arc<Registry>,
}

/// Why a token was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenError {
    /// The task is over: it was answered, it timed out, or its execution ended.
    TaskTimedOut,
    /// The token has the form of one, but was not given out here.
    TaskDoesNotExist,
    /// The text is no token.
    InvalidToken,
}

impl TokenError {
    /// The name that AWS gives the error.
    pub fn name(self) -> &'static str {
        match self {
            Self::TaskTimedOut => "TaskTimedOut",
            Self::TaskDoesNotExist => "TaskDoesNotExist",
            Self::InvalidToken => "InvalidToken",
        }
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::TaskTimedOut => "Task Timed Out: 'Provided task does not exist anymore'",
            Self::TaskDoesNotExist => "Task does not exist",
            Self::InvalidToken => "Invalid Token: 'Invalid token'",
        })
    }
}

impl std::error::Error for TokenError {}

/// The tokens of one process.
struct Registry {
    tasks: Mutex<HashMap<Arc<str>, Task>>,
    secrets: Mutex<Secrets>,
}

/// What tokens are made of.
struct Secrets {
    source: Source,
    /// Tells tokens that were given out here from others, without keeping those that are used up.
    seal: Seal,
}

#[derive(Clone)]
struct Task {
    mailbox: Mailbox,
    attempt: AttemptId,
}

enum Source {
    System,
    Seeded(fastrand::Rng),
}

enum Seal {
    System(RandomState),
    Seeded(u64),
}

impl Seal {
    fn of(&self, secret: &str) -> u64 {
        match self {
            Self::System(state) => state.hash_one(secret),
            Self::Seeded(seed) => {
                let mut hasher = DefaultHasher::new();
                hasher.write_u64(*seed);
                hasher.write(secret.as_bytes());
                hasher.finish()
            }
        }
    }
}

/// Digits of the random part of a token, and of its seal.
const SECRET_DIGITS: usize = 64;
const SEAL_DIGITS: usize = 16;

impl TaskTokens {
    pub(crate) fn unguessable() -> Self {
        Self::with(Source::System, Seal::System(RandomState::new()))
    }

    pub(crate) fn seeded(seed: u64) -> Self {
        Self::with(Source::Seeded(fastrand::Rng::with_seed(seed)), Seal::Seeded(seed))
    }

    fn with(source: Source, seal: Seal) -> Self {
        let secrets = Mutex::new(Secrets { source, seal });
        Self { registry: Arc::new(Registry { tasks: Mutex::default(), secrets }) }
    }

    /// Makes tokens repeatable from now on, for all who share this.
    #[cfg(feature = "testing")]
    pub(crate) fn reseed(&self, seed: u64) {
        let source = Source::Seeded(fastrand::Rng::with_seed(seed));
        *self.secrets() = Secrets { source, seal: Seal::Seeded(seed) };
    }

    /// Ends a task with an output, which becomes its result.
    ///
    /// # Errors
    ///
    /// The token is not one of a task that waits.
    pub fn send_task_success(&self, token: &str, output: Value) -> Result<(), TokenError> {
        self.answer(token, Ok(output))
    }

    /// Ends a task with an error; name and cause may both be missing (TASK-7).
    ///
    /// # Errors
    ///
    /// The token is not one of a task that waits.
    pub fn send_task_failure(
        &self,
        token: &str,
        error: Option<&str>,
        cause: Option<&str>,
    ) -> Result<(), TokenError> {
        let part = |part: Option<&str>| part.map(|text| text.to_owned().into());
        let error = crate::error::TaskError::from_parts(part(error), part(cause));
        self.answer(token, Err(Failure::from(error.limited(256, 32_768))))
    }

    /// Reports that a task is alive: its `HeartbeatSeconds` count from now (TASK-10).
    ///
    /// # Errors
    ///
    /// The token is not one of a task that waits.
    pub fn send_task_heartbeat(&self, token: &str) -> Result<(), TokenError> {
        let task = self.tasks().get(token).cloned().ok_or_else(|| self.refusal(token))?;
        task.mailbox.send(Message::Heartbeat(task.attempt)).map_err(|_| TokenError::TaskTimedOut)
    }

    fn answer(&self, token: &str, answer: Result<Value, Failure>) -> Result<(), TokenError> {
        // Whoever takes the token out of the registry has answered it; nobody does so twice.
        let task = self.tasks().remove(token).ok_or_else(|| self.refusal(token))?;
        task.mailbox.send(Message::Answer(task.attempt, answer)).map_err(|_| TokenError::TaskTimedOut)
    }

    fn refusal(&self, token: &str) -> TokenError {
        let is_digit = |digit: u8| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit);
        if token.len() != SECRET_DIGITS + SEAL_DIGITS || !token.bytes().all(is_digit) {
            return TokenError::InvalidToken;
        }
        let (secret, seal) = token.split_at(SECRET_DIGITS);
        if format!("{:016x}", self.secrets().seal.of(secret)) == seal {
            TokenError::TaskTimedOut
        } else {
            TokenError::TaskDoesNotExist
        }
    }

    pub(crate) fn open(&self, token: Arc<str>, mailbox: Mailbox, attempt: AttemptId) {
        self.tasks().insert(token, Task { mailbox, attempt });
    }

    pub(crate) fn close(&self, token: &str) {
        self.tasks().remove(token);
    }

    fn secrets(&self) -> MutexGuard<'_, Secrets> {
        // Nothing that holds the lock can panic half-way.
        self.registry.secrets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tasks(&self) -> MutexGuard<'_, HashMap<Arc<str>, Task>> {
        // Nothing that holds the lock can panic half-way.
        self.registry.tasks.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl TokenSource for TaskTokens {
    fn token(&self) -> Arc<str> {
        let mut bytes = [0_u8; SECRET_DIGITS / 2];
        let mut secrets = self.secrets();
        match &mut secrets.source {
            // Where the system has no random numbers, the seal's secret still makes tokens hard to guess.
            Source::System => {
                if getrandom::fill(&mut bytes).is_err() {
                    fastrand::fill(&mut bytes);
                }
            }
            Source::Seeded(random) => random.fill(&mut bytes),
        }
        let mut token = String::with_capacity(SECRET_DIGITS + SEAL_DIGITS);
        for byte in bytes {
            token.push_str(&format!("{byte:02x}"));
        }
        let seal = secrets.seal.of(&token);
        token.push_str(&format!("{seal:016x}"));
        token.into()
    }
}

impl fmt::Debug for TaskTokens {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("TaskTokens").field("open", &self.tasks().len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_differ_and_are_known_again() {
        let tokens = TaskTokens::unguessable();
        let (first, second) = (tokens.token(), tokens.token());
        assert_ne!(first, second);
        for (token, error) in [
            (&*first, TokenError::TaskTimedOut),
            (&"0".repeat(80), TokenError::TaskDoesNotExist),
            ("", TokenError::InvalidToken),
            (&"x".repeat(80), TokenError::InvalidToken),
        ] {
            assert_eq!(tokens.send_task_success(token, Value::Null), Err(error), "{token}");
            assert_eq!(tokens.send_task_failure(token, None, None), Err(error), "{token}");
            assert_eq!(tokens.send_task_heartbeat(token), Err(error), "{token}");
        }
        assert_eq!(TaskTokens::unguessable().send_task_heartbeat(&first), Err(TokenError::TaskDoesNotExist));
    }

    #[test]
    fn seeded_tokens_repeat() {
        let tokens = |seed| (TaskTokens::seeded(seed).token(), TaskTokens::seeded(seed).token());
        let (first, again) = tokens(1);
        assert_eq!(first, again);
        assert_ne!(first, tokens(2).0);
    }
}
