//! Map: 100 line items, ten at a time.

mod workflow;

use std::sync::atomic::Ordering;

use workflow::{Warehouse, line_items, order_of};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let warehouse = Warehouse::default();
    let most = warehouse.most.clone();
    let start = std::time::Instant::now();
    let reserved = line_items::workflow(warehouse).run(order_of(100)).await?;
    println!(
        "{} lines of {}, the last one: {:?}",
        reserved.lines,
        reserved.order_id,
        reserved.reservations.last()
    );
    println!("at most {} at once, after {} ms", most.load(Ordering::Relaxed), start.elapsed().as_millis());
    Ok(())
}
