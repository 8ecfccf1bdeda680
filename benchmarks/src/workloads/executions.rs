//! Many orders at once: each waits in its first handler until all of them have come there.

use std::future::Future;
use std::sync::Arc;

use serde_json::Value;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

use super::order;
use crate::by_hand;
use crate::case::{Case, Variant, Workload};

pub(crate) fn workload(count: u64) -> Workload {
    let number = usize::try_from(count).unwrap_or(usize::MAX);
    // Copies are made before the clock starts.
    let inputs = vec![order::input(); number];
    let by_hand = {
        let barrier = Arc::new(Barrier::new(number));
        move |inputs| {
            let barrier = Arc::clone(&barrier);
            right(inputs, move |input| {
                let barrier = Arc::clone(&barrier);
                async move {
                    barrier.wait().await;
                    by_hand::order(input).await.unwrap_or_default()
                }
            })
        }
    };
    let workflow = order::shop_for_all(Arc::new(Barrier::new(number)));
    let generated = move |inputs| {
        let workflow = workflow.clone();
        right(inputs, move |input| {
            let workflow = workflow.clone();
            async move { workflow.run(input).await.unwrap_or_default() }
        })
    };
    Workload {
        name: "executions",
        states: 20 * count,
        cases: vec![
            Case::new(Variant::ByHand, inputs.clone(), by_hand),
            Case::new(Variant::Generated, inputs, generated),
        ],
        is_right: Box::new(move |output| *output == count),
    }
}

/// How many of the executions, a task for each, give the right result.
async fn right<F>(inputs: Vec<Value>, start: impl Fn(Value) -> F) -> u64
where
    F: Future<Output = Value> + Send + 'static,
{
    let mut executions: JoinSet<Value> = inputs.into_iter().map(start).collect();
    let mut right = 0;
    while let Some(output) = executions.join_next().await {
        right += u64::from(output.is_ok_and(|output| order::is_right(&output)));
    }
    right
}
