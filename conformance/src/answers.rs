//! What the tasks of a case answer.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use asl_runtime::{DynamicCall, TaskError};
use serde_json::Value;
use tokio::time::Instant;

use crate::case::Case;
use crate::compare::{Event, Numbers, compare, equal};
use crate::host::Tokens;
use crate::lambda;

/// Hands out the recorded answers, each once.
#[derive(Debug)]
pub(crate) struct Answers {
    case: Arc<Case>,
    numbers: Numbers,
    state: Mutex<State>,
    begun: OnceLock<Begun>,
    /// The event by which each task ended, if it is known.
    answered: Vec<Option<u64>>,
}

/// What is known since the execution has started.
#[derive(Debug)]
struct Begun {
    at: Instant,
    /// Where tokens are answered.
    tokens: Tokens,
}

#[derive(Debug, Default)]
struct State {
    /// Which have been handed out.
    used: Vec<usize>,
    /// Calls that were not as recorded.
    misses: Vec<String>,
}

impl Answers {
    pub(crate) fn new(case: Arc<Case>, numbers: Numbers) -> Self {
        let events: Vec<Event> = case.events().unwrap_or_default().iter().map(Event::recorded).collect();
        let answered = case
            .tasks()
            .iter()
            .map(|task| end(&events, task.get("scheduledEventId").and_then(Value::as_u64)?))
            .collect();
        let (state, begun) = (Mutex::default(), OnceLock::new());
        Self { case, numbers, state, begun, answered }
    }

    /// The execution starts now.
    pub(crate) fn begin(&self, tokens: Tokens) {
        let _ = self.begun.set(Begun { at: Instant::now(), tokens });
    }

    /// The first call that was not as recorded.
    pub(crate) fn first_miss(&self) -> Option<String> {
        self.state().misses.first().cloned()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a call.
    pub(crate) async fn answer(&self, call: DynamicCall) -> Result<Value, TaskError> {
        let Some(index) = self.choose(&call) else {
            if let Some(answer) = lambda::answer(&self.case, call.resource, &call.input) {
                return Ok(answer);
            }
            let text =
                format!("the state `{}` calls `{}` once more than recorded", call.state, call.resource);
            self.state().misses.push(text.clone());
            return Err(TaskError::new("Conformance.NoAnswer", text));
        };
        if let (Some(answered), Some(begun)) = (self.answered[index], self.begun.get()) {
            // Answers come in the order of the recording: a moment for each event before.
            tokio::time::sleep_until(begun.at + Duration::from_millis(answered)).await;
        }
        let task = &self.case.tasks()[index];
        if let Some(submitted) = task.get("submitted")
            && !is_token(call.resource)
        {
            call.context.submitted(submitted.clone());
        }
        let outcome = task.get("outcome").unwrap_or(&Value::Null);
        let answer = if let Some(output) = outcome.get("succeeded") {
            Ok(output.clone())
        } else if let Some(failed) = outcome.get("failed") {
            let part = |name: &str| failed.get(name).map(text);
            Err((part("error"), part("cause")))
        } else {
            // It times out, or a sibling fails first.
            if let Some(submitted) = task.get("submitted")
                && is_token(call.resource)
            {
                return Ok(submitted.clone());
            }
            return std::future::pending().await;
        };
        // A request that was refused has neither been submitted nor succeeded.
        if is_token(call.resource)
            && (task.get("submitted").is_some() || answer.is_ok())
            && let (Some(begun), Some(token)) = (self.begun.get(), call.context.token())
        {
            let sent = match &answer {
                Ok(output) => begun.tokens.succeed(token, output.clone()).await,
                Err((error, cause)) => begun.tokens.fail(token, error.as_deref(), cause.as_deref()).await,
            };
            if let Err(error) = sent {
                self.state().misses.push(format!("the token of `{}` is refused: {error}", call.state));
            }
            return Ok(task.get("submitted").cloned().unwrap_or_default());
        }
        answer.map_err(|(error, cause)| TaskError::from_parts(error.map(Into::into), cause.map(Into::into)))
    }

    /// The recorded call that this one is: by state, resource and input, else by state alone.
    fn choose(&self, call: &DynamicCall) -> Option<usize> {
        let mut state = self.state();
        let tasks = self.case.tasks();
        let unused = |index: &usize| !state.used.contains(index);
        let in_state = |index: &usize| match tasks[*index].get("state") {
            Some(name) => name == call.state,
            None => true,
        };
        let is_resource = |index: &usize| {
            tasks[*index].get("resource").and_then(Value::as_str) == Some(short_resource(call.resource))
        };
        let input = |index: usize| tasks[index].get("input").unwrap_or(&Value::Null);
        let has_input = |index: &usize| equal(input(*index), &call.input, self.numbers);
        let candidates = || (0..tasks.len()).filter(unused).filter(in_state);
        let exact = candidates().filter(is_resource).find(has_input);
        let index = exact.or_else(|| candidates().find(is_resource)).or_else(|| candidates().next())?;
        if exact.is_none() {
            let text = match compare(input(index), &call.input, self.numbers) {
                Err(difference) => format!("input of the task in `{}`: {difference}", call.state),
                Ok(()) => format!(
                    "the task in `{}`: expected a call of {}, found one of `{}`",
                    call.state,
                    tasks[index].get("resource").unwrap_or(&Value::Null),
                    call.resource
                ),
            };
            state.misses.push(text);
        }
        state.used.push(index);
        Some(index)
    }
}

/// The event by which a task ended that was scheduled by another.
fn end(events: &[Event], scheduled: u64) -> Option<u64> {
    let follows = |previous: u64, ends: &[&str]| {
        let found = events.iter().find(|event| {
            event.previous == Some(previous) && ends.iter().any(|end| event.event_type.ends_with(end))
        });
        found.and_then(|event| event.id)
    };
    let started = follows(scheduled, &["Started"])?;
    let submitted = follows(started, &["TaskSubmitted"]).unwrap_or(started);
    follows(submitted, &["Succeeded", "Failed"])
}

/// A text for the runtime: what is no string stands for its JSON.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The resource as history names it: that of an integration is the last part of its ARN.
fn short_resource(resource: &str) -> &str {
    if !resource.contains(":states:::") {
        return resource;
    }
    // `.sync:2` has a colon of its own.
    let end = resource.strip_suffix(".sync:2").map_or(resource.len(), str::len);
    let start = resource[..end].rfind(':').map_or(0, |colon| colon + 1);
    &resource[start..]
}

fn is_token(resource: &str) -> bool {
    resource.ends_with(".waitForTaskToken")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_resources_as_history_does() {
        for (resource, short) in [
            ("arn:aws:states:::lambda:invoke", "invoke"),
            ("arn:aws:states:::aws-sdk:dynamodb:putItem", "putItem"),
            ("arn:aws:states:::states:startExecution.sync:2", "startExecution.sync:2"),
            ("arn:aws:states:::sqs:sendMessage.waitForTaskToken", "sendMessage.waitForTaskToken"),
            (
                "arn:aws:lambda:eu-west-1:111111111111:function:f",
                "arn:aws:lambda:eu-west-1:111111111111:function:f",
            ),
        ] {
            assert_eq!(short_resource(resource), short);
        }
    }
}
