//! The saga of the example `saga`, on a store in a file.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use asl_runtime::durable::{DurableError, Engine};
use asl_runtime::store::{Sqlite, StoreError};
use asl_runtime::{AslError, Shape, TaskContext, Workflow, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    "saga/saga.asl.json",
    typed,
    input: Trip,
    output: BookedTrip,
    handlers: {
        "book-flight" => book_flight: fn(Trip) -> Result<Booked, TravelError>,
        "book-hotel" => book_hotel: fn(Trip) -> Result<Booked, TravelError>,
        "book-car" => book_car: fn(Trip) -> Result<Booked, TravelError>,
        "cancel-hotel" => cancel_hotel: fn(Booked) -> Result<(), TravelError>,
        "cancel-flight" => cancel_flight: fn(Booked) -> Result<(), TravelError>,
    },
}

#[derive(Debug, Clone, Serialize, Deserialize, Shape)]
pub struct Trip {
    pub to: String,
}

#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Booked {
    pub booking: String,
}

/// What the workflow ends with when everything could be booked.
#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct BookedTrip {
    pub to: String,
    pub flight: Booked,
    pub hotel: Booked,
    pub car: Booked,
}

#[derive(Debug, AslError, thiserror::Error)]
pub enum TravelError {
    #[error("there is no car in {0}")]
    NoCar(String),
}

/// Is told what is done: `cancel hotel to Venice`.
pub type Tell = Arc<dyn Fn(&str) + Send + Sync>;

/// A travel agency that has no cars in Venice. To cancel twice is as good as once: a cancellation that was interrupted
/// is tried again by the definition's `Retry`.
pub struct Agency {
    pub tell: Tell,
    /// How long everything takes.
    pub pause: Duration,
}

impl Agency {
    async fn work(&self, what: String) {
        (self.tell)(&what);
        tokio::time::sleep(self.pause).await;
    }

    async fn book(&self, what: &str, trip: Trip) -> Booked {
        self.work(format!("book {what}")).await;
        Booked { booking: format!("{what} to {}", trip.to) }
    }

    async fn cancel(&self, booked: Booked) {
        self.work(format!("cancel {}", booked.booking)).await;
    }
}

impl saga::Handlers for Agency {
    async fn book_flight(&self, trip: Trip, _: &TaskContext) -> Result<Booked, TravelError> {
        Ok(self.book("flight", trip).await)
    }

    async fn book_hotel(&self, trip: Trip, _: &TaskContext) -> Result<Booked, TravelError> {
        Ok(self.book("hotel", trip).await)
    }

    async fn book_car(&self, trip: Trip, _: &TaskContext) -> Result<Booked, TravelError> {
        match trip.to == "Venice" {
            true => Err(TravelError::NoCar(trip.to)),
            false => Ok(self.book("car", trip).await),
        }
    }

    async fn cancel_hotel(&self, booked: Booked, _: &TaskContext) -> Result<(), TravelError> {
        self.cancel(booked).await;
        Ok(())
    }

    async fn cancel_flight(&self, booked: Booked, _: &TaskContext) -> Result<(), TravelError> {
        self.cancel(booked).await;
        Ok(())
    }
}

/// An engine on the file: trips go on where they were left. The one before may still be about to end.
pub async fn engine(
    path: impl AsRef<Path>,
    tell: Tell,
    pause: Duration,
) -> Result<(Engine, Workflow<saga::Definition>), DurableError> {
    let workflow = saga::workflow(Agency { tell, pause });
    loop {
        match Engine::builder().store(Sqlite::open(&path)?).register(&workflow).build().await {
            Err(DurableError::Store(StoreError::EngineRunning)) => {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            built => return Ok((built?, workflow)),
        }
    }
}
