//! Loops, each lint raised and not raised.

use crate::check::lints::testing::check_table;
use crate::diagnostic::Code;

const FUNCTION: &str = r#""Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f""#;

fn task(name: &str, resource: &str, next: &str) -> String {
    format!(r#""{name}": {{"Type": "Task", "Resource": "arn:aws:states:::{resource}", "Next": "{next}"}}"#)
}

fn choice(name: &str, test: &str, next: &str) -> String {
    format!(
        r#""{name}": {{"Type": "Choice", "Choices": [{{"Variable": "$.s", {test}, "Next": "End"}}], "Default": "{next}"}}"#
    )
}

#[test]
fn loops_that_lead_nowhere() {
    let first = r#""A": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsNull": true, "Next": "B"}], "Default": "End"}"#;
    let pass = |name: &str, next: &str| format!(r#""{name}": {{"Type": "Pass", "Next": "{next}"}}"#);
    let caught = |name: &str, next: &str, catch: &str| {
        format!(
            r#""{name}": {{{FUNCTION}, "Next": "{next}", "Catch": [{{"ErrorEquals": ["X"], "Next": "{catch}"}}]}}"#
        )
    };
    let place = &["/States/B"][..];
    check_table(
        Code::EndlessLoop,
        &[
            (&format!("{first}, {}, {}", pass("B", "C"), pass("C", "B")), place),
            (&format!("{first}, {}", pass("B", "B")), place),
            (&format!("{first}, {}, {}", pass("B", "C"), pass("C", "End")), &[]),
            (&format!("{first}, {}, {}", pass("B", "C"), choice("C", r#""IsNull": true"#, "B")), &[]),
            (&format!("{first}, {}, {}", caught("B", "C", "End"), pass("C", "B")), &[]),
            (&format!("{first}, {}, {}", caught("B", "C", "C"), pass("C", "B")), place),
        ],
    );
}

#[test]
fn failures_that_are_tried_again_at_once() {
    let tried = |names: &str, then: &str| {
        format!(
            r#""A": {{{FUNCTION}, "Catch": [{{"ErrorEquals": [{names}], "ResultPath": null, "Next": "B"}}], "Next": "End"}},
            "B": {then}"#
        )
    };
    let pass = r#"{"Type": "Pass", "Next": "A"}"#;
    let wait = r#"{"Type": "Wait", "Seconds": 5, "Next": "A"}"#;
    let place = &["/States/A/Catch/0/ErrorEquals/0"][..];
    let itself = format!(
        r#""A": {{{FUNCTION}, "Catch": [{{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "A"}}], "Next": "End"}}"#
    );
    let mended = format!(
        r#""A": {{{FUNCTION}, "Catch": [{{"ErrorEquals": ["NoTable"], "ResultPath": null, "Next": "B"}}], "Next": "End"}},
        "B": {{{FUNCTION}, "Catch": [{{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "A"}}], "Next": "A"}}"#
    );
    check_table(
        Code::UnboundedLoop,
        &[
            (&mended, &[]),
            (&tried(r#""States.ALL""#, pass), place),
            (&tried(r#""States.TaskFailed""#, pass), place),
            (&itself, place),
            (&tried(r#""States.ALL""#, wait), &[]),
            // What is caught by name may be mended by the state that it leads to.
            (&tried(r#""DynamoDb.ResourceNotFoundException""#, pass), &[]),
        ],
    );
}

#[test]
fn statuses_that_are_asked_for_at_once() {
    let status = r#""StringEquals": "SUCCEEDED""#;
    let polls =
        |resource: &str, test: &str| format!("{}, {}", task("A", resource, "B"), choice("B", test, "A"));
    let waits = format!(
        r#"{}, {}, "C": {{"Type": "Wait", "Seconds": 5, "Next": "A"}}"#,
        task("A", "aws-sdk:glue:getJobRun", "B"),
        choice("B", status, "C")
    );
    let kept = |path: &str, variable: &str| {
        format!(
            r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:glue:getJobRun", "ResultPath": "{path}",
            "Next": "P"}}, "P": {{"Type": "Pass", "Next": "B"}}, "B": {{"Type": "Choice", "Choices": [
            {{"Variable": "{variable}", {status}, "Next": "End"}}], "Default": "A"}}"#
        )
    };
    check_table(
        Code::UnboundedLoop,
        &[
            (&kept("$.job", "$.job.JobRun.State"), &["/States/A"]),
            (&kept("$.job", "$.list[0]"), &[]),
            (&polls("aws-sdk:glue:getJobRun", status), &["/States/A"]),
            (&polls("aws-sdk:ec2:describeInstances", status), &["/States/A"]),
            (&polls("aws-sdk:s3:listObjectsV2", r#""IsPresent": false"#), &[]),
            (&polls("athena:getQueryResults", r#""IsPresent": false"#), &[]),
            (&polls("lambda:invoke.waitForTaskToken", status), &[]),
            (&polls("sqs:sendMessage", status), &[]),
            (&waits, &[]),
        ],
    );
}
