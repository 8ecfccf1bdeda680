//! An event in the form that the cases have.

use asl_runtime::history::HistoryEvent;
use asl_runtime::testing::comparable;
use serde_json::{Map, Value};

/// An event of a history, expected or actual.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// `None` where the recording lost it.
    pub id: Option<u64>,
    /// The same.
    pub previous: Option<u64>,
    /// Its type.
    pub event_type: String,
    /// Its details, an empty object for none.
    pub details: Value,
}

impl Event {
    /// An event of a case.
    pub fn recorded(event: &Value) -> Self {
        let number = |name: &str| event.get(name).and_then(Value::as_u64);
        Self {
            id: number("id"),
            previous: number("previousEventId"),
            event_type: event.get("type").and_then(Value::as_str).unwrap_or_default().to_owned(),
            details: event.get("details").cloned().unwrap_or_else(|| Value::Object(Map::new())),
        }
    }

    /// An event that happened, brought into the form of the cases.
    ///
    /// # Errors
    ///
    /// It has no JSON.
    pub fn happened(event: &HistoryEvent) -> Result<Self, serde_json::Error> {
        Ok(Self::recorded(&comparable(event)?))
    }
}
