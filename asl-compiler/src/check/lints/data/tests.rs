//! The data through small definitions, each lint raised and not raised.

use crate::check::lints::testing::{check_table, found};
use crate::diagnostic::Code;

/// A Pass that makes data, and more states after it.
fn after(data: &str, states: &str) -> String {
    format!(r#""Make": {{"Type": "Pass", "Parameters": {data}, "Next": "A"}}, {states}"#)
}

/// A Pass that reads a path of what another made.
fn reads(data: &str, path: &str) -> String {
    let pass = format!(r#""A": {{"Type": "Pass", "Parameters": {{"x.$": "{path}"}}, "Next": "End"}}"#);
    after(data, &pass)
}

const LAMBDA: &str = r#""Type": "Task", "Resource": "arn:aws:states:::lambda:invoke""#;
const FUNCTION: &str = r#""Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:111111111111:function:f""#;

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
        r#""A": {"Type": "Pass", "QueryLanguage": "JSONata", "Output": {"n": 1}, "Next": "B"}"#.to_owned(),
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
fn error_outputs_are_objects_of_two_texts() {
    let caught = |result_path: &str, path: &str| {
        format!(
            r#""A": {{{FUNCTION}, "Catch": [{{"ErrorEquals": ["States.ALL"], {result_path} "Next": "B"}}],
            "Next": "End"}}, "B": {{"Type": "Pass", "InputPath": "{path}", "Next": "End"}}"#
        )
    };
    let place = &["/States/B/InputPath"][..];
    check_table(
        Code::MissingData,
        &[
            (&caught("", "$.Cause"), &[]),
            (&caught("", "$.Cause.errorMessage"), place),
            (&caught("", "$.error"), place),
            (&caught("", "$.orderId"), place),
            (&caught(r#""ResultPath": "$.error","#, "$.error.Cause"), &[]),
            (&caught(r#""ResultPath": "$.error","#, "$.orderId"), &[]),
            (&caught(r#""ResultPath": "$.error","#, "$.error.cause"), place),
            (&caught(r#""ResultPath": null,"#, "$.orderId"), &[]),
        ],
    );
}

#[test]
fn what_is_missing_one_way_is_told_with_the_way() {
    // Two catchers lead to one state, and only one of them keeps the input.
    let shared = |first: &str, second: &str| {
        let catch =
            |path: &str| format!(r#""Catch": [{{"ErrorEquals": ["States.ALL"], {path} "Next": "C"}}]"#);
        format!(
            r#""A": {{{FUNCTION}, {}, "Next": "B"}}, "B": {{{FUNCTION}, {}, "Next": "End"}},
            "C": {{"Type": "Pass", "Parameters": {{"x.$": "$.error.Cause"}}, "Next": "End"}}"#,
            catch(first),
            catch(second)
        )
    };
    let keeps = r#""ResultPath": "$.error","#;
    let place = &["/States/C/Parameters/x.$"][..];
    check_table(
        Code::PossiblyMissingData,
        &[
            (&shared(keeps, keeps), &[]),
            (&shared(keeps, ""), place),
            (&shared("", keeps), place),
            (&shared("", ""), &[]),
        ],
    );
    assert_eq!(found(Code::MissingData, &shared("", "")), place);
    // The first turn of a loop does not have what the later ones have.
    let turn = |start: &str| {
        format!(
            r#""Make": {{"Type": "Pass", "Result": {start}, "Next": "A"}},
            "A": {{"Type": "Pass", "Parameters": {{"n.$": "$.next", "next": 1}}, "Next": "B"}},
            "B": {{"Type": "Choice", "Choices": [{{"Variable": "$.n", "NumericLessThan": 3, "Next": "A"}}],
            "Default": "End"}}"#
        )
    };
    check_table(
        Code::PossiblyMissingData,
        &[(&turn(r#"{"n": 0}"#), &["/States/A/Parameters/n.$"]), (&turn(r#"{"next": 0}"#), &[])],
    );
}

#[test]
fn what_a_choice_leads_to_is_known_by_its_rules() {
    let choice = |rule: &str, path: &str| {
        format!(
            r#""A": {{"Type": "Choice", "Choices": [{{{rule}, "Next": "B"}}], "Default": "End"}},
            "B": {{"Type": "Pass", "InputPath": "{path}", "Next": "End"}}"#
        )
    };
    let place = &["/States/B/InputPath"][..];
    let absent = r#""Variable": "$.x", "IsPresent": false"#;
    check_table(
        Code::MissingData,
        &[
            (&choice(absent, "$.x"), place),
            (&choice(absent, "$.y"), &[]),
            (&choice(r#""Variable": "$.x", "IsPresent": true"#, "$.x"), &[]),
            (&choice(r#""Not": {"Variable": "$.x", "IsPresent": true}"#, "$.x"), place),
            (&choice(r#""Variable": "$.x", "StringEquals": "a""#, "$.x.y"), place),
            (&choice(r#""Variable": "$.x", "NumericEquals": 1"#, "$.x"), &[]),
        ],
    );
    // Which rule was taken may go with what is there: ways are forgotten behind a Choice.
    let correlated = r#""Start": {"Type": "Choice", "Choices": [{"Variable": "$.m", "StringEquals": "a", "Next": "A"}], "Default": "B"},
        "A": {"Type": "Pass", "Result": {"m": "a", "x": 1}, "Next": "C"},
        "B": {"Type": "Pass", "Result": {"m": "b"}, "Next": "C"},
        "C": {"Type": "Choice", "Choices": [{"Variable": "$.m", "StringEquals": "a", "Next": "D"}], "Default": "End"},
        "D": {"Type": "Pass", "InputPath": "$.x", "Next": "End"}"#;
    assert_eq!(found(Code::PossiblyMissingData, correlated), [""; 0]);
    assert_eq!(found(Code::MissingData, correlated), [""; 0]);
}

#[test]
fn variables_of_a_choice_that_are_missing() {
    let choice = |data: &str, rules: &str| {
        after(data, &format!(r#""A": {{"Type": "Choice", "Choices": [{rules}], "Default": "End"}}"#))
    };
    let place = &["/States/A/Choices/0/Variable"][..];
    let data = r#"{"n": 1, "t.$": "$$.Execution.Name"}"#;
    check_table(
        Code::MissingData,
        &[
            (&choice(data, r#"{"Variable": "$.m", "NumericEquals": 1, "Next": "End"}"#), place),
            (&choice(data, r#"{"Variable": "$.n", "NumericEquals": 1, "Next": "End"}"#), &[]),
            (
                &choice(data, r#"{"Variable": "$.n", "NumericEqualsPath": "$.k", "Next": "End"}"#),
                &["/States/A/Choices/0/NumericEqualsPath"],
            ),
            (
                &choice(
                    data,
                    r#"{"And": [{"Variable": "$.m", "IsPresent": true}, {"Variable": "$.m", "IsNull": true}], "Next": "End"}"#,
                ),
                &[],
            ),
            (
                &choice(
                    data,
                    r#"{"And": [{"Variable": "$.x.m", "IsPresent": false}, {"Variable": "$.x.m", "IsNull": true}], "Next": "End"}"#,
                ),
                &["/States/A/Choices/0/And/1/Variable"],
            ),
            (
                &choice(
                    r#"{"x.$": "$.x"}"#,
                    r#"{"Or": [{"Variable": "$.x.m", "IsPresent": false}, {"Variable": "$.x.m", "IsNull": true}], "Next": "End"}"#,
                ),
                &[],
            ),
        ],
    );
    let never = &["/States/A/Choices/0/Variable"][..];
    check_table(
        Code::ComparisonNeverTrue,
        &[
            (&choice(data, r#"{"Variable": "$.n", "StringEquals": "1", "Next": "End"}"#), never),
            (&choice(data, r#"{"Variable": "$.t", "NumericEquals": 1, "Next": "End"}"#), never),
            (&choice(data, r#"{"Variable": "$.t", "IsNumeric": true, "Next": "End"}"#), never),
            (&choice(data, r#"{"Variable": "$.t", "IsNumeric": false, "Next": "End"}"#), &[]),
            (&choice(data, r#"{"Variable": "$.t", "IsTimestamp": true, "Next": "End"}"#), &[]),
            (&choice(data, r#"{"Variable": "$.t", "StringMatches": "a*", "Next": "End"}"#), &[]),
            (
                &choice(data, r#"{"Variable": "$.t", "StringEqualsPath": "$.n", "Next": "End"}"#),
                &["/States/A/Choices/0/StringEqualsPath"],
            ),
            (&choice(data, r#"{"Variable": "$.m", "IsPresent": true, "Next": "End"}"#), never),
            (&choice(data, r#"{"Variable": "$.n", "IsPresent": false, "Next": "End"}"#), never),
            (&choice(data, r#"{"Variable": "$.n", "IsPresent": true, "Next": "End"}"#), &[]),
            (&choice(r#"{"x.$": "$.x"}"#, r#"{"Variable": "$.x.y", "IsPresent": true, "Next": "End"}"#), &[]),
        ],
    );
}

#[test]
fn presence_is_to_be_tested_first() {
    let choice =
        |rules: &str| format!(r#""A": {{"Type": "Choice", "Choices": [{rules}], "Default": "End"}}"#);
    let equals = r#"{"Variable": "$.x", "StringEquals": "a", "Next": "End"}"#;
    let other = r#"{"Variable": "$.y", "StringEquals": "a", "Next": "End"}"#;
    let test = r#"{"Variable": "$.x", "IsPresent": false, "Next": "End"}"#;
    let guarded = r#"{"And": [{"Variable": "$.x", "IsPresent": true}, {"Variable": "$.x", "StringEquals": "b"}], "Next": "End"}"#;
    let half = r#"{"And": [{"Variable": "$.y", "StringEquals": "a"}, {"Variable": "$.x", "StringEquals": "b"}], "Next": "End"}"#;
    check_table(
        Code::LatePresenceTest,
        &[
            (&choice(&format!("{equals}, {test}")), &["/States/A/Choices/1/Variable"]),
            (&choice(&format!("{equals}, {guarded}")), &["/States/A/Choices/1/And/0/Variable"]),
            (&choice(&format!("{test}, {equals}")), &[]),
            (&choice(&format!("{other}, {test}")), &[]),
            (&choice(&format!("{guarded}, {test}")), &[]),
            // Only where `$.y` is `a` has `$.x` been read.
            (&choice(&format!("{half}, {test}")), &[]),
        ],
    );
}

#[test]
fn values_of_the_wrong_type() {
    let place = |field: &str| format!("/States/A/{field}");
    let data = r#"{"n": 1, "t": "x", "o": {"a": 1}, "l": [1], "b": true, "u.$": "$.u"}"#;
    let wait = |field: &str, path: &str| {
        after(data, &format!(r#""A": {{"Type": "Wait", "{field}": "{path}", "Next": "End"}}"#))
    };
    for (field, path, wrong) in [
        ("SecondsPath", "$.n", false),
        ("SecondsPath", "$.t", false),
        ("SecondsPath", "$.o", true),
        ("SecondsPath", "$.u", false),
        ("TimestampPath", "$.t", false),
        ("TimestampPath", "$.n", true),
    ] {
        let expected = if wrong { vec![place(field)] } else { Vec::new() };
        assert_eq!(found(Code::WrongDataType, &wait(field, path)), expected, "{field} {path}");
    }
    let map = |path: &str| {
        after(
            data,
            &format!(
                r#""A": {{"Type": "Map", "ItemsPath": "{path}", "ItemProcessor": {{"StartAt": "I", "States": {{
                "I": {{"Type": "Succeed"}}}}}}, "Next": "End"}}"#
            ),
        )
    };
    for (path, wrong) in [("$.l", false), ("$.o", false), ("$.u", false), ("$.t", true), ("$.b", true)] {
        let expected = if wrong { vec![place("ItemsPath")] } else { Vec::new() };
        assert_eq!(found(Code::WrongDataType, &map(path)), expected, "{path}");
    }
    for (call, wrong) in [
        ("States.ArrayLength($.l)", false),
        ("States.ArrayLength($.o)", true),
        ("States.ArrayLength($.u)", false),
        ("States.MathAdd($.n, 1)", false),
        ("States.MathAdd(1, $.t)", true),
        ("States.StringToJson($.o)", true),
        ("States.Format('{}', $.o)", false),
        ("States.Array(States.JsonMerge($.o, $.t, false))", true),
    ] {
        let expected = if wrong { vec![place("Parameters/x.$")] } else { Vec::new() };
        assert_eq!(found(Code::WrongDataType, &reads(data, call)), expected, "{call}");
    }
    let result =
        |path: &str| after(data, &format!(r#""A": {{{FUNCTION}, "ResultPath": "{path}", "Next": "End"}}"#));
    for (path, wrong) in
        [("$.r", false), ("$.o.r", false), ("$.u.r", false), ("$.n.r", true), ("$.l.r", true)]
    {
        let expected = if wrong { vec![place("ResultPath")] } else { Vec::new() };
        assert_eq!(found(Code::WrongDataType, &result(path)), expected, "{path}");
    }
}

#[test]
fn data_that_grows_with_every_turn_is_given_up() {
    let states = r#""A": {"Type": "Pass", "Parameters": {"a.$": "$", "b.$": "$"}, "Next": "B"},
        "B": {"Type": "Choice", "Choices": [{"Variable": "$.a.a.a.a.x", "IsPresent": false, "Next": "A"}], "Default": "End"}"#;
    assert_eq!(found(Code::MissingData, states), [""; 0]);
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

#[test]
fn inline_maps_have_a_history() {
    let map = |count: usize, mode: &str| {
        format!(
            r#""Make": {{"Type": "Pass", "Result": [{}], "Next": "A"}},
            "A": {{"Type": "Map", "ItemProcessor": {{{mode} "StartAt": "I", "States": {{
            "I": {{"Type": "Succeed"}}}}}}, "Next": "End"}}"#,
            vec!["1"; count].join(",")
        )
    };
    let distributed = r#""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},"#;
    for (count, mode, told) in [(6251, "", true), (6250, "", false), (6251, distributed, false)] {
        // The definition is too long to be shown.
        assert_eq!(!found(Code::MapHistory, &map(count, mode)).is_empty(), told, "{count} {mode}");
    }
}
