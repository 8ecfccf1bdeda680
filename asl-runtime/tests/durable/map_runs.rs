//! Map runs of durable executions, as clients see and change them: while they run, and after restarts.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use asl_runtime::durable::Client;
use asl_runtime::map_runs::{MapRun, MapRunStatus, MapRunUpdate};
use asl_runtime::store::{Description, ExecutionQuery, Status};
use asl_runtime::{Workflow, include_workflow};
use serde_json::json;

use crate::kept::{Kept, eventually, on_both};
use crate::support::{Calls, called, handlers};

include_workflow! {
    name: items,
    inline = r#"{
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 4, "ToleratedFailurePercentage": 50,
                "ItemProcessor": {
                    "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                    "StartAt": "Ask", "States": {
                        "Ask": {
                            "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                            "Parameters": { "MessageBody": { "item.$": "$", "token.$": "$$.Task.Token" } },
                            "ResultPath": null, "End": true
                        }
                    }
                },
                "End": true
            }
        }
    }"#,
    allow: ["token-without-timeout"],
}

include_workflow! {
    name: many,
    inline = r#"{
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2000,
                "ItemProcessor": {
                    "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" },
                    "StartAt": "Sleep", "States": { "Sleep": { "Type": "Wait", "Seconds": 200, "End": true } }
                },
                "End": true
            }
        }
    }"#,
}

on_both! {
    limits_hold_after_restarts
    counts_are_exact_after_restarts
    many_children_stop_and_are_deleted_with_their_execution
}

/// Items that wait for somebody.
fn asking(calls: &Calls) -> Workflow<items::Definition> {
    items::dynamic(handlers(calls, |_| Some(Ok(json!(null)))))
}

async fn map_run(client: &Client, arn: &str) -> MapRun {
    let runs = client.map_runs(arn).await.expect("a list");
    let [run] = &runs[..] else { panic!("there is one: {runs:?}") };
    run.clone()
}

async fn children(client: &Client, map_run: &str, status: Status) -> Vec<Description> {
    let query = ExecutionQuery {
        map_run: Some(map_run.to_owned()),
        status: Some(status),
        most: 10_000,
        ..ExecutionQuery::default()
    };
    client.list(query).await.expect("a page").executions
}

async fn until_asked(client: &Client, number: usize) {
    eventually(async || client.waiting_tasks(100).await.expect("a list").len() == number).await;
}

async fn limits_hold_after_restarts(kept: impl Kept) {
    let calls = Calls::default();
    let workflow = asking(&calls);
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let input = json!({ "items": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] });
    let id = engine.start(&workflow, None, input).await.expect("it starts").id().to_owned();
    until_asked(&engine, 4).await;
    engine.shut_down().await.expect("it ends");
    // Nobody is there to hear it.
    let client = kept.client().await;
    let arn = map_run(&client, &id).await.map_run_arn;
    let faster = MapRunUpdate::new().max_concurrency(6).tolerated_failure_count(1);
    client.update_map_run(&arn, faster).await.expect("it runs");
    for _ in 0..2 {
        let engine = kept.engine().register(&workflow).build().await.expect("it starts");
        until_asked(&engine, 6).await;
        let run = map_run(&engine, &id).await;
        assert_eq!((run.max_concurrency, run.tolerated_failure_count), (6, Some(1)));
        assert_eq!((run.item_counts.running, run.item_counts.pending, run.item_counts.total), (6, 4, 10));
        engine.shut_down().await.expect("it ends");
    }
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    for task in engine.waiting_tasks(2).await.expect("a list") {
        engine.send_task_failure(&task.token, Some("No"), None).await.expect("it waits");
    }
    let execution = engine.execution::<items::Definition>(&id);
    assert!(execution.wait_json().await.is_err(), "two are more than one");
    let run = map_run(&engine, &id).await;
    assert_eq!((run.status, run.item_counts.failed), (MapRunStatus::Failed, 2));
}

async fn counts_are_exact_after_restarts(kept: impl Kept) {
    let (calls, answered) = (Calls::default(), Arc::new(AtomicUsize::new(0)));
    let workflow = asking(&calls);
    let client = kept.client().await;
    let mut id = String::new();
    for life in 0..8 {
        let engine = kept.engine().register(&workflow).build().await.expect("it starts");
        if life == 0 {
            let input = json!({ "items": (0..12).collect::<Vec<u32>>() });
            id = engine.start(&workflow, None, input).await.expect("it starts").id().to_owned();
        }
        eventually(async || !client.waiting_tasks(9).await.expect("a list").is_empty()).await;
        for task in client.waiting_tasks(1 + life % 2).await.expect("a list") {
            let is_bad = answered.fetch_add(1, Ordering::SeqCst) % 4 == 3;
            let done = match is_bad {
                true => client.send_task_failure(&task.token, Some("No"), None).await,
                false => client.send_task_success(&task.token, json!(1)).await,
            };
            done.expect("it waits");
        }
        let of_answered = answered.load(Ordering::SeqCst) as u64;
        eventually(async || {
            let counts = map_run(&client, &id).await.item_counts;
            counts.succeeded + counts.failed == of_answered
        })
        .await;
        engine.shut_down().await.expect("it ends");
        let run = map_run(&client, &id).await;
        let number = async |status| children(&client, &run.map_run_arn, status).await.len() as u64;
        let counts = run.execution_counts;
        assert_eq!(counts, run.item_counts, "each item has a child");
        assert_eq!(counts.running, number(Status::Running).await, "{counts:?}");
        assert_eq!(counts.succeeded, number(Status::Succeeded).await, "{counts:?}");
        assert_eq!(counts.failed, number(Status::Failed).await, "{counts:?}");
        assert_eq!(counts.total, 12, "{counts:?}");
    }
    assert_eq!(map_run(&client, &id).await.status, MapRunStatus::Succeeded, "three of twelve are tolerated");
    assert_eq!(called(&calls).len(), 12, "each was asked for once");
}

async fn many_children_stop_and_are_deleted_with_their_execution(kept: impl Kept) {
    let workflow = many::dynamic(handlers(&Calls::default(), |_| None));
    let engine = kept.engine().register(&workflow).build().await.expect("it starts");
    let input = json!({ "items": (0..1500).collect::<Vec<u32>>() });
    let execution = engine.start(&workflow, None, input).await.expect("it starts");
    eventually(async || {
        let runs = engine.map_runs(execution.id()).await.expect("a list");
        runs.first().is_some_and(|run| run.item_counts.running == 1500)
    })
    .await;
    let run = map_run(&engine, execution.id()).await;
    execution.stop(None, None).await.expect("it is told");
    assert!(execution.wait_json().await.is_err());
    let stopped = map_run(&engine, execution.id()).await;
    assert_eq!((stopped.status, stopped.item_counts.aborted), (MapRunStatus::Aborted, 1500));
    eventually(async || children(&engine, &run.map_run_arn, Status::Running).await.is_empty()).await;
    assert_eq!(children(&engine, &run.map_run_arn, Status::Aborted).await.len(), 1500);
    engine.delete(execution.id()).await.expect("all have ended");
    let left = engine.list(ExecutionQuery::default()).await.expect("a page").executions;
    assert!(left.is_empty(), "{} are left", left.len());
}
