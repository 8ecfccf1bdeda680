//! The context object, where a field is there and where it is not.

use crate::check::lints::testing::check_table;
use crate::diagnostic::Code;

fn pass(path: &str) -> String {
    format!(r#""A": {{"Type": "Pass", "Parameters": {{"x.$": "{path}"}}, "Next": "End"}}"#)
}

fn task(resource: &str, field: &str) -> String {
    format!(r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::{resource}", {field}, "Next": "End"}}"#)
}

/// A Map with fields of its own, and a Pass inside that reads a path.
fn map(fields: &str, path: &str) -> String {
    format!(
        r#""M": {{"Type": "Map", {fields} "ItemProcessor": {{"StartAt": "A", "States": {{
            "A": {{"Type": "Pass", "Parameters": {{"x.$": "{path}"}}, "End": true}}}}}}, "Next": "End"}}"#
    )
}

#[test]
fn fields_that_are_not_there() {
    let place = &["/States/A/Parameters/x.$"][..];
    check_table(
        Code::ContextField,
        &[
            (&pass("$$.Execution.Id"), &[]),
            (&pass("$$"), &[]),
            (&pass("$$.Execution.Input.anything.at.all"), &[]),
            (&pass("$$.Execution['Name']"), &[]),
            (&pass("$$.Execution.Arn"), place),
            (&pass("$$.execution.Id"), place),
            (&pass("$$.Execution.Id.Name"), place),
            (&pass("$$.State.RetryCount"), place),
            (&pass("States.Format('{}', $$.State.Nam)"), place),
            (&pass("$$..Id"), &[]),
        ],
    );
}

#[test]
fn tokens_are_in_tasks_that_wait_for_one() {
    let payload = r#""Parameters": {"FunctionName": "f", "Payload": {"t.$": "$$.Task.Token"}}"#;
    check_table(
        Code::ContextField,
        &[
            (&task("lambda:invoke.waitForTaskToken", payload), &[]),
            (&task("ecs:runTask.sync", payload), &[]),
            (&task("lambda:invoke", payload), &["/States/A/Parameters/Payload/t.$"]),
            (&pass("$$.Task.Token"), &["/States/A/Parameters/x.$"]),
            (
                &task("lambda:invoke.waitForTaskToken", r#""ResultSelector": {"x.$": "$$.Task.Tokn"}"#),
                &["/States/A/ResultSelector/x.$"],
            ),
        ],
    );
}

#[test]
fn items_are_in_maps() {
    let inside = &["/States/M/ItemProcessor/States/A/Parameters/x.$"][..];
    let selector = r#""ItemSelector": {"i.$": "$$.Map.Item.Index"},"#;
    check_table(
        Code::ContextField,
        &[
            (&pass("$$.Map.Item.Value"), &["/States/A/Parameters/x.$"]),
            (&map("", "$$.Map.Item.Value.a"), &[]),
            (&map(selector, "$.i"), &[]),
            (&map("", "$$.Map.Item.Source"), inside),
            (&map("", "$$.Map.Item.Valu"), inside),
            (&map("", "$$.Map.Index"), inside),
            (&map(r#""InputPath": "$$.Map.Item.Value","#, "$.a"), &["/States/M/InputPath"]),
        ],
    );
    let distributed = |field: &str| {
        format!(
            r#""M": {{"Type": "Map", "ItemSelector": {{"x.$": "{field}"}}, "ItemProcessor": {{
            "ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}},
            "StartAt": "A", "States": {{"A": {{"Type": "Succeed"}}}}}}, "Next": "End"}}"#
        )
    };
    check_table(Code::ContextField, &[(&distributed("$$.Map.Item.Source"), &[])]);
}
