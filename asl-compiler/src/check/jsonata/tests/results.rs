//! What expressions give, and what their fields take.

use super::{output, pass};
use crate::check::lints::testing::check_table;
use crate::diagnostic::Code;

fn choice(condition: &str) -> String {
    format!(
        r#""A": {{"Type": "Choice", "QueryLanguage": "JSONata", "Default": "End",
            "Choices": [{{"Condition": "{{% {condition} %}}", "Next": "B"}}]}}, "B": {{"Type": "Pass", "Next": "End"}}"#
    )
}

fn wait(field: &str, value: &str) -> String {
    format!(
        r#""A": {{"Type": "Wait", "QueryLanguage": "JSONata", "{field}": "{{% {value} %}}", "Next": "End"}}"#
    )
}

fn map(fields: &str) -> String {
    format!(
        r#""A": {{"Type": "Map", "QueryLanguage": "JSONata", {fields}, "Next": "End",
            "ItemProcessor": {{"StartAt": "B", "States": {{"B": {{"Type": "Pass", "End": true}}}}}}}}"#
    )
}

fn items(expression: &str) -> String {
    map(&format!(r#""Items": "{{% {expression} %}}""#))
}

#[test]
fn values_fit_their_fields() {
    let condition = &["/States/A/Choices/0/Condition"][..];
    let items_place = &["/States/A/Items"][..];
    check_table(
        Code::WrongResultType,
        &[
            (&choice("$states.input.a"), &[]),
            (&choice("$states.input.a = 1"), &[]),
            (&choice("1"), condition),
            (&choice("'true'"), condition),
            (&choice("$count($states.input.a)"), condition),
            (&choice("$exists($states.input.a)"), &[]),
            (&choice("$states.input.a ? true : 'no'"), &[]),
            (&choice("($x := 1; $x > 0)"), &[]),
            (&choice("($x := 1; $x)"), condition),
            (&wait("Seconds", "$states.input.s"), &[]),
            (&wait("Seconds", "10 * 2"), &[]),
            (&wait("Seconds", "'10'"), &["/States/A/Seconds"]),
            (&wait("Seconds", "-1"), &["/States/A/Seconds"]),
            (&wait("Seconds", "1.5"), &["/States/A/Seconds"]),
            (&wait("Timestamp", "$now()"), &[]),
            (&wait("Timestamp", "$millis()"), &["/States/A/Timestamp"]),
            (&wait("Timestamp", "'tomorrow'"), &["/States/A/Timestamp"]),
            (&wait("Timestamp", "'2030-01-01T00:00:00Z'"), &[]),
            (&items("$states.input"), &[]),
            (&items("[1..3]"), &[]),
            (&items("{'a': 1}"), &[]),
            (&items("'abc'"), items_place),
            (&items("$string($states.input)"), items_place),
            (&map(r#""MaxConcurrency": "{% 'many' %}""#), &["/States/A/MaxConcurrency"]),
            (&map(r#""MaxConcurrency": "{% $states.input.n %}""#), &[]),
            (&output("$uppercase"), &["/States/A/Output"]),
            (&output("function($x){ $x }"), &["/States/A/Output"]),
            (&output("/a/"), &["/States/A/Output"]),
            (&output("$map([1], $string)"), &[]),
            (
                r#""A": {"Type": "Fail", "QueryLanguage": "JSONata", "Cause": "{% 1 + 1 %}"}"#,
                &["/States/A/Cause"],
            ),
            (r#""A": {"Type": "Fail", "QueryLanguage": "JSONata", "Cause": "{% 'a' & 1 %}"}"#, &[]),
        ],
    );
}

#[test]
fn values_are_there() {
    let place = &["/States/A/Output"][..];
    check_table(
        Code::UndefinedResult,
        &[
            (&output("()"), place),
            (&output("$assert(true, 'x')"), place),
            (&output("**"), place),
            (&output("($x := 1)"), &[]),
            (&output("$states.input.a"), &[]),
        ],
    );
    check_table(
        Code::PossiblyUndefinedResult,
        &[
            (&output("$states.input.a ? 1"), place),
            (&output("$states.input.a ? 1 : $states.input.b ? 2"), place),
            (&output("($x := 1; $x = 1 ? 2)"), place),
            (&output("$states.input.a ? 1 : 2"), &[]),
            (&output("[$states.input.a ? 1]"), &[]),
            (&output("'a' & ($states.input.a ? 1)"), &[]),
        ],
    );
}

#[test]
fn a_single_item_is_no_array() {
    let place = &["/States/A/Items"][..];
    check_table(
        Code::SingleItem,
        &[
            (&items("$states.input.items[price > 1]"), place),
            (&items("$filter($states.input.items, function($i){ $i.price > 1 })"), place),
            (&items("$states.input.items ~> $filter(function($i){ $i.price > 1 })"), place),
            (&items("[$states.input.items[price > 1]]"), &[]),
            (&items("$states.input.items[price > 1][]"), &[]),
            (&items("$states.input.items"), &[]),
            (&items("$states.input.lists[0]"), &[]),
            (&items("$states.input.lists[$count($states.input.lists) - 1]"), &[]),
            (&items("$states.input.items[$contains(name, 'a')]"), place),
            (&items("$states.input.orders[id = 1].items"), &[]),
        ],
    );
}

#[test]
fn the_error_output_has_two_strings() {
    let caught = |expression: &str| {
        format!(
            r#""A": {{"Type": "Task", "QueryLanguage": "JSONata", "Next": "End",
                "Resource": "arn:aws:states:::lambda:invoke", "Catch": [{{"ErrorEquals": ["States.ALL"],
                "Output": "{{% {expression} %}}", "Next": "End"}}]}}"#
        )
    };
    let place = &["/States/A/Catch/0/Output"][..];
    check_table(
        Code::MissingData,
        &[
            (&caught("$states.errorOutput.Cause.message"), place),
            (&caught("$states.errorOutput.Message"), place),
            (&caught("$parse($states.errorOutput.Cause).message"), &[]),
            (&caught("$states.errorOutput"), &[]),
        ],
    );
}

#[test]
fn text_around_an_expression_makes_it_text() {
    let output = |text: &str| pass("Output", text);
    let place = &["/States/A/Output"][..];
    check_table(
        Code::LiteralExpression,
        &[
            (&output(r#"" {% $states.input %} ""#), place),
            (&output(r#""{% $states.input %}""#), &[]),
            (&output(r#""order {% $states.input.id %}.""#), place),
            (&output(r#"{"a": ["b", " {% 1 %} "]}"#), &["/States/A/Output/a/1"]),
            (&output(r#""100 % of {x}""#), &[]),
        ],
    );
    check_table(
        Code::ForeignSyntax,
        &[
            (&output(r#""$.order.id""#), place),
            (&output(r#""$$.Execution.Id""#), place),
            (&output(r#""States.Format('{}', $.a)""#), place),
            (&output(r#"{"a.$": "$.b"}"#), &["/States/A/Output/a.$"]),
            (&output(r#"{"a.$": "b"}"#), &[]),
            (&output(r#""costs $5.00""#), &[]),
        ],
    );
    check_table(
        Code::UnevaluatedText,
        &[(&output(r#""$states.input.id""#), place), (&output(r#""states.input.id""#), &[])],
    );
}
