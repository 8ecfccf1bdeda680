//! The order and the causes of events (HIST-20 to HIST-53).

use serde_json::{Value, json};

use super::script::{Recording, Reply, Script};
use crate::engine::{Ended, Outcome, Start};
use crate::include_workflow;
use crate::program::Failure;
use crate::workflow::Definition;

pub(super) fn fails(error: &'static str) -> Reply {
    Reply::End(Ended::Failed(Failure::reported(Some(error.into()), Some("why".into()))))
}

/// Runs a workflow and gives its outcome with its events, one a line.
pub(super) fn run<D: Definition>(
    input: Value,
    reply: impl FnMut(&Start, &Value) -> Reply,
) -> (Outcome, Vec<String>) {
    let mut script = Script::new::<D>(input, Recording::On);
    let outcome = script.finish(reply);
    assert!(script.engine.permits.is_empty() || !script.cancelled.is_empty());
    (outcome, script.events())
}

pub(super) fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

include_workflow! {
    name: service_task,
    inline = r#"{"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true,
            "Retry": [{"ErrorEquals": ["Again"], "MaxAttempts": 1}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "F"}]},
        "F": {"Type": "Fail", "Error": "E"}
    }}"#,
}

#[test]
fn a_service_task() {
    let (outcome, events) = run::<service_task::Definition>(json!({}), |_, _| json!(1).into());
    assert_eq!(outcome, Outcome::Succeeded(json!(1)));
    assert_eq!(
        events,
        lines(
            "1<0 ExecutionStarted
            2<0 TaskStateEntered
            3<2 TaskScheduled
            4<3 TaskStarted
            5<4 TaskSucceeded
            6<5 TaskStateExited
            7<6 ExecutionSucceeded"
        )
    );
}

#[test]
fn a_task_that_is_retried_and_caught() {
    let (outcome, events) = run::<service_task::Definition>(json!({}), |_, _| fails("Again"));
    assert!(matches!(&outcome, Outcome::Failed(failure) if failure.name() == "E"), "{outcome:?}");
    assert_eq!(
        events,
        lines(
            "1<0 ExecutionStarted
            2<0 TaskStateEntered
            3<2 TaskScheduled
            4<3 TaskStarted
            5<4 TaskFailed
            6<5 TaskScheduled
            7<6 TaskStarted
            8<7 TaskFailed
            9<8 TaskStateExited
            10<9 FailStateEntered
            11<10 ExecutionFailed"
        )
    );
}

include_workflow! {
    name: token_and_timeout,
    inline = r#"{"StartAt": "P", "TimeoutSeconds": 100, "States": {
        "P": {"Type": "Parallel", "Next": "W",
            "Branches": [{"StartAt": "T", "States": {
                "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                    "Parameters": {"MessageBody.$": "$$.Task.Token"}, "TimeoutSeconds": 5, "End": true}}}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "W"}]},
        "W": {"Type": "Wait", "Seconds": 1000, "End": true}
    }}"#,
    allow = ["wait-beyond-limit"],
}

/// As recorded for a token that failed within a Parallel: the failing task is aborted as well (HIST-41).
#[test]
fn a_token_in_a_branch_and_a_timeout_of_the_machine() {
    let (outcome, events) = run::<token_and_timeout::Definition>(json!({}), |start, payload| {
        assert_eq!(payload["MessageBody"].as_str(), start.token.as_deref());
        json!({"MessageId": "m"}).into()
    });
    assert_eq!(outcome, Outcome::TimedOut);
    assert_eq!(
        events,
        lines(
            "1<0 ExecutionStarted
            2<0 ParallelStateEntered
            3<2 ParallelStateStarted
            4<3 TaskStateEntered
            5<4 TaskScheduled
            6<5 TaskStarted
            7<6 TaskSubmitted
            8<7 TaskTimedOut
            9<8 TaskStateAborted
            10<8 ParallelStateFailed
            11<10 ParallelStateExited
            12<11 WaitStateEntered
            13<0 ExecutionTimedOut"
        )
    );
}

/// HIST-24, HIST-40, HIST-52
#[test]
fn a_token_that_is_answered_and_a_stop() {
    let mut script = Script::new::<token_and_timeout::Definition>(json!({}), Recording::On);
    assert_eq!(script.settle(|_, _| json!(1).into()), None);
    let attempt = script.started[0].attempt;
    script.engine.token_answered(attempt, Ok(json!("answer")));
    assert_eq!(script.settle(|_, _| Reply::Silence), None);
    script.engine.stop(Some("E".into()), None);
    let outcome = script.settle(|_, _| Reply::Silence);
    assert_eq!(outcome, Some(Outcome::Aborted { error: Some("E".into()), cause: None }));
    assert_eq!(
        script.events()[7..],
        lines(
            "8<7 TaskSucceeded
            9<8 TaskStateExited
            10<9 ParallelStateSucceeded
            11<9 ParallelStateExited
            12<11 WaitStateEntered
            13<0 ExecutionAborted"
        )
    );
}

include_workflow! {
    name: timed_map,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "TimeoutSeconds": 2,
                "Parameters": {"FunctionName": "slow"}, "End": true}}}}
    }}"#,
}

/// HIST-43, HIST-44. As recorded; there the second and the third of the four timeouts came the other way round.
#[test]
fn a_map_whose_items_all_time_out() {
    let (outcome, events) = run::<timed_map::Definition>(json!([1, 2, 3, 4]), |_, _| Reply::Silence);
    assert!(
        matches!(&outcome, Outcome::Failed(failure) if failure.name() == "States.Timeout"),
        "{outcome:?}"
    );
    assert_eq!(
        events,
        lines(
            "1<0 ExecutionStarted
            2<0 MapStateEntered
            3<2 MapStateStarted
            4<3 MapIterationStarted
            5<3 MapIterationStarted
            6<3 MapIterationStarted
            7<3 MapIterationStarted
            8<4 TaskStateEntered
            9<8 TaskScheduled
            10<5 TaskStateEntered
            11<10 TaskScheduled
            12<6 TaskStateEntered
            13<12 TaskScheduled
            14<7 TaskStateEntered
            15<14 TaskScheduled
            16<9 TaskStarted
            17<11 TaskStarted
            18<13 TaskStarted
            19<15 TaskStarted
            20<16 TaskTimedOut
            21<17 TaskTimedOut
            22<18 TaskTimedOut
            23<19 TaskTimedOut
            24<20 MapIterationFailed
            25<20 TaskStateAborted
            26<20 MapIterationAborted
            27<20 TaskStateAborted
            28<20 MapIterationAborted
            29<20 TaskStateAborted
            30<20 MapIterationAborted
            31<20 TaskStateAborted
            32<20 MapStateFailed
            33<32 ExecutionFailed"
        )
    );
}

include_workflow! {
    name: nested_maps,
    inline = r#"{"StartAt": "Outer", "States": {
        "Outer": {"Type": "Map", "MaxConcurrency": 1, "End": true, "ItemProcessor": {"StartAt": "Inner", "States": {
            "Inner": {"Type": "Map", "MaxConcurrency": 1, "End": true, "ItemProcessor": {"StartAt": "P", "States": {
                "P": {"Type": "Pass", "End": true}}}}}}}
    }}"#,
}

#[test]
fn maps_in_maps_one_at_a_time() {
    let (outcome, events) = run::<nested_maps::Definition>(json!([[1, 2], []]), |_, _| Reply::Silence);
    assert_eq!(outcome, Outcome::Succeeded(json!([[1, 2], []])));
    assert_eq!(
        events,
        lines(
            "1<0 ExecutionStarted
            2<0 MapStateEntered
            3<2 MapStateStarted
            4<3 MapIterationStarted
            5<4 MapStateEntered
            6<5 MapStateStarted
            7<6 MapIterationStarted
            8<7 PassStateEntered
            9<8 PassStateExited
            10<9 MapIterationSucceeded
            11<9 MapIterationStarted
            12<11 PassStateEntered
            13<12 PassStateExited
            14<13 MapIterationSucceeded
            15<14 MapStateSucceeded
            16<14 MapStateExited
            17<16 MapIterationSucceeded
            18<16 MapIterationStarted
            19<18 MapStateEntered
            20<19 MapStateStarted
            21<20 MapStateSucceeded
            22<20 MapStateExited
            23<22 MapIterationSucceeded
            24<23 MapStateSucceeded
            25<23 MapStateExited
            26<25 ExecutionSucceeded"
        )
    );
}

include_workflow! {
    name: retried_map,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true,
            "Retry": [{"ErrorEquals": ["F"], "IntervalSeconds": 1, "MaxAttempts": 1}],
            "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Fail", "Error": "F"}}}}
    }}"#,
}

/// As recorded: the Map starts again by the event that failed (HIST-33).
#[test]
fn a_map_that_is_retried() {
    let (_, events) = run::<retried_map::Definition>(json!([1]), |_, _| Reply::Silence);
    assert_eq!(
        events,
        lines(
            "1<0 ExecutionStarted
            2<0 MapStateEntered
            3<2 MapStateStarted
            4<3 MapIterationStarted
            5<4 FailStateEntered
            6<5 MapIterationFailed
            7<5 MapStateStarted
            8<7 MapIterationStarted
            9<8 FailStateEntered
            10<9 MapIterationFailed
            11<9 MapStateFailed
            12<11 ExecutionFailed"
        )
    );
}

include_workflow! {
    name: distributed,
    inline = r#"{"StartAt": "Before", "States": {
        "Before": {"Type": "Pass", "Next": "M"},
        "M": {"Type": "Map", "End": true, "ToleratedFailureCount": 1,
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "C", "States": {
                "C": {"Type": "Choice", "Default": "Ok", "Choices": [{"Variable": "$", "IsString": true, "Next": "Bad"}]},
                "Bad": {"Type": "Fail"},
                "Ok": {"Type": "Succeed"}}}}
    }}"#,
}

#[test]
fn children_of_a_distributed_map_have_histories_of_their_own() {
    let (outcome, events) = run::<distributed::Definition>(json!([1, "x"]), |_, _| Reply::Silence);
    assert_eq!(outcome, Outcome::Succeeded(json!([1])));
    let (children, own): (Vec<_>, Vec<_>) = events.into_iter().partition(|line| line.starts_with("child"));
    assert_eq!(
        own,
        lines(
            "1<0 ExecutionStarted
            2<0 PassStateEntered
            3<2 PassStateExited
            4<3 MapStateEntered
            5<4 MapStateStarted
            6<5 MapRunStarted
            7<6 MapRunSucceeded
            8<7 MapStateSucceeded
            9<6 MapStateExited
            10<9 ExecutionSucceeded"
        )
    );
    assert_eq!(children.len(), 6 + 5, "{children:?}");
    assert!(children.contains(&"child 6<5 ExecutionSucceeded".to_owned()), "{children:?}");
}

#[test]
fn too_many_failed_children() {
    let (outcome, events) = run::<distributed::Definition>(json!(["x", "y", 1]), |_, _| Reply::Silence);
    let expected = "States.ExceedToleratedFailureThreshold";
    assert!(matches!(&outcome, Outcome::Failed(failure) if failure.name() == expected), "{outcome:?}");
    let own: Vec<_> = events.into_iter().filter(|line| !line.starts_with("child")).collect();
    assert_eq!(own[6..], lines("7<6 MapRunFailed\n8<7 MapStateFailed\n9<8 ExecutionFailed"));
}

include_workflow! {
    name: deep_runtime_error,
    inline = r#"{"StartAt": "P", "States": {
        "P": {"Type": "Parallel", "End": true, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Caught"}],
            "Branches": [
                {"StartAt": "Slow", "States": {"Slow": {"Type": "Wait", "Seconds": 9, "End": true}}},
                {"StartAt": "Bad", "States": {"Bad": {"Type": "Pass", "InputPath": "$.missing", "End": true}}}]},
        "Caught": {"Type": "Succeed"}
    }}"#,
}

/// A States.Runtime error ends the execution at any depth, and nothing else is written (HIST-51, PAR-9).
#[test]
fn an_error_that_nothing_catches() {
    let (outcome, events) = run::<deep_runtime_error::Definition>(json!({}), |_, _| Reply::Silence);
    let Outcome::Failed(failure) = outcome else { panic!("{outcome:?}") };
    assert_eq!(failure.error(), Some("States.Runtime"));
    let cause = failure.cause().unwrap_or_default();
    let prefix =
        "An error occurred while executing the state 'Bad' (entered at the event id #5). Invalid path";
    assert!(cause.starts_with(prefix), "{cause}");
    assert_eq!(
        events[3..],
        lines(
            "4<3 WaitStateEntered
            5<3 PassStateEntered
            6<5 ExecutionFailed"
        )
    );
}

include_workflow! {
    name: nested_failure,
    inline = r#"{"StartAt": "Outer", "States": {
        "Outer": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "Inner", "States": {"Inner": {"Type": "Parallel", "End": true, "Branches": [
                {"StartAt": "T", "States": {
                    "T": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}},
                {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 9, "End": true}}}]}}},
            {"StartAt": "Other", "States": {"Other": {"Type": "Map", "End": true, "ItemProcessor": {
                "StartAt": "V", "States": {"V": {"Type": "Wait", "Seconds": 9, "End": true}}}}}}]}
    }}"#,
}

#[test]
fn a_failure_that_goes_up_through_two_parallels() {
    let (outcome, events) = run::<nested_failure::Definition>(json!([1]), |_, _| fails("E"));
    assert_eq!(outcome, Outcome::Failed(Failure::reported(Some("E".into()), Some("why".into()))));
    let from = events.iter().position(|line| line.contains("LambdaFunctionFailed")).expect("it failed");
    let (failed, _) = events[from].split_once('<').expect("it has a predecessor");
    let failed: u64 = failed.parse().expect("it is a number");
    let inner_failed = failed + 3;
    assert_eq!(
        events[from + 1..],
        lines(&format!(
            "{}<{failed} TaskStateAborted
            {}<{failed} WaitStateAborted
            {inner_failed}<{failed} ParallelStateFailed
            {}<{inner_failed} MapIterationAborted
            {}<{inner_failed} WaitStateAborted
            {}<{inner_failed} MapStateAborted
            {}<{inner_failed} ParallelStateFailed
            {}<{} ExecutionFailed",
            failed + 1,
            failed + 2,
            failed + 4,
            failed + 5,
            failed + 6,
            failed + 7,
            failed + 8,
            failed + 7,
        ))
    );
}
