//! Events as they are compared.

use serde_json::{Map, Value};

use crate::history::HistoryEvent;

/// An event as JSON in which data can be compared: `details` instead of a name for every type, no time, and
/// inputs, outputs, parameters and variables as values instead of text.
///
/// ```
/// # use asl_runtime::testing::comparable;
/// # fn show(event: &asl_runtime::history::HistoryEvent) -> Result<(), serde_json::Error> {
/// // {"type":"TaskStateEntered","id":2,"previousEventId":0,"details":{"name":"Ship","input":{}}}
/// println!("{}", comparable(event)?);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
///
/// The event has no JSON.
pub fn comparable(event: &HistoryEvent) -> Result<Value, serde_json::Error> {
    serde_json::to_value(event).map(normalised)
}

/// An event of GetExecutionHistory in that form.
pub(super) fn normalised(mut event: Value) -> Value {
    if let Some(members) = event.as_object_mut() {
        members.shift_remove("timestamp");
        let name = members.keys().find(|name| name.ends_with("EventDetails")).cloned();
        // An event that is about nothing beyond its type has none.
        if let Some(details) = name.and_then(|name| members.shift_remove(&name)) {
            members.insert("details".into(), details);
        }
        if let Some(details) = members.get_mut("details").and_then(Value::as_object_mut) {
            normalise(details);
        }
    }
    event
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn data_becomes_values() {
        let event = json!({
            "timestamp": 1.5, "type": "TaskStateExited", "id": 5, "previousEventId": 4,
            "stateExitedEventDetails": {
                "name": "S", "output": "{\"a\":1}", "outputDetails": { "truncated": false },
                "assignedVariables": { "v": "[1]" }, "assignedVariablesDetails": { "truncated": true },
            },
        });
        let expected = json!({
            "type": "TaskStateExited", "id": 5, "previousEventId": 4,
            "details": {
                "name": "S", "output": { "a": 1 },
                "assignedVariables": { "v": [1] }, "assignedVariablesDetails": { "truncated": true },
            },
        });
        assert_eq!(normalised(event), expected);
        assert_eq!(normalised(expected.clone()), expected, "once is enough");
        assert_eq!(normalised(json!({"details": {"input": "no JSON"}}))["details"]["input"], "no JSON");
    }
}
