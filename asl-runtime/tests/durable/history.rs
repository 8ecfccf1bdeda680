//! The history in the store is that of the same execution in one process (HIST).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use asl_runtime::history::{EventType, History, HistoryEvent};
use asl_runtime::store::{MemoryStore, Order};
use asl_runtime::{Definition, DynamicHandlers, TaskError, Workflow, include_workflow};
use serde_json::{Value, json};

use crate::support::{engine, order};

include_workflow! {
    name: states,
    inline: r#"{"StartAt": "P", "States": {
        "P": {"Type": "Pass", "Assign": {"seen.$": "$"}, "Next": "W"},
        "W": {"Type": "Wait", "Seconds": 90, "OutputPath": "$.next", "Next": "C"},
        "C": {"Type": "Choice", "Default": "S", "Choices": [
            {"Variable": "$", "StringEquals": "fail", "Next": "F"},
            {"Variable": "$", "StringEquals": "miss", "Next": "M"}]},
        "M": {"Type": "Pass", "InputPath": "$.missing", "Next": "S"},
        "F": {"Type": "Fail", "Error": "E", "Cause": "c"},
        "S": {"Type": "Succeed"}
    }}"#,
    allow: ["missing-data", "unused-variable"],
}

include_workflow! {
    name: tasks,
    inline: r#"{"StartAt": "Function", "States": {
        "Function": {"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "TimeoutSeconds": 100, "Next": "Activity",
            "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 60, "MaxAttempts": 2}],
            "Catch": [{"ErrorEquals": ["Again", "Caught"], "ResultPath": "$.error", "Next": "Activity"}]},
        "Activity": {"Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:a",
            "HeartbeatSeconds": 10, "Next": "Service"},
        "Service": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:dynamodb:putItem",
            "Credentials": {"RoleArn": "arn:aws:iam::222222222222:role/other"},
            "Parameters": {"TableName.$": "$.table"}, "Next": "Job"},
        "Job": {"Type": "Task", "Resource": "arn:aws:states:::batch:submitJob.sync", "End": true}
    }}"#,
}

include_workflow! {
    name: branches,
    inline: r#"{"StartAt": "P", "States": {
        "P": {"Type": "Parallel", "Next": "S", "ResultPath": "$.branches",
            "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 60, "MaxAttempts": 1}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "S"}],
            "Branches": [
                {"StartAt": "Slow", "States": {"Slow": {"Type": "Wait", "Seconds": 300, "End": true}}},
                {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
                    "Resource": "arn:aws:states:::sqs:sendMessage"}}}]},
        "S": {"Type": "Succeed"}
    }}"#,
}

include_workflow! {
    name: items,
    inline: r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 1, "End": true,
            "ItemSelector": {"item.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index"},
            "ItemProcessor": {"StartAt": "I", "States": {
                "I": {"Type": "Wait", "Seconds": 60, "Next": "T"},
                "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true}}}}
    }}"#,
}

#[cfg(feature = "jsonata")]
include_workflow! {
    name: evaluations,
    inline: r#"{"StartAt": "W", "QueryLanguage": "JSONata", "States": {
        "W": {"Type": "Wait", "Seconds": 60, "Assign": {"n": "{% $states.input.n + 1 %}"}, "Next": "T"},
        "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true,
            "Arguments": {"MessageBody": "{% $states.input.missing %}"},
            "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "P"}]},
        "P": {"Type": "Pass", "Output": "{% $states.input.nothing.at.all %}", "End": true}
    }}"#,
    allow: ["missing-data", "unused-variable"],
}

/// Handlers that fail with the error that the input asks for, once if it is to be retried.
fn failing() -> DynamicHandlers {
    let failed = Arc::new(Mutex::new(0));
    DynamicHandlers::new(move |call| {
        let mut failed = failed.lock().expect("nobody panicked");
        let error = call.input["fails"].as_str().unwrap_or_default().to_owned();
        let fails = !error.is_empty() && (error != "Again" || *failed == 0);
        *failed += 1;
        async move {
            match fails {
                true => Err(TaskError::new(error, "why")),
                false => Ok(call.input),
            }
        }
    })
}

/// What is the same wherever an execution runs: for every event what it says, and the types of all that led to it.
fn told(events: &[HistoryEvent]) -> BTreeMap<Vec<&'static str>, Vec<String>> {
    let by_id: BTreeMap<u64, &HistoryEvent> = events.iter().map(|event| (event.id, event)).collect();
    let mut told: BTreeMap<Vec<&'static str>, Vec<String>> = BTreeMap::new();
    for event in events {
        let line = std::iter::successors(Some(event), |event| by_id.get(&event.previous_event_id).copied());
        let details = serde_json::to_string(&event.details).expect("it is JSON");
        told.entry(line.map(|event| event.event_type.name()).collect()).or_default().push(details);
    }
    told.values_mut().for_each(|details| details.sort());
    told
}

async fn compare<D>(rule: &str, workflow: impl Fn() -> Workflow<D>, input: Value)
where
    D: Definition<Input = Value, Output = Value>,
{
    let history = History::new();
    let here = workflow().recorder(history.clone()).start_named("n", input.clone()).expect("it starts");
    let id = here.id().to_owned();
    let expected = here.wait_json().await.map_err(|error| error.to_string());
    for reloads in [false, true] {
        let store = MemoryStore::new().expect("there is randomness");
        let (workflow, heard) = (workflow(), Arc::new(Mutex::new(Vec::new())));
        let mut builder = engine(&store).register(&workflow).on_event({
            let heard = Arc::clone(&heard);
            move |execution, event| {
                let event = (execution.to_owned(), event.id, event.details.clone());
                heard.lock().expect("nobody panicked").push(event);
            }
        });
        if reloads {
            builder = builder.reload_after_every_step();
        }
        let engine = builder.build().await.expect("it starts");
        let execution = engine.start(&workflow, Some("n"), input.clone()).await.expect("it starts");
        let found = execution.wait_json().await.map_err(|error| error.to_string());
        assert_eq!(found, expected, "{rule}, reloads: {reloads}");
        let page = engine.history(&id, Order::Forward, 1_000, None).await.expect("there is a history");
        assert_eq!(told(&page.events), told(&history.events(&id)), "{rule}, reloads: {reloads}");
        assert!(page.events.is_sorted_by_key(|event| (event.id, event.timestamp)), "HIST-1, HIST-55: {rule}");
        let heard = heard.lock().expect("nobody panicked");
        let written = page.events.iter().map(|event| (id.clone(), event.id, event.details.clone()));
        let expected: Vec<_> = written.collect();
        assert_eq!(*heard, expected, "the observer hears what is written: {rule}");
    }
}

#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn histories_are_the_same_in_a_store() {
    let states = || states::dynamic(failing());
    compare("HIST-3, HIST-20, HIST-21, HIST-56, VAR-18", states, json!({"next": "succeed"})).await;
    compare("HIST-22", states, json!({"next": "fail"})).await;
    compare("HIST-51, ERR-20, ERR-23", states, json!({"next": "miss"})).await;
    let tasks = || tasks::dynamic(failing()).worker_name("w");
    compare("HIST-7, HIST-8, HIST-23, HIST-24, HIST-25", tasks, json!({"table": "t"})).await;
    compare("HIST-32", tasks, json!({"table": "t", "fails": "Again"})).await;
    compare("HIST-26, HIST-30, ERR-28", tasks, json!({"table": "t", "fails": "Caught"})).await;
    let branches = || branches::dynamic(failing());
    compare("HIST-40", branches, json!({})).await;
    compare("HIST-33, HIST-40", branches, json!({"fails": "Again"})).await;
    compare("HIST-31, HIST-41", branches, json!({"fails": "Caught"})).await;
    let items = || items::dynamic(failing());
    compare("HIST-42", items, json!({"items": [1, 2, 3]})).await;
    compare("HIST-42, MAP-10", items, json!({"items": []})).await;
}

#[cfg(feature = "jsonata")]
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn failed_evaluations_are_told_in_a_store() {
    compare("HIST-50", || evaluations::dynamic(failing()), json!({"n": 1})).await;
}

/// HIST-52: a stop has no predecessor, and says what the caller gave.
#[tokio::test(flavor = "current_thread", start_paused = true)]
async fn a_stop_is_told_as_it_was_given() {
    for (error, cause, expected) in [
        (Some("E"), Some("why"), json!({"error": "E", "cause": "why"})),
        (None, Some("why"), json!({"cause": "why"})),
        (None, None, json!({})),
    ] {
        let store = MemoryStore::new().expect("there is randomness");
        let orders = order::dynamic(failing());
        let engine = engine(&store).register(&orders).build().await.expect("it starts");
        let execution = engine.start(&orders, None, json!({"amount": 1})).await.expect("it starts");
        tokio::time::sleep(std::time::Duration::from_secs(60)).await;
        execution.stop(error, cause).await.expect("it is told");
        assert!(execution.wait_json().await.is_err());
        let page = engine.history(execution.id(), Order::Reverse, 1, None).await.expect("there is a history");
        let last = &page.events[0];
        assert_eq!((last.event_type, last.previous_event_id), (EventType::ExecutionAborted, 0));
        assert_eq!(serde_json::to_value(&last.details).expect("it is JSON"), expected);
    }
}
