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
    // Every way in which the workflow can fail is a variant: a Fail state, the errors of the handlers, all others.
    match order::workflow(Shop::default()).run(empty).await.map_err(order::Error::from) {
        Ok(receipt) => println!("{receipt:#?}"),
        Err(order::Error::OrderRefused(error)) => println!("refused: {}", error.cause().unwrap_or_default()),
        Err(order::Error::OrderError(error)) => println!("{}: {error}", error.name()),
        Err(order::Error::Other(error)) => return Err(error.into()),
    }
    Ok(())
}
