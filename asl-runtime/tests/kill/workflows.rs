//! A bit of everything: retries, a Map, a Parallel, waits, a token, a child.

use asl_runtime::include_workflow;

include_workflow! {
    name: pub(crate) mix,
    inline = r#"{
        "StartAt": "Both",
        "States": {
            "Both": {
                "Type": "Parallel",
                "Branches": [
                    { "StartAt": "Wait", "States": {
                        "Wait": { "Type": "Wait", "Seconds": 1, "Next": "Again" },
                        "Again": {
                            "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:again",
                            "Retry": [ { "ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 1 } ],
                            "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "Undone" } ],
                            "End": true
                        },
                        "Undone": { "Type": "Pass", "End": true }
                    } },
                    { "StartAt": "Each", "States": {
                        "Each": {
                            "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2,
                            "ItemProcessor": { "StartAt": "Work", "States": { "Work": {
                                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:work",
                                "Catch": [ { "ErrorEquals": ["HandlerInterrupted"], "Next": "Left" } ],
                                "End": true
                            }, "Left": { "Type": "Pass", "End": true } } },
                            "End": true
                        }
                    } }
                ],
                "ResultPath": "$.both",
                "Next": "Ask"
            },
            "Ask": {
                "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                "Parameters": { "MessageBody": { "token.$": "$$.Task.Token" } },
                "TimeoutSeconds": 60,
                "Retry": [ { "ErrorEquals": ["HandlerInterrupted"], "IntervalSeconds": 1, "MaxAttempts": 1000, "BackoffRate": 1 } ],
                "ResultPath": "$.answer",
                "Next": "With child"
            },
            "With child": {
                "Type": "Choice",
                "Choices": [ { "Variable": "$.child", "BooleanEquals": true, "Next": "Child" } ],
                "Default": "Done"
            },
            "Child": {
                "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
                "Parameters": { "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:inner", "Input": {} },
                "ResultPath": "$.inner",
                "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
        }
    }"#,
}

include_workflow! {
    name: pub(crate) inner,
    inline = r#"{
        "StartAt": "Same",
        "States": { "Same": {
            "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:same", "End": true
        } }
    }"#,
    idempotent: [same],
}

/// The ARN of an execution of the mix.
pub(crate) fn arn(number: usize) -> String {
    format!("arn:aws:states:us-east-1:123456789012:execution:mix:run-{number}")
}
