//! Failures of JSONata.

use serde_json::json;

use super::{check, events, silence};
use crate::include_workflow;

include_workflow! {
    name: evaluations,
    allow: ["missing-data"],
    inline = r#"{"StartAt": "C", "QueryLanguage": "JSONata", "States": {
        "C": {"Type": "Choice", "Default": "Bad", "Choices": [
            {"Condition": "{% $states.input = 'wait' %}", "Next": "Wait"},
            {"Condition": "{% $states.input = 'task' %}", "Next": "Task"}]},
        "Bad": {"Type": "Pass", "Output": "{% $states.input.missing %}", "End": true},
        "Wait": {"Type": "Wait", "Timestamp": "{% 'not ' & 'a time' %}", "End": true},
        "Task": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage", "End": true,
            "Arguments": {"MessageBody": "{% $states.input.missing %}"},
            "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "S"}]},
        "S": {"Type": "Succeed"}
    }}"#,
}

include_workflow! {
    name: an_evaluation_at_the_start,
    inline = r#"{"StartAt": "P", "QueryLanguage": "JSONata", "States": {
        "P": {"Type": "Pass", "Output": "{% $states.input.missing %}", "End": true}
    }}"#,
}

#[test]
fn of_evaluations_that_fail() {
    check(&[
        (
            "HIST-50: the predecessor is that of the Entered event, here none",
            events::<an_evaluation_at_the_start::Definition>(json!(1), silence),
            "1<0 ExecutionStarted
            2<0 PassStateEntered
            3<0 EvaluationFailed
            4<3 ExecutionFailed",
        ),
        (
            "HIST-50",
            events::<evaluations::Definition>(json!({}), silence),
            "1<0 ExecutionStarted
            2<0 ChoiceStateEntered
            3<2 ChoiceStateExited
            4<3 PassStateEntered
            5<3 EvaluationFailed
            6<5 ExecutionFailed",
        ),
        (
            "HIST-50: a value that can't be converted",
            events::<evaluations::Definition>(json!("wait"), silence),
            "1<0 ExecutionStarted
            2<0 ChoiceStateEntered
            3<2 ChoiceStateExited
            4<3 WaitStateEntered
            5<4 EvaluationFailed
            6<5 ExecutionFailed",
        ),
        (
            "HIST-50: caught",
            events::<evaluations::Definition>(json!("task"), silence),
            "1<0 ExecutionStarted
            2<0 ChoiceStateEntered
            3<2 ChoiceStateExited
            4<3 TaskStateEntered
            5<3 EvaluationFailed
            6<5 TaskStateExited
            7<6 SucceedStateEntered
            8<7 SucceedStateExited
            9<8 ExecutionSucceeded",
        ),
    ]);
}
