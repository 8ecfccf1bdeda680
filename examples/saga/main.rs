//! Saga: there are no cars in Venice, so the hotel and the flight are cancelled.

mod workflow;

use workflow::{Agency, Trip, saga};

#[tokio::main]
async fn main() {
    for to in ["Vienna", "Venice"] {
        println!("-- to {to}");
        match saga::workflow(Agency::default()).run(Trip { to: to.into() }).await {
            Ok(trip) => println!("booked: {trip:?}"),
            Err(error) => println!("{error}"),
        }
    }
}
