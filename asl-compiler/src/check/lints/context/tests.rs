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

/// A Map of JSONata with a field of its own, and a Pass inside that gives a field of the context object.
fn map_of_jsonata(field: &str, value: &str, inside: &str) -> String {
    format!(
        r#""M": {{"Type": "Map", "QueryLanguage": "JSONata", "{field}": "{{% {value} %}}", "ItemProcessor": {{
            "StartAt": "A", "States": {{"A": {{"Type": "Pass", "QueryLanguage": "JSONata",
            "Output": "{{% $states.context.{inside} %}}", "End": true}}}}}}, "Next": "End"}}"#
    )
}

#[test]
fn fields_that_are_not_there_in_jsonata() {
    let inside = &["/States/M/ItemProcessor/States/A/Output"][..];
    let map = map_of_jsonata;
    check_table(
        Code::ContextField,
        &[
            (&map("Items", "[1, 2]", "Map.Item.Value.anything"), &[]),
            (&map("Items", "[1, 2]", "Execution.Input.anything"), &[]),
            (&map("Items", "[1, 2]", "Map.Item.Source"), inside),
            (&map("Items", "[1, 2]", "Map.Item.Valu"), inside),
            (&map("Items", "[1, 2]", "Execution.Arn"), inside),
            (&map("Items", "[1, 2]", "Execution.Id.Name"), inside),
            (&map("Items", "[1, 2]", "Task.Token"), inside),
            (&map("Items", "[1, 2]", "*"), &[]),
            (&map("Items", "$states.context.Map.Item.Value", "State.Name"), &["/States/M/Items"]),
            (&map("ItemSelector", "$states.context.Map.Item.Value", "State.Name"), &[]),
            (&map("Output", "$states.context.Map.Item.Value", "State.Name"), &["/States/M/Output"]),
            (&map("Output", "($c := $states.context; $c.Map)", "State.Name"), &[]),
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
