//! A saga that survives the process: kill it while it books or cancels, and start it again.
//!
//! `cargo run -p asl-examples --example durable_saga -- trips.db`

mod workflow;

use std::sync::Arc;
use std::time::Duration;

use asl_runtime::store::{ExecutionQuery, Status};
use workflow::{Trip, engine, saga};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "trips.db".to_owned());
    let tell = Arc::new(|what: &str| println!("{what} (kill this process, and start it again)"));
    let (engine, workflow) = engine(&path, tell, Duration::from_secs(3)).await?;
    let query = ExecutionQuery { status: Some(Status::Running), most: 1, ..ExecutionQuery::default() };
    let id = match engine.list(query).await?.executions.pop() {
        Some(trip) => {
            println!("{} goes on", trip.arn);
            trip.arn
        }
        None => engine.start(&workflow, None, Trip { to: "Venice".into() }).await?.id().to_owned(),
    };
    match engine.execution::<saga::Definition>(id).wait().await {
        Ok(trip) => println!("booked: {trip:?}"),
        Err(error) => println!("{error}"),
    }
    engine.shut_down().await?;
    Ok(())
}
