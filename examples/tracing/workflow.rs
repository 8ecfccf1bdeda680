//! The handlers trace what they do as anything else does: it comes below the attempt that they work on.

use asl_runtime::{AslError, TaskContext, include_workflow};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tracing::Instrument;

include_workflow! {
    "tracing/parcel.asl.json",
    name: parcel,
    handlers: {
        "quote" => quote: fn(Parcel) -> Result<Value, CarrierError>,
        "label" => label: fn(Value) -> Result<Value, CarrierError>,
        "invoice" => invoice: fn(Value) -> Result<Value, CarrierError>,
    },
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Parcel {
    pub kilograms: u32,
}

#[derive(Debug, AslError, thiserror::Error)]
pub enum CarrierError {
    #[error("all lines are busy")]
    CarrierBusy,
    #[error("{0} kg are too much")]
    TooHeavy(u32),
}

/// A carrier that is busy at first.
#[derive(Debug)]
pub struct Carrier;

impl parcel::Handlers for Carrier {
    async fn quote(&self, parcel: Parcel, task: &TaskContext) -> Result<Value, CarrierError> {
        let request = tracing::info_span!("http request", otel.kind = "client", url.path = "/quote");
        let attempt = task.attempt();
        async move {
            tracing::info!(parcel.kilograms, "asking");
            match parcel.kilograms {
                31.. => Err(CarrierError::TooHeavy(parcel.kilograms)),
                _ if attempt == 1 => Err(CarrierError::CarrierBusy),
                _ => Ok(json!({ "euros": 5 + parcel.kilograms })),
            }
        }
        .instrument(request)
        .await
    }

    async fn label(&self, _: Value, _: &TaskContext) -> Result<Value, CarrierError> {
        Ok(json!({ "label": "L-1" }))
    }

    async fn invoice(&self, order: Value, _: &TaskContext) -> Result<Value, CarrierError> {
        Ok(json!({ "invoice": order["quote"]["euros"] }))
    }
}
