//! What variables hold (VAR).

use super::{FUNCTION, after};
use crate::check::lints::testing::{check_table, found};
use crate::diagnostic::Code;

/// A Pass that assigns, and one that reads.
fn assigns(value: &str, path: &str) -> String {
    format!(
        r#""Set": {{"Type": "Pass", "Assign": {{"x": {value}}}, "Next": "B"}},
        "B": {{"Type": "Pass", "Parameters": {{"y.$": "{path}"}}, "Next": "End"}}"#
    )
}

#[test]
fn paths_into_variables() {
    let place = &["/States/B/Parameters/y.$"][..];
    let value = r#"{"a": {"b": 1}, "list": [1]}"#;
    for (path, missing) in [
        ("$x", false),
        ("$x.a.b", false),
        ("$x.list[0]", false),
        ("$x.c", true),
        ("$x.a.c", true),
        ("$x.a.b.c", true),
        ("States.Format('{}', $x.a.c)", true),
        ("$x.list[*].c", false),
    ] {
        let expected = if missing { place } else { &[] };
        assert_eq!(found(Code::MissingData, &assigns(value, path)), expected, "{path}");
    }
}

#[test]
fn variables_are_of_types() {
    let wants = |value: &str, field: &str| {
        format!(
            r#""Set": {{"Type": "Pass", "Assign": {{"x": {value}}}, "Next": "B"}},
            "B": {{"Type": "Map", "ItemsPath": "{field}", "Next": "End", "ItemProcessor": {{"StartAt": "C", "States": {{
                "C": {{"Type": "Pass", "End": true}}}}}}}}"#
        )
    };
    check_table(
        Code::WrongDataType,
        &[
            (&wants("[1]", "$x"), &[]),
            (&wants("1", "$x"), &["/States/B/ItemsPath"]),
            (&wants(r#"{"n": "text"}"#, "$x.n"), &["/States/B/ItemsPath"]),
        ],
    );
}

#[test]
fn assign_reads_what_the_rules_say() {
    // The raw result of a task, before ResultSelector (VAR-7); the effective input of a Wait; the old values (VAR-5).
    let set = |states: &str| {
        let read = r#""R": {"Type": "Pass", "Parameters": {"y.$": "$x.b"}, "Next": "End"}"#;
        after(r#"{"a": {"b": 1}}"#, &format!("{states}, {read}"))
    };
    let wait = |fields: &str| format!(r#""A": {{"Type": "Wait", "Seconds": 1, {fields}, "Next": "R"}}"#);
    let place = &["/States/R/Parameters/y.$"][..];
    check_table(
        Code::MissingData,
        &[
            (&set(&wait(r#""Assign": {"x.$": "$.a"}"#)), &[]),
            (&set(&wait(r#""Assign": {"x.$": "$"}"#)), place),
            (&set(&wait(r#""InputPath": "$.a", "Assign": {"x.$": "$"}"#)), &[]),
            (
                &set(r#""A": {"Type": "Pass", "Assign": {"x": {"b": 1}}, "Next": "A2"},
                    "A2": {"Type": "Pass", "Assign": {"x": {"c": 1}, "z.$": "$x"}, "Next": "A3"},
                    "A3": {"Type": "Pass", "Assign": {"x.$": "$z"}, "Next": "R"}"#),
                &[],
            ),
            (
                &set(&format!(
                    r#""A": {{{FUNCTION}, "ResultSelector": {{"c": 1}}, "Assign": {{"x.$": "$"}}, "Next": "R"}}"#
                )),
                &[],
            ),
        ],
    );
}

#[test]
fn a_catcher_assigns_the_error_output() {
    let states = |path: &str| {
        format!(
            r#""A": {{{FUNCTION}, "Assign": {{"x.$": "$"}}, "Next": "End", "Catch": [
                {{"ErrorEquals": ["States.ALL"], "Assign": {{"x.$": "$"}}, "Next": "B"}}]}},
            "B": {{"Type": "Pass", "Parameters": {{"y.$": "{path}"}}, "Next": "End"}}"#
        )
    };
    let place = &["/States/B/Parameters/y.$"][..];
    check_table(
        Code::MissingData,
        &[(&states("$x.Error"), &[]), (&states("$x.error"), place), (&states("$x.orderId"), place)],
    );
}

#[test]
fn a_rule_assigns_where_it_is_taken() {
    // VAR-15: on the default way the state's own Assign applies.
    let states = |path: &str| {
        format!(
            r#""A": {{"Type": "Choice", "Assign": {{"x": {{"b": 1}}}}, "Default": "C", "Choices": [
                {{"Variable": "$.n", "NumericEquals": 1, "Assign": {{"x": {{"a": 1}}}}, "Next": "B"}}]}},
            "B": {{"Type": "Pass", "Parameters": {{"y.$": "{path}"}}, "Next": "End"}},
            "C": {{"Type": "Pass", "Parameters": {{"y.$": "$x.b"}}, "Next": "End"}}"#
        )
    };
    let place = &["/States/B/Parameters/y.$"][..];
    check_table(Code::MissingData, &[(&states("$x.a"), &[]), (&states("$x.b"), place)]);
}

#[test]
fn ways_and_loops_are_joined() {
    let ways = |path: &str| {
        format!(
            r#""A": {{"Type": "Choice", "Default": "C", "Choices": [
                {{"Variable": "$.n", "NumericEquals": 1, "Next": "B"}}]}},
            "B": {{"Type": "Pass", "Assign": {{"x": {{"a": 1, "b": 1}}}}, "Next": "D"}},
            "C": {{"Type": "Pass", "Assign": {{"x": {{"a": 2}}}}, "Next": "D"}},
            "D": {{"Type": "Pass", "Parameters": {{"y.$": "{path}"}}, "Next": "End"}}"#
        )
    };
    let place = &["/States/D/Parameters/y.$"][..];
    check_table(
        Code::PossiblyMissingData,
        &[(&ways("$x.a"), &[]), (&ways("$x.b"), place), (&ways("$x.c"), &[])],
    );
    assert_eq!(found(Code::MissingData, &ways("$x.c")), place);
    let turns = r#""A": {"Type": "Pass", "Assign": {"x": {"n": 0}}, "Next": "B"},
        "B": {"Type": "Pass", "Assign": {"x": {"last.$": "$x", "n.$": "States.MathAdd($x.n, 1)"}}, "Next": "C"},
        "C": {"Type": "Choice", "Default": "End", "Choices": [
            {"Variable": "$x.n", "NumericLessThan": 3, "Next": "B"}, {"Variable": "$x.m", "IsPresent": true, "Next": "B"}]}"#;
    assert_eq!(found(Code::MissingData, turns), [""; 0]);
}

#[test]
fn inner_scopes_see_the_variables_around_them() {
    let map = |mode: &str, path: &str| {
        format!(
            r#""A": {{"Type": "Pass", "Assign": {{"x": {{"a": 1}}}}, "Next": "B"}},
            "B": {{"Type": "Map", "Next": "End", "ItemProcessor": {{{mode} "StartAt": "C", "States": {{
                "C": {{"Type": "Pass", "Parameters": {{"y.$": "{path}"}}, "End": true}}}}}}}}"#
        )
    };
    let place = &["/States/B/ItemProcessor/States/C/Parameters/y.$"][..];
    let distributed = r#""ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},"#;
    check_table(
        Code::MissingData,
        &[
            (&map("", "$x.a"), &[]),
            (&map("", "$x.b"), place),
            // It sees none at all, which is told elsewhere (VAR-14).
            (&map(distributed, "$x.b"), &[]),
        ],
    );
    // What a branch assigns ends with it (VAR-12).
    let parallel = |path: &str| {
        format!(
            r#""A": {{"Type": "Pass", "Assign": {{"x": {{"a": 1}}}}, "Next": "B"}},
            "B": {{"Type": "Parallel", "Assign": {{"z.$": "$[0]"}}, "Next": "D", "Branches": [{{"StartAt": "C", "States": {{
                "C": {{"Type": "Pass", "Parameters": {{"c.$": "$x.a"}}, "End": true}}}}}}]}},
            "D": {{"Type": "Pass", "Parameters": {{"y.$": "{path}"}}, "Next": "End"}}"#
        )
    };
    let place = &["/States/D/Parameters/y.$"][..];
    check_table(
        Code::MissingData,
        &[(&parallel("$z.c"), &[]), (&parallel("$z.d"), place), (&parallel("$x.a"), &[])],
    );
}

#[test]
fn rules_tell_of_variables() {
    let choice = |rule: &str| {
        format!(
            r#""A": {{{FUNCTION}, "Assign": {{"x.$": "$"}}, "Next": "B"}},
            "B": {{"Type": "Choice", "Default": "End", "Choices": [{{{rule}, "Next": "C"}}]}},
            "C": {{"Type": "Pass", "Parameters": {{"y.$": "$x.a"}}, "Next": "End"}}"#
        )
    };
    check_table(
        Code::MissingData,
        &[
            (&choice(r#""Variable": "$x.a", "IsPresent": true"#), &[]),
            (&choice(r#""Variable": "$x.a", "IsPresent": false"#), &["/States/C/Parameters/y.$"]),
            (&choice(r#""Variable": "$x", "StringEquals": "a""#), &["/States/C/Parameters/y.$"]),
        ],
    );
}
