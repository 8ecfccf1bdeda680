//! JSONata with variables: an order is priced, once its discount is known.

mod workflow;

use workflow::{Discounts, Line, Order, pricing};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let order = Order {
        customer: "Ada".into(),
        lines: vec![
            Line { sku: "kettle".into(), price: 89.90, quantity: 1 },
            Line { sku: "tea".into(), price: 4.50, quantity: 6 },
        ],
    };
    let discounts = Discounts { slowness: 1, ..Discounts::default() };
    let priced = pricing::workflow(discounts).run(order).await?;
    println!("{priced:#?}");
    Ok(())
}
