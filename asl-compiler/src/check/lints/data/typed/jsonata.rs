//! Expressions of JSONata that read parts of types.
//!
//! What is undefined is often meant so, and conditions guard what they like by any function: only what can never be there is
//! told, and values of kinds that can never be right.

use super::super::jsonata::{Evaluation, Role, Seen, Value};
use super::super::missing::Site;
use super::super::shape::kinds;
use super::{Checks, any_of, parts};
use crate::check::jsonata;
use crate::expression::intrinsic::lint::Kind;
use crate::expression::jsonata::{BinaryOperator, Node};
use crate::syntax::Place;
use crate::typed::{PartStep, Verdict};

/// The expressions of a state.
pub(super) fn check(site: &Site<'_>, expressions: &[&jsonata::Site<'_>], checks: &mut Checks<'_>) {
    for expression in expressions {
        let root = &expression.expression.root;
        let states = site.states_of(expression);
        let mut at = At { site, expression, checks };
        let value = Evaluation::new(states, root, &mut |seen| match seen {
            Seen::Path { node, found, role, .. } => at.path(node, found, role),
            Seen::Operand { node, operator, value, takes } => at.operand(node, operator, value, takes),
            Seen::Compared { node, value, text } => at.compared(node, value, text),
        })
        .node(root, Role::Whole);
        at.whole(&value);
    }
}

/// An expression with its state.
struct At<'s, 'a, 'c> {
    site: &'s Site<'a>,
    expression: &'s jsonata::Site<'s>,
    checks: &'s mut Checks<'c>,
}

impl<'s> At<'s, '_, '_> {
    fn place(&self, node: &Node) -> Place {
        self.expression.part(self.site.solution.view, &node.range)
    }

    fn text(&self, node: &Node) -> &'s str {
        self.expression.expression.text.get(node.range.clone()).unwrap_or_default()
    }

    fn path(&mut self, node: &Node, found: &Value, role: Role) {
        let is_one = found.shape.alternatives().len() == 1;
        let (place, text) = (self.place(node), self.text(node));
        if (role == Role::Asked || parts(&found.shape).all(|(_, part)| part.is_guarded()))
            && let Some(all) = any_of(&found.shape)
        {
            let words = self.checks.words.reads(self.site.state(), place, text, "");
            self.checks.push(words, Verdict::SelectedOf(all));
        }
        for (way, part) in parts(&found.shape).filter(|(_, part)| part.may_be_missing()) {
            // What is there on some ways only is asked for, or guarded.
            if !is_one && (role == Role::Asked || part.is_guarded()) {
                continue;
            }
            let lost = text.starts_with("$states.input.").then(|| self.site.replaced(way, part)).flatten();
            let more = lost.unwrap_or_else(|| self.site.words_of_one(way, is_one));
            let words = self.checks.words.reads(self.site.state(), place, text, &more);
            self.checks.push(words, Verdict::Selected(part.clone()));
        }
    }

    fn operand(&mut self, node: &Node, operator: BinaryOperator, value: &Value, takes: &[Kind]) {
        let wanted = match takes {
            [Kind::Number] => "a number",
            [Kind::Text] => "a string",
            _ => "a number or a string",
        };
        self.wants(node, value, operator.symbol(), wanted, takes);
    }

    /// The value of an expression, against what its field takes (JNA-31).
    fn whole(&mut self, value: &Value) {
        let Some((takes, wanted)) = self.expression.wants.takes() else { return };
        let expression = self.expression;
        self.wants(&expression.expression.root, value, expression.field, wanted, takes);
    }

    fn wants(&mut self, node: &Node, value: &Value, what: &str, wanted: &str, takes: &[Kind]) {
        let (place, text) = (self.place(node), self.text(node));
        for (_, part) in parts(&value.shape).filter(|(_, part)| !part.is_guarded()) {
            let words = self.checks.words.wants(self.site.state(), place, what, wanted, text);
            self.checks.push(words, Verdict::Compared(part.found(), kinds(takes)));
        }
    }

    /// A comparison with a string, which may be none of an enum's.
    fn compared(&mut self, node: &Node, value: &Value, text: &str) {
        // What is so on some ways only is asked for.
        if value.shape.alternatives().len() > 1 {
            return;
        }
        let place = self.place(node);
        for (_, part) in parts(&value.shape).filter(|(_, part)| !part.is_guarded()) {
            let with = format!("\"{text}\"");
            let words = self.checks.words.compares(self.site.state(), place, self.text(node), &with);
            let part = part.found();
            self.checks.push(words.clone(), Verdict::Compared(part.clone(), kinds(&[Kind::Text])));
            self.checks.push(words, Verdict::Equals(part.step(PartStep::Equal(text.into()))));
        }
    }
}
