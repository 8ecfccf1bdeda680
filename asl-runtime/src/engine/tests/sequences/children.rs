//! Branches, items, and executions of items.

use serde_json::json;

use super::{check, events, failing, silence};
use crate::engine::tests::history::fails;
use crate::engine::tests::script::Reply;
use crate::include_workflow;

include_workflow! {
    name: branches,
    inline = r#"{"StartAt": "P", "States": {
        "P": {"Type": "Parallel", "Next": "S",
            "Branches": [
                {"StartAt": "Slow", "States": {"Slow": {"Type": "Wait", "Seconds": 9, "End": true}}},
                {"StartAt": "Quick", "States": {"Quick": {"Type": "Pass", "End": true}}}]},
        "S": {"Type": "Succeed"}
    }}"#,
}

include_workflow! {
    name: failing_branches,
    inline = r#"{"StartAt": "P", "States": {
        "P": {"Type": "Parallel", "End": true,
            "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 5, "MaxAttempts": 1}],
            "Catch": [{"ErrorEquals": ["Again"], "Next": "S"}],
            "Branches": [
                {"StartAt": "Slow", "States": {"Slow": {"Type": "Wait", "Seconds": 9, "End": true}}},
                {"StartAt": "T", "States": {
                    "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true}}}]},
        "S": {"Type": "Succeed"}
    }}"#,
}

include_workflow! {
    name: a_fail_in_a_branch,
    inline = r#"{"StartAt": "P", "States": {
        "P": {"Type": "Parallel", "End": true, "Branches": [
            {"StartAt": "T", "States": {
                "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true}}},
            {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "Next": "F"}, "F": {"Type": "Fail"}}}]}
    }}"#,
}

include_workflow! {
    name: items,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "MaxConcurrency": 2, "ItemProcessor": {"StartAt": "T", "States": {
            "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true}}},
            "Catch": [{"ErrorEquals": ["Caught"], "Next": "S"}]},
        "S": {"Type": "Succeed"}
    }}"#,
}

include_workflow! {
    name: one_item_at_a_time,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true, "MaxConcurrency": 1, "ItemProcessor": {"StartAt": "I", "States": {
            "I": {"Type": "Pass", "End": true}}}}
    }}"#,
}

include_workflow! {
    name: children,
    inline = r#"{"StartAt": "M", "States": {
        "M": {"Type": "Map", "End": true,
            "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "C", "States": {
                "C": {"Type": "Choice", "Default": "Ok", "Choices": [{"Variable": "$", "IsString": true, "Next": "Bad"}]},
                "Bad": {"Type": "Fail"},
                "Ok": {"Type": "Succeed"}}}}
    }}"#,
}

/// The events of the execution itself, without those of its children.
fn own(events: Vec<String>) -> Vec<String> {
    events.into_iter().filter(|line| !line.starts_with("child")).collect()
}

#[test]
fn of_branches() {
    check(&[
        (
            "HIST-40: both Succeeded and Exited follow the branch that ended last",
            events::<branches::Definition>(json!(1), silence),
            "1<0 ExecutionStarted
            2<0 ParallelStateEntered
            3<2 ParallelStateStarted
            4<3 WaitStateEntered
            5<3 PassStateEntered
            6<5 PassStateExited
            7<4 WaitStateExited
            8<7 ParallelStateSucceeded
            9<7 ParallelStateExited
            10<9 SucceedStateEntered
            11<10 SucceedStateExited
            12<11 ExecutionSucceeded",
        ),
        (
            "HIST-41: the task that failed is aborted with its siblings",
            events::<failing_branches::Definition>(json!(1), failing("Uncaught")),
            "1<0 ExecutionStarted
            2<0 ParallelStateEntered
            3<2 ParallelStateStarted
            4<3 WaitStateEntered
            5<3 TaskStateEntered
            6<5 TaskScheduled
            7<6 TaskStarted
            8<7 TaskFailed
            9<8 TaskStateAborted
            10<8 WaitStateAborted
            11<8 ParallelStateFailed
            12<11 ExecutionFailed",
        ),
        (
            "HIST-41: a Fail state is not aborted",
            events::<a_fail_in_a_branch::Definition>(json!(1), silence),
            "1<0 ExecutionStarted
            2<0 ParallelStateEntered
            3<2 ParallelStateStarted
            4<3 TaskStateEntered
            5<4 TaskScheduled
            6<3 WaitStateEntered
            7<5 TaskStarted
            8<6 WaitStateExited
            9<8 FailStateEntered
            10<9 TaskStateAborted
            11<9 ParallelStateFailed
            12<11 ExecutionFailed",
        ),
        (
            "HIST-31, HIST-33: retried without a ParallelStateFailed, and caught with one",
            events::<failing_branches::Definition>(json!(1), failing("Again")),
            "1<0 ExecutionStarted
            2<0 ParallelStateEntered
            3<2 ParallelStateStarted
            4<3 WaitStateEntered
            5<3 TaskStateEntered
            6<5 TaskScheduled
            7<6 TaskStarted
            8<7 TaskFailed
            9<8 TaskStateAborted
            10<8 WaitStateAborted
            11<8 ParallelStateStarted
            12<11 WaitStateEntered
            13<11 TaskStateEntered
            14<13 TaskScheduled
            15<14 TaskStarted
            16<15 TaskFailed
            17<16 TaskStateAborted
            18<16 WaitStateAborted
            19<16 ParallelStateFailed
            20<19 ParallelStateExited
            21<20 SucceedStateEntered
            22<21 SucceedStateExited
            23<22 ExecutionSucceeded",
        ),
    ]);
}

#[test]
fn of_items() {
    check(&[
        (
            "HIST-42",
            events::<one_item_at_a_time::Definition>(json!([1, 2]), silence),
            "1<0 ExecutionStarted
            2<0 MapStateEntered
            3<2 MapStateStarted
            4<3 MapIterationStarted
            5<4 PassStateEntered
            6<5 PassStateExited
            7<6 MapIterationSucceeded
            8<6 MapIterationStarted
            9<8 PassStateEntered
            10<9 PassStateExited
            11<10 MapIterationSucceeded
            12<11 MapStateSucceeded
            13<11 MapStateExited
            14<13 ExecutionSucceeded",
        ),
        (
            "HIST-42, MAP-10: without items",
            events::<one_item_at_a_time::Definition>(json!([]), silence),
            "1<0 ExecutionStarted
            2<0 MapStateEntered
            3<2 MapStateStarted
            4<3 MapStateSucceeded
            5<3 MapStateExited
            6<5 ExecutionSucceeded",
        ),
        (
            "HIST-43, HIST-44, HIST-31: those that run are aborted, the one that has not begun is not mentioned",
            events::<items::Definition>(json!([1, 2, 3]), |start, payload| {
                if start.number == 1 && *payload == json!(1) { fails("Caught") } else { Reply::Silence }
            }),
            "1<0 ExecutionStarted
            2<0 MapStateEntered
            3<2 MapStateStarted
            4<3 MapIterationStarted
            5<3 MapIterationStarted
            6<4 TaskStateEntered
            7<6 TaskScheduled
            8<5 TaskStateEntered
            9<8 TaskScheduled
            10<7 TaskStarted
            11<9 TaskStarted
            12<10 TaskFailed
            13<12 MapIterationFailed
            14<12 TaskStateAborted
            15<12 MapIterationAborted
            16<12 TaskStateAborted
            17<12 MapStateFailed
            18<17 MapStateExited
            19<18 SucceedStateEntered
            20<19 SucceedStateExited
            21<20 ExecutionSucceeded",
        ),
        (
            "HIST-45",
            own(events::<children::Definition>(json!([1]), silence)),
            "1<0 ExecutionStarted
            2<0 MapStateEntered
            3<2 MapStateStarted
            4<3 MapRunStarted
            5<4 MapRunSucceeded
            6<5 MapStateSucceeded
            7<5 MapStateExited
            8<7 ExecutionSucceeded",
        ),
        (
            "HIST-45: failing",
            own(events::<children::Definition>(json!(["x"]), silence)),
            "1<0 ExecutionStarted
            2<0 MapStateEntered
            3<2 MapStateStarted
            4<3 MapRunStarted
            5<4 MapRunFailed
            6<5 MapStateFailed
            7<6 ExecutionFailed",
        ),
    ]);
}
