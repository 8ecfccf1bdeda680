//! The errors that executions can end with.

use super::{TASK, checks_with, failures_of};
use crate::diagnostic::{Code, Level};

/// A task with this Catch.
fn task(catch: &str) -> String {
    let catchers = if catch.is_empty() {
        String::new()
    } else {
        format!(r#""Catch": [{{"ErrorEquals": [{catch}], "Next": "Z"}}],"#)
    };
    format!(r#""A": {{{TASK}, {catchers} "Next": "Z"}}, "Z": {{"Type": "Pass", "End": true}}"#)
}

#[test]
fn catchers_take_what_they_name() {
    for (states, expected) in [
        (task(""), "0 of A"),
        (task(r#""States.ALL""#), ""),
        (task(r#""States.TaskFailed""#), ""),
        (task(r#""Busy""#), "0 of A but Busy"),
        (r#""A": {"Type": "Fail", "Error": "Refused"}"#.to_owned(), "Refused of A"),
        (r#""A": {"Type": "Fail", "ErrorPath": "$.error"}"#.to_owned(), "? of A"),
        (
            format!(r#""A": {{{TASK}, "TimeoutSeconds": 5, "Catch": [{{"ErrorEquals": ["States.TaskFailed"], "Next": "Z"}}],
                "Next": "Z"}}, "Z": {{"Type": "Pass", "End": true}}"#),
            "States.Timeout of A",
        ),
        (
            format!(r#""A": {{{TASK}, "TimeoutSeconds": 5, "Catch": [{{"ErrorEquals": ["States.Timeout"], "Next": "Z"}}],
                "Next": "Z"}}, "Z": {{"Type": "Pass", "End": true}}"#),
            "0 of A but States.Timeout",
        ),
        (
            r#""A": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $states.input %}", "End": true}"#.to_owned(),
            "States.QueryEvaluationError of A",
        ),
    ] {
        assert_eq!(failures_of(&states), expected, "{states}");
    }
}

#[test]
fn what_is_around_catches_too() {
    let parallel = |catch: &str| {
        format!(
            r#""P": {{"Type": "Parallel", "Catch": [{{"ErrorEquals": [{catch}], "Next": "Z"}}], "Next": "Z", "Branches": [
                {{"StartAt": "A", "States": {{"A": {{{TASK}, "End": true}}}}}},
                {{"StartAt": "B", "States": {{"B": {{"Type": "Fail", "Error": "Refused"}}}}}}]}},
            "Z": {{"Type": "Pass", "End": true}}"#
        )
    };
    assert_eq!(failures_of(&parallel(r#""Refused""#)), "0 of A but Refused");
    assert_eq!(failures_of(&parallel(r#""Busy""#)), "0 of A but Busy, Refused of B");
    assert_eq!(failures_of(&parallel(r#""States.ALL""#)), "");
    // The children of a distributed Map fail by themselves (DMAP-14).
    let map = format!(
        r#""M": {{"Type": "Map", "End": true, "ItemProcessor": {{"ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}},
            "StartAt": "A", "States": {{"A": {{{TASK}, "End": true}}}}}}}}"#
    );
    assert_eq!(failures_of(&map), "States.ExceedToleratedFailureThreshold of M");
}

#[test]
fn the_lint_tells_what_nothing_catches() {
    for (states, warned, denied) in [
        (task(""), 1, &["errors of [0] but [] caught"][..]),
        (task(r#""Busy""#), 0, &["errors of [0] but [\"Busy\"] caught"]),
        (task(r#""States.ALL""#), 0, &[]),
    ] {
        let (found, findings) = checks_with(&states, Level::Warn);
        let told = findings.iter().filter(|finding| finding.code == Code::UncaughtError).count();
        assert_eq!(told, warned, "{states}");
        assert!(!found.iter().any(|check| check.starts_with("errors")), "{found:?}");
        let (found, findings) = checks_with(&states, Level::Deny);
        assert!(findings.iter().all(|finding| finding.code != Code::UncaughtError));
        let errors: Vec<_> = found.iter().filter(|check| check.starts_with("errors")).collect();
        assert_eq!(errors, denied, "{states}");
    }
}
