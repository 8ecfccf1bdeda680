//! The errors of a typed workflow as an enum (ERR-27, ERR-28).

use std::fmt;

use asl_runtime::{AslError, ExecutionError, Shape, TaskContext, TaskError, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    name: pub(crate) parcel,
    typed,
    input: Parcel,
    handlers: {
        "Weigh" => weigh: fn(Parcel) -> Result<u32, ScaleError>,
        "Stamp" => stamp: fn(Parcel) -> Result<u32, StampError>,
        "Send" => send: fn(Parcel) -> Result<u32>,
    },
    inline: r#"{
        "StartAt": "Both",
        "TimeoutSeconds": 60,
        "States": {
            "Both": {
                "Type": "Parallel",
                "ResultPath": null,
                "Branches": [
                    { "StartAt": "Weigh", "States": { "Weigh": {
                        "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:weigh",
                        "TimeoutSeconds": 5, "End": true
                    } } },
                    { "StartAt": "Stamp", "States": { "Stamp": {
                        "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:stamp", "End": true
                    } } }
                ],
                "Catch": [{ "ErrorEquals": ["NoStamps"], "ResultPath": null, "Next": "Closed" }],
                "Next": "Send"
            },
            "Send": {
                "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:send", "End": true
            },
            "Closed": { "Type": "Fail", "Error": "PostOffice.Closed", "Cause": "no stamps" }
        }
    }"#,
}

#[derive(Debug, Serialize, Deserialize, Shape)]
pub(crate) struct Parcel {
    pub(crate) fails: String,
}

#[derive(Debug, AslError)]
pub(crate) enum ScaleError {
    TooHeavy,
}

#[derive(Debug, AslError)]
pub(crate) enum StampError {
    NoStamps,
    TooSmall,
}

impl fmt::Display for ScaleError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("more than 30 kg")
    }
}

impl fmt::Display for StampError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("no room")
    }
}

struct Office;

impl parcel::Handlers for Office {
    async fn weigh(&self, parcel: Parcel, _: &TaskContext) -> Result<u32, ScaleError> {
        match parcel.fails.as_str() {
            "weight" => Err(ScaleError::TooHeavy),
            "scale" => std::future::pending().await,
            _ => Ok(1),
        }
    }

    async fn stamp(&self, parcel: Parcel, _: &TaskContext) -> Result<u32, StampError> {
        match parcel.fails.as_str() {
            "stamps" => Err(StampError::NoStamps),
            "size" => Err(StampError::TooSmall),
            _ => Ok(1),
        }
    }

    async fn send(&self, parcel: Parcel, _: &TaskContext) -> Result<u32, TaskError> {
        match parcel.fails.as_str() {
            "" => Ok(1),
            name => Err(TaskError::new(name.to_owned(), "not sent")),
        }
    }
}

async fn error(fails: &str) -> Option<parcel::Error> {
    let outcome = parcel::workflow(Office).run(Parcel { fails: fails.into() }).await;
    outcome.map_err(parcel::Error::from).err()
}

#[tokio::test(start_paused = true)]
async fn every_error_has_its_variant() {
    assert!(error("").await.is_none());
    let Some(parcel::Error::ScaleError(heavy)) = error("weight").await else { panic!("it is too heavy") };
    assert_eq!((heavy.name(), heavy.cause()), ("TooHeavy", Some("more than 30 kg")));
    let Some(parcel::Error::StampError(small)) = error("size").await else { panic!("it is too small") };
    assert_eq!(small.name(), "TooSmall");
    assert!(matches!(small.into_inner(), ExecutionError::Failed { .. }));
    let Some(parcel::Error::PostOfficeClosed(closed)) = error("stamps").await else { panic!("it is caught") };
    assert_eq!((closed.error(), closed.cause()), (Some("PostOffice.Closed"), Some("no stamps")));
    assert!(matches!(error("scale").await, Some(parcel::Error::Timeout(_))), "the task times out");
    // Of an error without a type nothing is known; one of another's name is that.
    let Some(parcel::Error::Other(lost)) = error("Lost").await else { panic!("nobody knows it") };
    assert_eq!(lost.to_string(), "the execution failed with `Lost`: not sent");
    assert!(matches!(error("TooHeavy").await, Some(parcel::Error::ScaleError(_))));
}
