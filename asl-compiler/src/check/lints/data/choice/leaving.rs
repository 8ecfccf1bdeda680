//! What goes on to the targets of a Choice: what its rules tell is known there.

use super::super::facts::Facts;
use super::super::flow::{Around, Steps};
use super::super::jsonata::{self, States};
use super::super::shape::{Shape, Via};
use super::super::solve::Arrival;
use crate::model::{Assign, Choice, Filter, JsonataCondition, Next, Output, QueryLanguage};

/// Where a Choice leads, and with what.
pub(in super::super) fn leaving(
    choice: &Choice,
    language: QueryLanguage,
    input: &Shape,
    steps: &Steps,
    around: &Around<'_>,
) -> Vec<(Next, Via, Arrival)> {
    match language {
        QueryLanguage::JsonPath => by_comparisons(choice, steps, around),
        QueryLanguage::Jsonata => by_conditions(choice, &around.states(input), around),
    }
}

/// Which rule was taken may go with what is there.
fn arrival(input: Shape, variables: Shape) -> Arrival {
    Arrival { input: input.chosen().bounded(), variables: variables.chosen() }
}

/// CHO-5, CHO-16.
fn by_comparisons(choice: &Choice, steps: &Steps, around: &Around<'_>) -> Vec<(Next, Via, Arrival)> {
    let whole = choice.flow.json_path().is_none_or(|filters| filters.output_path == Filter::Whole);
    let left = |facts: &Facts<'_>, assign: Option<&Assign>| {
        let mut effective = steps.effective.clone();
        let mut around = around.clone();
        facts.refine(&mut effective, &mut around.variables);
        let variables = around.assigned_with(assign, &effective);
        let output = match (&steps.output, whole) {
            (_, true) => effective,
            (Some(output), false) => output.clone(),
            (None, false) => Shape::unknown(),
        };
        arrival(output, variables)
    };
    let mut before = Facts::default();
    let mut leaving = Vec::new();
    for (at, rule) in choice.choices.iter().enumerate() {
        let mut facts = before.clone();
        if let Some(condition) = rule.test.json_path() {
            facts.assume(condition, true);
            before.assume(condition, false);
        }
        leaving.push((rule.next, Via::Rule(at), left(&facts, rule.assign.as_ref())));
    }
    leaving.extend(choice.default.map(|next| (next, Via::Default, left(&before, choice.assign.as_ref()))));
    leaving
}

/// CHO-30 to CHO-32.
fn by_conditions(choice: &Choice, states: &States, around: &Around<'_>) -> Vec<(Next, Via, Arrival)> {
    let left = |facts: &jsonata::Facts<'_>, output: Option<&Output>, assign: Option<&Assign>| {
        let mut states = states.clone();
        facts.refine(&mut states);
        let variables = around.assigned_from(assign, &states);
        let output = match output.and_then(Option::as_ref) {
            Some(template) => states.template(template),
            None => states.input.clone(),
        };
        arrival(output, variables)
    };
    let mut before = jsonata::Facts::default();
    let mut leaving = Vec::new();
    for (at, rule) in choice.choices.iter().enumerate() {
        let test = rule.test.jsonata();
        let mut facts = before.clone();
        if let Some(JsonataCondition::Expression(condition)) = test.map(|test| &test.condition) {
            facts.assume(&condition.value.root, true);
            before.assume(&condition.value.root, false);
        }
        let output = test.map(|test| &test.output);
        leaving.push((rule.next, Via::Rule(at), left(&facts, output, rule.assign.as_ref())));
    }
    leaving.extend(
        choice
            .default
            .map(|next| (next, Via::Default, left(&before, choice.flow.jsonata(), choice.assign.as_ref()))),
    );
    leaving
}
