//! Failures of the interpreter, and ends from outside.

use serde_json::json;

use super::{answers, check, events, silence};
use crate::include_workflow;

include_workflow! {
    name: misses,
    inline = r#"{"StartAt": "T", "States": {
        "T": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "OutputPath": "$.missing", "End": true,
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "S"}]},
        "S": {"Type": "Succeed"}
    }}"#,
}

include_workflow! {
    name: limited,
    inline = r#"{"StartAt": "W", "TimeoutSeconds": 5, "States": {"W": {"Type": "Wait", "Seconds": 9, "End": true}}}"#,
    allow = ["wait-beyond-limit"],
}

#[test]
fn of_failures_of_the_interpreter() {
    check(&[
        (
            "HIST-51, ERR-20: nothing between the last event of the state and the end",
            events::<misses::Definition>(json!(1), answers),
            "1<0 ExecutionStarted
            2<0 TaskStateEntered
            3<2 LambdaFunctionScheduled
            4<3 LambdaFunctionStarted
            5<4 LambdaFunctionSucceeded
            6<5 ExecutionFailed",
        ),
        (
            "HIST-53, TIME-7",
            events::<limited::Definition>(json!(1), silence),
            "1<0 ExecutionStarted
            2<0 WaitStateEntered
            3<0 ExecutionTimedOut",
        ),
    ]);
}
