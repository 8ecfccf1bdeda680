//! Rules in JSONata that are never taken (CHO-30, CHO-32).

use std::collections::HashMap;

use crate::check::view::words;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::expression::jsonata::NodeKind;
use crate::model::{Choice, ChoiceRule, JsonataCondition, State};

pub(super) fn check(state: &State, choice: &Choice, findings: &mut Findings) {
    let mut always: Option<(usize, &ChoiceRule)> = None;
    let mut seen: HashMap<&str, (usize, &ChoiceRule)> = HashMap::new();
    for (index, rule) in choice.choices.iter().enumerate() {
        let Some(test) = rule.test.jsonata() else { continue };
        let (text, is_true) = match &test.condition {
            JsonataCondition::Literal(value) => (None, *value),
            JsonataCondition::Expression(expression) => match &expression.root.kind {
                NodeKind::Boolean(value) => (None, *value),
                _ => (Some(expression.text.as_str()), false),
            },
        };
        // An expression that draws lots may differ from its twin.
        let text = text.filter(|text| !text.contains("$random") && !text.contains("$uuid"));
        let earlier = text.and_then(|text| seen.get(text).copied());
        if let Some((earlier, other)) = always.or(earlier) {
            let message = format!("rule {} of {} is never taken", index + 1, words(state));
            findings.push(
                Diagnostic::new(Code::UnreachableRule, rule.place, message)
                    .label(format!("rule {} takes every case of it", earlier + 1))
                    .related(other.place, "this rule comes first")
                    .help("the first rule that is true is taken"),
            );
        }
        if is_true {
            always = always.or(Some((index, rule)));
        }
        if let Some(text) = text {
            seen.entry(text).or_insert((index, rule));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::check::lints::testing::check_table;
    use crate::diagnostic::Code;

    /// A Choice of JSONata with these rules.
    fn choice(rules: &[&str]) -> String {
        format!(
            r#""A": {{"Type": "Choice", "QueryLanguage": "JSONata", "Default": "End", "Choices": [{}]}},
                "B": {{"Type": "Pass", "Next": "End"}}"#,
            rules.join(", ")
        )
    }

    fn rule(condition: &str) -> String {
        format!(r#"{{"Condition": {condition}, "Next": "B"}}"#)
    }

    #[test]
    fn rules_that_are_never_taken() {
        let (one, other) = (rule(r#""{% $states.input.a = 1 %}""#), rule(r#""{% $states.input.a = 2 %}""#));
        let (always, never) = (rule("true"), rule(r#""{% false %}""#));
        let random = rule(r#""{% $random() > 0.5 %}""#);
        check_table(
            Code::UnreachableRule,
            &[
                (&choice(&[&one, &other]), &[]),
                (&choice(&[&one, &one]), &["/States/A/Choices/1"]),
                (&choice(&[&one, &always]), &[]),
                (&choice(&[&always, &one]), &["/States/A/Choices/1"]),
                // Who writes that has turned the rule off.
                (&choice(&[&never, &one]), &[]),
                (&choice(&[&random, &random]), &[]),
            ],
        );
    }

    #[test]
    fn rules_that_assign_or_say_something_have_a_point() {
        let choice = |language: &str, rule: &str| {
            format!(
                r#""A": {{"Type": "Choice", "QueryLanguage": "{language}", "Default": "B", "Choices": [{{{rule}, "Next": "B"}}]}},
                    "B": {{"Type": "Pass", "Next": "End"}}"#
            )
        };
        let jsonata = r#""Condition": "{% $states.input.a = 1 %}""#;
        let path = r#""Variable": "$.a", "NumericEquals": 1"#;
        let assign = r#""Assign": {"x": 1}"#;
        check_table(
            Code::PointlessChoice,
            &[
                (&choice("JSONata", jsonata), &["/States/A"]),
                (&choice("JSONata", &format!("{jsonata}, {assign}")), &[]),
                (&choice("JSONata", &format!(r#"{jsonata}, "Output": 1"#)), &[]),
                (&choice("JSONPath", path), &["/States/A"]),
                (&choice("JSONPath", &format!("{path}, {assign}")), &[]),
            ],
        );
    }
}
