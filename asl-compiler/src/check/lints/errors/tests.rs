//! Retry and Catch, each lint raised and not raised.

use crate::check::lints::testing::{check_table, found};
use crate::diagnostic::Code;

/// A task with this `Retry` and `Catch`, and more fields before them.
fn task(fields: &str, retry: &str, catch: &str) -> String {
    format!(
        r#""A": {{"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f", {fields}
            "Retry": [{retry}], "Catch": [{catch}], "Next": "End"}}"#
    )
}

fn retriers(names: &[&str]) -> String {
    let entries: Vec<_> = names.iter().map(|names| format!(r#"{{"ErrorEquals": [{names}]}}"#)).collect();
    task("", &entries.join(", "), "")
}

fn catchers(names: &[&str]) -> String {
    let entries = names.iter().map(|names| format!(r#"{{"ErrorEquals": [{names}], "Next": "End"}}"#));
    task("", "", &entries.collect::<Vec<_>>().join(", "))
}

#[test]
fn entries_that_no_error_reaches() {
    for (names, dead) in [
        (&[r#""A""#, r#""B""#][..], None),
        (&[r#""A""#, r#""A""#], Some(1)),
        (&[r#""A", "B""#, r#""A", "C""#], None),
        (&[r#""A", "B""#, r#""C""#, r#""B", "A""#], Some(2)),
        (&[r#""States.TaskFailed""#, r#""A", "B""#], Some(1)),
        (&[r#""States.TaskFailed""#, r#""States.Timeout""#], None),
        (&[r#""States.TaskFailed""#, r#""States.ALL""#], None),
        (&[r#""States.Timeout""#, r#""States.HeartbeatTimeout""#], Some(1)),
        (&[r#""States.HeartbeatTimeout""#, r#""States.Timeout""#], None),
        (&[r#""States.Runtime""#], Some(0)),
        (&[r#""States.Runtime", "A""#], None),
        (&[r#""A""#, r#""A", "States.Runtime""#], Some(1)),
        (&[r#""A", "A""#], None),
        (&[r#""A""#, r#""${Name}""#], None),
        (&[r#""A""#, r#""A", "${Name}""#], None),
    ] {
        let at = |list: &str| -> Vec<String> {
            dead.iter().map(|index| format!("/States/A/{list}/{index}/ErrorEquals/0")).collect()
        };
        assert_eq!(found(Code::UnreachableRetrier, &retriers(names)), at("Retry"), "{names:?}");
        assert_eq!(found(Code::UnreachableCatcher, &catchers(names)), at("Catch"), "{names:?}");
    }
}

#[test]
fn names_that_never_match_beside_others_that_do() {
    let place = ["/States/A/Retry/0/ErrorEquals/1"];
    for name in [
        "States.Runtime",
        "States.NoChoiceMatched",
        "States.ParameterPathFailure",
        "States.IntrinsicFailure",
        "States.BranchFailed",
    ] {
        let definition = retriers(&[&format!(r#""A", "{name}""#)]);
        assert_eq!(found(Code::UnmatchedErrorName, &definition), place, "{name}");
    }
    for name in ["States.Timeout", "States.Permissions", "States.ResultPathMatchFailure", "B"] {
        let definition = retriers(&[&format!(r#""A", "{name}""#)]);
        assert_eq!(found(Code::UnmatchedErrorName, &definition), [""; 0], "{name}");
    }
}

#[test]
fn names_that_stand_twice() {
    check_table(
        Code::RepeatedErrorName,
        &[
            (&retriers(&[r#""A", "B", "A""#]), &["/States/A/Retry/0/ErrorEquals/2"]),
            (&retriers(&[r#""A""#, r#""B", "A""#]), &["/States/A/Retry/1/ErrorEquals/1"]),
            (&retriers(&[r#""A", "B""#, r#""C""#]), &[]),
            (&retriers(&[r#""States.TaskFailed""#, r#""A", "States.Timeout""#]), &[]),
        ],
    );
}

#[test]
fn names_that_are_nearly_reserved() {
    let fail = |error: &str| {
        format!(
            r#""B": {{"Type": "Parallel", "Branches": [{{"StartAt": "F", "States": {{
            "F": {{"Type": "Fail", "Error": "{error}"}}}}}}],
            "Catch": [{{"ErrorEquals": ["{error}"], "Next": "End"}}], "Next": "End"}}"#
        )
    };
    let caught = "/States/B/Catch/0/ErrorEquals/0";
    check_table(
        Code::MisspeltErrorName,
        &[
            (&catchers(&[r#""State.ALL""#]), &["/States/A/Catch/0/ErrorEquals/0"]),
            (&catchers(&[r#""A", "States.TaskFail""#]), &["/States/A/Catch/0/ErrorEquals/1"]),
            (&catchers(&[r#""Lambda.*""#]), &["/States/A/Catch/0/ErrorEquals/0"]),
            (&catchers(&[r#""*""#]), &["/States/A/Catch/0/ErrorEquals/0"]),
            (&catchers(&[r#""States.Http.StatusCode.404""#]), &[]),
            (&catchers(&[r#""States.QuorumMet""#]), &[]),
            (&catchers(&[r#""OrderFailed""#]), &[]),
            // A Fail state raises it, so the name is matched.
            (&fail("State.Timeout"), &[]),
        ],
    );
    check_table(
        Code::ReservedErrorName,
        &[
            (&fail("States.QuorumMet"), &[caught]),
            (&fail("States.TaskFailedX"), &[caught]),
            (r#""A": {"Type": "Fail", "Error": "States.QuorumMet"}"#, &["/States/A/Error"]),
            (&fail("QuorumMet"), &[]),
            (&fail("States.TaskFailed"), &[]),
            (&catchers(&[r#""States.TaskFail""#]), &[]),
        ],
    );
    check_table(
        Code::UnknownLambdaError,
        &[
            (&catchers(&[r#""Lambda.Unknwon""#]), &["/States/A/Catch/0/ErrorEquals/0"]),
            (&catchers(&[r#""Lambda.Unknown", "Lambda.OfMyOwn""#]), &[]),
            (&fail("Lambda.Unknwon"), &[]),
        ],
    );
}

#[test]
fn catchers_of_all_that_let_timeouts_through() {
    let with = |fields: &str, names: &str| {
        task(fields, "", &format!(r#"{{"ErrorEquals": [{names}], "Next": "End"}}"#))
    };
    let place = &["/States/A/Catch/0/ErrorEquals/0"][..];
    check_table(
        Code::UncaughtTimeout,
        &[
            (&with(r#""TimeoutSeconds": 9,"#, r#""States.TaskFailed""#), place),
            (&with(r#""HeartbeatSeconds": 9,"#, r#""States.TaskFailed""#), place),
            (&with(r#""TimeoutSeconds": 9,"#, r#""States.TaskFailed", "States.Timeout""#), &[]),
            (&with(r#""TimeoutSeconds": 9,"#, r#""States.ALL""#), &[]),
            (&with(r#""TimeoutSeconds": 9,"#, r#""A""#), &[]),
            (&with("", r#""States.TaskFailed""#), &[]),
        ],
    );
}

#[test]
fn numbers_that_contradict_each_other() {
    let retrier = |fields: &str| task("", &format!(r#"{{"ErrorEquals": ["A"], {fields}}}"#), "");
    let delay = &["/States/A/Retry/0/MaxDelaySeconds"][..];
    check_table(
        Code::MaxDelay,
        &[
            (&retrier(r#""IntervalSeconds": 5, "MaxDelaySeconds": 5"#), delay),
            (&retrier(r#""IntervalSeconds": 5, "MaxDelaySeconds": 4"#), delay),
            (&retrier(r#""MaxDelaySeconds": 1"#), delay),
            (&retrier(r#""IntervalSeconds": 5, "MaxDelaySeconds": 6"#), &[]),
            (&retrier(r#""IntervalSeconds": 5"#), &[]),
        ],
    );
    check_table(
        Code::RetryNumberWithoutEffect,
        &[
            (&retrier(r#""MaxAttempts": 1, "BackoffRate": 3"#), &["/States/A/Retry/0/BackoffRate"]),
            (&retrier(r#""MaxAttempts": 1, "MaxDelaySeconds": 3"#), &["/States/A/Retry/0/MaxDelaySeconds"]),
            (&retrier(r#""MaxAttempts": 2, "BackoffRate": 3"#), &[]),
            (&retrier(r#""MaxAttempts": 1"#), &[]),
        ],
    );
    let heartbeat = &["/States/A/HeartbeatSeconds"][..];
    check_table(
        Code::Heartbeat,
        &[
            (&task(r#""TimeoutSeconds": 9, "HeartbeatSeconds": 9,"#, "", ""), heartbeat),
            (&task(r#""TimeoutSeconds": 9, "HeartbeatSeconds": 10,"#, "", ""), heartbeat),
            (&task(r#""TimeoutSeconds": 9, "HeartbeatSeconds": 8,"#, "", ""), &[]),
            (&task(r#""TimeoutSecondsPath": "$.t", "HeartbeatSeconds": 8,"#, "", ""), &[]),
            (&task(r#""HeartbeatSeconds": 8,"#, "", ""), &[]),
        ],
    );
}

#[test]
fn retriers_that_allow_no_retry() {
    let two = |first: &str, second: &str| {
        let entry = |names: &str, attempts: &str| format!(r#"{{"ErrorEquals": [{names}]{attempts}}}"#);
        let none = r#", "MaxAttempts": 0"#;
        task("", &format!("{}, {}", entry(first, none), entry(second, "")), "")
    };
    let alone = |names: &str| task("", &format!(r#"{{"ErrorEquals": [{names}], "MaxAttempts": 0}}"#), "");
    let place = &["/States/A/Retry/0/MaxAttempts"][..];
    check_table(
        Code::RetrierWithoutEffect,
        &[
            (&alone(r#""States.ALL""#), place),
            (&alone(r#""A""#), place),
            (&two(r#""A""#, r#""States.ALL""#), &[]),
            (&two(r#""A""#, r#""B""#), place),
            (&two(r#""A""#, r#""States.TaskFailed""#), &[]),
            (&two(r#""States.Timeout""#, r#""States.TaskFailed""#), place),
            (&two(r#""States.TaskFailed""#, r#""A", "States.Timeout""#), &[]),
        ],
    );
}

#[test]
fn timeouts_of_tasks_that_have_none() {
    let with = |fields: &str, names: &str| {
        task(fields, "", &format!(r#"{{"ErrorEquals": [{names}], "Next": "End"}}"#))
    };
    let place = &["/States/A/Catch/0/ErrorEquals/0"][..];
    let http = with("", r#""States.Timeout""#)
        .replace("arn:aws:lambda:eu-west-1:111111111111:function:f", "arn:aws:states:::http:invoke");
    check_table(
        Code::UnraisedTimeout,
        &[
            (&with("", r#""States.Timeout""#), place),
            (&with("", r#""States.Timeout", "States.HeartbeatTimeout""#), place),
            (&with(r#""TimeoutSeconds": 9,"#, r#""States.HeartbeatTimeout""#), place),
            (&with(r#""TimeoutSecondsPath": "$.t","#, r#""States.Timeout""#), &[]),
            (&with(r#""HeartbeatSeconds": 9,"#, r#""States.Timeout""#), &[]),
            (&with("", r#""States.Timeout", "States.TaskFailed""#), &[]),
            (&with("", r#""States.ALL""#), &[]),
            (&http, &[]),
        ],
    );
}
