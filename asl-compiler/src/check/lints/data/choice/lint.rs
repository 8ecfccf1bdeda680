//! The comparisons of a Choice: those that fail, that come too late, or that are never true (STRICT-10,
//! STRICT-12).

use super::super::facts::{Facts, Learnt, compared_kind, tested};
use super::super::missing::{Site, kind_words};
use super::super::select::Certainty;
use super::super::shape::Presence;
use super::super::types::may_be;
use crate::check::lints::uses::{PathUse, Reads, operand_path};
use crate::check::lints::view::words;
use crate::diagnostic::{Code, Diagnostic, Findings};
use crate::expression::path::{Path, Step};
use crate::model::{Choice, Comparison, Condition, Operator, Spanned, TypeTest};
use crate::syntax::Place;

pub(in super::super) fn check(site: &Site<'_>, choice: &Choice, findings: &mut Findings) {
    let mut facts = Facts::default();
    let conditions = choice.choices.iter().map(|rule| rule.test.json_path());
    for (index, condition) in conditions.enumerate() {
        let Some(condition) = condition else { continue };
        let words = format!("rule {} of {}", index + 1, words(site.state()));
        let mut walk = Walk { site, words, findings };
        // Only what is compared first is compared whenever the state is reached.
        let reached = if index == 0 { Reached::Always } else { Reached::Sometimes };
        walk.condition(condition, &mut facts.clone(), reached);
        facts.assume(condition, false);
    }
}

/// Whether a comparison is evaluated whenever the Choice is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reached {
    Always,
    Sometimes,
}

struct Walk<'w, 'a> {
    site: &'w Site<'a>,
    words: String,
    findings: &'w mut Findings,
}

impl Walk<'_, '_> {
    fn condition<'c>(&mut self, condition: &'c Condition, facts: &mut Facts<'c>, reached: Reached) {
        match condition {
            Condition::And(parts) => self.parts(parts, true, facts, reached),
            Condition::Or(parts) => self.parts(parts, false, facts, reached),
            Condition::Not(part) => self.condition(part, facts, reached),
            Condition::Comparison(comparison) => self.comparison(comparison, facts, reached),
        }
    }

    /// Each part is evaluated where those before it had this truth (CHO-5).
    fn parts<'c>(&mut self, parts: &'c [Condition], truth: bool, facts: &mut Facts<'c>, reached: Reached) {
        let mut facts = facts.clone();
        for (index, part) in parts.iter().enumerate() {
            let reached = if index == 0 { reached } else { Reached::Sometimes };
            self.condition(part, &mut facts.clone(), reached);
            facts.assume(part, truth);
        }
    }

    fn comparison(&mut self, comparison: &Comparison, facts: &Facts<'_>, reached: Reached) {
        let variable = &comparison.variable;
        let operator = &comparison.operator;
        if let Operator::Is(TypeTest::Present, expected) = operator.value {
            return self.presence(comparison, expected, facts);
        }
        let failed = self.read(&variable.value, variable.place, facts, reached);
        let operand = operand_path(&operator.value);
        let operand_failed = operand.is_some_and(|path| self.read(path, operator.place, facts, reached));
        if !failed && !operand_failed {
            self.types(comparison, facts);
        }
    }

    /// A path that is read, and fails where it finds nothing. Says whether it does.
    fn read(&mut self, path: &Path, place: Place, facts: &Facts<'_>, reached: Reached) -> bool {
        let known = facts.presence(path);
        if let Some(fact) = known
            && fact.what == Learnt::Absent
        {
            let message = format!("`{}` in {} finds nothing", path.text, self.words);
            self.findings.push(
                Diagnostic::new(Code::MissingData, place, message)
                    .label("it is compared only where it is missing, and that fails")
                    .related(fact.from, "this test says that it is missing"),
            );
            return true;
        }
        let Some(miss) = self.found(path, place).and_then(|found| found.miss) else { return false };
        let certain = miss.certainty == Certainty::Always
            && !matches!(
                (path.steps.get(miss.step), &miss.at),
                (Some(Step::Index(_)), super::super::shape::Shape::Any(_))
            );
        if known.is_none() && (certain || (reached == Reached::Always && miss.certainty != Certainty::Empty))
        {
            let finding = self.site.finding(path, &miss, place, &self.words, Some(Reads::EffectiveInput));
            self.findings.push(finding);
            return true;
        }
        false
    }

    fn found(&self, path: &Path, place: Place) -> Option<super::super::select::Found> {
        self.site.found(&PathUse { field: "Variable", reads: Reads::EffectiveInput, path, place, part: None })
    }

    /// `IsPresent`
    fn presence(&mut self, comparison: &Comparison, expected: bool, facts: &Facts<'_>) {
        let path = &comparison.variable.value;
        let place = comparison.variable.place;
        match facts.presence(path) {
            Some(fact) if fact.what == Learnt::Compared => {
                let message = format!("{} tests too late whether `{}` is there", self.words, path.text);
                let finding = Diagnostic::new(Code::LatePresenceTest, place, message)
                    .label("where it is missing, the execution has failed before")
                    .related(fact.from, "this reads it first, and fails if it is missing")
                    .help("test first: `And` evaluates its rules in order, and stops at one that is false");
                self.findings.push(finding);
            }
            Some(_) => {}
            None => {
                let Some(found) = self.found(path, place) else { return };
                let missing = found.miss.is_some_and(|miss| miss.certainty == Certainty::Always);
                if expected && missing {
                    let message = format!("`{}` in {} is never there", path.text, self.words);
                    let finding = Diagnostic::new(Code::ComparisonNeverTrue, place, message);
                    self.findings.push(finding.label("the test is never true"));
                } else if !expected && self.always_there(path) {
                    let message = format!("`{}` in {} is always there", path.text, self.words);
                    let finding = Diagnostic::new(Code::ComparisonNeverTrue, place, message);
                    self.findings.push(finding.label("the test is never true"));
                }
            }
        }
    }

    fn always_there(&self, path: &Path) -> bool {
        if path.root != crate::expression::path::Root::Document {
            return false;
        }
        let mut at = self.site.steps.effective.clone();
        path.steps.iter().all(|step| {
            let Step::Name(name) = step else { return false };
            let there = matches!(&at, super::super::shape::Shape::Object(members)
                if members.presence(name) == Presence::Always);
            at = at.members().map_or_else(super::super::shape::Shape::unknown, |members| members.shape(name));
            there
        })
    }

    /// CHO-7: what is of another type is never equal, less or greater.
    fn types(&mut self, comparison: &Comparison, facts: &Facts<'_>) {
        let Spanned { value: path, place } = &comparison.variable;
        let Some(found) = self.found(path, *place) else { return };
        let operator = &comparison.operator.value;
        let (asked, truth) = match operator {
            Operator::Is(test, expected) => (tested(*test), *expected),
            operator => (compared_kind(operator), true),
        };
        let Some(asked) = asked.filter(|_| truth) else { return };
        // What this very Choice has tested is a matter of its rules, not of the data; that a path gives an
        // array, whatever the data, is one of its own.
        if facts.kind(path).is_some() || !path.is_definite() {
            return;
        }
        if !may_be(&found.shape, asked) {
            let message = format!("{} is never true: it asks for {asked}", self.words);
            let label = format!("`{}` is {}", path.text, kind_words(&found.shape));
            let finding = Diagnostic::new(Code::ComparisonNeverTrue, *place, message).label(label);
            self.findings.push(finding);
            return;
        }
        let Some(operand) = operand_path(operator) else { return };
        let Some(found) = self.found(operand, comparison.operator.place) else { return };
        if !may_be(&found.shape, asked) {
            let message = format!("{} is never true: it asks for {asked}", self.words);
            let label = format!("`{}` is {}", operand.text, kind_words(&found.shape));
            let place = comparison.operator.place;
            self.findings.push(Diagnostic::new(Code::ComparisonNeverTrue, place, message).label(label));
        }
    }
}
