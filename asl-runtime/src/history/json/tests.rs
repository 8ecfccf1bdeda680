//! The names of the service, and the way there and back.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::history::{EventType, HistoryEvent};

/// HIST-6, HIST-7, HIST-54: every type of event, its member, and details with every member that they can have.
const ALL: &str = r#"
ExecutionStarted executionStartedEventDetails {"input":"{}","inputDetails":{"truncated":false},"roleArn":"r","stateMachineAliasArn":"a","stateMachineVersionArn":"v"}
ExecutionSucceeded executionSucceededEventDetails {"output":"{}","outputDetails":{"truncated":true}}
ExecutionFailed executionFailedEventDetails {"error":"E","cause":"c"}
ExecutionAborted executionAbortedEventDetails {"error":"E","cause":"c"}
ExecutionTimedOut executionTimedOutEventDetails {"error":"States.Timeout"}
ExecutionRedriven executionRedrivenEventDetails {"redriveCount":1}
TaskStateEntered stateEnteredEventDetails {"name":"S","input":"{}","inputDetails":{"truncated":true}}
PassStateEntered stateEnteredEventDetails {"name":"S","input":"1","inputDetails":{"truncated":false}}
ChoiceStateEntered stateEnteredEventDetails {"name":"S","input":"1","inputDetails":{"truncated":false}}
WaitStateEntered stateEnteredEventDetails {"name":"S","input":"1","inputDetails":{"truncated":false}}
SucceedStateEntered stateEnteredEventDetails {"name":"S","input":"1","inputDetails":{"truncated":false}}
FailStateEntered stateEnteredEventDetails {"name":"S","input":"1","inputDetails":{"truncated":false}}
ParallelStateEntered stateEnteredEventDetails {"name":"S","input":"1","inputDetails":{"truncated":false}}
MapStateEntered stateEnteredEventDetails {"name":"S"}
TaskStateExited stateExitedEventDetails {"name":"S","output":"1","outputDetails":{"truncated":false},"assignedVariables":{"a":"1","b":"\"x\""},"assignedVariablesDetails":{"truncated":false}}
PassStateExited stateExitedEventDetails {"name":"S","output":"1","outputDetails":{"truncated":false},"assignedVariables":{},"assignedVariablesDetails":{"truncated":true}}
ChoiceStateExited stateExitedEventDetails {"name":"S","output":"1","outputDetails":{"truncated":false}}
WaitStateExited stateExitedEventDetails {"name":"S","output":"1","outputDetails":{"truncated":false}}
SucceedStateExited stateExitedEventDetails {"name":"S","output":"1","outputDetails":{"truncated":false}}
ParallelStateExited stateExitedEventDetails {"name":"S","output":"1","outputDetails":{"truncated":false}}
MapStateExited stateExitedEventDetails {"name":"S"}
TaskScheduled taskScheduledEventDetails {"resourceType":"sqs","resource":"sendMessage","region":"eu-west-1","parameters":"{}","timeoutInSeconds":9,"heartbeatInSeconds":3,"taskCredentials":{"roleArn":"r"}}
TaskStarted taskStartedEventDetails {"resourceType":"sqs","resource":"sendMessage"}
TaskStartFailed taskStartFailedEventDetails {"resourceType":"sqs","resource":"sendMessage","error":"E","cause":"c"}
TaskSubmitted taskSubmittedEventDetails {"resourceType":"sqs","resource":"sendMessage","output":"1","outputDetails":{"truncated":false}}
TaskSubmitFailed taskSubmitFailedEventDetails {"resourceType":"sqs","resource":"sendMessage","error":"E","cause":"c"}
TaskSucceeded taskSucceededEventDetails {"resourceType":"sqs","resource":"sendMessage","output":"1","outputDetails":{"truncated":false}}
TaskFailed taskFailedEventDetails {"resourceType":"sqs","resource":"sendMessage","error":"E","cause":"c"}
TaskTimedOut taskTimedOutEventDetails {"resourceType":"sqs","resource":"sendMessage","error":"States.Timeout"}
TaskStateAborted - -
LambdaFunctionScheduled lambdaFunctionScheduledEventDetails {"resource":"f","input":"1","inputDetails":{"truncated":false},"timeoutInSeconds":9,"taskCredentials":{"roleArn":"r"}}
LambdaFunctionScheduleFailed lambdaFunctionScheduleFailedEventDetails {"error":"E","cause":"c"}
LambdaFunctionStarted - -
LambdaFunctionStartFailed lambdaFunctionStartFailedEventDetails {"error":"E","cause":"c"}
LambdaFunctionSucceeded lambdaFunctionSucceededEventDetails {"output":"1","outputDetails":{"truncated":false}}
LambdaFunctionFailed lambdaFunctionFailedEventDetails {"error":"E","cause":"c"}
LambdaFunctionTimedOut lambdaFunctionTimedOutEventDetails {"error":"States.Timeout"}
ActivityScheduled activityScheduledEventDetails {"resource":"a","input":"1","inputDetails":{"truncated":false},"timeoutInSeconds":9,"heartbeatInSeconds":3}
ActivityScheduleFailed activityScheduleFailedEventDetails {"error":"E","cause":"c"}
ActivityStarted activityStartedEventDetails {"workerName":"w"}
ActivitySucceeded activitySucceededEventDetails {"output":"1","outputDetails":{"truncated":false}}
ActivityFailed activityFailedEventDetails {"error":"E","cause":"c"}
ActivityTimedOut activityTimedOutEventDetails {"error":"States.Timeout"}
WaitStateAborted - -
ParallelStateStarted - -
ParallelStateSucceeded - -
ParallelStateFailed - -
ParallelStateAborted - -
MapStateStarted mapStateStartedEventDetails {"length":3}
MapStateSucceeded - -
MapStateFailed - -
MapStateAborted - -
MapIterationStarted mapIterationStartedEventDetails {"name":"M","index":0}
MapIterationSucceeded mapIterationSucceededEventDetails {"name":"M","index":1}
MapIterationFailed mapIterationFailedEventDetails {"name":"M","index":2}
MapIterationAborted mapIterationAbortedEventDetails {"name":"M","index":3}
MapRunStarted mapRunStartedEventDetails {"mapRunArn":"m"}
MapRunSucceeded - -
MapRunFailed mapRunFailedEventDetails {"error":"E","cause":"c"}
MapRunAborted - -
MapRunRedriven mapRunRedrivenEventDetails {"mapRunArn":"m","redriveCount":2}
EvaluationFailed evaluationFailedEventDetails {"error":"States.QueryEvaluationError","cause":"c","location":"Output","state":"S"}
"#;

/// The events of the table, each with the text of its JSON.
fn all() -> Vec<(EventType, String)> {
    let rows = ALL.lines().filter(|line| !line.is_empty()).enumerate();
    rows.map(|(index, row)| {
        let [name, member, details] = *row.splitn(3, ' ').collect::<Vec<_>>() else { panic!("{row}") };
        let head = format!(
            r#"{{"timestamp":1735689600.{:03},"type":"{name}","id":{},"previousEventId":{index}"#,
            index + 1,
            index + 1
        );
        let tail = if member == "-" { "}".to_owned() } else { format!(r#","{member}":{details}}}"#) };
        (name.parse().expect("it is a type"), head + &tail)
    })
    .collect()
}

/// HIST-6
#[test]
fn the_table_has_every_type_once() {
    let types: Vec<EventType> = all().into_iter().map(|(event_type, _)| event_type).collect();
    let different: BTreeSet<&str> = types.iter().map(|event_type| event_type.name()).collect();
    assert_eq!((types.len(), different.len(), EventType::ALL.len()), (62, 62, 62));
}

/// HIST-1, HIST-3, HIST-7
#[test]
fn every_event_is_read_and_written_as_it_was() {
    for (event_type, text) in all() {
        let event: HistoryEvent = serde_json::from_str(&text).expect(&text);
        assert_eq!(event.event_type, event_type);
        // Numbers may be printed in other ways, so it is the values that are compared, and the order of members.
        let written = serde_json::to_string(&event).expect(&text);
        let value = |text: &str| serde_json::from_str::<Value>(text).expect("it is JSON");
        assert_eq!(value(&written), value(&text));
        let members =
            |text: &str| value(text).as_object().map(|event| event.keys().cloned().collect::<Vec<_>>());
        assert_eq!(members(&written), members(&text));
        let again: HistoryEvent = serde_json::from_str(&written).expect(&written);
        assert_eq!(again, event);
    }
}

/// HIST-3: inputs and outputs vanish with their details, and nothing else does.
#[test]
fn execution_data_can_be_left_out() {
    for (_, text) in all() {
        let event: HistoryEvent = serde_json::from_str(&text).expect(&text);
        let mut expected: Value = serde_json::from_str(&text).expect(&text);
        if let Some(details) =
            event.event_type.details_member().and_then(|member| expected[member].as_object_mut())
        {
            for member in ["input", "inputDetails", "output", "outputDetails"] {
                details.shift_remove(member);
            }
        }
        let left = serde_json::to_value(event.without_execution_data()).expect(&text);
        assert_eq!(left, expected);
    }
}

#[test]
fn what_may_be_absent_may_be_absent() {
    for (event, expected) in [
        // Without a cause there is no error either, and the details may be left out as a whole.
        (
            json!({"type": "ExecutionFailed"}),
            json!({"type": "ExecutionFailed", "executionFailedEventDetails": {}}),
        ),
        (
            json!({"type": "ActivityStarted", "activityStartedEventDetails": null}),
            json!({"type": "ActivityStarted", "activityStartedEventDetails": {}}),
        ),
        (
            json!({"type": "MapRunFailed", "mapRunFailedEventDetails": {"new": 1}, "more": 2}),
            json!({"type": "MapRunFailed", "mapRunFailedEventDetails": {}}),
        ),
    ] {
        let head = json!({"id": 7, "timestamp": 1.5});
        let with_head = |event: &Value, head: &Value| {
            let mut all = head.clone();
            all.as_object_mut()
                .expect("it is an object")
                .extend(event.as_object().expect("it is one").clone());
            all
        };
        let read: HistoryEvent = serde_json::from_value(with_head(&event, &head)).expect("it can be read");
        let mut expected = with_head(&expected, &head);
        expected["previousEventId"] = json!(0);
        assert_eq!(serde_json::to_value(read).expect("it can be written"), expected);
    }
}

#[test]
fn mistakes_are_told_with_their_place() {
    for (event, message) in [
        (json!({}), "an event: `id` is missing"),
        (json!({"id": -1}), "an event: `id` is no whole number but -1"),
        (json!({"id": 1}), "event 1: `type` is missing"),
        (json!({"id": 1, "type": "Started"}), "event 1: `Started` is no type of an event"),
        (json!({"id": 1, "type": "TaskStarted"}), "event 1: `timestamp` is missing"),
        (
            json!({"id": 1, "type": "TaskStarted", "timestamp": "noon"}),
            "event 1: `timestamp` is neither seconds since 1970 nor a timestamp",
        ),
        (
            json!({"id": 1, "type": "TaskStarted", "timestamp": 0}),
            "event 1: `taskStartedEventDetails`: `resourceType` is missing",
        ),
        (
            json!({"id": 1, "type": "TaskStarted", "timestamp": 0, "taskStartedEventDetails": []}),
            "event 1: `taskStartedEventDetails` is no object but []",
        ),
        (
            json!({"id": 1, "type": "PassStateEntered", "timestamp": 0, "stateEnteredEventDetails": {"name": 1}}),
            "event 1: `stateEnteredEventDetails`: `name` is no text but 1",
        ),
        (
            json!({"id": 1, "type": "ExecutionSucceeded", "timestamp": 0,
                "executionSucceededEventDetails": {"outputDetails": {"truncated": 0}}}),
            "event 1: `executionSucceededEventDetails`: `outputDetails`: `truncated` is neither true nor false but 0",
        ),
    ] {
        let wrong = serde_json::from_value::<HistoryEvent>(event).expect_err(message);
        assert_eq!(wrong.to_string(), message);
    }
}

/// Events with members changed at random: what can be read at all is written and read as the same, and nothing
/// panics.
#[test]
fn whatever_is_read_survives_the_way_there_and_back() {
    let mut random = fastrand::Rng::with_seed(4);
    let events: Vec<Value> = all().iter().map(|(_, text)| serde_json::from_str(text).expect(text)).collect();
    let mut read = 0;
    for round in 0..20_000 {
        let mut event = events[round % events.len()].clone();
        event["id"] = json!(random.u64(..));
        event["previousEventId"] = json!(random.u64(..));
        // Milliseconds between the years 1653 and 2286.
        event["timestamp"] = json!(random.i64(-10_000_000_000_000..10_000_000_000_000) as f64 / 1_000.0);
        for _ in 0..random.usize(..4) {
            change(&mut event, &mut random);
        }
        let Ok(event) = serde_json::from_value::<HistoryEvent>(event) else { continue };
        read += 1;
        let text = serde_json::to_string(&event).expect("it can be written");
        assert_eq!(serde_json::from_str::<HistoryEvent>(&text).expect(&text), event, "{text}");
    }
    assert!(read > 5_000, "only {read} could be read");
}

/// Changes a member somewhere within.
fn change(value: &mut Value, random: &mut fastrand::Rng) {
    const TEXTS: &[&str] = &["", "a", "é🚀", "\"", "\\", "{\"a\": [1.0, null]}", "\u{0}\u{7f}\u{2028}"];
    if let Value::Object(members) = value
        && !members.is_empty()
        && random.u32(..8) > 0
    {
        let number = random.usize(..members.len());
        let Some((name, member)) = members.iter_mut().nth(number) else { return };
        if name != "type" && random.u32(..6) > 0 {
            return change(member, random);
        }
        let name = name.clone();
        members.shift_remove(&name);
        return;
    }
    *value = match value {
        Value::String(_) if random.u32(..8) > 0 => json!(TEXTS[random.usize(..TEXTS.len())]),
        Value::Number(_) if random.u32(..8) > 0 => json!(random.u64(..)),
        Value::Bool(_) if random.u32(..8) > 0 => json!(random.bool()),
        _ => match random.u32(..5) {
            0 => Value::Null,
            1 => json!(-1.5e300),
            2 => json!([1]),
            3 => json!({"new": {}}),
            _ => json!("text"),
        },
    };
}
