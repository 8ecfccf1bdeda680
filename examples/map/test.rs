//! Items run ten at a time, and their results come in the order of the items.

mod workflow;

use std::sync::atomic::Ordering;
use std::time::Duration;

use workflow::{Reservation, Warehouse, line_items, order_of};

#[tokio::test(start_paused = true)]
async fn items_run_ten_at_a_time_and_stay_in_order() {
    let warehouse = Warehouse::default();
    let most = warehouse.most.clone();
    let start = tokio::time::Instant::now();
    let reserved = line_items::workflow(warehouse).run(order_of(100)).await.expect("it succeeds");
    assert_eq!((reserved.order_id.as_str(), reserved.lines), ("A-1001", 100));
    assert!(reserved.reservations.iter().enumerate().all(|(line, reservation)| reservation.line == line));
    assert_eq!(reserved.reservations[1], Reservation { line: 1, text: "2 × sku-1 for A-1001".into() });
    assert_eq!(most.load(Ordering::Relaxed), 10);
    assert_eq!(start.elapsed(), Duration::from_millis(200));
}

#[tokio::test]
async fn an_order_without_items_reserves_nothing() {
    let reserved = line_items::workflow(Warehouse::default()).run(order_of(0)).await.expect("it succeeds");
    assert_eq!(reserved.lines, 0);
}
