//! Saga: bookings with their compensations.

use std::sync::{Arc, Mutex};

use asl_runtime::{AslError, Shape, TaskContext, include_workflow};
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

/// What was done, in order.
pub type Journal = Arc<Mutex<Vec<String>>>;

/// A travel agency that has no cars in some places.
#[derive(Debug, Default)]
pub struct Agency {
    pub journal: Journal,
}

impl Agency {
    fn note(&self, text: String) {
        println!("{text}");
        self.journal.lock().expect("no handler panics while it holds this").push(text);
    }

    fn book(&self, what: &str, trip: &Trip) -> Booked {
        self.note(format!("book {what}"));
        Booked { booking: format!("{what} to {}", trip.to) }
    }
}

impl saga::Handlers for Agency {
    async fn book_flight(&self, trip: Trip, _: &TaskContext) -> Result<Booked, TravelError> {
        Ok(self.book("flight", &trip))
    }

    async fn book_hotel(&self, trip: Trip, _: &TaskContext) -> Result<Booked, TravelError> {
        Ok(self.book("hotel", &trip))
    }

    async fn book_car(&self, trip: Trip, _: &TaskContext) -> Result<Booked, TravelError> {
        if trip.to == "Venice" {
            return Err(TravelError::NoCar(trip.to));
        }
        Ok(self.book("car", &trip))
    }

    async fn cancel_hotel(&self, booked: Booked, _: &TaskContext) -> Result<(), TravelError> {
        self.note(format!("cancel {}", booked.booking));
        Ok(())
    }

    async fn cancel_flight(&self, booked: Booked, _: &TaskContext) -> Result<(), TravelError> {
        self.note(format!("cancel {}", booked.booking));
        Ok(())
    }
}
