//! Assertions about a test's run. They panic with what differs.

use std::borrow::Borrow;

use serde::Serialize;
use serde_json::Value;

use super::difference::{Entry, compare_lists, compare_values};
use super::event::{comparable, normalised};
use super::run::{Status, TestRun};
use crate::history::{EventDetails, HistoryEvent};

impl TestRun {
    /// The execution succeeded with this output.
    ///
    /// # Panics
    ///
    /// It did not, or with another: the text names every place that differs.
    #[track_caller]
    pub fn assert_output(&self, expected: impl Serialize) -> &Self {
        pass(self.check_output(&json(expected)));
        self
    }

    /// The execution failed with this error.
    ///
    /// # Panics
    ///
    /// It did not.
    #[track_caller]
    pub fn assert_error(&self, expected: &str) -> &Self {
        pass(self.check_status(
            Status::Failed,
            &format!("FAILED with `{expected}`"),
            self.error() == Some(expected),
        ));
        self
    }

    /// The execution failed with this error and this cause.
    ///
    /// # Panics
    ///
    /// It did not.
    #[track_caller]
    pub fn assert_failure(&self, error: &str, cause: &str) -> &Self {
        let is_it = self.error() == Some(error) && self.cause() == Some(cause);
        pass(self.check_status(Status::Failed, &format!("FAILED with `{error}`: {cause}"), is_it));
        self
    }

    /// The execution timed out (TIME-7).
    ///
    /// # Panics
    ///
    /// It did not.
    #[track_caller]
    pub fn assert_timed_out(&self) -> &Self {
        pass(self.check_status(Status::TimedOut, "TIMED_OUT", true));
        self
    }

    /// These states were entered, in this order.
    ///
    /// # Panics
    ///
    /// Others were: the text shows both side by side.
    #[track_caller]
    pub fn assert_states<N: AsRef<str>>(&self, expected: impl IntoIterator<Item = N>) -> &Self {
        let expected: Vec<Entry> = expected.into_iter().map(|name| label(name.as_ref())).collect();
        let found: Vec<Entry> = self.history().iter().filter_map(entered).map(label).collect();
        pass(compare_lists("the states", &expected, &found));
        self
    }

    /// Tasks were called by these states with these inputs, in this order.
    ///
    /// # Panics
    ///
    /// Others were: the text shows both side by side.
    #[track_caller]
    pub fn assert_calls<N: AsRef<str>, I: Serialize>(
        &self,
        expected: impl IntoIterator<Item = (N, I)>,
    ) -> &Self {
        let call = |state: &str, input: Value| Entry { details: Some(input), ..label(state) };
        let expected: Vec<Entry> =
            expected.into_iter().map(|(state, input)| call(state.as_ref(), json(input))).collect();
        let found: Vec<Entry> =
            self.calls().iter().map(|made| call(made.state, made.input.clone())).collect();
        pass(compare_lists("the calls", &expected, &found));
        self
    }

    /// The history has these events, in this order: an array, or the answer of GetExecutionHistory as it is.
    ///
    /// Times and ids are not compared. An expected event without details fits any of its type, and one with
    /// details must have them all; `details` may be written instead of the service's name for them, and data as
    /// JSON instead of text.
    ///
    /// # Panics
    ///
    /// Others are there: the text shows both side by side.
    #[track_caller]
    pub fn assert_history(&self, expected: impl Borrow<Value>) -> &Self {
        pass(self.check_history(expected.borrow()));
        self
    }

    fn check_output(&self, expected: &Value) -> Result<(), String> {
        match &self.result {
            Ok(output) => compare_values("the output", expected, output),
            Err(_) => Err(format!("expected SUCCEEDED with {expected}, found {}", self.ending())),
        }
    }

    fn check_status(&self, status: Status, expected: &str, is_it: bool) -> Result<(), String> {
        if self.status() == status && is_it {
            return Ok(());
        }
        Err(format!("expected {expected}\n   found {}", self.ending()))
    }

    /// How it ended, on a line.
    fn ending(&self) -> String {
        let status = self.status();
        match (&self.result, self.error(), self.cause()) {
            (Ok(output), ..) => format!("{status} with {output}"),
            // Its error name is the status once more.
            (Err(_), _, None) if status == Status::TimedOut => status.to_string(),
            (Err(_), Some(error), Some(cause)) => format!("{status} with `{error}`: {cause}"),
            (Err(_), Some(error), None) => format!("{status} with `{error}`"),
            (Err(_), None, Some(cause)) => format!("{status}: {cause}"),
            (Err(_), None, None) => status.to_string(),
        }
    }

    fn check_history(&self, expected: &Value) -> Result<(), String> {
        let events = expected.get("events").unwrap_or(expected);
        let Some(events) = events.as_array() else {
            return Err("the expected history is no array of events, and has none as `events`".to_owned());
        };
        let events: Vec<Value> = events.iter().map(|event| normalised(event.clone())).collect();
        // An event without details fits any of its type, and then names can't tell events apart.
        let key = if events.iter().any(is_without_name) { Key::Type } else { Key::TypeAndName };
        let expected: Vec<Entry> = events
            .iter()
            .enumerate()
            .map(|(index, event)| {
                entry(event.clone(), key)
                    .ok_or_else(|| format!("the expected event {} has no `type`: {event}", index + 1))
            })
            .collect::<Result<_, _>>()?;
        let found: Vec<Entry> = self
            .history()
            .iter()
            .filter_map(|event| match comparable(event) {
                Ok(event) => entry(event, key).map(Ok),
                Err(error) => Some(Err(format!("an event has no JSON: {error}"))),
            })
            .collect::<Result<_, _>>()?;
        compare_lists("the histories", &expected, &found)
    }
}

/// By what events are found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Type,
    TypeAndName,
}

/// An event in a form that can be aligned, shown as `TaskStateEntered Ship`.
fn entry(mut event: Value, key: Key) -> Option<Entry> {
    let event_type = event.get("type")?.as_str()?.to_owned();
    let details = event.as_object_mut()?.shift_remove("details");
    let part = |name: &str| details.as_ref()?.get(name)?.as_str();
    let label = match (part("name"), part("error")) {
        (Some(name), _) => format!("{event_type} {name}"),
        (None, Some(error)) => format!("{event_type} ({error})"),
        (None, None) => event_type.clone(),
    };
    let key = match (key, part("name")) {
        (Key::TypeAndName, Some(name)) => format!("{event_type} {name}"),
        _ => event_type,
    };
    Some(Entry { key, label, details })
}

/// Whether an expected event leaves out the name that those of its type have.
fn is_without_name(event: &Value) -> bool {
    let event_type = event["type"].as_str().unwrap_or_default();
    let has_name = event_type.ends_with("StateEntered")
        || event_type.ends_with("StateExited")
        || event_type.starts_with("MapIteration");
    has_name && event["details"]["name"].is_null()
}

fn label(text: &str) -> Entry {
    Entry { key: text.to_owned(), label: text.to_owned(), details: None }
}

/// The state that an event is the entry of.
fn entered(event: &HistoryEvent) -> Option<&str> {
    match &event.details {
        EventDetails::StateEntered { name, .. } => Some(name),
        _ => None,
    }
}

/// What a test expects, as JSON. A test that expects what has none is wrong.
#[track_caller]
fn json(expected: impl Serialize) -> Value {
    match serde_json::to_value(expected) {
        Ok(expected) => expected,
        Err(error) => panic!("what is expected has no JSON: {error}"),
    }
}

#[track_caller]
fn pass(checked: Result<(), String>) {
    if let Err(text) = checked {
        panic!("{text}");
    }
}
