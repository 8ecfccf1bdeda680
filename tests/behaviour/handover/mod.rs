//! Values that go from one handler to the next as they are: nobody can tell, but by the conversions that are left out.

mod parcel;
mod workflows;

use asl_runtime::durable::Engine;
use asl_runtime::history::History;
use asl_runtime::store::MemoryStore;
use asl_runtime::{Definition, DynamicHandlers, ExecutionError, HandlerThreads, Limits, TaskError, Workflow};
use serde_json::{Value, json};

use parcel::{Counts, parcel};
use workflows::{Steps, again, chain, chosen, in_jsonata, late, unusual, within};

/// What comes of an execution, as JSON, and the conversions of its values.
async fn ran<D: Definition>(workflow: &Workflow<D>, input: Value) -> (Result<Value, String>, Counts) {
    let before = Counts::take();
    let output = workflow.run_json(input).await.map_err(|error| error.to_string());
    let counts = Counts::take();
    (output, Counts { alive: counts.alive - before.alive, ..counts })
}

/// What comes of an execution that nobody looks at, which must be the same as of one that has a history.
async fn same<D: Definition>(workflow: Workflow<D>, input: Value) -> (Result<Value, String>, Counts) {
    let (recorded, by_json) = ran(&workflow.clone().recorder(History::new()), input.clone()).await;
    let (output, counts) = ran(&workflow, input).await;
    assert_eq!(output, recorded);
    assert!(counts.written <= by_json.written && counts.read <= by_json.read, "{counts:?}, {by_json:?}");
    assert_eq!((counts.alive, by_json.alive), (0, 0), "all are gone");
    (output, counts)
}

#[tokio::test(start_paused = true)]
async fn goes_through_without_any_json() {
    for in_language in [0, 1] {
        Counts::take();
        let output = match in_language {
            0 => chain::workflow(Steps).run(parcel(1)).await,
            _ => in_jsonata::workflow(Steps).run(parcel(2)).await,
        };
        let output = output.expect("it succeeds");
        assert_eq!(output.tally.number(), 4);
        let Counts { written, read, alive, .. } = Counts::take();
        assert_eq!((written, read, alive), (0, 0, 1));
    }
    let execution = chain::workflow(Steps).start(parcel(1)).expect("it starts");
    let output = execution.wait().await.expect("it succeeds");
    assert_eq!(output.stops, ["First 1", "Second 1", "Third 1"]);
    let Counts { written, read, .. } = Counts::take();
    assert_eq!((written, read), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn what_is_json_at_the_ends_is_made_once_there() {
    let (output, counts) = same(chain::workflow(Steps), json!(parcel(1))).await;
    let stops = json!(["First 1", "Second 1", "Third 1"]);
    assert_eq!(output, Ok(json!({ "tally": 4, "ratio": 0.5, "any": null, "stops": stops })));
    // `run_json` looks whether the input fits.
    assert_eq!((counts.written, counts.read), (1, 2));
}

#[tokio::test(start_paused = true)]
async fn rules_read_what_they_name() {
    Counts::take();
    let output = chosen::workflow(Steps).run(parcel(1)).await.expect("it succeeds");
    assert_eq!(output.stops, ["First 1", "Second 1"]);
    // That a path finds nothing is found out in the JSON of the whole.
    let Counts { written, read, .. } = Counts::take();
    assert_eq!((written, read), (1, 0));
    let (output, _) = same(chosen::workflow(Steps), json!(parcel(1))).await;
    assert_eq!(output.expect("it succeeds")["stops"], json!(["First 1", "Second 1"]));
}

#[tokio::test(start_paused = true)]
async fn whoever_looks_sees_json() {
    let history = History::new();
    let (output, counts) = ran(&chain::workflow(Steps).recorder(history.clone()), json!(parcel(1))).await;
    assert_eq!(counts.written, 3);
    let id = history.executions().pop().expect("it ran");
    let events = json!(history.events(&id));
    let found = |member: &str, part: &str| {
        let events = events.as_array().into_iter().flatten();
        events.filter_map(|event| Some(event[member][part].as_str()?.to_owned())).collect::<Vec<_>>()
    };
    let json = |tally: u64, stops: &[&str]| match stops {
        [] => json!({ "tally": tally, "ratio": 0.5, "any": null }).to_string(),
        stops => json!({ "tally": tally, "ratio": 0.5, "any": null, "stops": stops }).to_string(),
    };
    let stops = ["First 1", "Second 1", "Third 1"];
    assert_eq!(
        found("lambdaFunctionScheduledEventDetails", "input"),
        [json(1, &[]), json(2, &stops[..1]), json(3, &stops[..2])]
    );
    assert_eq!(
        found("lambdaFunctionSucceededEventDetails", "output"),
        [json(2, &stops[..1]), json(3, &stops[..2]), json(4, &stops)]
    );
    let output = output.expect("it succeeds").to_string();
    assert_eq!(found("executionSucceededEventDetails", "output").join(""), output);

    let limited = chain::workflow(Steps).limits(Limits::AWS);
    let (within_limits, counts) = ran(&limited, json!(parcel(1))).await;
    assert_eq!((within_limits.map(|output| output.to_string()), counts.written), (Ok(output), 3));
    let mut limits = Limits::NONE;
    limits.payload_bytes = Some(60);
    let (beyond, _) = ran(&chain::workflow(Steps).limits(limits), json!(parcel(1))).await;
    assert!(beyond.expect_err("stops make it longer").contains("States.DataLimitExceeded"));
}

#[tokio::test(start_paused = true)]
async fn a_store_has_json() {
    let store = MemoryStore::new().expect("there is randomness");
    let workflow = chain::workflow(Steps);
    let engine = Engine::builder().store(store).register(&workflow).build().await.expect("it starts");
    Counts::take();
    let execution = engine.start(&workflow, Some("one"), parcel(1)).await.expect("it starts");
    let output = execution.wait().await.expect("it succeeds");
    assert_eq!(output.tally.number(), 4);
    assert!(Counts::take().written > 3);
}

#[tokio::test(start_paused = true)]
async fn dynamic_handlers_get_json() {
    let handlers = DynamicHandlers::new(|call| async move {
        let number = call.input["tally"].as_u64().ok_or_else(|| TaskError::new("NoTally", "none"))?;
        Ok(json!({ "tally": number * 2, "ratio": 1, "any": null }))
    });
    let output = chain::dynamic(handlers).run(parcel(1)).await.expect("it succeeds");
    assert_eq!(output.tally.number(), 8);
}

#[tokio::test(start_paused = true)]
async fn values_that_json_changes_become_json() {
    // `NaN` is written as `null`, which is no number.
    let (refused, _) = same(unusual::workflow(Steps), json!(parcel(1))).await;
    assert_eq!(refused.expect("it is caught")["Error"], "InvalidHandlerInput");
    // `Some(null)` is read as `None`; both are written alike.
    let (output, counts) = same(unusual::workflow(Steps), json!(parcel(2))).await;
    assert_eq!(output.expect("it succeeds")["any"], Value::Null);
    assert_eq!(counts.read, 2, "by each handler");
    // What has no JSON fails where it was made, and is tried again there.
    let (refused, counts) = same(unusual::workflow(Steps), json!(parcel(3))).await;
    let refused = refused.expect("it is caught");
    assert_eq!(
        (&refused["Error"], &refused["Cause"]),
        (&json!("InvalidHandlerOutput"), &json!("it has no JSON"))
    );
    assert_eq!(counts.read, 2, "by the two attempts");
    let (panicked, _) = same(unusual::workflow(Steps), json!(parcel(4))).await;
    assert_eq!(panicked.expect("it is caught")["Error"], "HandlerPanicked");
    // All others go on.
    let (output, counts) = same(unusual::workflow(Steps), json!(parcel(5))).await;
    assert_eq!((output.expect("it succeeds")["tally"].clone(), counts.read), (json!(7), 1));
}

#[tokio::test(start_paused = true)]
async fn each_attempt_gets_the_same_and_catchers_see_it() {
    let (output, counts) = same(again::workflow(Steps), json!(parcel(1))).await;
    let output = output.expect("it is caught");
    assert_eq!((&output["tally"], &output["error"]["Error"]), (&json!(3), &json!("Broken")));
    // Attempts that fail change their own.
    assert_eq!(output["stops"], json!(["First 1", "FailsOnce 2"]));
    assert_eq!(
        (counts.written, counts.read, counts.copied),
        (1, 1, 4),
        "for the catcher, by the first, for four attempts"
    );
}

#[tokio::test(start_paused = true)]
async fn a_late_answer_is_not_heard() {
    let (output, counts) = same(late::workflow(Steps), json!(parcel(1))).await;
    let output = output.expect("it is caught");
    assert_eq!(
        (&output["stops"], &output["error"]["Error"]),
        (&json!(["First 1"]), &json!("States.Timeout"))
    );
    assert_eq!(counts.written, 1);
    // Nothing is left of one that is stopped, or dropped.
    for is_stopped in [true, false] {
        let execution = late::workflow(Steps).start(parcel(1)).expect("it starts");
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        if is_stopped {
            execution.stop(Some("Enough"), None);
            assert!(matches!(execution.wait_json().await, Err(ExecutionError::Aborted { .. })));
        } else {
            let dropped = late::workflow(Steps);
            let dropped = tokio::time::timeout(std::time::Duration::ZERO, dropped.run(parcel(1)));
            assert!(dropped.await.is_err());
            execution.stop(None, None);
            _ = execution.wait_json().await;
        }
        tokio::time::sleep(std::time::Duration::from_secs(100)).await;
        assert_eq!(Counts::take().alive, 0);
    }
}

#[tokio::test(start_paused = true)]
async fn branches_and_items_hand_over_within() {
    for threads in [HandlerThreads::OfExecution, HandlerThreads::Spread] {
        let workflow = within::workflow(Steps).handler_threads(threads);
        let (output, counts) = same(workflow, json!([parcel(1), parcel(11)])).await;
        let tallies = output.expect("it succeeds");
        assert_eq!((&tallies[0]["tally"], &tallies[1]["tally"]), (&json!(5), &json!(4)));
        // The two items and the two branches end as JSON, and begin with it.
        assert_eq!((counts.written, counts.read), (4, 2 + 4));
    }
}
