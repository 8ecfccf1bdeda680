//! Comparisons of what is known.

use super::after;
use crate::check::lints::testing::check_table;
use crate::diagnostic::Code;

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
