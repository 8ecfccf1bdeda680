//! Retry with backoff: the service answers at the third attempt, after 2 and 4 seconds.

mod workflow;

use serde_json::json;
use workflow::{Exchange, rates};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = std::time::Instant::now();
    let output = rates::workflow(Exchange::failing(2)).run(json!({ "currency": "USD" })).await?;
    println!("{output} after {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}
