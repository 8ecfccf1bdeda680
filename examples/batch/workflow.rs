//! A file, read row by row; a task for each batch of rows; files with the results.

use std::sync::atomic::{AtomicUsize, Ordering};

use asl_runtime::{AslError, Shape, TaskContext, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    "batch/batch.asl.json",
    name: billing,
    typed,
    input: Job,
    output: Billed,
    handlers: {
        "Bill" => bill: fn(Batch) -> Result<Vec<Bill>, BillingError>,
    },
}

#[derive(Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Job {
    /// The key of the file with the readings, in the bucket `meters`.
    pub file: String,
    pub cents_per_kwh: u64,
}

/// Where the files with the bills are listed.
#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Billed {
    pub bucket: String,
    pub manifest: String,
}

/// What a child execution gets from the `ItemBatcher`.
#[derive(Debug, Deserialize, Shape)]
#[serde(rename_all = "PascalCase")]
pub struct Batch {
    pub batch_input: Price,
    pub items: Vec<Reading>,
}

#[derive(Debug, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Price {
    pub cents_per_kwh: u64,
}

#[derive(Debug, Deserialize, Shape)]
pub struct Reading {
    pub meter: String,
    pub kwh: u64,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub struct Bill {
    pub meter: String,
    pub cents: u64,
}

#[derive(Debug, AslError, thiserror::Error)]
pub enum BillingError {
    #[error("the meter {0} has run backwards or is broken")]
    ImplausibleReading(String),
}

/// Bills, and counts the batches.
#[derive(Debug, Default)]
pub struct Biller {
    pub batches: std::sync::Arc<AtomicUsize>,
}

impl billing::Handlers for Biller {
    async fn bill(&self, batch: Batch, _: &TaskContext) -> Result<Vec<Bill>, BillingError> {
        self.batches.fetch_add(1, Ordering::Relaxed);
        let price = batch.batch_input.cents_per_kwh;
        batch
            .items
            .into_iter()
            .map(|Reading { meter, kwh }| match kwh.checked_mul(price) {
                Some(cents) if kwh < 1_000_000 => Ok(Bill { meter, cents }),
                _ => Err(BillingError::ImplausibleReading(meter)),
            })
            .collect()
    }
}

/// A file with so many readings.
pub fn readings(meters: usize) -> String {
    let rows = (0..meters).map(|meter| format!("meter-{meter},{}\n", meter % 50 + 100));
    std::iter::once("meter,kwh\n".to_owned()).chain(rows).collect()
}
