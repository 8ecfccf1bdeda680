//! What comes by several ways.

use super::FUNCTION;
use crate::check::lints::testing::{check_table, found};
use crate::diagnostic::Code;

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
fn data_that_grows_with_every_turn_is_given_up() {
    let states = r#""A": {"Type": "Pass", "Parameters": {"a.$": "$", "b.$": "$"}, "Next": "B"},
        "B": {"Type": "Choice", "Choices": [{"Variable": "$.a.a.a.a.x", "IsPresent": false, "Next": "A"}], "Default": "End"}"#;
    assert_eq!(found(Code::MissingData, states), [""; 0]);
}
