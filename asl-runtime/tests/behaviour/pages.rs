//! Histories by the page, and those that were recorded elsewhere (API-14, HIST-3, HIST-4).

use asl_runtime::history::{EventDetails, History, HistoryError, HistoryPage, HistoryRequest};
use asl_runtime::include_workflow;
use serde_json::{Value, json};

use crate::support::silent;

include_workflow! {
    name: counting,
    inline = r#"{"StartAt": "Add", "States": {
        "Add": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "Enough"},
        "Enough": {"Type": "Choice", "Default": "Done",
            "Choices": [{"Variable": "$.n", "NumericLessThan": 30, "Next": "Add"}]},
        "Done": {"Type": "Succeed"}
    }}"#,
}

/// One start, thirty rounds of four events, the last state and the end.
const EVENTS: u64 = 1 + 30 * 4 + 2 + 1;

async fn counted() -> (History, String) {
    let history = History::new();
    let execution =
        counting::dynamic(silent()).recorder(history.clone()).start(json!({"n": 0})).expect("it starts");
    let id = execution.id().to_owned();
    execution.wait().await.expect("it succeeds");
    (history, id)
}

/// The ids on all pages, page by page.
fn pages(history: &History, request: &HistoryRequest) -> Vec<Vec<u64>> {
    let mut pages = Vec::new();
    let mut next = Some(request.clone());
    while let Some(asked) = next.take() {
        let page = history.page(&asked).expect("it is answered");
        pages.push(page.events.iter().map(|event| event.id).collect());
        next = page.next_token.map(|token| request.clone().next_token(token));
    }
    pages
}

/// API-14, API-33
#[tokio::test]
async fn pages_go_on_where_the_last_one_ended() {
    let (history, id) = counted().await;
    let oldest_first: Vec<u64> = (1..=EVENTS).collect();
    let newest_first: Vec<u64> = (1..=EVENTS).rev().collect();
    let request = HistoryRequest::of(id);
    for (max_results, size) in
        [(0, 100), (1, 1), (7, 7), (31, 31), (EVENTS as usize, EVENTS as usize), (1000, 1000)]
    {
        let request = request.clone().max_results(max_results);
        let expected: Vec<&[u64]> = oldest_first.chunks(size).collect();
        assert_eq!(pages(&history, &request), expected, "{max_results}");
        let expected: Vec<&[u64]> = newest_first.chunks(size).collect();
        assert_eq!(pages(&history, &request.reverse_order()), expected, "{max_results}, reversed");
    }
}

/// API-14: errors have the service's names.
#[tokio::test]
async fn what_cannot_be_answered_is_told() {
    let (history, id) = counted().await;
    let express = "arn:aws:states:us-east-1:123456789012:express:machine:name:uuid";
    let token = |token: &str| HistoryRequest::of(&id).next_token(token);
    for (request, name, message) in [
        (
            HistoryRequest::of("arn:other"),
            "ExecutionDoesNotExist",
            "there is no history of an execution `arn:other`",
        ),
        (HistoryRequest::of(express), "InvalidArn", "is an Express execution"),
        (
            HistoryRequest::of(&id).max_results(1001),
            "ValidationException",
            "1001 events are too many for a page",
        ),
        (token("12"), "InvalidToken", "`12` is no token"),
        (token("before-12"), "InvalidToken", "`before-12` is no token"),
        (token("after-x"), "InvalidToken", "`after-x` is no token"),
        (token("after-12").reverse_order(), "InvalidToken", "`after-12` is no token"),
    ] {
        let error = history.page(&request).expect_err(message);
        assert_eq!(error.name(), name);
        assert!(error.to_string().contains(message), "{error}");
    }
    assert_eq!(history.page(&token("after-124")).map(|page| page.events.len()), Ok(0));
    let missing = HistoryError::ExecutionDoesNotExist { arn: String::new() };
    assert_eq!(History::new().page(&HistoryRequest::of("")), Err(missing));
}

/// HIST-3
#[tokio::test(start_paused = true)]
async fn pages_without_execution_data() {
    let (history, id) = counted().await;
    let page = history.page(&HistoryRequest::of(id).max_results(3).without_execution_data());
    let page = serde_json::to_value(page.expect("it is answered")).expect("it has JSON");
    let timestamp = page["events"][0]["timestamp"].clone();
    let role = "arn:aws:iam::123456789012:role/counting";
    assert_eq!(
        page,
        json!({"nextToken": "after-3", "events": [
            {"timestamp": timestamp, "type": "ExecutionStarted", "id": 1, "previousEventId": 0,
                "executionStartedEventDetails": {"roleArn": role}},
            {"timestamp": timestamp, "type": "PassStateEntered", "id": 2, "previousEventId": 0,
                "stateEnteredEventDetails": {"name": "Add"}},
            {"timestamp": timestamp, "type": "PassStateExited", "id": 3, "previousEventId": 2,
                "stateExitedEventDetails": {"name": "Add"}},
        ]})
    );
}

/// As `aws stepfunctions get-execution-history` prints it, for the workflow above with 29 as its input.
const RECORDED: &str = r#"{
    "events": [
        {"timestamp": "2025-01-01T00:00:00.005000+00:00", "type": "ExecutionStarted", "id": 1, "previousEventId": 0,
            "executionStartedEventDetails": {"input": "{\"n\": 29}", "inputDetails": {"truncated": false},
                "roleArn": "arn:aws:iam::111111111111:role/r"}},
        {"timestamp": "2025-01-01T00:00:00.045000+00:00", "type": "PassStateEntered", "id": 2, "previousEventId": 0,
            "stateEnteredEventDetails": {"name": "Add", "input": "{\"n\": 29}", "inputDetails": {"truncated": false}}},
        {"timestamp": "2025-01-01T00:00:00.045000+00:00", "type": "PassStateExited", "id": 3, "previousEventId": 2,
            "stateExitedEventDetails": {"name": "Add", "output": "{\"n\":30}", "outputDetails": {"truncated": false}}}
    ],
    "nextToken": "opaque"
}"#;

/// A recorded history can stand beside that of a test.
#[tokio::test]
async fn recorded_histories_can_be_compared_with() {
    let recorded: HistoryPage = serde_json::from_str(RECORDED).expect("it is one");
    assert_eq!(recorded.next_token.as_deref(), Some("opaque"));
    let history = History::new();
    counting::dynamic(silent()).recorder(history.clone()).run(json!({"n": 29})).await.expect("it succeeds");
    let events = history.events(&history.executions()[0]);
    for (recorded, event) in recorded.events.iter().zip(&events) {
        assert_eq!(
            (recorded.id, recorded.previous_event_id, recorded.event_type),
            (event.id, event.previous_event_id, event.event_type)
        );
        assert_eq!(data(&recorded.details), data(&event.details));
    }
    let page = serde_json::to_value(&recorded).expect("it has JSON");
    assert_eq!(page["events"][0]["timestamp"], json!(1_735_689_600.005));
    for (wrong, message) in [
        ("[]", "invalid type"),
        ("{}", "the page of a history has no array `events`"),
        (r#"{"events": [], "nextToken": 1}"#, "`nextToken` is no text but 1"),
        (r#"{"events": [{"id": 3}]}"#, "event 3: `type` is missing"),
    ] {
        let error = serde_json::from_str::<HistoryPage>(wrong).expect_err(message);
        assert!(error.to_string().contains(message), "{error}");
    }
}

/// The values of inputs and outputs: blanks in their texts say nothing.
fn data(details: &EventDetails) -> Option<Value> {
    let data = match details {
        EventDetails::ExecutionStarted { input: data, .. }
        | EventDetails::StateEntered { input: data, .. }
        | EventDetails::StateExited { output: data, .. } => data.as_ref(),
        _ => None,
    };
    data.map(|data| serde_json::from_str(&data.text).expect("it is JSON"))
}

include_workflow! {
    name: sleeping,
    inline = r#"{"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 60, "End": true}}}"#,
}

/// An observer is told when something happens, and not when it is over; a page of what runs can be asked for.
#[tokio::test(start_paused = true)]
async fn events_are_there_as_they_happen() {
    let history = History::new();
    let execution = sleeping::dynamic(silent()).recorder(history.clone()).start(json!(1)).expect("it starts");
    let request = HistoryRequest::of(execution.id());
    let so_far = || history.page(&request).map(|page| page.events.len());
    for (seconds, events) in [(1, 2), (58, 2), (2, 4)] {
        tokio::time::sleep(std::time::Duration::from_secs(seconds)).await;
        assert_eq!(so_far(), Ok(events));
    }
}
