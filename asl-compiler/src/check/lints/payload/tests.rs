//! Templates, each lint raised and not raised.

use crate::check::lints::testing::{check_table, found};
use crate::diagnostic::Code;

fn pass(field: &str, value: &str) -> String {
    format!(r#""A": {{"Type": "Pass", "{field}": {value}, "Next": "End"}}"#)
}

fn parameters(value: &str) -> String {
    pass("Parameters", value)
}

#[test]
fn calls_that_fail_when_they_are_reached() {
    check_table(
        Code::IntrinsicCall,
        &[
            (&parameters(r#"{"x.$": "States.MathAdd(1)"}"#), &["/States/A/Parameters/x.$"]),
            (
                &parameters(r#"{"a": [{"x.$": "States.ArrayLength('a')"}]}"#),
                &["/States/A/Parameters/a/0/x.$"],
            ),
            (&parameters(r#"{"x.$": "States.MathAdd(1, $.n)"}"#), &[]),
            (&parameters(r#"{"x": "States.MathAdd(1)"}"#), &[]),
            (r#""A": {"Type": "Fail", "CausePath": "States.Format('{}{}', $.a)"}"#, &["/States/A/CausePath"]),
            (r#""A": {"Type": "Fail", "CausePath": "States.Format('{}', $.a)"}"#, &[]),
        ],
    );
    let misleading = parameters(r#"{"x.$": "States.MathAdd(1.6, 2)"}"#);
    assert_eq!(found(Code::IntrinsicArgument, &misleading), ["/States/A/Parameters/x.$"]);
    let plain = parameters(r#"{"x.$": "States.MathAdd(1, 2)"}"#);
    assert_eq!(found(Code::IntrinsicArgument, &plain), [""; 0]);
}

#[test]
fn text_that_catchers_assign_is_not_evaluated() {
    let catch = |key: &str| {
        format!(
            r#""A": {{"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "End",
                "Catch": [{{"ErrorEquals": ["States.ALL"], "Assign": {{"{key}": "$.Cause"}}, "Next": "End"}}]}}"#
        )
    };
    check_table(
        Code::UnevaluatedText,
        &[(&catch("cause"), &["/States/A/Catch/0/Assign/cause"]), (&catch("cause.$"), &[])],
    );
}

#[test]
fn text_that_is_not_evaluated() {
    let place = &["/States/A/Parameters/x"][..];
    check_table(
        Code::UnevaluatedText,
        &[
            (&parameters(r#"{"x": "$.order"}"#), place),
            (&parameters(r#"{"x": "$$.Execution.Id"}"#), place),
            (&parameters(r#"{"x": "$['a b'][0]"}"#), place),
            (&parameters(r#"{"x": "States.UUID()"}"#), place),
            (&parameters(r#"{"x": "States.Format('{}', $.a"}"#), place),
            (&parameters(r#"{"x": ["a", "$.order"]}"#), &["/States/A/Parameters/x/1"]),
            (&parameters(r#"{"x": [{"y": "$.order"}]}"#), &["/States/A/Parameters/x/0/y"]),
            (&parameters(r#""$.order""#), &["/States/A/Parameters"]),
            (&parameters(r#"{"x.$": "$.order"}"#), &[]),
            (&parameters(r#"{"x": "$"}"#), &[]),
            (&parameters(r#"{"x": "$5.00"}"#), &[]),
            (&parameters(r#"{"x": "$.25 each"}"#), &[]),
            (&parameters(r#"{"x": "costs $.25"}"#), &[]),
            (&parameters(r#"{"x": "${Name}"}"#), &[]),
            (&parameters(r#"{"x": "$name"}"#), &[]),
            (&parameters(r#"{"InputPathsMap": {"x": "$.detail"}}"#), &[]),
            (&parameters(r#"{"x": "States.Rights (all)"}"#), &[]),
        ],
    );
}

#[test]
fn results_that_are_literal() {
    check_table(
        Code::LiteralResult,
        &[
            (&pass("Result", r#"{"x.$": "$.order"}"#), &["/States/A/Result/x.$"]),
            (&pass("Result", r#"{"x": ["$.order"]}"#), &["/States/A/Result/x/0"]),
            (&pass("Result", r#""States.UUID()""#), &["/States/A/Result"]),
            (&pass("Result", r#"{"x.$": "plain", "y": "text"}"#), &[]),
            (&parameters(r#"{"x.$": "$.order"}"#), &[]),
        ],
    );
}

#[test]
fn syntax_of_other_languages() {
    let place = &["/States/A/Parameters/x"][..];
    check_table(
        Code::ForeignSyntax,
        &[
            (&parameters(r#"{"x": "{% $states.input %}"}"#), place),
            (&parameters(r#"{"x": "{{ $.order }}"}"#), place),
            (&parameters(r#"{"x": "Dear {{name}}"}"#), &[]),
            (&parameters(r#"{"x": "{{name}}"}"#), &[]),
            (&parameters(r#"{"x": "100 %"}"#), &[]),
            (&pass("Result", r#"{"x": "{% 1 %}"}"#), &["/States/A/Result/x"]),
        ],
    );
}
