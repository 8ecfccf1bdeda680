//! A bit of everything: retries, a Map, a Parallel, waits, a token, a child; and a saga.

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
                "ResultSelector": { "status.$": "$.Status", "output.$": "$.Output" },
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

include_workflow! {
    name: pub(crate) trip,
    inline = r#"{
        "StartAt": "Flight",
        "States": {
            "Flight": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:book-flight",
                "ResultPath": "$.flight",
                "Catch": [ { "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Failed" } ],
                "Next": "Car"
            },
            "Car": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:book-car",
                "ResultPath": "$.car",
                "Catch": [ { "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Cancel flight" } ],
                "Next": "Booked"
            },
            "Booked": { "Type": "Succeed" },
            "Cancel flight": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:cancel-flight",
                "ResultPath": null,
                "Retry": [ { "ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 1000, "BackoffRate": 1 } ],
                "Next": "Failed"
            },
            "Failed": { "Type": "Fail", "ErrorPath": "$.error.Error", "CausePath": "$.error.Cause" }
        }
    }"#,
}
