//! The branches run at once, and their results come in the order of the branches.

mod workflow;

use std::time::Duration;

use serde_json::json;
use workflow::{Services, parallel};

#[tokio::test(start_paused = true)]
async fn branches_run_at_once() {
    let purchase = json!({ "orderId": "A-1", "customer": "Ada", "items": ["tea"] });
    let start = tokio::time::Instant::now();
    let done = parallel::workflow(Services)
        .substitution("SalesTable", "sales")
        .run(purchase)
        .await
        .expect("it succeeds");
    assert_eq!(done, json!({ "mail": "mail: Thank you, Ada!", "order": "A-1", "message": "pack [\"tea\"]" }));
    assert!(start.elapsed() < Duration::from_millis(200), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_missing_substitution_is_named() {
    let error = parallel::workflow(Services).run(json!({})).await.expect_err("SalesTable has no value");
    assert!(error.to_string().contains("SalesTable"), "{error}");
}
