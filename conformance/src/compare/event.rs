//! An event in the form that the cases have.

use asl_runtime::history::HistoryEvent;
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
        let mut event = serde_json::to_value(event)?;
        if let Some(members) = event.as_object_mut() {
            members.shift_remove("timestamp");
            let name = members.keys().find(|name| name.ends_with("EventDetails")).cloned();
            if let Some(mut details) = name.and_then(|name| members.shift_remove(&name)) {
                if let Some(details) = details.as_object_mut() {
                    normalise(details);
                }
                members.insert("details".into(), details);
            }
        }
        Ok(Self::recorded(&event))
    }
}

/// Members that are JSON text become values; what says that nothing was truncated is dropped.
fn normalise(details: &mut Map<String, Value>) {
    details.retain(|name, value| {
        let is_note = ["inputDetails", "outputDetails", "assignedVariablesDetails"].contains(&name.as_str());
        !(is_note && value["truncated"] == false)
    });
    for name in ["input", "output", "parameters"] {
        if let Some(value) = details.get_mut(name) {
            parse(value);
        }
    }
    if let Some(variables) = details.get_mut("assignedVariables").and_then(Value::as_object_mut) {
        variables.values_mut().for_each(parse);
    }
}

fn parse(value: &mut Value) {
    if let Some(parsed) = value.as_str().and_then(|text| serde_json::from_str(text).ok()) {
        *value = parsed;
    }
}
