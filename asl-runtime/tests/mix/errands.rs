//! JSONata with variables, a token that nobody answers in time, a loop, and an activity that workers take.

use asl_runtime::include_workflow;
use serde_json::{Value, json};

/// What workers poll for.
pub(crate) const PAINT: &str = "arn:aws:states:us-east-1:123456789012:activity:paint";

include_workflow! {
    name: pub(crate) errand,
    inline = r#"{
        "QueryLanguage": "JSONata",
        "StartAt": "Begin",
        "States": {
            "Begin": {
                "Type": "Pass", "Assign": { "turns": 0, "items": "{% $states.input.items %}" }, "Next": "Nobody answers"
            },
            "Nobody answers": {
                "Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
                "Arguments": { "MessageBody": "{% $states.context.Task.Token %}" },
                "TimeoutSeconds": 1,
                "Retry": [ { "ErrorEquals": ["HandlerInterrupted"], "IntervalSeconds": 1, "MaxAttempts": 1000, "BackoffRate": 1 } ],
                "Catch": [ {
                    "ErrorEquals": ["States.Timeout"], "Assign": { "late": "{% $states.errorOutput.Error %}" },
                    "Next": "Turn"
                } ],
                "End": true
            },
            "Turn": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:turn",
                "Assign": { "turns": "{% $turns + 1 %}" },
                "Catch": [ {
                    "ErrorEquals": ["HandlerInterrupted"], "Assign": { "turns": "{% $turns + 1 %}" }, "Next": "Another turn?"
                } ],
                "Next": "Another turn?"
            },
            "Another turn?": {
                "Type": "Choice",
                "Choices": [ { "Condition": "{% $turns < 3 %}", "Next": "Turn" } ],
                "Default": "Paint"
            },
            "Paint": {
                "Type": "Task", "Resource": "arn:aws:states:us-east-1:123456789012:activity:paint",
                "Arguments": { "turns": "{% $turns %}" },
                "TimeoutSeconds": 60, "HeartbeatSeconds": 1,
                "Retry": [ { "ErrorEquals": ["States.Timeout"], "IntervalSeconds": 1, "MaxAttempts": 1000, "BackoffRate": 1 } ],
                "Assign": { "painted": "{% $states.result %}" },
                "Next": "Tell"
            },
            "Tell": {
                "Type": "Succeed",
                "Output": {
                    "late": "{% $late %}",
                    "turns": "{% $turns %}",
                    "painted": "{% $painted %}",
                    "doubled": "{% $map($items, function($item) { $item * 2 }) %}"
                }
            }
        }
    }"#,
}

/// The only output that it may have, given three items.
pub(crate) fn output() -> Value {
    json!({ "late": "States.Timeout", "turns": 3, "painted": "painted", "doubled": [2, 4, 6] })
}
