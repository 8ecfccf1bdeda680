//! What depends on the user's types: checks for rustc.
//!
//! The data is followed once more, now with the types of handlers and of the workflow. What can be told without looking
//! into a type is told by the lints; the rest becomes checks.

mod choice;
mod errors;
mod failures;
mod filters;
mod given;
mod jsonata;
mod lost;
mod reads;
mod states;
#[cfg(test)]
mod tests;
mod words;

pub(crate) use failures::failures;
pub(crate) use states::{Answer, StateTypes, TaskTypes};

use super::Expressions;
use super::missing::Site;
use super::shape::{Shape, Way};
use super::solve::{Solution, solve};
use crate::check::view::View;
use crate::diagnostic::Findings;
use crate::model::{QueryLanguage, StateKind};
use crate::source::Source;
use crate::syntax::Member;
use crate::typed::{Given, Part, Target, TypeCheck, Verdict};
use words::Words;

/// The checks of a definition, and what its lints find now that more is known.
pub(in crate::check) fn check(
    view: &View<'_>,
    source: &Source,
    types: &StateTypes,
    findings: &mut Findings,
) -> Vec<TypeCheck> {
    let solution = solve(view, types);
    let expressions = crate::check::jsonata::sites(view);
    let expressions = Expressions::new(&expressions);
    super::lint(&solution, &expressions, findings);
    let mut checks = Checks { words: Words { source }, types, found: Vec::new() };
    for (index, node) in solution.nodes.iter().enumerate() {
        let Some(input) = solution.input(index) else { continue };
        let around = solution.around(index);
        let steps = around.steps(node.state, &input);
        let site = Site { solution: &solution, index, input: &input, around: &around, steps: &steps };
        checks.payload(&site);
        errors::check(&site, &mut checks);
        if node.state.language == QueryLanguage::Jsonata {
            jsonata::check(&site, expressions.of(node), &mut checks);
            continue;
        }
        reads::check(&site, &mut checks);
        if let StateKind::Choice(rules) = &node.state.kind {
            choice::check(&site, rules, &mut checks);
        }
    }
    checks.outputs(&solution);
    failures::check(view, &mut checks, findings);
    checks.found
}

/// Checks as they are found.
struct Checks<'a> {
    words: Words<'a>,
    types: &'a StateTypes,
    found: Vec<TypeCheck>,
}

impl Checks<'_> {
    /// Adds a check, unless it is there already.
    fn push(&mut self, text: String, verdict: Verdict) {
        // What is wrong only sometimes may have been ruled out.
        if matches!(&verdict, Verdict::OfKind(part, _) if part.is_guarded()) {
            return;
        }
        let check = TypeCheck { text, verdict };
        if !self.found.contains(&check) {
            self.found.push(check);
        }
    }

    /// What the handler of a state gets, against its type.
    fn payload(&mut self, site: &Site<'_>) {
        let state = site.state();
        let Some(task) = self.types.task(state).filter(|task| task.has_input) else { return };
        let payload = given::payload(site, task);
        let field =
            ["Parameters", "Arguments"].iter().find_map(|name| site.solution.view.field(state.place, name));
        let place = field.map_or(state.name.place, Member::key_place);
        for (way, given) in payload {
            let text = self.words.payload(state, place, site.words_of(way));
            self.fits(text, given, Target::Input(task.method));
        }
    }

    /// What the execution ends with, against the type of its output.
    fn outputs(&mut self, solution: &Solution<'_>) {
        if !self.types.has_output {
            return;
        }
        for (way, shape) in solution.outputs() {
            let Some(node) = solution.nodes.get(way.from) else { continue };
            let text = self.words.output(node.state);
            for (_, shape) in shape.alternatives() {
                self.fits(text.clone(), given::of(shape), Target::Output);
            }
        }
    }

    fn fits(&mut self, text: String, given: Given, target: Target) {
        if !given.is_unknown() {
            self.push(text, Verdict::Fits(given, target));
        }
    }
}

impl Site<'_> {
    /// How messages name a way into the state: `` when it comes from state X ``; nothing where there is one alone.
    fn words_of(&self, way: Option<Way>) -> String {
        let Some(way) = way.filter(|way| self.is_one_of_several(*way)) else { return String::new() };
        match (self.solution.nodes.get(way.from), way.via) {
            (None, _) => " where the execution starts".to_owned(),
            (Some(node), super::shape::Via::Catch(_)) => {
                format!(" after state {} has failed", node.state.name.value)
            }
            (Some(node), _) => format!(" on the way from state {}", node.state.name.value),
        }
    }
}

impl Site<'_> {
    /// How messages name the way that one of several things comes; where it comes by more than one, that there are others.
    fn words_of_one(&self, way: Option<Way>, is_one: bool) -> String {
        match way {
            None if !is_one => ", which is not there in every case".to_owned(),
            way => self.words_of(way),
        }
    }

    /// Whether there is another way than this one: into the state, or into one before it.
    fn is_one_of_several(&self, way: Way) -> bool {
        let incoming = self.solution.nodes.get(self.index).map(|node| &node.incoming);
        incoming.is_none_or(|incoming| incoming.len() > 1 || !incoming.contains_key(&way))
    }
}

/// The parts of types that a value is one of, where each may be missing: one of them must be able to be there. `None` where
/// it may be something else, too.
fn any_of(shape: &Shape) -> Option<Vec<Part>> {
    let all = shape.alternatives();
    let parts = all.iter().map(|(_, shape)| match shape {
        Shape::Typed(part) if part.may_be_missing() => Some(part.clone()),
        _ => None,
    });
    if all.len() > 1 { parts.collect() } else { None }
}

/// The parts of types that a path finds, each with the way that it comes.
fn parts(shape: &Shape) -> impl Iterator<Item = (Option<Way>, &Part)> {
    shape.alternatives().into_iter().filter_map(|(way, shape)| match shape {
        Shape::Typed(part) => Some((way, part)),
        _ => None,
    })
}
