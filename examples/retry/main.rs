//! Retry with backoff: the service answers at the third attempt, after 2 and 4 seconds.

mod workflow;

use workflow::{Exchange, Request, rates};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let start = std::time::Instant::now();
    let answer = rates::workflow(Exchange::failing(2)).run(Request { currency: "USD".into() }).await?;
    println!("{:?} after {:.1} s", answer.rate, start.elapsed().as_secs_f64());
    Ok(())
}
