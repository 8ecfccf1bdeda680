//! The discount is polled for, in virtual time, and every line is priced.

mod workflow;

use std::time::Duration;

use tokio::time::Instant;
use workflow::{Discounts, Line, Order, Priced, PricedLine, pricing};

fn order(lines: &[(&str, f64, u32)]) -> Order {
    let lines = lines.iter().map(|&(sku, price, quantity)| Line { sku: sku.into(), price, quantity });
    Order { customer: "Ada".into(), lines: lines.collect() }
}

#[tokio::test(start_paused = true)]
async fn every_line_is_priced_with_the_discount() {
    let start = Instant::now();
    let discounts = Discounts { slowness: 2, ..Discounts::default() };
    let lines = [("kettle", 89.90, 1), ("tea", 4.50, 6)];
    let priced = pricing::workflow(discounts).run(order(&lines)).await.expect("it succeeds");
    let expected = Priced {
        customer: "Ada".into(),
        lines: vec![
            PricedLine { number: 1, sku: "kettle".into(), price: 78.66 },
            PricedLine { number: 2, sku: "tea".into(), price: 23.62 },
        ],
        total: 102.28,
        saved: 14.62,
        attempts: 3,
    };
    assert_eq!(priced, expected);
    // Two seconds after the first attempt, four after the second.
    assert_eq!(start.elapsed().as_secs(), 6);
}

/// A single line would come out of its path as no array (JNA-39); `[…]` around it keeps it one.
#[tokio::test]
async fn a_single_line_is_a_list_too() {
    let priced = pricing::workflow(Discounts::default()).run(order(&[("tea", 4.50, 2)])).await;
    let priced = priced.expect("it succeeds");
    assert_eq!((priced.lines.len(), priced.total, priced.saved), (1, 9.0, 0.0));
}

#[tokio::test(start_paused = true)]
async fn it_gives_up_at_last() {
    let start = Instant::now();
    let discounts = Discounts { slowness: 10, ..Discounts::default() };
    let error =
        pricing::workflow(discounts).run(order(&[("tea", 4.50, 1)])).await.expect_err("there is no discount");
    assert_eq!(error.error(), Some("NoDiscount"));
    assert_eq!(error.cause(), Some("asked 4 times: the discount of Ada is still being reckoned"));
    assert!(start.elapsed() < Duration::from_secs(2 + 4 + 8 + 1));
}

/// The picture in `README.md` is that of the workflow. `BLESS=1` draws it anew.
#[test]
fn the_picture_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/jsonata/README.md");
    let text = std::fs::read_to_string(path).expect("the text can be read");
    let (before, rest) = text.split_once("```mermaid\n").expect("it has a picture");
    let (picture, after) = rest.split_once("```").expect("the picture ends");
    let drawn = pricing::GRAPH.mermaid.trim_end();
    if std::env::var_os("BLESS").is_some() {
        let text = format!("{before}```mermaid\n{drawn}\n```{after}");
        std::fs::write(path, text).expect("the text can be written");
        return;
    }
    assert_eq!(picture.trim_end(), drawn, "BLESS=1 cargo test -p asl-examples --test jsonata");
}
