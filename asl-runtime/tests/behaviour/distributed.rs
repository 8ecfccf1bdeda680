//! Distributed Map over items of the state's input (DMAP).

use std::time::Duration;

use asl_runtime::map_runs::{MapRunError, MapRunStatus, MapRunUpdate};
use asl_runtime::{DynamicHandlers, include_workflow};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::{Log, answering, error, failure, seconds_since, silent};

include_workflow! {
    name: tolerant,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "ItemsPath": "$.items", "End": true, "Label": "Items", "MaxConcurrency": 2,
            "ToleratedFailureCountPath": "$.count", "ToleratedFailurePercentagePath": "$.percentage",
            "Catch": [{"ErrorEquals": ["States.ExceedToleratedFailureThreshold"], "Next": "C"}],
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}},
        "C": {"Type": "Pass", "Parameters": {"error.$": "$.Error", "cause.$": "$.Cause"}, "End": true}
    }}"#,
}

fn picky() -> DynamicHandlers {
    answering(|call| match &call.input {
        Value::String(_) => Err(error("Bad")),
        input => Ok(input.clone()),
    })
}

/// DMAP-14, DMAP-17
#[tokio::test]
async fn failures_are_borne_up_to_either_limit() {
    let items = json!([1, "a", 2, "b", 3]);
    let exceeded = json!({
        "error": "States.ExceedToleratedFailureThreshold",
        "cause": "The specified tolerated failure threshold was exceeded",
    });
    for (count, percentage, output) in [
        (2, 40.0, json!([1, 2, 3])),
        (5, 100.0, json!([1, 2, 3])),
        (1, 100.0, exceeded.clone()),
        (5, 39.9, exceeded.clone()),
        (0, 0.0, exceeded),
    ] {
        let input = json!({"items": items, "count": count, "percentage": percentage});
        let result = tolerant::dynamic(picky()).run(input).await;
        assert_eq!(result.ok(), Some(output), "{count} {percentage}");
    }
}

include_workflow! {
    name: strict,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "MaxConcurrency": 2,
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "ResultPath": "$.result",
                    "End": true}}}}
    }}"#,
}

/// DMAP-14, DMAP-16: without tolerance one is enough; what runs is stopped, what waits never starts. An error that
/// nothing catches ends its child, not the parent.
#[tokio::test(start_paused = true)]
async fn one_failed_child_is_enough() {
    let (log, start) = (Log::default(), Instant::now());
    let handlers = DynamicHandlers::new({
        let log = log.clone();
        move |call| {
            log.add(call.input.clone());
            let is_number = call.input.is_number();
            async move {
                // ResultPath can't go into a number: States.ResultPathMatchFailure or Runtime, in the child.
                tokio::time::sleep(Duration::from_secs(if is_number { 1 } else { 60 })).await;
                Ok(json!(0))
            }
        }
    });
    let result = strict::dynamic(handlers).run(json!([{}, 1, {}, {}])).await;
    assert_eq!(failure(result).0, "States.ExceedToleratedFailureThreshold");
    assert_eq!((log.all(), seconds_since(start)), (vec![json!({}), json!(1)], 1));
}

include_workflow! {
    name: batched,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "ItemsPath": "$.items", "End": true, "MaxConcurrency": 1, "ToleratedFailureCount": 2,
            "ItemSelector": {"i.$": "$$.Map.Item.Index", "source.$": "$$.Map.Item.Source"},
            "ItemBatcher": {"MaxItemsPerBatch": 2, "BatchInput": {"who.$": "$.who"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}
    }}"#,
}

/// DMAP-13: ItemSelector per item, then batches; failed items are counted, not batches.
#[tokio::test]
async fn children_get_batches() {
    let input = json!({"items": ["a", "b", "c", "d", "e"], "who": "me"});
    let item = |index: u64| json!({"i": index, "source": "STATE_DATA"});
    let batch = |items: &[u64]| json!({"BatchInput": {"who": "me"}, "Items": items.iter().map(|index| item(*index)).collect::<Vec<_>>()});
    let workflow = batched::dynamic(answering(|call| Ok(call.input.clone())));
    assert_eq!(
        workflow.run(input.clone()).await.ok(),
        Some(json!([batch(&[0, 1]), batch(&[2, 3]), batch(&[4])]))
    );
    let failing = |most: u64| {
        batched::dynamic(answering(move |call| match call.input["Items"][0]["i"].as_u64() {
            Some(first) if first <= most => Err(error("Bad")),
            _ => Ok(json!("ok")),
        }))
    };
    assert_eq!(failing(0).run(input.clone()).await.ok(), Some(json!(["ok", "ok"])));
    assert_eq!(failure(failing(2).run(input).await).0, "States.ExceedToleratedFailureThreshold");
}

include_workflow! {
    name: identities,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "Label": "L", "End": true,
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true, "Parameters": {
                    "id.$": "$$.Execution.Id", "name.$": "$$.Execution.Name", "input.$": "$$.Execution.Input",
                    "machine.$": "$$.StateMachine.Id"}}}}}
    }}"#,
}

/// CTX-6, NAME-7, DMAP-23
#[tokio::test]
async fn children_are_executions_of_their_own() {
    let workflow = identities::dynamic(silent()).region("eu-west-1", "111122223333");
    let output = workflow.run(json!(["x", "y"])).await.expect("it succeeds");
    let prefix = "arn:aws:states:eu-west-1:111122223333";
    for (index, input) in ["x", "y"].into_iter().enumerate() {
        let child = &output[index];
        let text = |member: &str| child[member].as_str().unwrap_or_default().to_owned();
        assert_eq!(text("input"), input);
        assert_eq!(text("machine"), format!("{prefix}:stateMachine:identities/L"));
        assert_eq!(text("name").len(), 36);
        assert!(
            text("id").starts_with(&format!("{prefix}:express:identities/L:{}:", text("name"))),
            "{child}"
        );
    }
    assert_ne!(output[0]["id"], output[1]["id"]);
}

include_workflow! {
    name: express_children,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "ToleratedFailurePercentage": 100,
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                "StartAt": "W", "States": {"W": {"Type": "Wait", "SecondsPath": "$", "End": true}}}}
    }}"#,
}

/// DMAP-4
#[tokio::test(start_paused = true)]
async fn express_children_last_five_minutes() {
    let start = Instant::now();
    let output = express_children::dynamic(silent()).run(json!([1, 1000, 299])).await;
    assert_eq!((output.ok(), seconds_since(start)), (Some(json!([1, 299])), 300));
}

/// DMAP-2, DMAP-25: what runs can be seen, and given other limits.
#[tokio::test(start_paused = true)]
async fn map_runs_can_be_described_and_updated() {
    let slow = DynamicHandlers::new(|call| async move {
        tokio::time::sleep(Duration::from_secs(10)).await;
        match &call.input {
            Value::String(_) => Err(error("Bad")),
            input => Ok(input.clone()),
        }
    });
    let input = json!({"items": [1, "a", 2, "b", 3, 4], "count": 1, "percentage": 100});
    let workflow = tolerant::dynamic(slow);
    let execution = workflow.start(input.clone()).expect("it starts");
    let handle = execution.handle();
    tokio::time::sleep(Duration::from_secs(5)).await;

    let map_run = handle.map_runs().await.remove(0);
    let prefix = "arn:aws:states:us-east-1:123456789012:mapRun:tolerant/Items:";
    assert!(map_run.map_run_arn.starts_with(prefix), "{map_run:?}");
    assert_eq!((map_run.execution_arn.as_str(), &*map_run.state_name), (handle.id(), "M"));
    assert_eq!((map_run.status.to_string(), map_run.stop_date), ("RUNNING".to_owned(), None));
    let limits =
        (map_run.max_concurrency, map_run.tolerated_failure_count, map_run.tolerated_failure_percentage);
    assert_eq!(limits, (2, Some(1), Some(100.0)));
    let counts = map_run.item_counts;
    assert_eq!((counts.running, counts.pending, counts.total), (2, 4, 6));
    assert_eq!(map_run.execution_counts, counts);
    let children = handle.child_executions(&map_run.map_run_arn).await;
    assert_eq!((children.len(), children[0].item_count), (2, 1));
    assert!(children[0].execution_arn.ends_with(&format!(":execution:tolerant/Items:{}", children[0].name)));
    assert_eq!(handle.child_executions("no such ARN").await, []);

    // Four at once, and as many failures as there are.
    let update = MapRunUpdate::new().max_concurrency(4).tolerated_failure_count(9);
    assert_eq!(handle.update_map_run(&map_run.map_run_arn, update).await, Ok(()));
    assert_eq!(handle.child_executions(&map_run.map_run_arn).await.len(), 4);
    let wrong = MapRunUpdate::new().tolerated_failure_percentage(101.0);
    let wrong = handle.update_map_run(&map_run.map_run_arn, wrong).await;
    assert_eq!(wrong, Err(MapRunError::InvalidPercentage));
    let other = handle.update_map_run("no such ARN", MapRunUpdate::new()).await;
    assert_eq!(other, Err(MapRunError::NotRunning));
    assert_eq!(execution.wait().await.ok(), Some(json!([1, 2, 3, 4])));

    let ended = handle.map_runs().await.remove(0);
    let counts = ended.item_counts;
    assert_eq!((ended.status, ended.max_concurrency), (MapRunStatus::Succeeded, 4));
    assert_eq!((counts.succeeded, counts.failed, counts.total, counts.results_written), (4, 2, 6, 0));
    assert!(ended.stop_date > Some(ended.start_date));
    let late = handle.update_map_run(&map_run.map_run_arn, MapRunUpdate::new()).await;
    assert_eq!(late, Err(MapRunError::NotRunning));

    // What is borne no more fails the map run at once.
    let execution = workflow.start(input).expect("it starts");
    let handle = execution.handle();
    tokio::time::sleep(Duration::from_secs(15)).await;
    let arn = handle.map_runs().await.remove(0).map_run_arn;
    let stricter = MapRunUpdate::new().tolerated_failure_count(0);
    assert_eq!(handle.update_map_run(&arn, stricter).await, Ok(()));
    let caught = execution.wait().await.unwrap_or_default();
    assert_eq!(caught["error"], "States.ExceedToleratedFailureThreshold");
    assert_eq!(handle.map_runs().await[0].status, MapRunStatus::Failed);
}
