//! Checks of what variables hold.

use super::{TASK, expect};

#[test]
fn variables_hold_parts_of_types() {
    expect(
        &format!(
            r#""A": {{{TASK}, "ResultPath": null, "Assign": {{"payment.$": "$", "first.$": "$.items[0]"}}, "Next": "B"}},
            "B": {{"Type": "Pass", "Parameters": {{"id.$": "$payment.id", "sku.$": "$first.sku"}}, "Next": "C"}},
            "C": {{"Type": "Fail"}}"#
        ),
        &[
            "input to task 0",
            "read answer 0.items[0]<or null>",
            "read answer 0.id",
            "read answer 0.items![0]<or null>.sku",
        ],
    );
}

#[test]
fn expressions_read_variables() {
    expect(
        &format!(
            r#""A": {{"QueryLanguage": "JSONata", {TASK}, "Assign": {{"payment": "{{% $states.result %}}"}}, "Next": "B"}},
            "B": {{"QueryLanguage": "JSONata", {TASK}, "Arguments": {{"id": "{{% $payment.id %}}"}}, "Next": "C"}},
            "C": {{"Type": "Fail"}}"#
        ),
        &["input to task 0", "{id: answer 0.id!} to task 1", "some answer 0*id"],
    );
}

#[test]
fn a_variable_of_two_ways_is_one_of_both() {
    expect(
        &format!(
            r#""A": {{{TASK}, "ResultPath": null, "Assign": {{"x.$": "$"}}, "Next": "C",
                "Catch": [{{"ErrorEquals": ["States.ALL"], "ResultPath": null, "Next": "B"}}]}},
            "B": {{{TASK}, "ResultPath": null, "Assign": {{"x.$": "$"}}, "Next": "C"}},
            "C": {{"Type": "Pass", "Next": "D"}},
            "D": {{"Type": "Pass", "Parameters": {{"id.$": "$x.id"}}, "Next": "E"}}, "E": {{"Type": "Fail"}}"#
        ),
        &["input to task 0", "input to task 1", "read answer 0.id", "read answer 1.id"],
    );
}

#[test]
fn items_see_the_variables_around_them() {
    expect(
        &format!(
            r#""A": {{{TASK}, "ResultPath": null, "Assign": {{"x.$": "$"}}, "Next": "B"}},
            "B": {{"Type": "Map", "ItemsPath": "$x.items", "Next": "D", "ItemProcessor": {{"StartAt": "C", "States": {{
                "C": {{"Type": "Pass", "InputPath": "$x.id", "End": true}}}}}}}},
            "D": {{"Type": "Fail"}}"#
        ),
        &["input to task 0", "read answer 0.items", "answer 0.items is A", "read answer 0.id"],
    );
}

#[test]
fn rules_narrow_variables() {
    expect(
        &format!(
            r#""A": {{{TASK}, "ResultPath": null, "Assign": {{"x.$": "$"}}, "Next": "B"}},
            "B": {{"Type": "Choice", "Default": "D", "Choices": [
                {{"And": [{{"Variable": "$x.note", "IsPresent": true}}, {{"Variable": "$x.kind", "StringEquals": "card"}}],
                "Next": "C"}}]}},
            "C": {{"Type": "Pass", "Parameters": {{"note.$": "$x.note", "number.$": "$x.number"}}, "Next": "D"}},
            "D": {{"Type": "Fail"}}"#
        ),
        &[
            "input to task 0",
            "some answer 0.note",
            "read answer 0<O>.kind",
            "answer 0<O>.kind! ~ T",
            "equals answer 0<O>.kind!<=card>",
            "read answer 0<O><kind=card>.number",
        ],
    );
}
