//! Comparisons of parts of types.

use super::super::facts::{Facts, compared_kind, tested};
use super::super::missing::Site;
use super::super::shape::{Shape, kinds};
use super::reads::read;
use super::{Checks, any_of, parts};
use crate::check::lints::uses::{Reads, operand_path};
use crate::expression::path::Path;
use crate::model::{Choice, Comparison, Condition, Operand, Operator, Relation, TypeTest};
use crate::syntax::Place;
use crate::typed::{KindSet, PartStep, Verdict};

pub(super) fn check(site: &Site<'_>, choice: &Choice, checks: &mut Checks<'_>) {
    let mut facts = Facts::default();
    for condition in choice.choices.iter().filter_map(|rule| rule.test.json_path()) {
        Walk { site, checks }.condition(condition, &mut facts.clone());
        facts.assume(condition, false);
    }
}

struct Walk<'w, 'a, 'c> {
    site: &'w Site<'a>,
    checks: &'w mut Checks<'c>,
}

impl Walk<'_, '_, '_> {
    fn condition<'f>(&mut self, condition: &'f Condition, facts: &mut Facts<'f>) {
        match condition {
            Condition::And(parts) => self.parts(parts, true, facts),
            Condition::Or(parts) => self.parts(parts, false, facts),
            Condition::Not(part) => self.condition(part, facts),
            Condition::Comparison(comparison) => self.comparison(comparison, facts),
        }
    }

    /// Each part is evaluated where those before it had this truth (CHO-5).
    fn parts<'f>(&mut self, parts: &'f [Condition], truth: bool, facts: &mut Facts<'f>) {
        let mut facts = facts.clone();
        for part in parts {
            self.condition(part, &mut facts.clone());
            facts.assume(part, truth);
        }
    }

    fn comparison(&mut self, comparison: &Comparison, facts: &Facts<'_>) {
        // What the tests before this one have told is known here.
        let mut document = self.site.steps.effective.clone();
        let mut around = self.site.around.clone();
        facts.refine(&mut document, &mut around.variables);
        let (variable, place) = (&comparison.variable.value, comparison.variable.place);
        let operator = &comparison.operator.value;
        let state = self.site.state();
        let shape = around.documents(&document).path(variable).shape;
        // What is so on some ways only is asked for.
        let is_one = shape.alternatives().len() == 1;
        if let Operator::Is(TypeTest::Present, _) = operator {
            if let Some(all) = any_of(&shape) {
                let text = self.checks.words.tests(state, place, &variable.text);
                self.checks.push(text, Verdict::SelectedOf(all));
            }
            if !is_one {
                return;
            }
            for (_, part) in parts(&shape).filter(|(_, part)| part.may_be_missing()) {
                let text = self.checks.words.tests(state, place, &variable.text);
                self.checks.push(text, Verdict::Selected(part.clone()));
            }
            return;
        }
        self.read(&shape, variable, place);
        let kind = match operator {
            // Asking for `null` what is never null does no harm.
            Operator::Is(TypeTest::Null, _) | Operator::Is(_, false) => None,
            Operator::Is(test, true) => tested(*test),
            operator => compared_kind(operator),
        };
        let Some(kind) = kind else { return };
        self.compared(&shape, &variable.text, place, &kind.to_string(), kinds(&[kind]));
        if let Some(operand) = operand_path(operator) {
            let shape = around.documents(&document).path(operand).shape;
            self.read(&shape, operand, comparison.operator.place);
            self.compared(
                &shape,
                &operand.text,
                comparison.operator.place,
                &kind.to_string(),
                kinds(&[kind]),
            );
        }
        if let Operator::String(Relation::Equals, Operand::Literal(literal)) = operator
            && is_one
        {
            for (_, part) in parts(&shape) {
                let text =
                    self.checks.words.compares(state, place, &variable.text, &format!("\"{literal}\""));
                let part = part.assured().step(PartStep::Equal(literal.as_str().into()));
                self.checks.push(text, Verdict::Equals(part));
            }
        }
    }

    fn read(&mut self, shape: &Shape, path: &Path, place: Place) {
        read(self.site, shape, path, place, Reads::EffectiveInput, self.checks);
    }

    fn compared(&mut self, shape: &Shape, path: &str, place: Place, with: &str, of: KindSet) {
        if shape.alternatives().len() > 1 {
            return;
        }
        for (_, part) in parts(shape) {
            let text = self.checks.words.compares(self.site.state(), place, path, with);
            self.checks.push(text, Verdict::Compared(part.assured(), of));
        }
    }
}
