//! The branches run at once, and their results come in the order of the branches.

mod workflow;

use std::time::Duration;

use workflow::{Done, Purchase, Services, parallel};

fn purchase() -> Purchase {
    Purchase { order_id: "A-1".into(), customer: "Ada".into(), items: vec!["tea".into()] }
}

#[tokio::test(start_paused = true)]
async fn branches_run_at_once() {
    let start = tokio::time::Instant::now();
    let done = parallel::workflow(Services)
        .substitution("SalesTable", "sales")
        .run(purchase())
        .await
        .expect("it succeeds");
    let expected =
        Done { mail: "mail: Thank you, Ada!".into(), order: "A-1".into(), message: "pack [\"tea\"]".into() };
    assert_eq!(done, expected);
    assert!(start.elapsed() < Duration::from_millis(200), "{:?}", start.elapsed());
}

#[tokio::test]
async fn a_missing_substitution_is_named() {
    let error = parallel::workflow(Services).run(purchase()).await.expect_err("SalesTable has no value");
    assert!(error.to_string().contains("SalesTable"), "{error}");
}
