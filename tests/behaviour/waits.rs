//! Wait in virtual time (WAIT), and the delays of Retry (RETRY).

use std::time::Duration;

use asl_runtime::{Timestamp, TokioClock, include_workflow};
use serde_json::json;
use tokio::time::Instant;

use crate::table::{scripted, table};

#[tokio::test(start_paused = true)]
async fn waiting_passes_the_input_on() {
    table! {
        "WAIT-3, WAIT-7" r#"{"StartAt": "W", "States": {"W": {"Type": "Wait", "SecondsPath": "$.p", "End": true}}}"# {
            {"p": 0} => {"p": 0};
            {"p": "2"} => {"p": "2"};
            {"p": 1.5} fails "States.Runtime" because "The SecondsPath parameter cannot be parsed as a long value: $.p == 1.5";
            {"p": {"raw": "3"}} fails "States.Runtime" because "The SecondsPath parameter cannot be parsed as a long value: $.p == {\"raw\":\"3\"}";
            {"p": (-1)} fails "States.Runtime" because "The SecondsPath parameter references a negative value: $.p == -1";
            {} fails "States.Runtime" because "The SecondsPath parameter does not reference an input value: $.p";
            {"p": 99999999999_u64} fails "States.Runtime" because "Wait state delay is too long.";
        }
        "WAIT-4" r#"{"StartAt": "W", "States": {"W": {"Type": "Wait", "TimestampPath": "$.p", "End": true}}}"# {
            {"p": "2001-01-01T00:00:00Z"} => {"p": "2001-01-01T00:00:00Z"};
            {"p": "2024-01-01 00:00:00Z"} fails "States.Runtime" because
                "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.p == 2024-01-01 00:00:00Z";
            {"p": 5} fails "States.Runtime" because
                "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.p == 5";
            {} fails "States.Runtime" because "The TimestampPath parameter does not reference an input value: $.p";
        }
    }
}

include_workflow! {
    name: waits,
    inline: r#"{"StartAt": "Hour", "States": {
        "Hour": {"Type": "Wait", "Seconds": 3600, "Next": "Until"},
        "Until": {"Type": "Wait", "Timestamp": "2030-01-01T03:00:00+01:00", "Next": "Path"},
        "Path": {"Type": "Wait", "SecondsPath": "$.seconds", "Next": "Past"},
        "Past": {"Type": "Wait", "Timestamp": "2020-01-01T00:00:00Z", "End": true}
    }}"#,
}

/// WAIT-1, WAIT-2, WAIT-9: days of waiting, and not a second of a clock.
#[tokio::test(start_paused = true)]
async fn waiting_takes_virtual_time_only() {
    let (virtual_start, real_start) = (Instant::now(), std::time::Instant::now());
    let clock = TokioClock::starting_at(Timestamp::parse("2030-01-01T00:00:00Z").expect("it is a time"));
    let output = waits::dynamic(scripted()).clock(clock).run(json!({ "seconds": 86_400 })).await;
    assert_eq!(output.ok(), Some(json!({ "seconds": 86_400 })));
    // To 01:00, to 02:00, a day, nothing.
    let waited = virtual_start.elapsed();
    assert!(waited >= Duration::from_secs(7200 + 86_400), "{waited:?}");
    assert!(waited < Duration::from_secs(7200 + 86_401), "{waited:?}");
    assert!(real_start.elapsed() < Duration::from_secs(20));
}

include_workflow! {
    name: retries,
    inline: r#"{"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "${fail}", "End": true, "Retry": [
        {"ErrorEquals": ["Plain"], "IntervalSeconds": 2, "MaxAttempts": 3, "BackoffRate": 2.0},
        {"ErrorEquals": ["Capped"], "IntervalSeconds": 1, "MaxAttempts": 4, "BackoffRate": 3, "MaxDelaySeconds": 5},
        {"ErrorEquals": ["Never"], "MaxAttempts": 0},
        {"ErrorEquals": ["States.ALL"]}
    ]}}}"#,
}

/// RETRY-1 to RETRY-4, RETRY-7
#[tokio::test(start_paused = true)]
async fn retries_take_their_time() {
    for (error, seconds) in [
        ("Plain", 2 + 4 + 8),
        ("Capped", 1 + 3 + 5 + 5),
        ("Never", 0),
        // The defaults: three, a second, twice as long each time.
        ("Other", 1 + 2 + 4),
    ] {
        let start = Instant::now();
        let result = retries::dynamic(scripted()).run(json!({ "error": error, "cause": "" })).await;
        assert_eq!(
            result.err().and_then(|failure| failure.error().map(str::to_owned)).as_deref(),
            Some(error)
        );
        let waited = start.elapsed();
        assert_eq!((waited + Duration::from_millis(500)).as_secs(), seconds, "{error}: {waited:?}");
    }
}
