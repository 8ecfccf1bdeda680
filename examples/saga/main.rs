//! Saga: there are no cars in Venice, so the hotel and the flight are cancelled.

mod workflow;

use serde_json::json;
use workflow::{Agency, saga};

#[tokio::main]
async fn main() {
    for to in ["Vienna", "Venice"] {
        println!("-- to {to}");
        match saga::workflow(Agency::default()).run(json!({ "to": to })).await {
            Ok(trip) => println!("booked: {trip}"),
            Err(error) => println!("{error}"),
        }
    }
}
