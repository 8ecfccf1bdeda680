//! Workflows whose handlers give parcels to each other.
#![allow(dead_code, reason = "not every test looks at all that a workflow has")]

use std::time::Duration;

use asl_runtime::{TaskContext, TaskError, include_workflow};
use serde_json::Value;

use super::parcel::{NO_JSON, PANICS, Parcel, Tally};

/// `$name` runs `$definition`; all its tasks take a parcel and give one.
macro_rules! workflow {
    ($name:ident, $definition:literal $($types:tt)*) => {
        include_workflow! {
            name: pub(crate) $name,
            inline: $definition,
            typed,
            $($types)*
            handlers: { "arn:aws:lambda:eu-west-1:111111111111:function:step" => step: fn(Parcel) -> Result<Parcel> },
        }

        impl $name::Handlers for Steps {
            async fn step(&self, input: Parcel, task: &TaskContext) -> Result<Parcel, TaskError> {
                step(input, task).await
            }
        }
    };
}

/// What the states are called tells what their handlers do.
#[derive(Clone, Copy)]
pub(crate) struct Steps;

async fn step(mut input: Parcel, task: &TaskContext) -> Result<Parcel, TaskError> {
    input.stops.push(format!("{} {}", task.state_name(), task.attempt()));
    match task.state_name() {
        "NotANumber" => input.ratio = f64::NAN,
        "SomeNull" => input.any = Some(Value::Null),
        "NoJson" => input.tally = Tally::new(NO_JSON),
        "Panics" => input.tally = Tally::new(PANICS),
        "Fails" => return Err(TaskError::new("Broken", "as it always is")),
        "FailsOnce" if task.attempt() == 1 => return Err(TaskError::new("Broken", "this once")),
        "Late" => tokio::time::sleep(Duration::from_secs(60)).await,
        _ => input.tally = Tally::new(input.tally.number() + 1),
    }
    Ok(input)
}

// What goes on through states that let it pass.
workflow! {
    chain,
    r#"{
        "StartAt": "First",
        "States": {
            "First": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "Next": "Let it pass"},
            "Let it pass": {"Type": "Pass", "Next": "Wait"},
            "Wait": {"Type": "Wait", "Seconds": 1, "Next": "Second"},
            "Second": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "Next": "Third"},
            "Third": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "Next": "Done"},
            "Done": {"Type": "Succeed"}
        }
    }"#
    input: Parcel,
    output: Parcel,
}

// The same in JSONata.
workflow! {
    in_jsonata,
    r#"{
        "QueryLanguage": "JSONata",
        "StartAt": "First",
        "States": {
            "First": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "Next": "Second"},
            "Second": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "End": true}
        }
    }"#
    input: Parcel,
    output: Parcel,
}

// Rules that read a field.
workflow! {
    chosen,
    r#"{
        "StartAt": "Enough?",
        "States": {
            "Enough?": {"Type": "Choice", "Default": "First", "Choices": [
                {"Variable": "$.ratio", "NumericGreaterThan": 0.9, "Next": "Done"}
            ]},
            "First": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "Next": "Which"},
            "Which": {"Type": "Choice", "Default": "Done", "Choices": [
                {"And": [
                    {"Variable": "$.stops", "IsPresent": true},
                    {"Variable": "$.stops[0]", "StringEquals": "First 1"},
                    {"Variable": "$.ratio", "NumericEqualsPath": "$.ratio"}
                ], "Next": "Second"}
            ]},
            "Second": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "Next": "Far?"},
            "Far?": {"Type": "Choice", "Default": "Done", "Choices": [
                {"Variable": "$.stops[7]", "IsPresent": true, "Next": "First"},
                {"Variable": "$.ratio", "NumericLessThan": 0.1, "Next": "First"}
            ]},
            "Done": {"Type": "Succeed"}
        }
    }"#
    input: Parcel,
    output: Parcel,
}

// The number of what comes in tells what goes on.
workflow! {
    unusual,
    r#"{
        "StartAt": "Which",
        "States": {
            "Which": {"Type": "Choice", "Default": "Usual", "Choices": [
                {"Variable": "$.tally", "NumericEquals": 1, "Next": "NotANumber"},
                {"Variable": "$.tally", "NumericEquals": 2, "Next": "SomeNull"},
                {"Variable": "$.tally", "NumericEquals": 3, "Next": "NoJson"},
                {"Variable": "$.tally", "NumericEquals": 4, "Next": "Panics"}
            ]},
            "Usual": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "Next": "Second"},
            "NotANumber": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "Next": "Second"},
            "SomeNull": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "Next": "Second"},
            "NoJson": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "Next": "Second",
                "Retry": [{"ErrorEquals": ["InvalidHandlerOutput"], "MaxAttempts": 1, "IntervalSeconds": 1}],
                "Catch": [{"ErrorEquals": ["InvalidHandlerOutput"], "Next": "Caught"}]
            },
            "Panics": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "Next": "Second",
                "Catch": [{"ErrorEquals": ["HandlerPanicked"], "Next": "Caught"}]
            },
            "Second": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "End": true,
                "Catch": [{"ErrorEquals": ["InvalidHandlerInput"], "Next": "Caught"}]
            },
            "Caught": {"Type": "Pass", "End": true}
        }
    }"#
}

// What is needed again: by the next attempt, and by a catcher.
workflow! {
    again,
    r#"{
        "StartAt": "First",
        "States": {
            "First": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "Next": "FailsOnce"},
            "FailsOnce": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step",
                "Retry": [{"ErrorEquals": ["Broken"], "MaxAttempts": 1, "IntervalSeconds": 1}],
                "Next": "Fails"
            },
            "Fails": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step",
                "Retry": [{"ErrorEquals": ["Broken"], "MaxAttempts": 1, "IntervalSeconds": 1}],
                "Catch": [{"ErrorEquals": ["Broken"], "ResultPath": "$.error", "Next": "Caught"}],
                "End": true
            },
            "Caught": {"Type": "Pass", "End": true}
        }
    }"#
}

// A handler that is late: its time is up, and what it says then is not heard.
workflow! {
    late,
    r#"{
        "StartAt": "First",
        "States": {
            "First": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "Next": "Late"},
            "Late": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "TimeoutSeconds": 3,
                "Catch": [{"ErrorEquals": ["States.Timeout"], "ResultPath": "$.error", "Next": "Caught"}],
                "End": true
            },
            "Caught": {"Type": "Wait", "Seconds": 120, "End": true}
        }
    }"#
    input: Parcel,
}

// Branches and items.
workflow! {
    within,
    r#"{
        "StartAt": "Each",
        "States": {
            "Each": {
                "Type": "Map", "Next": "Both",
                "ItemProcessor": {"StartAt": "Item 1", "States": {
                    "Item 1": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "Next": "Item 2"},
                    "Item 2": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "End": true}
                }}
            },
            "Both": {
                "Type": "Parallel", "InputPath": "$[0]", "End": true,
                "Branches": [
                    {"StartAt": "Left 1", "States": {
                        "Left 1": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "Next": "Left 2"},
                        "Left 2": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "End": true}
                    }},
                    {"StartAt": "Right", "States": {
                        "Right": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:step", "End": true}
                    }}
                ]
            }
        }
    }"#
    input: Vec<Parcel>,
}
