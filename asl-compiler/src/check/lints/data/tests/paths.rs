//! Paths into what templates, services, branches and items give.

use super::{FUNCTION, LAMBDA, after, reads};
use crate::check::lints::testing::{check_table, found};
use crate::diagnostic::Code;

#[test]
fn paths_into_what_a_template_makes() {
    let place = &["/States/A/Parameters/x.$"][..];
    let data =
        r#"{"id": 1, "order": {"lines.$": "$.lines"}, "list": [1, 2], "when.$": "$$.Execution.StartTime"}"#;
    for (path, missing) in [
        ("$.id", false),
        ("$.order.lines[3].price", false),
        ("$.list[1]", false),
        ("$.Id", true),
        ("$.order.line", true),
        ("$.id.text", true),
        ("$.when.year", true),
        ("$.list.length", true),
        ("$.list.length()", false),
        // `null` in a template (PATH-12).
        ("$.list[2]", false),
        ("States.Format('{}', $.Id)", true),
        ("States.Format('{}', $.list[2])", true),
        ("States.Format('{}', $.id)", false),
        ("$$.Execution.Input.anything", false),
        ("$..anything", false),
    ] {
        let expected = if missing { place } else { &[] };
        assert_eq!(found(Code::MissingData, &reads(data, path)), expected, "{path}");
    }
}

#[test]
fn paths_into_what_is_not_known() {
    let read = r#""B": {"Type": "Pass", "Parameters": {"x.$": "$.order.id"}, "Next": "End"}"#;
    for first in [
        format!(r#""A": {{{FUNCTION}, "Next": "B"}}"#),
        format!(r#""A": {{{LAMBDA}, "OutputPath": "$.Payload", "Next": "B"}}"#),
        r#""A": {"Type": "Pass", "Next": "B"}"#.to_owned(),
        r#""A": {"Type": "Pass", "InputPath": "$.a", "Next": "B"}"#.to_owned(),
        r#""A": {"Type": "Pass", "Parameters": {"order.$": "$.o"}, "Next": "B"}"#.to_owned(),
        r#""A": {"Type": "Pass", "Result": 1, "ResultPath": "$.n", "Next": "B"}"#.to_owned(),
        r#""A": {"Type": "Pass", "Parameters": {"order": "${Order}"}, "Next": "B"}"#.to_owned(),
        r#""A": {"Type": "Pass", "Result": {"n": 1}, "Next": "${Where}"}"#.to_owned(),
        r#""A": {"Type": "Pass", "Result": {"n": 1}, "ResultPath": "$.${Where}", "Next": "B"}"#.to_owned(),
        r#""A": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $merge([{}, $states.input]) %}", "Next": "B"}"#.to_owned(),
        r#""A": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% {'order': $states.context.State} %}", "Next": "B"}"#
            .to_owned(),
    ] {
        assert_eq!(found(Code::MissingData, &format!("{first}, {read}")), [""; 0], "{first}");
    }
}

#[test]
fn answers_of_services_have_their_members() {
    let task = |service: &str, fields: &str| {
        format!(
            r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::{service}", {fields}, "Next": "End"}}"#
        )
    };
    let selector = |path: &str| format!(r#""ResultSelector": {{"x.$": "{path}"}}"#);
    let place = &["/States/A/ResultSelector/x.$"][..];
    for (service, path, missing) in [
        ("lambda:invoke", "$.Payload.id", false),
        ("lambda:invoke", "$.payload.id", true),
        ("lambda:invoke", "$.StatusCode", false),
        ("lambda:invoke.waitForTaskToken", "$.anything", false),
        ("dynamodb:getItem", "$.Item.id.S", false),
        ("dynamodb:getItem", "$.id.S", true),
        ("states:startExecution", "$.Output", true),
        ("states:startExecution.sync", "$.Output", false),
        ("states:startExecution.sync", "$.Output.id", true),
        ("states:startExecution.sync:2", "$.Output.id", false),
        ("sqs:sendMessage", "$.MessageId", false),
        ("sqs:sendMessage", "$.Message", true),
        ("aws-sdk:s3:getObject", "$.Body.id", false),
        ("http:invoke", "$.ResponseBody.id", false),
        ("http:invoke", "$.Body.id", true),
    ] {
        let expected = if missing { place } else { &[] };
        let states = task(service, &selector(path));
        assert_eq!(found(Code::MissingData, &states), expected, "{service} {path}");
    }
    let output = task("lambda:invoke", r#""OutputPath": "$.Body""#);
    assert_eq!(found(Code::MissingData, &output), ["/States/A/OutputPath"]);
    let kept = task("lambda:invoke", r#""ResultPath": "$.result", "OutputPath": "$.result.Payload""#);
    assert_eq!(found(Code::MissingData, &kept), [""; 0]);
}

#[test]
fn results_of_parallels_are_arrays() {
    let parallel = |fields: &str| {
        let branch = |name: &str, value: &str| {
            format!(
                r#"{{"StartAt": "{name}", "States": {{"{name}": {{"Type": "Pass", "Result": {value}, "End": true}}}}}}"#
            )
        };
        let (one, other) = (branch("One", r#"{"a": 1}"#), branch("Two", r#"{"b": 1}"#));
        format!(r#""A": {{"Type": "Parallel", "Branches": [{one}, {other}], {fields}, "Next": "End"}}"#)
    };
    let place = &["/States/A/ResultSelector/x.$"][..];
    for (path, missing) in
        [("$[0].a", false), ("$[1].b", false), ("$[0].b", true), ("$.a", true), ("$[*].a", false)]
    {
        let expected = if missing { place } else { &[] };
        let states = parallel(&format!(r#""ResultSelector": {{"x.$": "{path}"}}"#));
        assert_eq!(found(Code::MissingData, &states), expected, "{path}");
    }
    let never = parallel(r#""ResultSelector": {"x.$": "$[*].c"}"#);
    assert_eq!(found(Code::EmptySelection, &never), place);
    let some = parallel(r#""ResultSelector": {"x.$": "$[*].b"}"#);
    assert_eq!(found(Code::EmptySelection, &some), [""; 0]);
}

#[test]
fn items_of_maps_are_followed() {
    let map = |data: &str, fields: &str, path: &str| {
        after(
            data,
            &format!(
                r#""A": {{"Type": "Map", {fields} "ItemProcessor": {{"StartAt": "I", "States": {{
                "I": {{"Type": "Pass", "Parameters": {{"x.$": "{path}"}}, "End": true}}}}}}, "Next": "B"}},
                "B": {{"Type": "Pass", "Parameters": {{"y.$": "$[0].x"}}, "Next": "End"}}"#
            ),
        )
    };
    let inside = &["/States/A/ItemProcessor/States/I/Parameters/x.$"][..];
    let data = r#"{"id": 1, "lines": [{"n": 1}, {"n": 2}]}"#;
    let lines = r#""ItemsPath": "$.lines","#;
    let selected =
        r#""ItemsPath": "$.lines", "ItemSelector": {"line.$": "$$.Map.Item.Value", "id.$": "$.id"},"#;
    let wrong = r#""ItemsPath": "$.lines", "ItemSelector": {"line.$": "$$.Map.Item.Value.m"},"#;
    check_table(
        Code::MissingData,
        &[
            (&map(data, lines, "$.n"), &[]),
            (&map(data, lines, "$.m"), inside),
            (&map(data, lines, "$$.Map.Item.Value.n"), &[]),
            (&map(data, lines, "$$.Map.Item.Value.m"), inside),
            (&map(data, selected, "$.line.n"), &[]),
            (&map(data, selected, "$.line.m"), inside),
            (&map(data, selected, "$.n"), inside),
            (&map(data, selected, "$.id"), &[]),
            (&map(data, wrong, "$.line"), &["/States/A/ItemSelector/line.$"]),
            (&map(data, r#""ItemsPath": "$.line","#, "$.n"), &["/States/A/ItemsPath"]),
            (&map(r#"{"lines.$": "$.lines"}"#, lines, "$.m"), &[]),
        ],
    );
}

#[test]
fn listed_objects_have_a_key() {
    let map = |config: &str, path: &str| {
        format!(
            r#""A": {{"Type": "Map", "ItemReader": {{"Resource": "arn:aws:states:::s3:listObjectsV2",
            "Parameters": {{"Bucket": "b"}} {config}}}, "ItemSelector": {{"x.$": "{path}"}}, "ItemProcessor": {{
            "ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}, "StartAt": "I",
            "States": {{"I": {{"Type": "Succeed"}}}}}}, "Next": "End"}}"#
        )
    };
    let flattened = r#", "ReaderConfig": {"Transformation": "LOAD_AND_FLATTEN", "InputType": "JSON"}"#;
    check_table(
        Code::MissingData,
        &[
            (&map("", "$$.Map.Item.Value.Key"), &[]),
            (&map("", "$$.Map.Item.Value.Size"), &[]),
            (&map("", "$$.Map.Item.Value.key"), &["/States/A/ItemSelector/x.$"]),
            (&map(flattened, "$$.Map.Item.Value.key"), &[]),
        ],
    );
}

#[test]
fn batches_have_items_and_input() {
    let map = |batcher: &str, path: &str| {
        format!(
            r#""A": {{"Type": "Map", "ItemBatcher": {{"MaxItemsPerBatch": 5{batcher}}}, "ItemProcessor": {{
            "ProcessorConfig": {{"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}, "StartAt": "I",
            "States": {{"I": {{"Type": "Pass", "InputPath": "{path}", "End": true}}}}}}, "Next": "End"}}"#
        )
    };
    let inside = &["/States/A/ItemProcessor/States/I/InputPath"][..];
    let input = r#", "BatchInput": {"id.$": "$.id"}"#;
    check_table(
        Code::MissingData,
        &[
            (&map("", "$.Items[0].x"), &[]),
            (&map("", "$.items"), inside),
            (&map("", "$.BatchInput"), inside),
            (&map(input, "$.BatchInput.id"), &[]),
            (&map(input, "$.BatchInput.key"), inside),
        ],
    );
}

#[test]
fn the_context_object_begins_with_two_dollars() {
    let map = |path: &str| {
        format!(
            r#""A": {{"Type": "Map", "ItemSelector": {{"x.$": "{path}"}}, "ItemProcessor": {{"StartAt": "I",
            "States": {{"I": {{"Type": "Succeed"}}}}}}, "Next": "End"}}"#
        )
    };
    let task = |resource: &str, path: &str| {
        format!(
            r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::{resource}", "Parameters": {{
            "FunctionName": "f", "Payload": {{"x.$": "{path}"}}}}, "Next": "End"}}"#
        )
    };
    let waits = "lambda:invoke.waitForTaskToken";
    check_table(
        Code::SingleDollar,
        &[
            (&map("$.Map.Item.Value"), &["/States/A/ItemSelector/x.$"]),
            (&map("$$.Map.Item.Value"), &[]),
            (&map("$.Map.Other"), &[]),
            (&map("$.Task.Token"), &[]),
            (&task(waits, "$.Task.Token"), &["/States/A/Parameters/Payload/x.$"]),
            (&task(waits, "$$.Task.Token"), &[]),
            (&task("lambda:invoke", "$.Task.Token"), &[]),
            (&after(r#"{"Map": {"Item.$": "$.i"}}"#, &map("$.Map.Item.Value")), &[]),
        ],
    );
}
