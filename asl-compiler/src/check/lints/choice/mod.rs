//! Rules of Choice states: what they leave out, what they never take, what they compare (STRICT-9).

mod compare;
mod cover;
mod jsonata;
mod patterns;
#[cfg(test)]
mod tests;

use compare::{contradicts, implies, is_always_true};

use super::view::{View, words};
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::model::{
    Choice, ChoiceRule, Comparison, Condition, Next, Operator, QueryLanguage, State, StateKind,
};

pub(super) fn check(view: &View<'_>, findings: &mut Findings) {
    for state in view.states() {
        let StateKind::Choice(choice) = &state.kind else { continue };
        if state.language == QueryLanguage::Jsonata {
            jsonata::check(state, choice, findings);
            findings.extend(pointless(state, choice));
            continue;
        }
        let Some(rules) = complete(view, state, choice) else { continue };
        if rules.iter().all(|(_, condition)| is_comparable(condition)) {
            unreachable_rules(state, &rules, findings);
            findings.extend(without_default(view, state, choice, &rules));
        }
        findings.extend(pointless(state, choice));
        for comparison in rules.iter().flat_map(|(_, condition)| comparisons(condition)) {
            patterns::check(view, state, comparison, findings);
            findings.extend(indefinite(state, comparison));
        }
    }
}

/// A rule with its condition.
type Rule<'m> = (&'m ChoiceRule, &'m Condition);

/// The rules, if all could be read; one that waits for a substitution is left out.
fn complete<'m>(view: &View<'_>, state: &State, choice: &'m Choice) -> Option<Vec<Rule<'m>>> {
    let written = view.field(state.place, "Choices")?.value.as_array()?;
    let rules: Vec<Rule<'_>> =
        choice.choices.iter().filter_map(|rule| Some((rule, rule.test.json_path()?))).collect();
    let closed = rules.iter().all(|(_, condition)| {
        comparisons(condition).iter().all(|comparison| {
            let node = view.node(comparison.operator.place);
            let text = node.and_then(|node| node.as_str());
            !text.is_some_and(crate::substitution::holds_name)
        })
    });
    (written.len() == rules.len() && closed).then_some(rules)
}

/// Whether a condition is small enough to be compared with others: the effort grows fast with its depth.
fn is_comparable(condition: &Condition) -> bool {
    const MOST: usize = 40;
    const DEEPEST: usize = 6;
    comparisons(condition).len() <= MOST && depth(condition) <= DEEPEST
}

fn depth(condition: &Condition) -> usize {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => 1 + parts.iter().map(depth).max().unwrap_or(0),
        Condition::Not(part) => 1 + depth(part),
        Condition::Comparison(_) => 0,
    }
}

fn comparisons(condition: &Condition) -> Vec<&Comparison> {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => parts.iter().flat_map(comparisons).collect(),
        Condition::Not(part) => comparisons(part),
        Condition::Comparison(comparison) => vec![comparison],
    }
}

/// Rules whose every case goes to an earlier one, or that contradict themselves.
fn unreachable_rules(state: &State, rules: &[Rule<'_>], findings: &mut Findings) {
    // Each is compared with all before it: thousands of rules would hold up the compiler for minutes.
    const MOST: usize = 400;
    for (index, (rule, condition)) in rules.iter().enumerate() {
        let words = format!("rule {} of {}", index + 1, words(state));
        if let Some((one, other)) = contradiction(condition) {
            let message = format!("{words} is never true: it asks for two things at once");
            findings.push(
                Diagnostic::new(Code::UnreachableRule, rule.place, message)
                    .related(one.place, "where this is true …")
                    .related(other.place, "… this is not"),
            );
            continue;
        }
        if index > MOST {
            continue;
        }
        let takes = |other: &Condition| is_always_true(other) || implies(condition, other);
        let earlier = rules[..index].iter().enumerate();
        let Some((earlier, (other, _))) = earlier.into_iter().find(|(_, (_, other))| takes(other)) else {
            continue;
        };
        let label = format!("rule {} takes every case of it", earlier + 1);
        let finding = if other.next == rule.next && rule.assign.is_none() {
            let message = format!("{words} adds nothing");
            Diagnostic::new(Code::RepeatedRule, rule.place, message)
        } else {
            let message = format!("{words} is never taken");
            Diagnostic::new(Code::UnreachableRule, rule.place, message)
                .help("the first rule that is true is taken")
        };
        findings.push(finding.label(label).related(other.place, "this rule comes first"));
    }
}

/// Two comparisons that must both be true and cannot be.
fn contradiction(condition: &Condition) -> Option<(&Comparison, &Comparison)> {
    let mut parts = Vec::new();
    conjuncts(condition, &mut parts);
    let pairs = parts
        .iter()
        .enumerate()
        .flat_map(|(index, one)| parts[index + 1..].iter().map(move |other| (*one, *other)));
    pairs.into_iter().find(|(one, other)| contradicts(one, other))
}

/// The comparisons that are all true where a condition is.
fn conjuncts<'c>(condition: &'c Condition, into: &mut Vec<&'c Comparison>) {
    match condition {
        Condition::And(parts) => parts.iter().for_each(|part| conjuncts(part, into)),
        Condition::Or(parts) => {
            if let [only] = parts.as_slice() {
                conjuncts(only, into);
            }
        }
        Condition::Comparison(comparison) => into.push(comparison),
        Condition::Not(_) => {}
    }
}

/// CHO-10: where no rule matches, the execution fails.
fn without_default(
    view: &View<'_>,
    state: &State,
    choice: &Choice,
    rules: &[Rule<'_>],
) -> Option<Diagnostic> {
    let conditions: Vec<&Condition> = rules.iter().map(|(_, condition)| *condition).collect();
    if choice.default.is_some()
        || view.field(state.place, "Default").is_some()
        || cover::exhaustive(&conditions)
    {
        return None;
    }
    let message = format!("{} has no `Default`, and its rules do not take every case", words(state));
    Some(
        Diagnostic::new(Code::ChoiceWithoutDefault, state.name.place, message)
            .label("where no rule is true the execution fails, and nothing catches that")
            .help("add a `Default`, if only one that leads to a Fail state"),
    )
}

/// A Choice that leads to one state, whatever its rules say.
fn pointless(state: &State, choice: &Choice) -> Option<Diagnostic> {
    let default = choice.default?;
    let same = !choice.choices.is_empty() && choice.choices.iter().all(|rule| rule.next == default);
    // They may differ in what they assign, and in what comes out.
    let plain = |rule: &ChoiceRule| {
        rule.assign.is_none() && rule.test.jsonata().is_none_or(|test| test.output.is_none())
    };
    let silent = choice.assign.is_none() && choice.flow.jsonata().is_none_or(Option::is_none);
    (same && silent && choice.choices.iter().all(plain) && matches!(default, Next::State(_))).then(|| {
        let message = format!("all rules of {}, and its `Default`, lead to the same state", words(state));
        Diagnostic::new(Code::PointlessChoice, state.name.place, message)
    })
}

/// A `Variable` that gives an array of matches (CHO-6).
fn indefinite(state: &State, comparison: &Comparison) -> Option<Diagnostic> {
    let variable = &comparison.variable;
    if variable.value.is_definite() || matches!(comparison.operator.value, Operator::Is(..)) {
        return None;
    }
    let message =
        format!("`{}` in {} gives an array, which equals nothing", variable.value.text, words(state));
    Some(
        Diagnostic::new(Code::IndefiniteVariable, variable.place, message)
            .label("a path that may match several nodes gives an array, also of one match")
            .help("select the value in an earlier state, or count the matches by `.length()`"),
    )
}
