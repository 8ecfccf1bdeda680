//! Waits of 2, 4 and 8 seconds, then the fallback; an error that no retrier names is not retried.

mod workflow;

use std::time::Duration;

use asl_runtime::testing::{MockFile, WorkflowTest};
use serde_json::json;
use workflow::{Answer, Exchange, Request, rates};

async fn run(failures: u32, currency: &str) -> (Result<Answer, Option<String>>, Duration) {
    let start = tokio::time::Instant::now();
    let result =
        rates::workflow(Exchange::failing(failures)).run(Request { currency: currency.into() }).await;
    (result.map_err(|error| error.error().map(str::to_owned)), start.elapsed())
}

#[tokio::test(start_paused = true)]
async fn retries_wait_longer_each_time_until_the_fallback_answers() {
    for (failures, seconds, is_estimate) in
        [(0, 0, false), (1, 2, false), (2, 6, false), (3, 14, false), (4, 14, true)]
    {
        let (output, elapsed) = run(failures, "USD").await;
        let answer = output.expect("it succeeds");
        assert_eq!(answer.rate.is_estimate, is_estimate, "{failures} failures");
        assert_eq!(elapsed.as_secs(), seconds, "{failures} failures");
    }
}

#[tokio::test(start_paused = true)]
async fn an_unknown_currency_is_not_asked_for_again() {
    let (output, elapsed) = run(0, "XYZ").await;
    assert_eq!(output, Err(Some("BadRequest".into())));
    assert_eq!(elapsed, Duration::ZERO);
}

/// The same without a server: what the service answers is in a file that Step Functions Local reads, too.
#[test]
fn mocked_answers_come_by_attempt() {
    let file = MockFile::read("retry/mocks.json").expect("it is right");
    for (case, calls, is_estimate, seconds) in
        [("Answers at once", 1, false, 0), ("Answers at last", 3, false, 6), ("Is down all day", 4, true, 14)]
    {
        let mocks = file.test_case("Rates", case).expect("there is one");
        let run = WorkflowTest::of(rates::dynamic).mocks(mocks).run(json!({ "currency": "USD" }));
        let run = run.unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!(
            run.output().map(|output| &output["rate"]["isEstimate"]),
            Some(&json!(is_estimate)),
            "{case}"
        );
        assert_eq!((run.calls().len(), run.elapsed().as_secs()), (calls, seconds), "{case}");
    }
}
