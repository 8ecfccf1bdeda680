//! What the service refuses in expressions.

use super::{output, pass};
use crate::check::lints::testing::{all, machine};
use crate::diagnostic::Code;
use crate::model::WorkflowKind;

fn errors(states: &str) -> Vec<(Code, String)> {
    let mut found = all(&machine(states), WorkflowKind::Standard);
    found.retain(|(code, _)| {
        matches!(code, Code::StatesField | Code::StatesBinding | Code::TopLevelReference)
    });
    found
}

fn check(states: &str, code: Code, places: &[&str]) {
    let expected: Vec<_> = places.iter().map(|place| (code, (*place).to_owned())).collect();
    assert_eq!(errors(states), expected, "{states}");
}

/// A Task of JSONata with these fields.
fn task(fields: &str) -> String {
    format!(
        r#""A": {{"Type": "Task", "QueryLanguage": "JSONata", "Next": "End",
            "Resource": "arn:aws:states:::lambda:invoke", {fields}}}"#
    )
}

#[test]
fn fields_of_states_are_there_where_they_belong() {
    let result = r#""{% $states.result %}""#;
    let error = r#""{% $states.errorOutput.Error %}""#;
    let catch = |output: &str| {
        task(&format!(
            r#""Catch": [{{"ErrorEquals": ["States.ALL"], "Output": {output}, "Assign": {{"x": {output}}}, "Next": "End"}}]"#
        ))
    };
    let caught = ["/States/A/Catch/0/Output", "/States/A/Catch/0/Assign/x"];
    for (states, places) in [
        (pass("Output", result), &["/States/A/Output"][..]),
        (pass("Assign", &format!(r#"{{"x": {result}}}"#)), &["/States/A/Assign/x"]),
        (task(&format!(r#""Output": {result}"#)), &[]),
        (task(&format!(r#""Output": {{"a": [{result}]}}"#)), &[]),
        (task(&format!(r#""Assign": {{"x": {result}}}"#)), &[]),
        (task(&format!(r#""Arguments": {{"x": {result}}}"#)), &["/States/A/Arguments/x"]),
        (task(&format!(r#""Arguments": {{"x": {error}}}"#)), &["/States/A/Arguments/x"]),
        (task(&format!(r#""Output": {error}"#)), &["/States/A/Output"]),
        (catch(error), &[]),
        (catch(result), &caught),
        (output("$states.input"), &[]),
        (output("$states.context"), &[]),
        (output("$states.inptu"), &["/States/A/Output"]),
        (output("$states.result.a & $states.errorOutput"), &["/States/A/Output", "/States/A/Output"]),
        (output("$states"), &[]),
    ] {
        check(&states, Code::StatesField, places);
    }
}

#[test]
fn states_is_bound_by_nothing() {
    for (expression, found) in [
        ("($states := 1; 2)", true),
        ("function($states){ 1 }(2)", true),
        ("$x@$states.a", true),
        ("($state := 1; $state)", false),
    ] {
        let places = if found { &["/States/A/Output"][..] } else { &[] };
        check(&output(expression), Code::StatesBinding, places);
    }
}

#[test]
fn names_have_a_context() {
    for (expression, found) in [
        ("phone", true),
        ("$", true),
        ("$states.input[$$ = 1]", true),
        ("{phone: 1}", true),
        ("$states.input.phone", false),
        ("$states.input[phone = 1]", false),
        ("`phone`", true),
    ] {
        let places = if found { &["/States/A/Output"][..] } else { &[] };
        check(&output(expression), Code::TopLevelReference, places);
    }
}
