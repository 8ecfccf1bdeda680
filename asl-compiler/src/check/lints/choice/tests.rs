//! Rules, each lint raised and not raised.

use crate::check::lints::testing::check_table;
use crate::diagnostic::Code;

/// A Choice between `B` and `End` with a `Default`.
fn choice(rules: &[&str]) -> String {
    with(rules, r#", "Default": "End""#)
}

fn with(rules: &[&str], default: &str) -> String {
    let end =
        if default.is_empty() { r#"{"Type": "Pass", "Next": "End"}"# } else { r#"{"Type": "Succeed"}"# };
    format!(r#""A": {{"Type": "Choice", "Choices": [{}]{default}}}, "B": {end}"#, rules.join(", "))
}

fn rule(condition: &str) -> String {
    format!(r#"{{{condition}, "Next": "B"}}"#)
}

fn to_end(condition: &str) -> String {
    format!(r#"{{{condition}, "Next": "End"}}"#)
}

#[test]
fn rules_whose_cases_an_earlier_one_takes() {
    let place = &["/States/A/Choices/1"][..];
    for (first, second, dead) in [
        (
            r#""Variable": "$.x", "NumericGreaterThan": 5"#,
            r#""Variable": "$.x", "NumericGreaterThan": 10"#,
            true,
        ),
        (
            r#""Variable": "$.x", "NumericGreaterThan": 10"#,
            r#""Variable": "$.x", "NumericGreaterThan": 5"#,
            false,
        ),
        (
            r#""Variable": "$.x", "NumericGreaterThanEquals": 5"#,
            r#""Variable": "$.x", "NumericEquals": 5"#,
            true,
        ),
        (r#""Variable": "$.x", "StringEquals": "a""#, r#""Variable": "$['x']", "StringEquals": "a""#, true),
        (r#""Variable": "$.x", "StringEquals": "a""#, r#""Variable": "$.y", "StringEquals": "a""#, false),
        (r#""Variable": "$.x", "StringMatches": "a*""#, r#""Variable": "$.x", "StringEquals": "ab""#, true),
        (r#""Variable": "$.x", "StringMatches": "b*""#, r#""Variable": "$.x", "StringEquals": "ab""#, false),
        (r#""Variable": "$.x", "IsPresent": true"#, r#""Variable": "$.x", "StringEquals": "ab""#, true),
        (r#""Variable": "$.x", "IsPresent": false"#, r#""Variable": "$.x", "StringEquals": "ab""#, false),
        (r#""Variable": "$.x", "IsNumeric": false"#, r#""Variable": "$.x", "StringEquals": "ab""#, true),
        (r#""Variable": "$.x", "IsString": true"#, r#""Variable": "$.x", "IsTimestamp": true"#, true),
        (r#""Variable": "$.x", "IsTimestamp": true"#, r#""Variable": "$.x", "IsString": true"#, false),
        (
            r#""Variable": "$.x", "BooleanEquals": true"#,
            r#""And": [{"Variable": "$.y", "IsNull": true}, {"Variable": "$.x", "BooleanEquals": true}]"#,
            true,
        ),
        (
            r#""And": [{"Variable": "$.y", "IsNull": true}, {"Variable": "$.x", "BooleanEquals": true}]"#,
            r#""Variable": "$.x", "BooleanEquals": true"#,
            false,
        ),
        (
            r#""Or": [{"Variable": "$.x", "NumericEquals": 1}, {"Variable": "$.x", "NumericEquals": 2}]"#,
            r#""Variable": "$.x", "NumericEquals": 2"#,
            true,
        ),
        (
            r#""Variable": "$.x", "NumericEquals": 2"#,
            r#""Or": [{"Variable": "$.x", "NumericEquals": 1}, {"Variable": "$.x", "NumericEquals": 2}]"#,
            false,
        ),
        (
            r#""Not": {"Variable": "$.x", "StringEquals": "a"}"#,
            r#""Variable": "$.x", "StringEquals": "b""#,
            true,
        ),
        (
            r#""Not": {"Variable": "$.x", "StringEquals": "a"}"#,
            r#""Variable": "$.x", "StringEquals": "a""#,
            false,
        ),
        (
            r#""Not": {"Variable": "$.x", "IsPresent": true}"#,
            r#""Variable": "$.x", "IsPresent": false"#,
            true,
        ),
        (
            r#""Variable": "$.x", "IsPresent": false"#,
            r#""Not": {"Variable": "$.x", "IsPresent": true}"#,
            true,
        ),
        (
            r#""Or": [{"Variable": "$.x", "IsNull": true}, {"Variable": "$.x", "IsNull": false}]"#,
            r#""Variable": "$.y", "IsNull": true"#,
            true,
        ),
        (
            r#""Variable": "$.x", "StringEqualsPath": "$.y""#,
            r#""Variable": "$.x", "StringEqualsPath": "$.y""#,
            true,
        ),
        (
            r#""Variable": "$.x", "StringEqualsPath": "$.y""#,
            r#""Variable": "$.x", "StringEqualsPath": "$.z""#,
            false,
        ),
        (
            r#""Variable": "$.x", "StringEquals": "${A}""#,
            r#""Variable": "$.x", "StringEquals": "${A}""#,
            false,
        ),
    ] {
        let expected = if dead { place } else { &[] };
        check_table(
            Code::UnreachableRule,
            &[
                (&choice(&[&rule(first), &to_end(second)]), expected),
                // The same state comes next, so that nothing is lost.
                (&choice(&[&rule(first), &rule(second)]), &[]),
            ],
        );
        check_table(
            Code::RepeatedRule,
            &[
                (&choice(&[&rule(first), &rule(second)]), expected),
                (&choice(&[&rule(first), &to_end(second)]), &[]),
            ],
        );
    }
}

#[test]
fn rules_that_contradict_themselves() {
    let both = |one: &str, other: &str| {
        let variable = r#""Variable": "$.x""#;
        choice(&[&rule(&format!(r#""And": [{{{variable}, {one}}}, {{{variable}, {other}}}]"#))])
    };
    let place = &["/States/A/Choices/0"][..];
    for (one, other, never) in [
        (r#""StringEquals": "a""#, r#""StringEquals": "b""#, true),
        (r#""StringEquals": "a""#, r#""StringGreaterThan": "0""#, false),
        (r#""StringEquals": "a""#, r#""StringMatches": "b*""#, true),
        (r#""StringEquals": "a""#, r#""NumericEquals": 1"#, true),
        (r#""NumericGreaterThan": 5"#, r#""NumericLessThan": 3"#, true),
        (r#""NumericGreaterThan": 3"#, r#""NumericLessThan": 5"#, false),
        (r#""NumericGreaterThan": 5"#, r#""NumericLessThanEquals": 5"#, true),
        (r#""BooleanEquals": true"#, r#""BooleanEquals": false"#, true),
        (r#""IsNull": true"#, r#""IsNull": false"#, true),
        (r#""IsNull": true"#, r#""IsString": true"#, true),
        (r#""IsNull": false"#, r#""IsString": true"#, false),
        (r#""IsPresent": true"#, r#""IsString": true"#, false),
        (r#""IsString": true"#, r#""IsTimestamp": true"#, false),
        (r#""TimestampLessThan": "2024-01-01T00:00:00Z""#, r#""StringEquals": "a""#, false),
    ] {
        let expected = if never { place } else { &[] };
        check_table(Code::UnreachableRule, &[(&both(one, other), expected)]);
    }
    let either =
        r#""Or": [{"Variable": "$.x", "StringEquals": "a"}, {"Variable": "$.x", "StringEquals": "b"}]"#;
    check_table(Code::UnreachableRule, &[(&choice(&[&rule(either)]), &[])]);
}

#[test]
fn choices_that_leave_cases_out() {
    let of = |operators: &[&str]| {
        let rules: Vec<String> =
            operators.iter().map(|operator| rule(&format!(r#""Variable": "$.x", {operator}"#))).collect();
        with(&rules.iter().map(String::as_str).collect::<Vec<_>>(), "")
    };
    let place = &["/States/A"][..];
    for (operators, open) in [
        (&[r#""StringEquals": "a""#, r#""StringEquals": "b""#][..], true),
        (&[r#""BooleanEquals": true"#, r#""BooleanEquals": false"#], false),
        (&[r#""BooleanEquals": true"#], true),
        (&[r#""IsPresent": true"#, r#""IsPresent": false"#], false),
        (&[r#""IsNull": true"#, r#""IsString": true"#], true),
        (&[r#""NumericLessThan": 5"#, r#""NumericGreaterThanEquals": 5"#], false),
        (&[r#""NumericLessThan": 5"#, r#""NumericGreaterThan": 5"#], true),
        (&[r#""NumericLessThan": 5"#, r#""NumericGreaterThan": 5"#, r#""NumericEquals": 5"#], false),
        (&[r#""NumericLessThan": 5"#, r#""NumericGreaterThan": 4"#], false),
        (&[r#""NumericLessThan": 5"#, r#""NumericGreaterThan": 6"#], true),
        (&[r#""NumericLessThanPath": "$.y""#, r#""NumericGreaterThanEqualsPath": "$.y""#], false),
        (&[r#""NumericLessThanPath": "$.y""#, r#""NumericGreaterThanEqualsPath": "$.z""#], true),
        (&[r#""StringLessThan": "m""#, r#""StringGreaterThanEquals": "m""#], false),
    ] {
        let expected = if open { place } else { &[] };
        check_table(Code::ChoiceWithoutDefault, &[(&of(operators), expected)]);
    }
    let not = r#""Not": {"Variable": "$.x", "StringEquals": "a"}"#;
    let plain = r#""Variable": "$.x", "StringEquals": "a""#;
    check_table(
        Code::ChoiceWithoutDefault,
        &[
            (&with(&[&rule(plain), &rule(not)], ""), &[]),
            (&choice(&[&rule(plain)]), &[]),
            (&with(&[&rule(r#""Variable": "$.x", "StringEquals": "${A}""#)], ""), &[]),
        ],
    );
    let pointless = format!(r#""A": {{"Type": "Choice", "Choices": [{}], "Default": "End"}}"#, to_end(plain));
    check_table(
        Code::PointlessChoice,
        &[(&pointless, &["/States/A"]), (&choice(&[&rule(plain), &to_end(not)]), &[])],
    );
}

#[test]
fn patterns_and_variables() {
    let matches =
        |pattern: &str| choice(&[&rule(&format!(r#""Variable": "$.x", "StringMatches": "{pattern}""#))]);
    let place = &["/States/A/Choices/0/StringMatches"][..];
    check_table(
        Code::PatternEscape,
        &[
            (&matches(r"a\\d"), place),
            (&matches(r"a*\\"), place),
            (&matches(r"a\\*b*"), &[]),
            (&matches("a*"), &[]),
        ],
    );
    check_table(
        Code::PatternWithoutWildcard,
        &[
            (&matches("a"), place),
            (&matches("50%"), place),
            (&matches(r"a\\*"), &[]),
            (&matches("a*"), &[]),
            (&matches(r"a\\**"), &[]),
        ],
    );
    check_table(
        Code::ForeignPattern,
        &[
            (&matches("^a.*$"), place),
            (&matches("a*$"), place),
            (&matches("%a%"), place),
            (&matches("a-?.csv"), place),
            (&matches("50%"), &[]),
            (&matches("https://a.b/?c=d"), &[]),
            (&matches("a*.b"), &[]),
            (&matches("$"), &[]),
        ],
    );
    let of = |variable: &str, operator: &str| {
        choice(&[&rule(&format!(r#""Variable": "{variable}", {operator}"#))])
    };
    let place = &["/States/A/Choices/0/Variable"][..];
    check_table(
        Code::IndefiniteVariable,
        &[
            (&of("$.l[*].a", r#""StringEquals": "a""#), place),
            (&of("$.l[?(@.a == 1)]", r#""NumericEquals": 1"#), place),
            (&of("$.l[*].length()", r#""NumericEquals": 1"#), &[]),
            (&of("$.l[0].a", r#""StringEquals": "a""#), &[]),
            (&of("$.l[?(@.a == 1)]", r#""IsPresent": true"#), &[]),
        ],
    );
}

#[test]
fn deep_conditions_are_not_compared() {
    let leaf = r#"{"Variable": "$.x", "StringEquals": "a"}"#.to_owned();
    let deep = (0..30).fold(leaf, |inner, depth| {
        let join = if depth % 2 == 0 { "And" } else { "Or" };
        format!(r#"{{"{join}": [{inner}, {{"Variable": "$.y", "NumericEquals": {depth}}}]}}"#)
    });
    let same = rule(&format!(r#""Not": {deep}"#));
    check_table(Code::RepeatedRule, &[(&choice(&[&same, &same]), &[])]);
}

/// So many rules are not compared in pairs any more: that would take minutes for thousands of them.
#[test]
fn many_rules_are_not_all_compared() {
    let equals = |number: usize| rule(&format!(r#""Variable": "$.x", "NumericEquals": {number}"#));
    let mut rules: Vec<String> = (0..300).map(equals).collect();
    rules.push(equals(7));
    let found = |rules: &[String]| {
        let rules: Vec<&str> = rules.iter().map(String::as_str).collect();
        super::super::testing::found(Code::RepeatedRule, &choice(&rules))
    };
    assert_eq!(found(&rules), ["/States/A/Choices/300"]);
    rules.extend((0..200).map(equals));
    assert_eq!(found(&rules).last().map(String::as_str), Some("/States/A/Choices/400"));
}
