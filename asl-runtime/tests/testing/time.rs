//! Time is virtual.

use std::time::Duration;

use asl_runtime::testing::{Answer, Mocks, Status, WorkflowTest};
use asl_runtime::{Timestamp, include_workflow};
use serde_json::json;

const HOUR: Duration = Duration::from_secs(3600);

include_workflow! {
    name: patient,
    inline: r#"{"StartAt": "Job", "TimeoutSeconds": 360000, "States": {
        "Job": {"Type": "Task", "TimeoutSeconds": 7200, "Next": "Ask",
            "Resource": "arn:aws:states:::batch:submitJob.sync",
            "Parameters": {"JobName": "j", "JobQueue": "q", "JobDefinition": "d"}},
        "Ask": {"Type": "Task", "TimeoutSeconds": 7200, "HeartbeatSeconds": 7000, "Next": "Call",
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}}},
        "Call": {"Type": "Task", "End": true,
            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f"}}}"#,
}

fn test(job: Answer, ask: Answer, call: Answer) -> WorkflowTest<patient::Definition> {
    let mocks = Mocks::new().state("Job", job).state("Ask", ask).state("Call", call);
    WorkflowTest::of(patient::dynamic).mocks(mocks)
}

#[test]
fn hours_take_no_time() {
    let answer = |hours: u32| Answer::returns("ok").after(HOUR * hours);
    for (job, ask, call, error, hours) in [
        (answer(1), answer(1), answer(90), None, 92),
        (answer(3), answer(1), answer(1), Some("States.Timeout"), 2),
        (Answer::never(), answer(1), answer(1), Some("States.Timeout"), 2),
        (answer(0), Answer::throws("Refused", "").after(HOUR), answer(1), Some("Refused"), 1),
        // The execution's own limit.
        (answer(1), answer(1), answer(99), Some("States.Timeout"), 100),
        (answer(1), answer(1), Answer::never(), Some("States.Timeout"), 100),
    ] {
        let began = std::time::Instant::now();
        let run = test(job, ask, call).run(json!({})).expect("it runs to its end");
        assert_eq!((run.error(), run.elapsed().as_secs_f64().round()), (error, f64::from(hours * 3600)));
        assert!(began.elapsed() < HOUR / 360);
    }
}

#[test]
fn a_token_that_nobody_answers_runs_into_its_heartbeat() {
    let ok = || Answer::returns("ok");
    let run = test(ok(), Answer::never(), ok()).run(json!({})).expect("it runs to its end");
    run.assert_error("States.Timeout");
    assert_eq!(run.elapsed().as_secs(), 7000);
}

#[test]
fn the_clock_starts_when_the_test_says() {
    include_workflow! {
        name: clock,
        inline: r#"{"StartAt": "Sleep", "States": {
            "Sleep": {"Type": "Wait", "Timestamp": "2025-06-01T12:00:00Z", "Next": "Tell"},
            "Tell": {"Type": "Pass", "End": true, "Parameters": {
                "started.$": "$$.Execution.StartTime", "now.$": "$$.State.EnteredTime"}}}}"#,
    }
    let start = Timestamp::parse("2025-06-01T00:00:00Z").expect("it is one");
    for (test, started) in [
        (WorkflowTest::of(clock::dynamic), "2025-01-01T00:00:00.000Z"),
        (WorkflowTest::of(clock::dynamic).starting_at(start), "2025-06-01T00:00:00.000Z"),
    ] {
        let run = test.run(json!({})).expect("it runs to its end");
        run.assert_output(json!({ "started": started, "now": "2025-06-01T12:00:00.000Z" }));
        assert_eq!(run.status(), Status::Succeeded);
    }
}

#[test]
fn an_execution_that_never_ends_is_over_after_a_year() {
    include_workflow! {
        name: forever,
        inline: r#"{"StartAt": "Call", "States": {"Call": {"Type": "Task", "End": true,
            "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:f"}}}"#,
    }
    let mocks = Mocks::new().state("Call", Answer::never());
    let run = WorkflowTest::of(forever::dynamic).mocks(mocks).run(json!({})).expect("it runs to its end");
    run.assert_timed_out();
    assert_eq!(run.elapsed().as_secs(), 365 * 24 * 3600);
}

#[tokio::test(start_paused = true)]
async fn a_test_can_run_in_the_time_of_its_runtime() {
    let answer = |hours: u32| Answer::returns("ok").after(HOUR * hours);
    let began = tokio::time::Instant::now();
    let run = test(answer(1), answer(1), answer(1)).run_in_place(json!({})).await.expect("it ends");
    run.assert_output("ok");
    assert_eq!(began.elapsed().as_secs(), 3 * 3600);
}
