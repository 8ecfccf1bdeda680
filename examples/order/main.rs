//! Sequence: an order is validated, paid and shipped.

mod workflow;

use workflow::{Item, Order, Shop, order};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let placed = Order {
        order_id: "A-1001".into(),
        address: "Main Street 1".into(),
        items: vec![Item { sku: "tea".into(), cents: 450 }, Item { sku: "cup".into(), cents: 1_250 }],
    };
    let receipt = order::workflow(Shop::default()).run(placed).await?;
    println!("{receipt:#?}");

    let empty = Order { order_id: "A-1002".into(), address: "Main Street 1".into(), items: Vec::new() };
    let refused = order::workflow(Shop::default()).run(empty).await;
    println!("without items: {}", refused.expect_err("an order without items is refused"));
    Ok(())
}
