//! The handlers trace what they do as anything else does: it comes below the attempt that they work on.

use asl_runtime::{AslError, Shape, TaskContext, include_workflow};
use serde::{Deserialize, Serialize};
use tracing::Instrument;

include_workflow! {
    "tracing/parcel.asl.json",
    name: parcel,
    typed,
    input: Parcel,
    output: (Label, Invoice),
    handlers: {
        "quote" => quote: fn(Parcel) -> Result<Quote, CarrierError>,
        "label" => label: fn(QuotedParcel) -> Result<Label, CarrierError>,
        "invoice" => invoice: fn(QuotedParcel) -> Result<Invoice, CarrierError>,
    },
}

#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Parcel {
    pub kilograms: u32,
}

#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Quote {
    pub euros: u32,
}

/// What both branches get: the parcel, with the quote in it.
#[derive(Debug, Deserialize, Shape)]
pub struct QuotedParcel {
    pub kilograms: u32,
    pub quote: Quote,
}

#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Label {
    pub label: String,
}

#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Invoice {
    pub euros: u32,
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
    async fn quote(&self, parcel: Parcel, task: &TaskContext) -> Result<Quote, CarrierError> {
        let request = tracing::info_span!("http request", otel.kind = "client", url.path = "/quote");
        let attempt = task.attempt();
        async move {
            tracing::info!(parcel.kilograms, "asking");
            match parcel.kilograms {
                31.. => Err(CarrierError::TooHeavy(parcel.kilograms)),
                _ if attempt == 1 => Err(CarrierError::CarrierBusy),
                _ => Ok(Quote { euros: 5 + parcel.kilograms }),
            }
        }
        .instrument(request)
        .await
    }

    async fn label(&self, parcel: QuotedParcel, _: &TaskContext) -> Result<Label, CarrierError> {
        Ok(Label { label: format!("L-1, {} kg", parcel.kilograms) })
    }

    async fn invoice(&self, parcel: QuotedParcel, _: &TaskContext) -> Result<Invoice, CarrierError> {
        Ok(Invoice { euros: parcel.quote.euros })
    }
}
