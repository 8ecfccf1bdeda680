//! Executions that go on though they had ended (EXEC-15, API-16, HIST-54).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use asl_runtime::durable::{Client, DurableError};
use asl_runtime::history::EventDetails;
use asl_runtime::store::{
    Description, ExecutionQuery, NotRedrivable, Order, RedriveLimits, Status, StoreError,
};
use asl_runtime::{DynamicHandlers, TaskError, Workflow, include_workflow};
use serde_json::{Value, json};

use crate::kept::{Kept, eventually, on_both};
use crate::support::{Calls, called, handlers, types};

include_workflow! {
    name: chain,
    inline = r#"{
        "TimeoutSeconds": 3,
        "StartAt": "First",
        "States": {
            "First": { "Type": "Pass", "Assign": { "tax": 3 }, "Result": { "a": [1, 2] }, "Next": "Charge" },
            "Charge": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge",
                "Parameters": {
                    "a.$": "$.a", "tax.$": "$tax", "retries.$": "$$.State.RetryCount",
                    "redrives.$": "$$.Execution.RedriveCount"
                },
                "Retry": [ { "ErrorEquals": ["Busy"], "IntervalSeconds": 1, "MaxAttempts": 1 } ],
                "End": true
            }
        }
    }"#,
}

include_workflow! {
    name: tree,
    inline = r#"{
        "StartAt": "Both",
        "States": { "Both": {
            "Type": "Parallel",
            "Branches": [
                { "StartAt": "Quick", "States": { "Quick": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:quick", "End": true
                } } },
                { "StartAt": "Slow", "States": { "Slow": {
                    "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:slow", "End": true
                } } },
                { "StartAt": "Each", "States": { "Each": {
                    "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2,
                    "ItemSelector": { "item.$": "$$.Map.Item.Value", "of.$": "$.of" },
                    "ItemProcessor": { "StartAt": "Name", "States": {
                        "Name": { "Type": "Pass", "Assign": { "name.$": "States.Format('n{}', $.item)" }, "Next": "Work" },
                        "Work": {
                            "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work",
                            "Parameters": { "name.$": "$name", "of.$": "$.of", "at.$": "$$.Map.Item.Index" },
                            "End": true
                        }
                    } },
                    "End": true
                } } }
            ],
            "End": true
        } }
    }"#,
}

include_workflow! {
    name: at_once,
    inline = r#"{
        "StartAt": "Prepare",
        "States": {
            "Prepare": { "Type": "Pass", "Result": 7, "ResultPath": "$.prepared", "Next": "Both" },
            "Both": {
                "Type": "Parallel",
                "Branches": [
                    { "StartAt": "Change", "States": {
                        "Change": { "Type": "Pass", "Result": 8, "ResultPath": "$.changed", "Next": "Work" },
                        "Work": {
                            "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work", "End": true
                        }
                    } },
                    { "StartAt": "Fails", "States": {
                        "Fails": { "Type": "Choice", "Choices": [
                            { "Variable": "$$.Execution.RedriveCount", "NumericGreaterThan": 0, "Next": "Fine" }
                        ] },
                        "Fine": { "Type": "Succeed" }
                    } }
                ],
                "End": true
            }
        }
    }"#,
    allow: ["choice-without-default"],
}

include_workflow! {
    name: caught,
    inline = r#"{
        "StartAt": "Try",
        "States": {
            "Try": {
                "Type": "Parallel",
                "Branches": [
                    { "StartAt": "Quick", "States": { "Quick": { "Type": "Pass", "End": true } } },
                    { "StartAt": "Throw", "States": { "Throw": { "Type": "Fail", "Error": "Thrown" } } }
                ],
                "Catch": [ { "ErrorEquals": ["Thrown"], "ResultPath": "$.error", "Next": "Last" } ],
                "End": true
            },
            "Last": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:last",
                "Parameters": { "error.$": "$.error.Error" }, "End": true
            }
        }
    }"#,
}

on_both! {
    goes_on_from_the_state_that_failed
    goes_on_with_the_branches_and_items_that_did_not_end
    finds_inputs_that_were_used_up
    what_was_caught_is_over
    stopped_and_timed_out_executions_go_on
    many_times
    without_an_engine
    says_what_can_not_be_redriven
}

/// Handlers that fail until they are told that all is well.
fn failing(
    calls: &Calls,
    well: &Arc<AtomicBool>,
    error: &'static str,
    fails: &'static str,
) -> DynamicHandlers {
    let well = Arc::clone(well);
    handlers(calls, move |call| {
        let is_bad = !well.load(Ordering::SeqCst) && call.input.to_string().contains(fails);
        Some(if is_bad { Err(TaskError::new(error, "not yet")) } else { Ok(call.input.clone()) })
    })
}

async fn ended(client: &Client, arn: &str) -> Description {
    eventually(async || client.describe(arn).await.expect("it is there").status != Status::Running).await;
    client.describe(arn).await.expect("it is there")
}

fn output(description: &Description) -> Value {
    let output = description.output.as_deref().unwrap_or_else(|| panic!("{description:?}"));
    serde_json::from_str(output).expect("it is JSON")
}

async fn goes_on_from_the_state_that_failed(kept: impl Kept) {
    let (calls, well) = (Calls::default(), Arc::new(AtomicBool::new(false)));
    let workflow = chain::dynamic(failing(&calls, &well, "Broken", ""));
    let engine =
        kept.engine().register(&workflow).reload_after_every_step().build().await.expect("it starts");
    let execution = engine.start(&workflow, Some("n"), json!({})).await.expect("it starts");
    let failed = ended(&engine, execution.id()).await;
    assert_eq!((failed.status, failed.error.as_deref()), (Status::Failed, Some("Broken")));
    assert_eq!(engine.redrivable(&failed), Ok(()));
    well.store(true, Ordering::SeqCst);
    let redriven = execution.redrive().await.expect("it can");
    let again = ended(&engine, execution.id()).await;
    assert_eq!(output(&again), json!({ "a": [1, 2], "tax": 3, "retries": 0, "redrives": 1 }));
    assert_eq!((again.redrive_count, again.redrive_time), (1, Some(redriven.time)));
    assert_eq!(again.start_time, failed.start_time);
    assert_eq!(engine.redrivable(&again), Err(NotRedrivable::Succeeded));
    assert_eq!(
        types(&engine, execution.id()).await,
        [
            "ExecutionStarted",
            "PassStateEntered",
            "PassStateExited",
            "TaskStateEntered",
            "LambdaFunctionScheduled",
            "LambdaFunctionStarted",
            "LambdaFunctionFailed",
            "ExecutionFailed",
            "ExecutionRedriven",
            "LambdaFunctionScheduled",
            "LambdaFunctionStarted",
            "LambdaFunctionSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded"
        ]
    );
    let page = engine.history(execution.id(), Order::Forward, 100, None).await.expect("there is one");
    assert!(matches!(page.events[8].details, EventDetails::ExecutionRedriven { redrive_count: 1 }));
    assert_eq!((page.events[8].previous_event_id, page.events[9].previous_event_id), (8, 9));
    assert_eq!(called(&calls).len(), 2);
}

async fn goes_on_with_the_branches_and_items_that_did_not_end(kept: impl Kept) {
    let (calls, well) = (Calls::default(), Arc::new(AtomicBool::new(false)));
    let workflow = {
        let well = Arc::clone(&well);
        tree::dynamic(handlers(&calls, move |call| match (call.method, well.load(Ordering::SeqCst)) {
            ("slow", false) => None,
            ("work", false) if call.input["name"] == "n3" => Some(Err(TaskError::new("Broken", "not yet"))),
            ("quick" | "slow", _) => Some(Ok(json!(call.method))),
            _ => Some(Ok(call.input.clone())),
        }))
    };
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let input = json!({ "items": [1, 2, 3, 4, 5], "of": "x" });
    let execution = engine.start(&workflow, None, input).await.expect("it starts");
    let failed = ended(&engine, execution.id()).await;
    assert_eq!(failed.error.as_deref(), Some("Broken"));
    let before = called(&calls);
    well.store(true, Ordering::SeqCst);
    execution.redrive().await.expect("it can");
    let again = ended(&engine, execution.id()).await;
    let items: Vec<Value> =
        (0..5).map(|at| json!({ "name": format!("n{}", at + 1), "of": "x", "at": at })).collect();
    assert_eq!(output(&again), json!(["quick", "slow", items]));
    let after = called(&calls).split_off(before.len());
    let done = |name: &str| before.iter().any(|call| call.contains(name)) && name != "n3";
    for name in ["n1", "n2", "n3", "n4", "n5"] {
        let times = after.iter().filter(|call| call.contains(name)).count();
        // What was cut off at work runs again, and what had ended does not.
        assert!(times == 1 || (times == 0 && done(name)), "{name}: {before:?} {after:?}");
    }
    assert!(!after.iter().any(|call| call.contains("n1")), "{after:?}");
    assert!(!after.iter().any(|call| call.starts_with("quick")), "{after:?}");
    assert_eq!(after.iter().filter(|call| call.starts_with("slow")).count(), 1, "{after:?}");
    let types = types(&engine, execution.id()).await;
    assert_eq!(types.iter().filter(|name| *name == "MapIterationStarted").count(), 5, "{types:?}");
    assert_eq!(types.iter().filter(|name| *name == "MapIterationSucceeded").count(), 5, "{types:?}");
}

async fn finds_inputs_that_were_used_up(kept: impl Kept) {
    let calls = Calls::default();
    let workflow = at_once::dynamic(handlers(&calls, |call| Some(Ok(call.input.clone()))));
    let engine =
        kept.engine().register(&workflow).reload_after_every_step().build().await.expect("it starts");
    let execution = engine.start(&workflow, None, json!({ "k": "v" })).await.expect("it starts");
    let failed = ended(&engine, execution.id()).await;
    assert_eq!(failed.error.as_deref(), Some("States.Runtime"), "{failed:?}");
    assert_eq!(called(&calls), [""; 0], "it failed in its first step");
    execution.redrive().await.expect("it can");
    let prepared = json!({ "k": "v", "prepared": 7 });
    let changed = json!({ "k": "v", "prepared": 7, "changed": 8 });
    assert_eq!(output(&ended(&engine, execution.id()).await), json!([changed, prepared]));
}

async fn what_was_caught_is_over(kept: impl Kept) {
    let (calls, well) = (Calls::default(), Arc::new(AtomicBool::new(false)));
    let workflow = caught::dynamic(failing(&calls, &well, "Broken", ""));
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let execution = engine.start(&workflow, None, json!({})).await.expect("it starts");
    assert_eq!(ended(&engine, execution.id()).await.error.as_deref(), Some("Broken"));
    well.store(true, Ordering::SeqCst);
    execution.redrive().await.expect("it can");
    assert_eq!(output(&ended(&engine, execution.id()).await), json!({ "error": "Thrown" }));
    let types = types(&engine, execution.id()).await;
    assert_eq!(types.iter().filter(|name| *name == "ParallelStateEntered").count(), 1);
}

async fn stopped_and_timed_out_executions_go_on(kept: impl Kept) {
    let (calls, well) = (Calls::default(), Arc::new(AtomicBool::new(false)));
    let workflow = {
        let well = Arc::clone(&well);
        chain::dynamic(handlers(&calls, move |call| {
            well.load(Ordering::SeqCst).then(|| Ok(call.input.clone()))
        }))
    };
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let execution = engine.start(&workflow, None, json!({})).await.expect("it starts");
    eventually(async || called(&calls).len() == 1).await;
    execution.stop(Some("NotNow"), None).await.expect("it is told");
    assert_eq!(ended(&engine, execution.id()).await.status, Status::Aborted);
    execution.redrive().await.expect("it can");
    // All of its time again, and then it is over.
    assert_eq!(ended(&engine, execution.id()).await.status, Status::TimedOut);
    assert_eq!(called(&calls).len(), 2);
    well.store(true, Ordering::SeqCst);
    execution.redrive().await.expect("it can");
    assert_eq!(output(&ended(&engine, execution.id()).await)["redrives"], 2);
}

async fn many_times(kept: impl Kept) {
    let (calls, well) = (Calls::default(), Arc::new(AtomicBool::new(false)));
    let workflow = chain::dynamic(failing(&calls, &well, "Busy", ""));
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let execution = engine.start(&workflow, None, json!({})).await.expect("it starts");
    for times in 1..4 {
        let failed = ended(&engine, execution.id()).await;
        assert_eq!((failed.error.as_deref(), failed.redrive_count), (Some("Busy"), times - 1));
        execution.redrive().await.expect("it can");
    }
    well.store(true, Ordering::SeqCst);
    let last = ended(&engine, execution.id()).await;
    assert_eq!(output(&last)["redrives"], 3);
    // Retries count from 0: each time there are two attempts, while it is busy.
    let firsts = called(&calls).iter().filter(|call| call.contains(r#""retries":0"#)).count();
    assert_eq!(firsts, 4, "{:?}", called(&calls));
    types(&engine, execution.id()).await;
}

async fn without_an_engine(kept: impl Kept) {
    let (calls, well) = (Calls::default(), Arc::new(AtomicBool::new(false)));
    let workflow: Workflow<chain::Definition> = chain::dynamic(failing(&calls, &well, "Broken", ""));
    let first = kept.engine().register(&workflow).build().await.expect("it starts");
    let id = first.start(&workflow, None, json!({})).await.expect("it starts").id().to_owned();
    ended(&first, &id).await;
    first.shut_down().await.expect("it ends");
    let client = kept.client().await;
    client.redrive(&id, Some("a")).await.expect("it can");
    client.redrive(&id, Some("a")).await.expect("it is the same");
    assert_eq!(client.describe(&id).await.expect("it is there").status, Status::Running);
    let running = ExecutionQuery { status: Some(Status::Running), ..ExecutionQuery::default() };
    assert_eq!(client.list(running).await.expect("there is a list").executions.len(), 1);
    well.store(true, Ordering::SeqCst);
    let second = kept.engine().register(&workflow).build().await.expect("it starts");
    assert_eq!(output(&ended(&second, &id).await)["redrives"], 1);
}

async fn says_what_can_not_be_redriven(kept: impl Kept) {
    let (calls, well) = (Calls::default(), Arc::new(AtomicBool::new(true)));
    let workflow = chain::dynamic(failing(&calls, &well, "Broken", ""));
    let engine = kept
        .engine()
        .register(&workflow)
        .redrive_limits(RedriveLimits::AWS)
        .build()
        .await
        .expect("it starts");
    let execution = engine.start(&workflow, None, json!({})).await.expect("it starts");
    ended(&engine, execution.id()).await;
    for (arn, message) in [
        (execution.id(), "Execution is SUCCEEDED and cannot be redriven"),
        ("arn", "there is no such execution"),
    ] {
        let refused = engine.redrive(arn, None).await.expect_err("it can't");
        assert_eq!(refused.to_string(), message);
    }
    let refused = execution.redrive().await;
    let reason = NotRedrivable::Succeeded;
    assert!(
        matches!(refused, Err(DurableError::Store(StoreError::ExecutionNotRedrivable(told))) if told == reason),
        "{refused:?}"
    );
}
