//! Fan-out over the line items of an order.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use asl_runtime::{Shape, TaskContext, TaskError, include_workflow};
use serde::{Deserialize, Serialize};

include_workflow! {
    "map/map.asl.json",
    name: line_items,
    typed,
    input: Order,
    output: Reserved,
    handlers: {
        "Reserve" => reserve: fn(Line) -> Result<Reservation, TaskError>,
    },
}

#[derive(Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Order {
    pub order_id: String,
    pub items: Vec<Item>,
}

#[derive(Debug, Serialize, Deserialize, Shape)]
pub struct Item {
    pub sku: String,
    pub quantity: u32,
}

#[derive(Debug, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    pub order_id: String,
    pub line: usize,
    pub sku: String,
    pub quantity: u32,
}

#[derive(Debug, PartialEq, Serialize, Deserialize, Shape)]
pub struct Reservation {
    pub line: usize,
    pub text: String,
}

#[derive(Debug, Serialize, Deserialize, Shape)]
#[serde(rename_all = "camelCase")]
pub struct Reserved {
    pub order_id: String,
    pub lines: usize,
    pub reservations: Vec<Reservation>,
}

/// A warehouse that remembers how many reservations it handled at once.
#[derive(Debug, Default)]
pub struct Warehouse {
    running: AtomicUsize,
    pub most: std::sync::Arc<AtomicUsize>,
}

impl line_items::Handlers for Warehouse {
    async fn reserve(&self, line: Line, _: &TaskContext) -> Result<Reservation, TaskError> {
        let running = self.running.fetch_add(1, Ordering::Relaxed) + 1;
        self.most.fetch_max(running, Ordering::Relaxed);
        tokio::time::sleep(Duration::from_millis(20)).await;
        self.running.fetch_sub(1, Ordering::Relaxed);
        Ok(Reservation {
            line: line.line,
            text: format!("{} × {} for {}", line.quantity, line.sku, line.order_id),
        })
    }
}

/// An order of so many lines.
pub fn order_of(lines: usize) -> Order {
    let items = (0..lines).map(|line| Item { sku: format!("sku-{line}"), quantity: line as u32 % 3 + 1 });
    Order { order_id: "A-1001".into(), items: items.collect() }
}
