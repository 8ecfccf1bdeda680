//! What is known of the data: paths that find nothing, values of the wrong type, comparisons that are never
//! true (STRICT-10 to STRICT-12, STRICT-17).
//!
//! What a state gets is followed from literals, templates, services' answers and Error Outputs, along
//! every way that leads to it. What is not known stays unknown, and nothing is said of it.

mod choice;
mod facts;
mod flow;
mod history;
mod insert;
mod jsonata;
mod members;
mod merge;
mod missing;
mod objects;
mod select;
mod services;
mod shape;
mod solve;
mod template;
#[cfg(test)]
mod tests;
pub(in crate::check) mod typed;
mod types;
mod undefined;
mod variables;

use std::collections::HashMap;

use super::view::View;
use crate::check::jsonata::Site as Expression;
use crate::diagnostic::Findings;
use crate::model::{QueryLanguage, StateKind, WorkflowKind};

pub(super) fn check(view: &View<'_>, expressions: &[Expression<'_>], findings: &mut Findings) {
    let types = typed::StateTypes::default();
    lint(&solve::solve(view, &types), &Expressions::new(expressions), findings);
}

/// The expressions of a definition, by the scope and position of their states.
struct Expressions<'s, 'a>(HashMap<(usize, usize), Vec<&'s Expression<'a>>>);

impl<'s, 'a> Expressions<'s, 'a> {
    fn new(all: &'s [Expression<'a>]) -> Self {
        let mut of_states: HashMap<_, Vec<_>> = HashMap::new();
        for expression in all {
            of_states.entry((expression.scope, expression.position)).or_default().push(expression);
        }
        Self(of_states)
    }

    /// Those of a state.
    fn of(&self, node: &solve::Node<'_>) -> &[&'s Expression<'a>] {
        self.0.get(&(node.scope, node.position)).map_or(&[], Vec::as_slice)
    }
}

fn lint(solution: &solve::Solution<'_>, expressions: &Expressions<'_, '_>, findings: &mut Findings) {
    let view = solution.view;
    for (index, node) in solution.nodes.iter().enumerate() {
        let Some(input) = solution.input(index) else { continue };
        let around = solution.around(index);
        let steps = around.steps(node.state, &input);
        let site = missing::Site { solution, index, input: &input, around: &around, steps: &steps };
        if node.state.language == QueryLanguage::Jsonata {
            undefined::check(&site, expressions.of(node), findings);
            continue;
        }
        missing::check(&site, findings);
        types::check(&site, findings);
        // An express execution has no such history (EXEC-4).
        if view.scopes[node.scope].kind == WorkflowKind::Standard {
            findings.extend(history::check(&site));
        }
        if let StateKind::Choice(rules) = &node.state.kind {
            choice::check(&site, rules, findings);
        }
    }
}
