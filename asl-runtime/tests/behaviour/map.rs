//! Map within the execution (MAP).

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use asl_runtime::history::History;
use asl_runtime::{DynamicHandlers, include_workflow};
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::support::{Log, answering, error, failure, seconds_since, silent};

include_workflow! {
    name: tasks,
    inline = r#"{"StartAt": "M", "States": {"M": {
        "Type": "Map", "ItemsPath": "$.items", "MaxConcurrencyPath": "$.at_once", "End": true,
        "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 1, "MaxAttempts": 1}],
        "ItemProcessor": {"StartAt": "T", "States": {"T": {
            "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", "End": true}}}}}}"#,
}

/// Counts how many handlers are at work.
#[derive(Clone, Default)]
struct Gauge(Arc<[AtomicUsize; 2]>);

impl Gauge {
    fn enter(&self) -> Working {
        let now = self.0[0].fetch_add(1, Ordering::SeqCst) + 1;
        self.0[1].fetch_max(now, Ordering::SeqCst);
        Working(self.clone())
    }

    fn most(&self) -> usize {
        self.0[1].load(Ordering::SeqCst)
    }
}

struct Working(Gauge);

impl Drop for Working {
    fn drop(&mut self) {
        self.0.0[0].fetch_sub(1, Ordering::SeqCst);
    }
}

/// Handlers that work a second longer for each of three neighbours, and give their input back.
fn working(gauge: &Gauge) -> DynamicHandlers {
    let gauge = gauge.clone();
    DynamicHandlers::new(move |call| {
        let working = gauge.enter();
        async move {
            let item = call.input.as_u64().unwrap_or(0);
            tokio::time::sleep(Duration::from_secs(3 - item % 3)).await;
            drop(working);
            Ok(call.input)
        }
    })
}

/// MAP-7, MAP-9
#[tokio::test(start_paused = true)]
async fn no_more_items_run_at_once_than_may_and_results_come_in_order() {
    let items: Vec<u64> = (0..90).collect();
    for (at_once, most) in [(1, 1), (7, 7), (64, 64), (1000, 90), (0, 40)] {
        let gauge = Gauge::default();
        let output = tasks::dynamic(working(&gauge)).run(json!({"items": items, "at_once": at_once})).await;
        assert_eq!(output.ok(), Some(json!(items)), "{at_once}");
        assert_eq!(gauge.most(), most, "{at_once}");
    }
    let gauge = Gauge::default();
    let workflow = tasks::dynamic(working(&gauge)).default_map_concurrency(NonZeroUsize::MAX);
    assert!(workflow.run(json!({"items": items, "at_once": 0})).await.is_ok());
    assert_eq!(gauge.most(), 90);
}

/// MAP-10
#[tokio::test]
async fn no_items_are_no_work() {
    let output = tasks::dynamic(silent()).run(json!({"items": [], "at_once": 0})).await;
    assert_eq!(output.ok(), Some(json!([])));
}

/// MAP-11: what has not been started never is.
#[tokio::test(start_paused = true)]
async fn the_first_failure_stops_the_others() {
    let log = Log::default();
    let handlers = DynamicHandlers::new({
        let log = log.clone();
        move |call| {
            log.add(call.input.clone());
            async move {
                if call.input == 2 {
                    return Err(error("Bad"));
                }
                tokio::time::sleep(Duration::from_secs(60)).await;
                Ok(Value::Null)
            }
        }
    });
    let start = Instant::now();
    let result = tasks::dynamic(handlers).run(json!({"items": [1, 2, 3, 4, 5], "at_once": 3})).await;
    assert_eq!(failure(result), ("Bad".into(), "why".into()));
    assert_eq!((log.all(), seconds_since(start)), (vec![json!(1), json!(2), json!(3)], 0));
}

/// MAP-12: a retry runs all items again.
#[tokio::test(start_paused = true)]
async fn a_retry_runs_all_items_again() {
    let log = Log::default();
    let handlers = answering({
        let log = log.clone();
        move |call| {
            log.add(call.input.clone());
            let is_first = log.all().iter().filter(|input| **input == call.input).count() == 1;
            if call.input == json!(2) && is_first { Err(error("Again")) } else { Ok(call.input.clone()) }
        }
    });
    let output = tasks::dynamic(handlers).run(json!({"items": [1, 2], "at_once": 1})).await;
    assert_eq!(output.ok(), Some(json!([1, 2])));
    assert_eq!(log.all(), [json!(1), json!(2), json!(1), json!(2)]);
}

include_workflow! {
    name: selected,
    inline = r#"{"StartAt": "M", "States": {"M": {
        "Type": "Map", "MaxConcurrency": 1, "End": true,
        "ItemSelector": {"n.$": "$$.Map.Item.Value.n"},
        "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}"#,
}

/// MAP-6, MAP-13: an item that can't be selected has no iteration; those of the others are the execution's own.
#[tokio::test]
async fn items_are_selected_before_their_iteration_starts() {
    let history = History::new();
    let workflow = selected::dynamic(silent()).recorder(history.clone());
    let failed = failure(workflow.run(json!([{"n": 1}, {}])).await);
    assert_eq!(failed.0, "States.Runtime");
    let ids = history.executions();
    let types: Vec<String> = ids
        .iter()
        .flat_map(|id| history.events(id))
        .map(|event| event.event_type.to_string())
        .filter(|event| event.starts_with("MapIteration"))
        .collect();
    assert_eq!((ids.len(), types), (1, vec!["MapIterationStarted".into(), "MapIterationSucceeded".into()]));
}

/// A handler that does not listen holds its permit until it is dropped: a retry of the Map waits for it.
#[tokio::test(start_paused = true)]
async fn permits_are_held_during_the_grace() {
    let (gauge, starts, start) = (Gauge::default(), Log::default(), Instant::now());
    let handlers = DynamicHandlers::new({
        let (gauge, starts) = (gauge.clone(), starts.clone());
        move |call| {
            starts.add((call.input.clone(), seconds_since(start)));
            let (working, is_first) = (gauge.enter(), starts.all().len() <= 2);
            async move {
                let _working = working;
                if is_first && call.input == "bad" {
                    tokio::time::sleep(Duration::from_secs(2)).await;
                    return Err(error("Again"));
                }
                tokio::time::sleep(Duration::from_secs(if is_first { 3600 } else { 1 })).await;
                Ok(call.input)
            }
        }
    });
    let workflow = tasks::dynamic(handlers).grace(Duration::from_secs(30));
    let output = workflow.run(json!({"items": ["slow", "bad", "c"], "at_once": 2})).await;
    assert_eq!(output.ok(), Some(json!(["slow", "bad", "c"])));
    assert_eq!(gauge.most(), 2);
    // The failure at 2, the retry at 3 with one permit of two, the slow one dropped at 32.
    let starts: Vec<u64> = starts.all().into_iter().map(|(_, second)| second).collect();
    assert_eq!(starts, [0, 0, 3, 4, 5]);
}

include_workflow! {
    name: two_maps,
    inline = r#"{"StartAt": "A", "States": {
        "A": {"Type": "Map", "MaxConcurrency": 1, "ResultPath": null, "Next": "B",
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "B"}],
            "ItemProcessor": {"StartAt": "S", "States": {"S": {"Type": "Task", "TimeoutSeconds": 1, "End": true,
                "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:stuck"}}}},
        "B": {"Type": "Map", "MaxConcurrency": 1, "End": true,
            "ItemProcessor": {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
                "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f"}}}}
    }}"#,
}

/// Another Map does not wait for handlers of the first, and their end does not let it run more at once.
#[tokio::test(start_paused = true)]
async fn permits_belong_to_their_map() {
    let gauge = Gauge::default();
    let handlers = DynamicHandlers::new({
        let gauge = gauge.clone();
        move |call| {
            let working = (call.state == "T").then(|| gauge.enter());
            async move {
                let _working = working;
                tokio::time::sleep(Duration::from_secs(if call.state == "T" { 3 } else { 3600 })).await;
                Ok(call.input)
            }
        }
    });
    let start = Instant::now();
    let workflow = two_maps::dynamic(handlers).grace(Duration::from_secs(4));
    assert_eq!(workflow.run(json!([1, 2, 3, 4])).await.ok(), Some(json!([1, 2, 3, 4])));
    assert_eq!((gauge.most(), seconds_since(start)), (1, 1 + 4 * 3));
}

include_workflow! {
    name: selecting,
    inline = r#"{"StartAt": "M", "States": {"M": {
        "Type": "Map", "InputPath": "$.in", "ItemsPath": "$.items", "End": true,
        "ItemSelector": {"index.$": "$$.Map.Item.Index", "value.$": "$$.Map.Item.Value", "shared.$": "$.shared"},
        "ResultPath": "$.out",
        "ItemProcessor": {"StartAt": "P", "States": {"P": {
            "Type": "Pass", "Parameters": {"in.$": "$", "again.$": "$$.Map.Item.Index"}, "End": true}}}}}}"#,
}

/// MAP-5, CTX-7
#[tokio::test]
async fn a_selector_sees_the_input_and_the_item() {
    let output =
        selecting::dynamic(silent()).run(json!({"in": {"items": ["a", "b"], "shared": true}, "k": 0})).await;
    let item = |index: u64, value: &str| json!({"in": {"index": index, "value": value, "shared": true}, "again": index});
    let input = json!({"items": ["a", "b"], "shared": true});
    assert_eq!(output.ok(), Some(json!({"in": input, "k": 0, "out": [item(0, "a"), item(1, "b")]})));
}

include_workflow! {
    name: passing,
    inline = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
        "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}"#,
}

include_workflow! {
    name: passing_far,
    inline = r#"{"StartAt": "M", "States": {"M": {"Type": "Map", "End": true,
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}"#,
}

/// MAP-3: of a distributed Map only.
#[tokio::test]
async fn members_of_an_object_are_pairs() {
    let object = || json!({"b": 1, "a": [2]});
    let output = passing_far::dynamic(silent()).run(object()).await;
    assert_eq!(output.ok(), Some(json!([{"Key": "b", "Value": 1}, {"Key": "a", "Value": [2]}])));
    let (error, cause) = failure(passing::dynamic(silent()).run(object()).await);
    assert_eq!(error, "States.Runtime");
    assert!(cause.ends_with("Reference path \"$\" must point to array."), "{cause}");
}

/// MAP-4
#[tokio::test]
async fn what_is_no_array_fails() {
    let (error, cause) = failure(passing::dynamic(silent()).run(json!(3)).await);
    assert_eq!(error, "States.Runtime");
    assert!(
        cause.starts_with("An error occurred while executing the state 'M' (entered at the event id #2). ")
    );
}

#[tokio::test]
async fn ten_thousand_items_and_a_hundred_thousand_are_done_in_linear_time() {
    async fn time(items: usize) -> Duration {
        let workflow = tasks::dynamic(answering(|call| Ok(call.input.clone())));
        let items: Vec<usize> = (0..items).collect();
        let start = std::time::Instant::now();
        let output = workflow.run(json!({"items": items, "at_once": 0})).await;
        assert_eq!(output.ok(), Some(json!(items)));
        start.elapsed()
    }
    let (few, many) = (time(10_000).await, time(100_000).await);
    println!("10,000 items: {few:?}; 100,000 items: {many:?}");
    // Ten times as many take about ten times as long; a square would be a hundred times.
    assert!(many < few * 40, "{few:?} {many:?}");
}
