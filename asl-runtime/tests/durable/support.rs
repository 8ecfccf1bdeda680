//! Workflows, and engines over stores that can be left without a word.

use std::sync::{Arc, Mutex};

use asl_runtime::durable::{Engine, EngineBuilder};
use asl_runtime::history::HistoryEvent;
use asl_runtime::store::{MemoryStore, Order};
use asl_runtime::{DynamicCall, DynamicHandlers, TaskError, TokioClock, Workflow, include_workflow};
use serde_json::{Value, json};

include_workflow! {
    name: pub(crate) order,
    inline = r#"{
        "StartAt": "Charge",
        "States": {
            "Charge": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge",
                "Parameters": { "amount.$": "$.amount", "by.$": "$$.Execution.Name" },
                "ResultPath": "$.receipt",
                "Retry": [ { "ErrorEquals": ["Busy"], "IntervalSeconds": 3600, "MaxAttempts": 2 } ],
                "Catch": [ { "ErrorEquals": ["HandlerInterrupted"], "ResultPath": "$.trouble", "Next": "Undo" } ],
                "Next": "Sleep"
            },
            "Sleep": { "Type": "Wait", "Seconds": 86400, "Next": "Ship" },
            "Ship": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:ship",
                "ResultPath": "$.shipped", "End": true
            },
            "Undo": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:undo",
                "ResultPath": "$.undone", "End": true
            }
        }
    }"#,
    idempotent: [ship],
}

include_workflow! {
    name: pub(crate) approval,
    inline = r#"{
        "StartAt": "Ask",
        "States": {
            "Ask": {
                "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                "Parameters": { "MessageBody": { "token.$": "$$.Task.Token" } },
                "TimeoutSeconds": 86400,
                "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "Refused" } ],
                "End": true
            },
            "Refused": { "Type": "Pass", "End": true }
        }
    }"#,
}

include_workflow! {
    name: pub(crate) fan,
    inline = r#"{
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map", "ItemsPath": "$.items",
                "ItemProcessor": { "StartAt": "Work", "States": { "Work": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "End": true
                } } },
                "End": true
            }
        }
    }"#,
}

/// What handlers were called with: `charge {"amount":1}`.
pub(crate) type Calls = Arc<Mutex<Vec<String>>>;

/// Handlers that write down their calls and answer by a function; `None`: never.
pub(crate) fn handlers(
    calls: &Calls,
    answer: impl Fn(&DynamicCall) -> Option<Result<Value, TaskError>> + Send + Sync + 'static,
) -> DynamicHandlers {
    let calls = Arc::clone(calls);
    DynamicHandlers::new(move |call| {
        calls.lock().expect("nobody panicked").push(format!("{} {}", call.method, call.input));
        let answer = answer(&call);
        async move {
            match answer {
                Some(answer) => answer,
                None => std::future::pending().await,
            }
        }
    })
}

pub(crate) fn called(calls: &Calls) -> Vec<String> {
    calls.lock().expect("nobody panicked").clone()
}

/// Orders whose handlers answer at once.
pub(crate) fn orders(calls: &Calls) -> Workflow<order::Definition> {
    order::dynamic(handlers(calls, |call| Some(Ok(json!(call.method)))))
}

/// An engine by tokio's time, which tests let go on as they like.
pub(crate) fn engine(store: &MemoryStore) -> EngineBuilder {
    let builder = Engine::builder().store(store.clone()).clock(TokioClock::system());
    builder.on_store_error(|error| panic!("the store fails: {error}"))
}

/// Waits until something is so; time goes on meanwhile.
pub(crate) async fn until(what: impl Fn() -> bool) {
    for _ in 0..100_000 {
        if what() {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("it did not come to it");
}

/// The types of an execution's events, in their order.
pub(crate) async fn types(engine: &Engine, execution: &str) -> Vec<String> {
    let page = engine.history(execution, Order::Forward, 1000, None).await.expect("there is a history");
    check_chain(&page.events);
    page.events.iter().map(|event| event.event_type.to_string()).collect()
}

/// Ids go up by one, each predecessor came before, and times never decrease (HIST-1, HIST-2, HIST-55).
fn check_chain(events: &[HistoryEvent]) {
    for (position, event) in events.iter().enumerate() {
        assert_eq!(event.id, position as u64 + 1);
        assert!(event.previous_event_id < event.id);
        assert!(position == 0 || events[position - 1].timestamp <= event.timestamp);
    }
}
