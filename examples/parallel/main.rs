//! Parallel: mail, database and warehouse at once.

mod workflow;

use serde_json::json;
use workflow::{Services, parallel};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let purchase = json!({ "orderId": "A-1001", "customer": "Ada", "items": ["tea", "cup"] });
    let start = std::time::Instant::now();
    let done = parallel::workflow(Services).substitution("SalesTable", "sales").run(purchase).await?;
    println!("{done:#}\nafter {} ms", start.elapsed().as_millis());
    Ok(())
}
