//! The order workflow does what it says.

mod workflow;

use asl_runtime::ExecutionError;
use workflow::{Item, Order, Receipt, Shop, order};

fn placed(cents: &[u64]) -> Order {
    Order {
        order_id: "A-1".into(),
        address: "Main Street 1".into(),
        items: cents.iter().map(|&cents| Item { sku: "tea".into(), cents }).collect(),
    }
}

#[tokio::test]
async fn an_order_is_validated_paid_and_shipped() {
    let receipt = order::workflow(Shop::default()).run(placed(&[450, 1_250])).await.expect("it succeeds");
    let expected = Receipt {
        order_id: "A-1".into(),
        payment_id: "payment-A-1".into(),
        tracking: "A-1 to Main Street 1".into(),
    };
    assert_eq!(receipt, expected);
}

#[tokio::test]
async fn an_order_without_items_is_refused() {
    let error = order::workflow(Shop::default()).run(placed(&[])).await.expect_err("it is refused");
    assert_eq!((error.error(), error.cause()), (Some("OrderRefused"), Some("the order has no items")));
    assert!(matches!(order::Error::from(error), order::Error::OrderRefused(_)));
}

#[tokio::test]
async fn a_declined_card_ends_the_order() {
    let error = order::workflow(Shop::default()).run(placed(&[2_000_000])).await.expect_err("it is declined");
    assert!(matches!(error, ExecutionError::Failed { .. }));
    assert_eq!(error.error(), Some("CardDeclined"));
    let order::Error::OrderError(declined) = order::Error::from(error) else { panic!("a handler raised it") };
    assert_eq!(declined.name(), "CardDeclined");
}
