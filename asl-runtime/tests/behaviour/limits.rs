//! The service's limits, where they are asked for (LIM).

use asl_runtime::history::{EventType, History};
use asl_runtime::map_runs::MapRunStatus;
use asl_runtime::objects::MemoryObjects;
use asl_runtime::{ExecutionError, Limits, include_workflow};
use serde_json::{Value, json};

use crate::support::{answering, failure, silent};

include_workflow! {
    name: big,
    inline = r#"{"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "OutputPath": "$.Payload", "End": true,
            "Parameters": {"FunctionName": "f", "Payload.$": "$"},
            "Catch": [{"ErrorEquals": ["States.DataLimitExceeded"], "Next": "C"}]},
        "C": {"Type": "Pass", "Parameters": {"cause.$": "$.Cause"}, "End": true}
    }}"#,
}

include_workflow! {
    name: doubled,
    inline = r#"{"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "OutputPath": "$.Payload", "End": true,
            "Parameters": {"FunctionName": "f", "Payload": {"once.$": "$", "twice.$": "$"}},
            "Catch": [{"ErrorEquals": ["States.DataLimitExceeded"], "Next": "C"}]},
        "C": {"Type": "Pass", "Parameters": {"cause.$": "$.Cause"}, "End": true}
    }}"#,
}

/// TASK-3, ERR-12
#[tokio::test]
async fn results_of_tasks_are_limited() {
    let big = || big::dynamic(answering(|_| Ok(Value::from("x".repeat(262_144)))));
    assert!(big().run(json!({})).await.is_ok_and(|output| output.is_string()));
    let cause = "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.";
    assert_eq!(big().limits(Limits::AWS).run(json!({})).await.ok(), Some(json!({"cause": cause})));
    let cause = "The state/task 'lambda' provided parameters with a size exceeding the maximum number of bytes service limit.";
    let doubled = doubled::dynamic(silent()).limits(Limits::AWS);
    let input = json!("x".repeat(140_000));
    assert_eq!(doubled.run(input).await.ok(), Some(json!({"cause": cause})));
}

/// LIM-1: a string of the limit's length is longer than that by its quotes.
#[tokio::test]
async fn inputs_are_limited() {
    let workflow = output::dynamic(silent()).limits(Limits::AWS);
    assert!(workflow.run(json!("x".repeat(262_142))).await.is_ok());
    let refused = workflow.run(json!("x".repeat(262_143))).await;
    assert!(matches!(refused, Err(ExecutionError::InputTooLarge { most: 262_144, .. })), "{refused:?}");
}

include_workflow! {
    name: output,
    inline = r#"{"StartAt": "State_1", "States": {"State_1": {"Type": "Pass", "End": true}}}"#,
}

include_workflow! {
    name: doubled_output,
    inline = r#"{"StartAt": "State_1", "States": {"State_1": {"Type": "Pass", "End": true,
        "Parameters": {"once.$": "$", "twice.$": "$"}}}}"#,
}

/// PASS-2: as recorded.
#[tokio::test]
async fn outputs_of_states_are_limited() {
    let input = json!("x".repeat(140_000));
    let cause = "The state/task 'State_1' returned a result with a size exceeding the maximum number of bytes service limit.";
    let result = doubled_output::dynamic(silent()).limits(Limits::AWS).run(input).await;
    assert_eq!(failure(result), ("States.DataLimitExceeded".into(), cause.into()));
}

include_workflow! {
    name: forever,
    inline = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"},
        "B": {"Type": "Choice", "Default": "C", "Choices": [{"Variable": "$", "IsNumeric": true, "Next": "A"}]},
        "C": {"Type": "Succeed"}}}"#,
}

/// No limit but that of events.
fn events(most: u64) -> Limits {
    let mut limits = Limits::NONE;
    limits.events = Some(most);
    limits
}

/// HIST-5
#[tokio::test]
async fn histories_are_limited() {
    let ids = crate::support::Log::default();
    let workflow = forever::dynamic(silent()).limits(Limits::AWS).recorder({
        let ids = ids.clone();
        move |event: &asl_runtime::history::Event<'_>| {
            if event.id >= 24_999 {
                ids.add((event.id, event.event_type.to_string()));
            }
        }
    });
    let cause = "The execution reached the maximum number of history events (25000).";
    assert_eq!(failure(workflow.run(json!(1)).await), ("States.Runtime".into(), cause.into()));
    assert_eq!(ids.all().last(), Some(&(25_000, "ExecutionFailed".to_owned())));
}

include_workflow! {
    name: many_events,
    inline = r#"{"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "Next": "W"},
        "W": {"Type": "Wait", "Seconds": 1000, "Next": "P"},
        "P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "Q", "States": {"Q": {"Type": "Pass", "End": true}}}]}
    }}"#,
}

/// HIST-5: wherever the limit strikes, the last place is for the end, and nothing goes on after that.
#[tokio::test(start_paused = true)]
async fn histories_end_at_their_limit_whatever_comes_there() {
    // 1 start, 5 of the task, 2 of the wait, 3 + 2 of the Parallel and its branch, and the end.
    for most in 2..=15 {
        let limits = events(most);
        let history = History::new();
        let workflow = many_events::dynamic(answering(|_| Ok(json!(1)))).limits(limits);
        let result = workflow.recorder(history.clone()).run(json!(1)).await;
        let events = history.events(&history.executions()[0]);
        let types: Vec<_> = events.iter().map(|event| event.event_type).collect();
        if most < 15 {
            let cause = format!("The execution reached the maximum number of history events ({most}).");
            assert_eq!(failure(result), ("States.Runtime".into(), cause), "{types:?}");
            assert_eq!(events.len() as u64, most, "{types:?}");
            assert_eq!(types.last(), Some(&EventType::ExecutionFailed));
            assert_eq!(events.last().map(|event| event.previous_event_id), Some(most - 1));
        } else {
            assert_eq!((result.ok(), events.len()), (Some(json!([1])), 15));
        }
    }
}

include_workflow! {
    name: two_states,
    kind: express,
    inline = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"},
        "B": {"Type": "Pass", "End": true}}}"#,
}

/// HIST-4, HIST-5: what has no history is not limited by it.
#[tokio::test]
async fn express_executions_have_no_history_to_fill() {
    assert_eq!(two_states::dynamic(silent()).limits(events(3)).run(json!(1)).await.ok(), Some(json!(1)));
}

include_workflow! {
    name: children,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "ToleratedFailurePercentage": 100, "ItemsPath": "$.which",
            "ItemSelector": {"once.$": "States.ArrayGetItem($.values, $$.Map.Item.Value)",
                "twice.$": "States.ArrayGetItem($.values, $$.Map.Item.Value)"},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "P", "States": {"P": {"Type": "Pass", "Result": "x", "End": true}}}}
    }}"#,
}

/// DMAP-22: an item that is too big fails its child before that does anything.
#[tokio::test]
async fn items_of_distributed_maps_are_limited() {
    let big = json!("x".repeat(140_000));
    let history = History::new();
    let workflow = children::dynamic(silent()).limits(Limits::AWS).recorder(history.clone());
    // Many in a row are no matter either.
    let mut which = vec![0; 50];
    which.push(1);
    let execution = workflow.start(json!({"values": [big, "x"], "which": which})).expect("it starts");
    let handle = execution.handle();
    assert_eq!(execution.wait().await.ok(), Some(json!(["x"])));
    let map_run = handle.map_runs().await.remove(0);
    assert_eq!((map_run.item_counts.failed, map_run.item_counts.succeeded), (50, 1));
    assert_eq!(map_run.status, MapRunStatus::Succeeded);
    let child = history.executions().into_iter().nth(1).unwrap_or_default();
    let types: Vec<_> = history.events(&child).iter().map(|event| event.event_type).collect();
    assert_eq!(types, [EventType::ExecutionStarted, EventType::ExecutionFailed]);
}

include_workflow! {
    name: long_results,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true,
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}
    }}"#,
}

include_workflow! {
    name: long_written_results,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true,
            "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"}},
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "T", "States": {"T": {"Type": "Task",
                    "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}
    }}"#,
}

/// DMAP-21: results that are not written have to fit.
#[tokio::test]
async fn results_of_maps_are_limited_unless_they_are_written() {
    let half = || answering(|_| Ok(Value::from("x".repeat(140_000))));
    let result = long_results::dynamic(half()).limits(Limits::AWS).run(json!([1, 2])).await;
    assert_eq!(failure(result).0, "States.DataLimitExceeded");
    let written = long_written_results::dynamic(half()).limits(Limits::AWS).objects(MemoryObjects::new());
    assert!(written.run(json!([1, 2])).await.is_ok());
}
