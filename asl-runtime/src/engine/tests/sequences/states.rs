//! States without effect, and tasks.

use serde_json::json;

use super::{answers, check, events, failing, silence};
use crate::engine::tests::history::fails;
use crate::engine::tests::script::Reply;
use crate::include_workflow;

include_workflow! {
    name: plain,
    inline = r#"{"StartAt": "P", "States": {
        "P": {"Type": "Pass", "Next": "W"},
        "W": {"Type": "Wait", "Seconds": 1, "Next": "C"},
        "C": {"Type": "Choice", "Default": "S", "Choices": [{"Variable": "$", "IsString": true, "Next": "F"}]},
        "S": {"Type": "Succeed"},
        "F": {"Type": "Fail"}
    }}"#,
}

include_workflow! {
    name: function,
    inline = r#"{"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "TimeoutSeconds": 9,
            "Next": "A"},
        "A": {"Type": "Task", "Resource": "arn:aws:states:eu-west-1:111111111111:activity:a", "TimeoutSeconds": 9,
            "End": true}
    }}"#,
}

include_workflow! {
    name: guarded,
    inline = r#"{"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true,
            "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 60, "MaxAttempts": 1}],
            "Catch": [{"ErrorEquals": ["Caught", "Again"], "Next": "S"}]},
        "S": {"Type": "Succeed"}
    }}"#,
}

include_workflow! {
    name: job,
    inline = r#"{"StartAt": "J", "States": {
        "J": {"Type": "Task", "Resource": "arn:aws:states:::batch:submitJob.sync", "TimeoutSeconds": 9, "End": true}
    }}"#,
}

#[test]
fn of_states_without_effect() {
    check(&[
        (
            "HIST-20, HIST-21",
            events::<plain::Definition>(json!(1), silence),
            "1<0 ExecutionStarted
            2<0 PassStateEntered
            3<2 PassStateExited
            4<3 WaitStateEntered
            5<4 WaitStateExited
            6<5 ChoiceStateEntered
            7<6 ChoiceStateExited
            8<7 SucceedStateEntered
            9<8 SucceedStateExited
            10<9 ExecutionSucceeded",
        ),
        (
            "HIST-22",
            events::<plain::Definition>(json!("x"), silence),
            "1<0 ExecutionStarted
            2<0 PassStateEntered
            3<2 PassStateExited
            4<3 WaitStateEntered
            5<4 WaitStateExited
            6<5 ChoiceStateEntered
            7<6 ChoiceStateExited
            8<7 FailStateEntered
            9<8 ExecutionFailed",
        ),
    ]);
}

#[test]
fn of_tasks() {
    check(&[
        (
            "HIST-23",
            events::<guarded::Definition>(json!(1), answers),
            "1<0 ExecutionStarted
            2<0 TaskStateEntered
            3<2 TaskScheduled
            4<3 TaskStarted
            5<4 TaskSucceeded
            6<5 TaskStateExited
            7<6 ExecutionSucceeded",
        ),
        (
            "HIST-24",
            events::<job::Definition>(json!(1), answers),
            "1<0 ExecutionStarted
            2<0 TaskStateEntered
            3<2 TaskScheduled
            4<3 TaskStarted
            5<4 TaskSubmitted
            6<5 TaskSucceeded
            7<6 TaskStateExited
            8<7 ExecutionSucceeded",
        ),
        (
            "HIST-24: a job that fails, and one that takes too long",
            events::<job::Definition>(json!(1), failing("E")),
            "1<0 ExecutionStarted
            2<0 TaskStateEntered
            3<2 TaskScheduled
            4<3 TaskStarted
            5<4 TaskSubmitted
            6<5 TaskFailed
            7<6 ExecutionFailed",
        ),
        (
            "HIST-24, TIME-3",
            events::<job::Definition>(json!(1), silence),
            "1<0 ExecutionStarted
            2<0 TaskStateEntered
            3<2 TaskScheduled
            4<3 TaskStarted
            5<4 TaskSubmitted
            6<5 TaskTimedOut
            7<6 ExecutionFailed",
        ),
        (
            "HIST-25",
            events::<function::Definition>(json!(1), answers),
            "1<0 ExecutionStarted
            2<0 TaskStateEntered
            3<2 LambdaFunctionScheduled
            4<3 LambdaFunctionStarted
            5<4 LambdaFunctionSucceeded
            6<5 TaskStateExited
            7<6 TaskStateEntered
            8<7 ActivityScheduled
            9<8 ActivityStarted
            10<9 ActivitySucceeded
            11<10 TaskStateExited
            12<11 ExecutionSucceeded",
        ),
        (
            "HIST-25, TIME-2, TIME-6",
            events::<function::Definition>(json!(1), |start, _| {
                if start.state == "T" { json!(1).into() } else { Reply::Silence }
            }),
            "1<0 ExecutionStarted
            2<0 TaskStateEntered
            3<2 LambdaFunctionScheduled
            4<3 LambdaFunctionStarted
            5<4 LambdaFunctionSucceeded
            6<5 TaskStateExited
            7<6 TaskStateEntered
            8<7 ActivityScheduled
            9<8 ActivityStarted
            10<9 ActivityTimedOut
            11<10 ExecutionFailed",
        ),
        (
            "HIST-26",
            events::<guarded::Definition>(json!(1), failing("Uncaught")),
            "1<0 ExecutionStarted
            2<0 TaskStateEntered
            3<2 TaskScheduled
            4<3 TaskStarted
            5<4 TaskFailed
            6<5 ExecutionFailed",
        ),
        (
            "HIST-30",
            events::<guarded::Definition>(json!(1), failing("Caught")),
            "1<0 ExecutionStarted
            2<0 TaskStateEntered
            3<2 TaskScheduled
            4<3 TaskStarted
            5<4 TaskFailed
            6<5 TaskStateExited
            7<6 SucceedStateEntered
            8<7 SucceedStateExited
            9<8 ExecutionSucceeded",
        ),
        (
            "HIST-32: no Entered, and no event for the delay of a minute",
            events::<guarded::Definition>(json!(1), |start, _| {
                if start.number == 1 { fails("Again") } else { json!(1).into() }
            }),
            "1<0 ExecutionStarted
            2<0 TaskStateEntered
            3<2 TaskScheduled
            4<3 TaskStarted
            5<4 TaskFailed
            6<5 TaskScheduled
            7<6 TaskStarted
            8<7 TaskSucceeded
            9<8 TaskStateExited
            10<9 ExecutionSucceeded",
        ),
    ]);
}
