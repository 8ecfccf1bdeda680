//! Parallel: mail, database and warehouse at once.

mod workflow;

use workflow::{Purchase, Services, parallel};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let items = vec!["tea".into(), "cup".into()];
    let purchase = Purchase { order_id: "A-1001".into(), customer: "Ada".into(), items };
    let start = std::time::Instant::now();
    let done = parallel::workflow(Services).substitution("SalesTable", "sales").run(purchase).await?;
    println!("{done:#?}\nafter {} ms", start.elapsed().as_millis());
    Ok(())
}
