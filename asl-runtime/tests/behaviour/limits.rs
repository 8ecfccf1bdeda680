//! The service's limits, where they are asked for (LIM).

use asl_runtime::history::{EventType, History};
use asl_runtime::{Limits, include_workflow};
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

/// TASK-3, ERR-12
#[tokio::test]
async fn results_of_tasks_are_limited() {
    let big = || big::dynamic(answering(|_| Ok(Value::from("x".repeat(262_144)))));
    assert!(big().run(json!({})).await.is_ok_and(|output| output.is_string()));
    let cause = "The state/task 'lambda' returned a result with a size exceeding the maximum number of bytes service limit.";
    assert_eq!(big().limits(Limits::AWS).run(json!({})).await.ok(), Some(json!({"cause": cause})));
    let cause = "The state/task 'lambda' provided parameters with a size exceeding the maximum number of bytes service limit.";
    let input = json!("x".repeat(262_144));
    assert_eq!(big().limits(Limits::AWS).run(input).await.ok(), Some(json!({"cause": cause})));
}

include_workflow! {
    name: output,
    inline = r#"{"StartAt": "State_1", "States": {"State_1": {"Type": "Pass", "End": true}}}"#,
}

/// PASS-2: as recorded.
#[tokio::test]
async fn outputs_of_states_are_limited() {
    let input = json!("x".repeat(262_144));
    let cause = "The state/task 'State_1' returned a result with a size exceeding the maximum number of bytes service limit.";
    let result = output::dynamic(silent()).limits(Limits::AWS).run(input).await;
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
